frappe.listview_settings["PRE Referral"] = {
	add_fields: ["status", "received_on"],

	// The coordonnateur comes to decide: the oldest undecided first (the order is the DocType's own).
	filters: frappe.user.has_role("PRE Coordinator")
		? [["status", "in", ["Received", "Under Review"]]]
		: [],

	formatters: {
		received_on(value, df, doc) {
			const date = frappe.datetime.str_to_user(value);
			if (!["Received", "Under Review"].includes(doc.status)) return date;
			const days = frappe.datetime.get_day_diff(frappe.datetime.get_today(), value);
			return days ? `${date} · ${__("{0} d", [days])}` : date;
		},
	},
};
