frappe.ui.form.on("PRE Eligibility Criteria", {
	refresh(frm) {
		pre_module.forms.default_structure(frm);
		if (frm.is_new() || !frm.perm[0]?.create) return;
		frm.add_custom_button(__("Write the Next Version"), () => frm.trigger("write_next_version"));
	},

	// Criteria that follow these from a day on; these end the day before.
	write_next_version(frm) {
		const fields = [
			{
				fieldname: "valid_from",
				fieldtype: "Date",
				label: __("In Force From"),
				reqd: 1,
				default: frappe.datetime.add_days(frappe.datetime.get_today(), 1),
				description: __("These end the day before; decisions already taken keep them."),
			},
		];
		frappe.prompt(
			fields,
			async ({ valid_from }) => {
				const name = await frappe.xcall("pre_module.desk.droit_commun.next_version", {
					name: frm.doc.name,
					valid_from,
				});
				frappe.set_route("Form", frm.doctype, name);
			},
			__("Write the Next Version"),
			__("Write It")
		);
	},
});
