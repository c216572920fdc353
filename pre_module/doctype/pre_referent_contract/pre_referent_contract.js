frappe.ui.form.on("PRE Referent Contract", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["employer", "signatories.partner"] });
		frm.set_query("referent", () => pre_module.forms.users("PRE Referent", frm.doc.structure));
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.default_structure(frm);
		frm.trigger("propose_maximum");
		if (frm.doc.status === "In Force" && frappe.user.has_role("PRE Coordinator")) {
			frm.add_custom_button(__("Hand Over All the Children"), () =>
				frappe.require("/assets/pre_module/js/handover.js", () => pre_module.handover.open(frm))
			);
		}
	},

	async propose_maximum(frm) {
		if (!frm.is_new() || frm.doc.maximum_children) return;
		const maximum = await frappe.db.get_single_value("PRE Settings", "default_maximum_children");
		if (maximum && !frm.doc.maximum_children) frm.set_value("maximum_children", maximum);
	},

	before_workflow_action(frm) {
		return pre_module.next_step.before_workflow_action(frm);
	},

	note_signatures(frm) {
		const waiting = frm.doc.signatories.filter((row) => !row.signed_on);
		const fields = [
			{
				fieldname: "rows",
				fieldtype: "MultiCheck",
				label: __("Who Has Signed"),
				columns: 1,
				options: waiting.map(({ name, person, partner }) => ({
					value: name,
					label: `${frappe.utils.escape_html(person)} (${frappe.utils.escape_html(partner)})`,
					checked: 1,
				})),
			},
			{
				fieldname: "signed_on",
				fieldtype: "Date",
				label: __("Signed On"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
		];
		pre_module.next_step.dialog(frm, __("Note the Signatures"), fields, ({ rows, signed_on }) =>
			pre_module.next_step.call(frm, "pre_module.desk.actions.note_signatures", {
				name: frm.doc.name,
				modified: frm.doc.modified,
				rows,
				signed_on,
			})
		);
	},
});
