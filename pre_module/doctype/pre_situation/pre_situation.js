frappe.ui.form.on("PRE Situation", {
	async refresh(frm) {
		frm.disable_save();
		const situation = frm.doc.name;
		const view = frm.fields_dict.view.$wrapper;
		const shown = await frappe
			.xcall("pre_module.access.situation.page.show", { situation })
			.catch(() => null); // Frappe has shown why
		if (frm.doc.name !== situation) return; // another one is on the screen by now
		view.html(shown ? shown.html : "");
		if (shown?.child) {
			frm.add_custom_button(__("Open the Child's File"), () =>
				frappe.set_route("Form", "PRE Child", shown.child)
			);
		}
	},
});
