frappe.views.calendar["PRE Team Meeting"] = {
	field_map: {
		start: "starts_on",
		end: "ends_on",
		id: "name",
		title: "structure",
		allDay: "all_day",
		status: "status",
	},
	get_css_class: ({ status }) => ({ Held: "success", Cancelled: "default" }[status] || "info"),
};
