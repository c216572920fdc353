frappe.query_reports["PRE Who Could See a Child"] = {
	filters: [
		{
			fieldname: "child",
			label: __("Child's File"),
			fieldtype: "Data",
			reqd: 1,
			placeholder: "ENF-2026-0001",
		},
		{
			fieldname: "date",
			label: __("On the Day"),
			fieldtype: "Date",
			reqd: 1,
			default: frappe.datetime.get_today(),
		},
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		return data && !data.could_see ? `<span class="text-muted">${shown}</span>` : shown;
	},
};
