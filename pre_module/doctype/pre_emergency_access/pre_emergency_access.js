frappe.ui.form.on("PRE Emergency Access", {
	setup(frm) {
		pre_module.forms.translate_times(frm);
	},

	refresh(frm) {
		frm.disable_save();
		const over = frm.doc.closed_at || frm.doc.to_time <= frappe.datetime.now_datetime();
		if (over) return;
		frm.add_custom_button(__("Close Now"), () =>
			frappe.confirm(__("End this emergency access now?"), async () => {
				await frappe.xcall("pre_module.access.emergency.close", { name: frm.doc.name });
				frm.reload_doc();
			})
		);
	},
});
