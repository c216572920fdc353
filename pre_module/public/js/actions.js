// On a parcours: what the child attended, and lines filled in from an action of the catalogue.

frappe.ui.form.on("PRE Parcours", {
	async refresh(frm) {
		const field = frm.get_field("attendance_html");
		if (!field) return;
		field.html("");
		if (frm.is_new()) return;
		const { name } = frm.doc;
		const html = await frappe.xcall("pre_module.desk.attendance.of_parcours", { name });
		if (frm.doc.name === name) field.html(html);
	},

	setup(frm) {
		frm.set_query("action", "actions", (doc) => ({ filters: { structure: doc.structure, disabled: 0 } }));
	},
});

frappe.ui.form.on("PRE Parcours Action", {
	async action(frm, cdt, cdn) {
		const { action } = locals[cdt][cdn];
		if (!action) return;
		const fields = ["title", "need_domain", "mode", "provider", "place", "from_date", "to_date"];
		const { message } = await frappe.db.get_value("PRE Action", action, fields);
		const { title, ...values } = message;
		values.action_title = title;
		for (const [field, value] of Object.entries(values)) {
			// What was written for this child stays.
			if (value && !locals[cdt][cdn][field]) frappe.model.set_value(cdt, cdn, field, value);
		}
	},
});
