frappe.ui.form.on("PRE Access Trace", {
	setup(frm) {
		pre_module.forms.translate_times(frm);
	},

	refresh(frm) {
		frm.disable_save();
	},
});
