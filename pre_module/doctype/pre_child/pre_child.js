frappe.ui.form.on("PRE Child", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { territory: ["territory"], school: ["schooling.school"] });
		frm.set_query("sibling", "siblings", () => ({
			filters: { structure: frm.doc.structure, name: ["!=", frm.doc.name] },
		}));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.default_structure(frm);
	},
});
