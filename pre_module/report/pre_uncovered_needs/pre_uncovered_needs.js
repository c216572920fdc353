{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Uncovered Needs"] = {
	filters: [
		pre_module.report_filters.structure(!pre_module.report_filters.reads_inside()),
		pre_module.report_filters.school_year(),
		{
			fieldname: "rows",
			label: __("Cut By"),
			fieldtype: "Select",
			options: [
				{ value: "Domain", label: __("Domain") },
				{ value: "Territory", label: __("Territory") },
				...(pre_module.report_filters.reads_inside()
					? [{ value: "Domain and Territory", label: __("Domain and Territory") }]
					: []),
			],
			default: "Domain",
			reqd: 1,
		},
		...(pre_module.report_filters.reads_inside() ? [pre_module.report_filters.territory()] : []),
	],
	onload: (report) => pre_module.report_filters.prepare(report),
	formatter(value, row, column, data, default_formatter) {
		const counts = column.fieldname === "total" || column.fieldname.startsWith("quarter");
		if (data && counts && (value === null || value === undefined)) {
			return pre_module.report_filters.hidden_mark();
		}
		if (data && column.fieldname === "median_days" && (value === null || value === undefined)) return "";
		if (data && !data.bold && column.fieldname === "unserved" && value) {
			return pre_module.report_filters.badge(String(value), "red");
		}
		const shown = default_formatter(value, row, column, data);
		return data && data.bold ? `<b>${shown}</b>` : shown;
	},
};
