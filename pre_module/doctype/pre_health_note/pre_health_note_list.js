frappe.listview_settings["PRE Health Note"] = {
	add_fields: ["nature", "child"],

	formatters: {
		// The name is drawn by lot and says nothing.
		name(value, df, { nature, child, child_full_name }) {
			return `${child_full_name || child} · ${__(nature)}`;
		},
	},
};
