frappe.listview_settings["PRE Consent"] = {
	add_fields: ["status", "valid_until"],

	formatters: {
		// A phone shows this column alone: a number says nothing there.
		name(value, df, { child_full_name }) {
			return child_full_name && frappe.is_mobile() ? `${child_full_name} · ${value}` : value;
		},
	},

	// Whether it counts today is told by its dates, not by its status alone.
	get_indicator({ status, valid_until }) {
		if (status !== "Given") return [__(status), "red", `status,=,${status}`];
		const today = frappe.datetime.get_today();
		const soon = frappe.datetime.add_days(today, 30);
		if (valid_until && valid_until < today) {
			return [__("Ended"), "red", `status,=,Given|valid_until,<,${today}`];
		}
		if (valid_until && valid_until <= soon) {
			return [__("Ends Soon"), "orange", `status,=,Given|valid_until,>=,${today}|valid_until,<=,${soon}`];
		}
		return [__("In Force"), "green", `status,=,Given`];
	},
};
