{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Actions and Attendance"] = {
	filters: [
		pre_module.report_filters.structure(true),
		{
			...pre_module.report_filters.school_year(),
			on_change: (report) => pre_module.report_filters.year_changed(report),
		},
		{ fieldname: "from_date", label: __("From"), fieldtype: "Date", reqd: 1 },
		{ fieldname: "to_date", label: __("Until"), fieldtype: "Date", reqd: 1 },
	],
	onload: (report) => pre_module.report_filters.prepare(report),
};
