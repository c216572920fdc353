frappe.listview_settings["PRE Parcours"] = {
	add_fields: ["status", "next_review_on"],

	formatters: {
		// A phone shows this column alone: a number says nothing there.
		name(value, df, { child_full_name }) {
			return child_full_name && frappe.is_mobile() ? `${child_full_name} · ${value}` : value;
		},

		next_review_on(value, df, { status }) {
			if (!value) return "";
			const date = frappe.datetime.str_to_user(value);
			const late = status === "Active" && value < frappe.datetime.get_today();
			return late ? `<span class="text-danger">${date}</span>` : date;
		},
	},
};
