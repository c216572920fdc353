{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Children by Territory and School"] = {
	filters: [
		pre_module.report_filters.structure(!pre_module.report_filters.reads_inside()),
		pre_module.report_filters.school_year(),
		{
			fieldname: "rows",
			label: __("Cut By"),
			fieldtype: "Select",
			options: [
				{ value: "Territory", label: __("Territory") },
				...(pre_module.report_filters.reads_inside()
					? [{ value: "School", label: __("School") }]
					: []),
				{ value: "School Level", label: __("School Level") },
			],
			default: "Territory",
			reqd: 1,
		},
		...(pre_module.report_filters.reads_inside()
			? [pre_module.report_filters.territory(), pre_module.report_filters.referent()]
			: []),
	],
	onload: (report) => pre_module.report_filters.prepare(report),
	formatter(value, row, column, data, default_formatter) {
		const counts = column.fieldname === "total" || column.fieldname.startsWith("band");
		if (data && counts && (value === null || value === undefined)) {
			return pre_module.report_filters.hidden_mark();
		}
		const shown = default_formatter(value, row, column, data);
		return data && data.bold ? `<b>${shown}</b>` : shown;
	},
};
