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
	get_chart_data(columns, rows) {
		const lines = rows.filter((row) => row.origin);
		if (!lines.length) return null;
		const decisions = {
			accepted: __("Accepted"),
			redirected: __("Redirected"),
			declined: __("Declined"),
			withdrawn: __("Withdrawn"),
			undecided: __("Not Decided Yet"),
		};
		return {
			type: "bar",
			barOptions: { stacked: 1 },
			data: {
				labels: lines.map((row) => __(row.origin)),
				datasets: Object.entries(decisions).map(([field, name]) => ({
					name,
					values: lines.map((row) => row[field]),
				})),
			},
		};
	},
	formatter(value, row, column, data, default_formatter) {
		return default_formatter(column.fieldname === "origin" && value ? __(value) : value, row, column, data);
	},
};
