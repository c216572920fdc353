frappe.ui.form.on("PRE Charter", {
	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.translate_times(frm);
		pre_module.forms.default_structure(frm);
		frm.trigger("start_from_model");
		if (frm.doc.status === "Published") {
			frm.set_read_only();
			frm.trigger("show_partners");
		}
		if (frm.is_new() || frm.doc.status !== "Published" || !frm.has_perm("write")) return;
		frm.add_custom_button(__("See Who Is Missing"), () =>
			frappe.set_route("query-report", "PRE Charter Campaign", { structure: frm.doc.structure })
		);
		frm.add_custom_button(__("Write a New Version"), () =>
			frappe.model.open_mapped_doc({
				method: "pre_module.desk.charter.new_version",
				source_name: frm.doc.structure,
			})
		);
	},

	structure(frm) {
		frm.trigger("start_from_model");
	},

	// The last version of the structure, or the model of the app; never over what was typed.
	async start_from_model(frm) {
		const parts = ["framework", "text", "transmission", "retention"];
		const typed = parts.some((part) => (frm.doc[part] || "") !== (frm.pre_model?.[part] || ""));
		if (!frm.is_new() || typed || frm.pre_model_of === (frm.doc.structure || "")) return;
		frm.pre_model_of = frm.doc.structure || "";
		const model = await frappe.xcall("pre_module.desk.charter.model", { structure: frm.doc.structure });
		frm.pre_model = model;
		if (!frm.doc.title) frm.set_value("title", model.title);
		for (const part of parts) frm.set_value(part, model[part]);
	},

	publish(frm) {
		frappe.confirm(
			__("Publish this version? Nothing of it can change any more; everybody concerned is asked to accept it."),
			async () => {
				await frm.set_value("status", "Published");
				// Refused: the document stays the draft it is.
				await frm.save().catch(() => {});
				if (frm.is_dirty()) return frm.reload_doc();
				pre_module.charter.refresh();
			}
		);
	},

	note_signature(frm) {
		frappe.model.open_mapped_doc({
			method: "pre_module.desk.charter.new_signature",
			source_name: frm.doc.name,
		});
	},

	async show_partners(frm) {
		const name = frm.doc.name;
		const rows = await frappe.xcall("pre_module.desk.charter.partners", { charter: name });
		if (frm.doc.name !== name) return;
		const items = rows.map(
			({ partner, signed_on }) =>
				`<li>${frappe.utils.escape_html(partner)} (${frappe.datetime.str_to_user(signed_on)})</li>`
		);
		frm.get_field("partners_html").$wrapper.html(
			items.length ? `<ul>${items.join("")}</ul>` : `<p class="text-muted">${__("No partner has signed yet.")}</p>`
		);
	},
});
