frappe.listview_settings["PRE Review"] = {
	add_fields: ["kind", "review_date"],
	get_indicator({ docstatus }) {
		if (docstatus === 1) return [__("Validated"), "green", "docstatus,=,1"];
		if (docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return [__("Draft"), "orange", "docstatus,=,0"];
	},
};
