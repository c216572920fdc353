frappe.ui.form.on("PRE Family Contact", {
	setup(frm) {
		frm.set_query("contact_kind", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		frm.trigger("offer_people");
		// Who wrote it corrects it for a time; the server says until when.
		if (!frm.is_new() && frm.doc.author !== frappe.session.user) frm.disable_form();
	},

	child(frm) {
		frm.clear_table("people");
		frm.refresh_field("people");
		frm.trigger("offer_people");
	},

	async offer_people(frm) {
		if (!frm.doc.child) return;
		const offered = await frappe
			.xcall("pre_module.desk.contacts.choices", { child: frm.doc.child })
			.catch(() => null);
		if (offered) frm.get_field("people").grid.update_docfield_property("guardian", "options", offered.people);
	},
});
