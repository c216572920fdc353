frappe.ui.form.on("PRE Calendar Feed", {
	async refresh(frm) {
		frm.disable_save();
		await frappe.require("/assets/pre_module/js/calendar_feed.js");
		if (frm.doc.user !== frappe.session.user) return;
		frm.add_custom_button(__("My Meetings in My Calendar"), () => pre_module.calendar_feed.show());
	},
});
