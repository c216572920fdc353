// Emergency access: one file, for a reason typed, 24 hours, to be read only.

frappe.provide("pre_module.emergency");

pre_module.emergency.may_ask = () =>
	frappe.user.has_role("PRE Referent") || frappe.user.has_role("PRE Coordinator");

pre_module.emergency.ask = function () {
	const by_number = "eval:!doc.last_name && !doc.first_name";
	const by_name = "eval:!doc.file_number";
	const dialog = new frappe.ui.Dialog({
		title: __("Emergency Access"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"To read the file of one child whom you don't accompany, for 24 hours. The coordonnateur of its structure and the data protection officer are told at once, with your reason; your attempts are noted, {0} a day at most.",
					[5]
				)}</p>`,
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "last_name", fieldtype: "Data", label: __("Last Name"), depends_on: by_name },
			{ fieldname: "first_name", fieldtype: "Data", label: __("First Name"), depends_on: by_name },
			{ fieldtype: "Column Break" },
			{
				fieldname: "file_number",
				fieldtype: "Data",
				label: __("Or File Number"),
				depends_on: by_number,
			},
			{ fieldname: "birth_date", fieldtype: "Date", label: __("Birth Date"), reqd: 1 },
			{ fieldtype: "Section Break" },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				description: __("Why this file is needed now: facts, no judgement. Don't write the child's name."),
				reqd: 1,
			},
		],
		primary_action_label: __("Open for 24 Hours"),
		async primary_action(values) {
			const opened = await frappe.xcall("pre_module.access.emergency.open", values);
			dialog.hide();
			frappe.show_alert({
				message: __("Open until {0}.", [frappe.datetime.str_to_user(opened.to_time)]),
				indicator: "orange",
			});
			frappe.set_route("Form", "PRE Child", opened.child);
		},
	});
	dialog.show();
};
