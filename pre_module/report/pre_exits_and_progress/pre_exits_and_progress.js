{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Exits and Progress"] = {
	filters: [
		pre_module.report_filters.structure(!pre_module.report_filters.reads_inside()),
		pre_module.report_filters.school_year(),
		...(pre_module.report_filters.reads_inside()
			? [pre_module.report_filters.territory(), pre_module.report_filters.referent()]
			: []),
	],
	onload: (report) => pre_module.report_filters.prepare(report),
	formatter(value, row, column, data, default_formatter) {
		if (["count", "share"].includes(column.fieldname) && (value === null || value === undefined)) {
			const hidden = data && data.note && !data.is_title;
			return hidden && column.fieldname === "count" ? pre_module.report_filters.hidden_mark() : "";
		}
		const shown = default_formatter(value, row, column, data);
		return data && data.indent === 0 ? `<b>${shown}</b>` : shown;
	},
};
