{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Referrals by Origin and Decision"] = {
	filters: [
		pre_module.report_filters.structure(true),
		{
			...pre_module.report_filters.school_year(),
			on_change: (report) => pre_module.report_filters.year_changed(report),
		},
		{ fieldname: "from_date", label: __("Received From"), fieldtype: "Date", reqd: 1 },
		{ fieldname: "to_date", label: __("Received Until"), fieldtype: "Date", reqd: 1 },
	],
	onload: (report) => pre_module.report_filters.prepare(report),
};
