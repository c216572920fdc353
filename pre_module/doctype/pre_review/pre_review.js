frappe.ui.form.on("PRE Review", {
	setup(frm) {
		frm.set_query("parcours", () => ({ filters: { status: ["in", ["Approved", "Active", "Suspended", "Closed"]] } }));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.review.show(frm);
	},

	// A form opened by hand: its lines come from the parcours, as with the button of the parcours.
	async parcours(frm) {
		const { parcours } = frm.doc;
		if (!parcours || !frm.is_new() || (frm.doc.levels || []).length) return;
		const made = await frappe.xcall("pre_module.desk.make.review", { source_name: parcours }).catch(() => null);
		if (!made || frm.doc.parcours !== parcours) return;
		const { child, kind, next_review_on } = made;
		await frm.set_value({ child, kind, next_review_on });
		for (const table of ["levels", "grid", "participants"]) {
			frm.clear_table(table);
			for (const row of made[table] || []) {
				const { name, parent, ...values } = row;
				frm.add_child(table, values);
			}
			frm.refresh_field(table);
		}
		pre_module.review.show(frm);
	},

	kind(frm) {
		if (frm.doc.kind === "Exit" && frm.doc.next_review_on) frm.set_value("next_review_on", null);
	},

	validate_review(frm) {
		return frm.savesubmit();
	},
});
