frappe.ui.form.on("PRE Charter Signature", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["partner"] });
		frm.set_query("charter", () => ({ filters: { status: "Published" } }));
	},

	refresh(frm) {
		frm.toggle_enable("withdrawn", !frm.doc.withdrawn_at);
	},
});
