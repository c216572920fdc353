// « Who consulted the file »: the page of one child for a period, as a PDF.

frappe.provide("pre_module.traces");

// child: a file number; asked for when empty (the data protection officer sees no child's file).
pre_module.traces.ask_page = function (child) {
	const dialog = new frappe.ui.Dialog({
		title: __("Who Consulted the File"),
		fields: [
			{
				fieldname: "child",
				fieldtype: "Data",
				label: __("Child's File"),
				description: __("Number of the child's file."),
				default: child,
				read_only: child ? 1 : 0,
				reqd: 1,
			},
			{
				fieldname: "from_date",
				fieldtype: "Date",
				label: __("From"),
				default: frappe.datetime.add_months(frappe.datetime.get_today(), -12),
				reqd: 1,
			},
			{
				fieldname: "to_date",
				fieldtype: "Date",
				label: __("To"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
		],
		primary_action_label: __("Open the PDF"),
		primary_action(values) {
			const query = new URLSearchParams(values);
			window.open(`/api/method/pre_module.access.traces.family_page.who_consulted?${query}`);
			dialog.hide();
		},
	});
	dialog.show();
};
