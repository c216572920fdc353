frappe.ui.form.on("PRE Parcours Version", {
	refresh(frm) {
		frm.disable_form();
		// The page stands apart from the Desk: nothing of it runs, its style is its own.
		const page = $("<iframe sandbox style='width: 100%; height: 70vh; border: 1px solid var(--border-color)'></iframe>");
		page.attr({ title: __("Document"), srcdoc: frm.doc.content || "" });
		frm.fields_dict.preview.$wrapper.empty().append(page);
		frm.page.set_title(__("Version {0}", [frm.doc.number]));
		frm.page.set_primary_action(__("Print the Document"), () => frm.print_doc());
	},
});
