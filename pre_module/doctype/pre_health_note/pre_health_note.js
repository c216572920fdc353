frappe.ui.form.on("PRE Health Note", {
	refresh(frm) {
		pre_module.forms.guarded(frm);
	},
});
