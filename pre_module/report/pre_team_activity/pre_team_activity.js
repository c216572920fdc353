{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Team Activity"] = {
	filters: [
		pre_module.report_filters.structure(!pre_module.report_filters.reads_inside()),
		pre_module.report_filters.school_year(),
	],
	onload: (report) => pre_module.report_filters.prepare(report),
	formatter(value, row, column, data, default_formatter) {
		if (["count", "expected", "share"].includes(column.fieldname) && (value === null || value === undefined)) {
			const hidden = column.fieldname === "count" && data?.note;
			return hidden ? pre_module.report_filters.hidden_mark() : "";
		}
		const shown = default_formatter(value, row, column, data);
		return data && data.indent === 0 ? `<b>${shown}</b>` : shown;
	},
};
