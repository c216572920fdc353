frappe.ui.form.on("PRE Action Session", {
	setup(frm) {
		frm.set_query("action", () => ({ filters: { disabled: 0 } }));
	},

	onload(frm) {
		// A new one from the calendar has its moments, not yet its day and hours.
		if (!frm.is_new() || !frm.doc.starts_at || frm.doc.session_date) return;
		const [day, start] = frm.doc.starts_at.split(" ");
		frm.set_value({ session_date: day, start_time: start, end_time: (frm.doc.ends_at || "").split(" ")[1] });
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Cancelled") return;
		if (frm.doc.session_date <= frappe.datetime.get_today()) {
			frm.add_custom_button(__("Note Attendance"), () => frappe.set_route("pre-roll-call", frm.doc.name));
		}
	},
});
