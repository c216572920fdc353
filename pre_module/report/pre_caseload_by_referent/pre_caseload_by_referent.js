{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Caseload by Referent"] = {
	filters: [
		pre_module.report_filters.structure(),
		...(frappe.user.has_role("PRE Coordinator") ? [pre_module.report_filters.referent()] : []),
		{
			fieldname: "on_date",
			label: __("On the Day"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
		},
	],
	formatter(value, row, column, data, default_formatter) {
		let shown = default_formatter(value, row, column, data);
		const alert =
			(column.fieldname === "room_left" && value !== null && value <= 0) ||
			(column.fieldname === "late_reviews" && value > 0);
		if (data && !data.bold && alert) {
			shown = `<span class="text-danger">${shown}</span>`;
		}
		return data && data.bold ? `<b>${shown}</b>` : shown;
	},
};
