// What a family agrees to share, in one gesture: a partner, and its domains to tick.

frappe.provide("pre_module.sharing");

Object.assign(pre_module.sharing, {
	async choose(frm) {
		const domains = await frappe.db.get_list("PRE Need Domain", {
			filters: { disabled: 0 },
			limit: 0,
			order_by: "need_domain",
		});
		const dialog = new frappe.ui.Dialog({
			title: __("Choose What Is Shared"),
			fields: [
				{
					fieldname: "partner",
					fieldtype: "Link",
					options: "PRE Partner",
					label: __("Partner"),
					reqd: 1,
					get_query: () => ({ filters: { disabled: 0 } }),
					onchange: () => pre_module.sharing.tick(frm, dialog),
				},
				{
					fieldname: "domains",
					fieldtype: "MultiCheck",
					label: __("Domains the Family Agrees To"),
					columns: 2,
					options: domains.map(({ name }) => ({ value: name, label: __(name) })),
				},
			],
			primary_action_label: __("Put in the Agreement"),
			primary_action({ partner }) {
				const ticked = dialog.get_value("domains");
				frm.doc.partners = (frm.doc.partners || []).filter((row) => row.partner && row.partner !== partner);
				for (const need_domain of ticked) frm.add_child("partners", { partner, need_domain });
				frm.doc.partners.forEach((row, i) => (row.idx = i + 1));
				frm.refresh_field("partners");
				frm.trigger("say_what_is_shared");
				frm.dirty();
				dialog.hide();
			},
		});
		dialog.show();
		return dialog;
	},

	// The domains that the agreement names already for this partner.
	tick(frm, dialog) {
		const partner = dialog.get_value("partner");
		const named = (frm.doc.partners || []).filter((row) => row.partner === partner);
		const field = dialog.fields_dict.domains;
		field.selected_options = named.map((row) => row.need_domain);
		field.select_options(field.selected_options);
	},
});
