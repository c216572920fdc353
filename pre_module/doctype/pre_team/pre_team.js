frappe.ui.form.on("PRE Team", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["members.partner"] });
		frm.set_query("user", "members", () => ({ query: "pre_module.access.preview.users" }));
	},

	refresh(frm) {
		pre_module.forms.default_structure(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("New Meeting"), () =>
			frappe.new_doc("PRE Team Meeting", { structure: frm.doc.structure, team: frm.doc.name })
		);
	},
});
