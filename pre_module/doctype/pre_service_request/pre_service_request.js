frappe.ui.form.on("PRE Service Request", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["partner"], reference: ["need_domain"] });
		frm.set_query("diagnostic", () => ({ filters: { child: frm.doc.child, status: ["!=", "Closed"] } }));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.respect_write(frm);
	},

	partner(frm) {
		if (frm.doc.partner && !frm.doc.service) frm.set_value("service", frm.doc.partner);
	},

	note_answer(frm) {
		const { doctype, name, answer } = frm.doc;
		pre_module.requests.note_answer(doctype, name, answer, () => frm.reload_doc());
	},
});
