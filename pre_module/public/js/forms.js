// What several of our forms share: choices that make sense, defaults. The rules are the server's.

frappe.provide("pre_module.forms");

Object.assign(pre_module.forms, {
	// The only structure of the site, when there is but one.
	async default_structure(frm) {
		if (!frm.is_new() || frm.doc.structure) return;
		const found = await frappe.db.get_list("PRE Structure", { filters: { disabled: 0 }, limit: 2 });
		if (found.length === 1 && !frm.doc.structure) frm.set_value("structure", found[0].name);
	},

	// Links offer nothing that is closed, disabled or over. kinds: { partner: ["field", "table.field"] }.
	offer_open(frm, kinds) {
		const queries = {
			partner: () => ({ filters: { disabled: 0 } }),
			school: () => ({ filters: { closed: 0 } }),
			territory: () => ({ query: "pre_module.desk.choices.territories" }),
			reference: () => ({ filters: { disabled: 0 } }),
		};
		for (const [kind, fields] of Object.entries(kinds)) {
			for (const field of fields) {
				const [fieldname, table] = field.split(".").reverse();
				if (table) frm.set_query(fieldname, table, queries[kind]);
				else frm.set_query(fieldname, queries[kind]);
			}
		}
	},

	// Who may agree for the child: the holders of parental authority in its file.
	async offer_holders(frm, fieldname) {
		const holders = frm.doc.child
			? await frappe.xcall("pre_module.desk.choices.holders", { child: frm.doc.child }).catch(() => [])
			: [];
		frm.set_df_property(fieldname, "options", holders);
		frm.fields_dict[fieldname]?.set_data?.(holders);
		return holders;
	},

	// Accounts with a role, for a link to a user.
	users(role, structure) {
		return { query: "pre_module.desk.choices.users", filters: { role, structure: structure || "" } };
	},
});
