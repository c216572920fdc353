frappe.listview_settings["PRE Access Trace"] = {
	onload(list) {
		list.page.add_inner_button(__("Page for the Family"), () =>
			frappe.require("/assets/pre_module/js/traces.js", () => pre_module.traces.ask_page())
		);
	},
};
