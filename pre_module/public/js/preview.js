// « What will they see? »: asked of the server, which answers with HTML it has escaped (pre_module.access.preview).

frappe.provide("pre_module.preview");

Object.assign(pre_module.preview, {
	async open(frm) {
		const domains = await frappe.db.get_list("PRE Need Domain", {
			filters: { disabled: 0 },
			limit: 0,
			order_by: "need_domain",
		});
		const as_partner = "eval:doc.whom === 'Partner'";
		const dialog = new frappe.ui.Dialog({
			title: __("What Will They See?"),
			size: "extra-large",
			fields: [
				{
					fieldname: "whom",
					fieldtype: "Select",
					label: __("As Seen By"),
					options: [
						{ value: "Person", label: __("A person, today") },
						{ value: "Partner", label: __("A partner, if the family agreed") },
					],
					default: "Person",
				},
				{
					fieldname: "user",
					fieldtype: "Link",
					options: "User",
					label: __("Account"),
					depends_on: "eval:doc.whom !== 'Partner'",
					get_query: () => ({ query: "pre_module.access.preview.users" }),
				},
				{
					fieldname: "partner",
					fieldtype: "Link",
					options: "PRE Partner",
					label: __("Partner"),
					depends_on: as_partner,
					get_query: () => ({ filters: { disabled: 0 } }),
				},
				{
					fieldname: "domains",
					fieldtype: "MultiCheck",
					label: __("Domains Shared"),
					columns: 2,
					depends_on: as_partner,
					options: domains.map(({ name }) => ({ value: name, label: __(name) })),
				},
				{ fieldname: "answer", fieldtype: "HTML" },
			],
			primary_action_label: __("Show"),
			primary_action: () => pre_module.preview.show(frm, dialog),
		});
		dialog.show();
		return dialog;
	},

	async show(frm, dialog) {
		const { whom, user, partner } = dialog.get_values(true) || {};
		const domains = dialog.get_value("domains");
		const child = frm.doc.name;
		const call =
			whom === "Partner"
				? ["pre_module.access.preview.as_partner", { child, partner: partner || "", domains }]
				: ["pre_module.access.preview.as_user", { child, user: user || "" }];
		const html = await frappe.xcall(...call).catch(() => ""); // Frappe has shown why
		dialog.fields_dict.answer.$wrapper.html(html);
	},
});
