frappe.views.calendar["PRE Action Session"] = {
	field_map: {
		start: "starts_at",
		end: "ends_at",
		id: "name",
		title: "action_title",
		status: "status",
	},
	style_map: { Planned: "info", Held: "success", Cancelled: "default" },
	get_events_method: "frappe.desk.calendar.get_events",
};
