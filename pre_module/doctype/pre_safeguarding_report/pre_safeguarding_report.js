frappe.ui.form.on("PRE Safeguarding Report", {
	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.guarded(frm);
	},
});
