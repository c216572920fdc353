frappe.listview_settings["PRE Health Note"] = {
	add_fields: ["nature", "child"],

	// Who is named without a right on children's files gets the number of the file: Frappe would refuse the whole list.
	onload(list) {
		if (!frappe.model.can_read("PRE Child")) list.link_field_title_fields = {};
	},

	formatters: {
		// The name is drawn by lot and says nothing.
		name(value, df, { nature, child, child_full_name }) {
			return `${child_full_name || child} · ${__(nature)}`;
		},
	},
};
