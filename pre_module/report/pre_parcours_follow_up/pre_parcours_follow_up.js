{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Parcours Follow-Up"] = {
	filters: [
		pre_module.report_filters.structure(),
		pre_module.report_filters.referent(),
		pre_module.report_filters.territory(),
		{
			fieldname: "status",
			label: __("Status"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("Under Way") },
				...["Draft", "Proposed", "Approved", "Active", "Suspended"].map((value) => ({
					value,
					label: __(value),
				})),
			],
		},
		{ fieldname: "late_only", label: __("Late Only"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, default_formatter) {
		const colours = {
			Draft: "gray",
			Proposed: "blue",
			Approved: "cyan",
			Active: "green",
			Suspended: "orange",
		};
		if (data && column.fieldname === "status_label") {
			return pre_module.report_filters.badge(value, colours[data.status]);
		}
		const shown = default_formatter(value, row, column, data);
		const late = data && data.days_late && ["next_review_on", "days_late"].includes(column.fieldname);
		return late ? `<span class="text-danger">${shown}</span>` : shown;
	},
};
