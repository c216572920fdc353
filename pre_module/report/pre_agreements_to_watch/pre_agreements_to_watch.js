{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Agreements to Watch"] = {
	filters: [
		pre_module.report_filters.structure(),
		pre_module.report_filters.referent(),
		pre_module.report_filters.territory(),
		{
			fieldname: "stage",
			label: __("Stage"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("All Stages") },
				...["Information", "Diagnostic", "Sharing", "Parcours"].map((value) => ({
					value,
					label: __(value),
				})),
			],
		},
		{
			fieldname: "state",
			label: __("State"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("All States") },
				...["Withdrawn", "Refused", "Expired", "Missing", "No holder named", "Expiring"].map((value) => ({
					value,
					label: __(value),
				})),
			],
		},
	],
	formatter(value, row, column, data, default_formatter) {
		const colours = { Expiring: "orange", Missing: "yellow", Expired: "red", Withdrawn: "red", Refused: "red" };
		if (data && data.state && column.fieldname === "state_label") {
			return pre_module.report_filters.badge(value, colours[data.state] || "gray");
		}
		const shown = default_formatter(value, row, column, data);
		return data && data.bold ? `<b>${shown}</b>` : shown;
	},
};
