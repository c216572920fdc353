frappe.ui.form.on("PRE Diagnostic", {
	setup(frm) {
		pre_module.forms.offer_open(frm, {
			partner: ["views.partner"],
			reference: ["factors.factor", "needs.need_domain"],
		});
		frm.set_query("referral", () => ({ filters: { child: frm.doc.child } }));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		// Several factors chosen at once: a diagnostic looks at five families of them (R7).
		frm.get_field("factors").grid.set_multiple_add("factor");
		pre_module.requests.panel(frm);
	},

	before_workflow_action(frm) {
		return pre_module.next_step.before_workflow_action(frm);
	},
});
