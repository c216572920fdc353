frappe.ui.form.on("PRE Charter Signature", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["partner"] });
		frm.set_query("charter", () => ({ filters: { status: "Published" } }));
	},

	refresh(frm) {
		pre_module.forms.translate_times(frm);
		frm.toggle_enable("withdrawn", !frm.doc.withdrawn_at);
	},
});
