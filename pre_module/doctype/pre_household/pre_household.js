frappe.ui.form.on("PRE Household", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { territory: ["territory"] });
	},
});
