frappe.ui.form.on("PRE Consent", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["partners.partner"] });
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.offer_holders(frm, "guardian");
		if (!frm.is_new() && frm.doc.status === "Given" && frm.has_perm("write")) {
			frm.add_custom_button(__("Note the Withdrawal"), () => frm.trigger("ask_withdrawal"));
		}
	},

	child(frm) {
		frm.set_value("guardian", "");
		pre_module.forms.offer_holders(frm, "guardian");
	},

	ask_withdrawal(frm) {
		const fields = [
			{
				fieldname: "withdrawn_on",
				fieldtype: "Date",
				label: __("Withdrawn On"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
			{ fieldname: "withdrawal_reason", fieldtype: "Small Text", label: __("Why"), reqd: 1 },
		];
		pre_module.next_step.dialog(frm, __("Note the Withdrawal"), fields, (answers) =>
			pre_module.next_step.call(frm, "pre_module.desk.actions.withdraw_consent", {
				name: frm.doc.name,
				modified: frm.doc.modified,
				...answers,
			})
		);
	},
});
