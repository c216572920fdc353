{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Referral Queue"] = {
	filters: [
		pre_module.report_filters.structure(),
		{
			fieldname: "origin",
			label: __("Origin"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("All Origins") },
				...["School", "Social Service", "Health", "Association", "Family", "Other"].map((value) => ({
					value,
					label: __(value),
				})),
			],
		},
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && column.fieldname === "waiting") {
			return pre_module.report_filters.badge(value, data.is_late ? "red" : "gray");
		}
		if (data && column.fieldname === "waits_for" && data.is_ready) {
			return pre_module.report_filters.badge(value, "green");
		}
		return default_formatter(value, row, column, data);
	},
};
