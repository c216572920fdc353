frappe.ui.form.on("PRE Action Enrolment", {
	setup(frm) {
		frm.set_query("action", () => ({ filters: { disabled: 0 } }));
		frm.set_query("parcours", () => ({
			filters: { child: frm.doc.child, status: ["in", ["Approved", "Active"]] },
		}));
	},

	refresh(frm) {
		pre_module.forms.respect_write(frm);
		const { status, waiting_rank, absence_alert, absences_in_a_row } = frm.doc;
		if (frm.is_new()) return;
		if (status === "Waiting") {
			frm.dashboard.set_headline_alert(__("On the waiting list, rank {0}", [waiting_rank]), "orange");
		} else if (status === "Enrolled" && absence_alert) {
			const said = __("Absent {0} times in a row: speak with the family.", [absences_in_a_row]);
			frm.dashboard.set_headline_alert(said, "red");
		}
	},

	// The parcours under way, when there is but one.
	async child(frm) {
		if (!frm.doc.child || frm.doc.parcours) return;
		const filters = { child: frm.doc.child, status: ["in", ["Approved", "Active"]] };
		const found = await frappe.db.get_list("PRE Parcours", { filters, limit: 2 });
		if (found.length === 1) frm.set_value("parcours", found[0].name);
	},
});
