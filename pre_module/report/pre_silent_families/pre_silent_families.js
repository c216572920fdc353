{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Silent Families"] = {
	filters: [
		pre_module.report_filters.structure(),
		...(frappe.user.has_role("PRE Coordinator") ? [pre_module.report_filters.referent()] : []),
	],
};
