frappe.listview_settings["PRE Access Trace"] = {
	formatters: {
		// Without the colours that Frappe gives to the words of a choice.
		what: (value) => frappe.utils.escape_html(__(value || "")),
		reference_doctype: (value) => frappe.utils.escape_html(__(value || "")),
	},

	onload(list) {
		list.page.add_inner_button(__("Page for the Family"), () =>
			frappe.require("/assets/pre_module/js/traces.js", () => pre_module.traces.ask_page())
		);
	},
};
