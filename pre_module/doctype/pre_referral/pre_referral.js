frappe.ui.form.on("PRE Referral", {
	setup(frm) {
		pre_module.forms.offer_open(frm, {
			partner: ["partner", "redirect_partner"],
			school: ["school"],
			territory: ["territory"],
			reference: ["reasons.need_domain"],
		});
		frm.set_query("child", () => ({ filters: { structure: frm.doc.structure } }));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.default_structure(frm);
		pre_module.duplicates.of_referral(frm);
	},

	note_answer(frm) {
		const { doctype, name, redirect_answer } = frm.doc;
		pre_module.requests.note_answer(doctype, name, redirect_answer, () => frm.reload_doc());
	},

	before_workflow_action(frm) {
		return pre_module.next_step.before_workflow_action(frm);
	},

	family_informed(frm) {
		if (frm.doc.family_informed && !frm.doc.family_informed_on) {
			frm.set_value("family_informed_on", frappe.datetime.get_today());
		}
	},
});
