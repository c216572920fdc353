frappe.ui.form.on("PRE Eligibility Criteria", {
	refresh(frm) {
		pre_module.forms.default_structure(frm);
	},
});
