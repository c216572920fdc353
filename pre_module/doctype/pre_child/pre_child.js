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
		pre_module.forms.offer_guarded(frm);
		pre_module.forms.respect_write(frm);
		pre_module.duplicates.of_child(frm);
		if (!frm.is_new()) {
			frappe.require("/assets/pre_module/js/progress.js", () => pre_module.progress.of_child(frm));
		}
		if (!frm.is_new()) {
			frm.add_custom_button(__("What Will They See?"), () =>
				frappe.require("/assets/pre_module/js/preview.js", () => pre_module.preview.open(frm))
			);
		}
		if (!frm.is_new() && frappe.model.can_create("PRE Family Contact")) {
			frm.add_custom_button(__("Note a Contact"), () =>
				frappe.require(
					["/assets/pre_module/js/contact.js", "/assets/pre_module/css/contact.css"],
					() => pre_module.contact.open(frm.doc.name, () => frm.reload_doc())
				)
			);
		}
		if (!frm.is_new() && frappe.user.has_role("PRE Coordinator")) {
			const group = __("Who Sees the File");
			frm.add_custom_button(
				__("Who Consulted the File"),
				() =>
					frappe.require("/assets/pre_module/js/traces.js", () => pre_module.traces.ask_page(frm.doc.name)),
				group
			);
			frm.add_custom_button(
				__("Who Could See the File"),
				() =>
					frappe.set_route("query-report", "PRE Who Could See a Child", {
						child: frm.doc.name,
						date: frappe.datetime.get_today(),
					}),
				group
			);
		}
	},

	first_name: (frm) => pre_module.duplicates.of_child(frm),
	last_name: (frm) => pre_module.duplicates.of_child(frm),
	birth_date: (frm) => pre_module.duplicates.of_child(frm),
	structure: (frm) => pre_module.duplicates.of_child(frm),
	household: (frm) => pre_module.duplicates.of_child(frm),
});
