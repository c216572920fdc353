{% include "pre_module/report/filters.js" %}

frappe.query_reports["PRE Charter Campaign"] = {
	filters: [
		pre_module.report_filters.structure(),
		{
			fieldname: "kind",
			label: __("Awaited"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("Partners and People") },
				...["Partner to Sign", "Person to Accept"].map((value) => ({ value, label: __(value) })),
			],
		},
	],

	onload(report) {
		report.page.add_inner_button(__("Remind by E-Mail"), () => {
			const structure = report.get_filter_value("structure") || "";
			frappe.confirm(
				__("Write to each person and partner that is missing? Who was written to today is left out."),
				async () => {
					const { sent, already } = await frappe.xcall("pre_module.desk.charter_reminder.remind", { structure });
					frappe.msgprint(
						__("Reminders sent: {0}. Written to today already: {1}.", [sent, already]),
						__("Remind by E-Mail")
					);
					report.refresh();
				}
			);
		});
	},

	formatter(value, row, column, data, default_formatter) {
		if (data && column.fieldname === "state") {
			return pre_module.report_filters.badge(value, data.days_left === null ? "red" : "orange");
		}
		if (data && column.fieldname === "days_left" && data.days_left === null) return "";
		return default_formatter(value, row, column, data);
	},
};
