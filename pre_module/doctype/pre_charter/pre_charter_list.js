frappe.listview_settings["PRE Charter"] = {
	get_indicator: (doc) =>
		doc.status === "Published"
			? [__("Published"), "green", "status,=,Published"]
			: [__("Draft"), "orange", "status,=,Draft"],
};
