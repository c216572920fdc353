frappe.ui.form.on("PRE Team Decision", {
	setup(frm) {
		frm.set_query("in_charge", () => ({ query: "pre_module.access.preview.users" }));
		frm.set_query("need_domain", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		frm.trigger("offer_situations");
	},

	meeting(frm) {
		frm.set_value("situation", null);
		frm.trigger("offer_situations");
	},

	// Those of the meeting's agenda.
	async offer_situations(frm) {
		if (!frm.doc.meeting || !frm.is_new()) return;
		const meeting = await frappe.db.get_doc("PRE Team Meeting", frm.doc.meeting).catch(() => null);
		const situations = (meeting?.agenda || []).map((row) => row.situation);
		frm.set_query("situation", () => ({ filters: { name: ["in", situations] } }));
	},
});
