for (const fieldname of ["partner", "need_domain", "partners_remove"]) {
	frappe.ui.form.on("PRE Consent Partner", {
		[fieldname]: (frm) => frm.trigger("say_what_is_shared"),
	});
}

frappe.ui.form.on("PRE Consent", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["partners.partner"] });
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.offer_holders(frm, "guardian");
		frm.trigger("offer_sharing");
		frm.trigger("say_what_is_shared");
		if (!frm.is_new() && frm.doc.status === "Given" && frm.has_perm("write")) {
			frm.add_custom_button(__("Note the Withdrawal"), () => frm.trigger("ask_withdrawal"));
		}
	},

	stage(frm) {
		frm.trigger("offer_sharing");
	},

	answer(frm) {
		frm.trigger("offer_sharing");
	},

	// In words, partner by partner: a phone shows one column of the lines.
	say_what_is_shared(frm) {
		const domains = {};
		for (const { partner, need_domain } of frm.doc.partners || []) {
			if (partner && need_domain) (domains[partner] ||= []).push(__(need_domain));
		}
		const said = Object.entries(domains).map(([partner, named]) => `${partner} : ${named.join(", ")}.`);
		const field = frm.fields_dict.partners.$wrapper;
		if (!field.find(".pre-shared").length) field.append('<p class="pre-shared"></p>');
		field.find(".pre-shared").text(said.join(" "));
	},

	// What was agreed is not changed afterwards: the lines are chosen on a new agreement only.
	offer_sharing(frm) {
		const label = __("Choose What Is Shared");
		frm.remove_custom_button(label);
		frm.set_df_property("partners", "read_only", frm.is_new() ? 0 : 1);
		if (!frm.is_new() || frm.doc.stage !== "Sharing" || frm.doc.answer === "Refused") return;
		frm.add_custom_button(label, () =>
			frappe.require("/assets/pre_module/js/sharing.js", () => pre_module.sharing.choose(frm))
		);
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
