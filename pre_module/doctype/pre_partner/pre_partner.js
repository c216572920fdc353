frappe.ui.form.on("PRE Partner", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { school: ["school"], reference: ["partner_type"] });
	},

	refresh(frm) {
		pre_module.forms.default_structure(frm);
	},
});
