frappe.ui.form.on("PRE Child Merge", {
	setup(frm) {
		frm.set_query("child", () => ({}));
	},

	refresh(frm) {
		frm.fields_dict.choices.grid.cannot_add_rows = true;
		frm.toggle_display("section_choices", (frm.doc.choices || []).length > 0);
		if (!frm.is_new()) {
			frm.disable_form();
			return;
		}
		frm.set_df_property("choices", "cannot_delete_rows", true);
		frm.trigger("look");
	},

	child: (frm) => frm.trigger("look"),
	merged_child: (frm) => frm.trigger("look"),

	// The preview, asked again whenever one of the two files is another; nothing is done yet.
	async look(frm) {
		if (!frm.is_new()) return;
		const { child, merged_child } = frm.doc;
		const area = frm.fields_dict.preview.$wrapper;
		frm.doc.digest = null;
		if (!child || !merged_child) {
			area.html(`<p class="text-muted">${__("Give the numbers of both files to see what would move.")}</p>`);
			return;
		}
		const shown = await frappe
			.xcall("pre_module.doctype.pre_child_merge.preview.preview", { child, merged_child })
			.catch(() => null);
		if (frm.doc.child !== child || frm.doc.merged_child !== merged_child) return;
		frm.events.show(frm, shown);
	},

	show(frm, shown) {
		const area = frm.fields_dict.preview.$wrapper;
		frm.clear_table("choices");
		area.html("");
		if (!shown) return;
		const escape = frappe.utils.escape_html;
		const [kept, merged] = shown.titles;
		const what_stays = __("Kept: {0}", [escape(kept).bold()]);
		const what_goes = __("Merged into it, its number is used no more: {0}", [escape(merged).bold()]);
		const moving = shown.documents.map(
			([label, count]) => `<tr><td>${escape(label)}</td><td class="text-right">${count}</td></tr>`
		);
		const ends = shown.effects.map((sentence) => `<li>${sentence}</li>`);
		const refused = shown.refusals.map((sentence) => `<li>${sentence}</li>`);
		area.html(`
			${refused.length ? `<div class="form-message red p-3"><b>${__("To be settled first:")}</b><ul class="mb-0">${refused.join("")}</ul></div>` : ""}
			${ends.length ? `<div class="form-message orange p-3"><b>${__("What ends with it:")}</b><ul class="mb-0">${ends.join("")}</ul></div>` : ""}
			<p>${what_stays}<br>${what_goes}</p>
			<table class="table table-bordered" style="max-width: 32rem">
				<thead><tr><th>${__("What moves")}</th><th class="text-right">${__("How many")}</th></tr></thead>
				<tbody>${moving.join("")}</tbody>
			</table>`);
		for (const line of shown.choices) frm.add_child("choices", line);
		frm.refresh_field("choices");
		frm.toggle_display("section_choices", shown.choices.length > 0);
		frm.doc.digest = shown.digest;
	},

	// To save is to merge: asked once more.
	before_save(frm) {
		if (!frm.is_new()) return;
		const { child, merged_child } = frm.doc;
		const escape = frappe.utils.escape_html;
		return new Promise((resolve) =>
			frappe.confirm(
				__("The two files become one, for good: {0} goes into {1}.", [escape(merged_child), escape(child)]),
				resolve,
				() => {
					frappe.validated = false;
					resolve();
				}
			)
		);
	},
});
