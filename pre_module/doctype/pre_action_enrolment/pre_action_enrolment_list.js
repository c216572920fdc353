frappe.listview_settings["PRE Action Enrolment"] = {
	add_fields: ["status", "absence_alert"],

	get_indicator({ status, absence_alert }) {
		if (status === "Enrolled" && absence_alert) {
			return [__("To Talk About with the Family"), "red", "absence_alert,=,1"];
		}
		const color = { Enrolled: "green", Waiting: "orange", Left: "gray" }[status];
		return [__(status, null, "PRE Action Enrolment"), color, `status,=,${status}`];
	},

	formatters: {
		// A phone shows this column alone: a number says nothing there.
		name(value, df, { child_full_name }) {
			return child_full_name && frappe.is_mobile() ? `${child_full_name} · ${value}` : value;
		},
	},
};
