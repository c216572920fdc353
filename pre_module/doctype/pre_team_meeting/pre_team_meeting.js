frappe.ui.form.on("PRE Team Meeting", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["members.partner"] });
		frm.set_query("user", "members", () => ({ query: "pre_module.access.preview.users" }));
		frm.set_query("situation", "agenda", () => ({
			query: "pre_module.desk.situations.offer",
			filters: { structure: frm.doc.structure || "" },
		}));
	},

	refresh(frm) {
		pre_module.forms.default_structure(frm);
		frm.trigger("show_names");
	},

	// The agenda with the names this reader may know; they are stored nowhere in the meeting.
	async show_names(frm) {
		const shown = frm.fields_dict.agenda_view.$wrapper.empty();
		const situations = (frm.doc.agenda || []).map((row) => row.situation).filter(Boolean);
		if (!situations.length) return;
		const names = await frappe
			.xcall("pre_module.access.situation.page.names", { situations })
			.catch(() => ({}));
		const list = $("<ol class='pl-4 mb-4'></ol>").appendTo(shown.empty());
		for (const row of frm.doc.agenda || []) {
			const link = $("<a></a>")
				.attr("href", frappe.utils.get_form_link("PRE Situation", row.situation))
				.text(row.situation);
			const said = [names[row.situation], row.minutes ? __("{0} minutes", [row.minutes]) : "", row.question];
			$("<li></li>")
				.append(link, document.createTextNode(said.filter(Boolean).map((s) => ` – ${s}`).join("")))
				.appendTo(list);
		}
	},
});

frappe.ui.form.on("PRE Team Meeting Item", {
	situation(frm) {
		frm.trigger("show_names");
	},
});
