frappe.listview_settings["PRE Diagnostic"] = {
	formatters: {
		// A phone shows this column alone: a number says nothing there.
		name(value, df, { child_full_name }) {
			return child_full_name && frappe.is_mobile() ? `${child_full_name} · ${value}` : value;
		},
	},
};
