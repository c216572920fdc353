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

	// A health note or a safeguarding report: the accounts that can be named on it; it is changed by its author and
	// the coordonnateur, read by the others.
	guarded(frm) {
		frm.set_query("user", "readers", () => ({ query: "pre_module.desk.guarded.nameable" }));
		const mine = frm.is_new() || frm.doc.author === frappe.session.user;
		if (!mine && !frappe.user.has_role("PRE Coordinator")) frm.disable_form();
		// The name is drawn by lot and says nothing.
		if (!frm.is_new()) frm.page.set_title(__(frm.doctype));
		if (!frm.is_new()) {
			frm.add_custom_button(__("Who Consulted It"), () => pre_module.forms.guarded_traces(frm));
		}
	},

	// Who may read this document and not write in it (an emergency access) sees it at once: Frappe's form asks the
	// rights of the role alone, and would say so at the end, when it is saved.
	async respect_write(frm) {
		if (frm.is_new()) return;
		const { doctype, docname } = frm;
		const asked = { doctype, docname, perm_type: "write" };
		const may = await frappe.xcall("frappe.client.has_permission", asked).catch(() => null);
		if (frm.docname !== docname) return;
		frm.pre_only_read = Boolean(may && !may.has_permission);
		if (!frm.pre_only_read) return;
		frm.disable_form();
		pre_module.sidebar.hide(frm);
	},

	// Who read or changed this guarded document: told here only, for a list would say that it exists.
	async guarded_traces(frm) {
		const lines = await frappe.xcall("pre_module.access.traces.guarded_traces.who_consulted", {
			doctype: frm.doctype,
			name: frm.doc.name,
		});
		const escape = frappe.utils.escape_html;
		const rows = lines.map(
			({ at, person, function: role, what }) =>
				`<tr><td>${escape(at)}</td><td>${escape(person)}<br><small>${escape(role)}</small></td><td>${escape(
					what
				)}</td></tr>`
		);
		frappe.msgprint({
			title: __("Who Consulted It"),
			message: `<table class="table">${rows.join("")}</table>`,
			wide: true,
		});
	},

	// On a child's file: new guarded documents; those there are only for who may read one of them.
	async offer_guarded(frm) {
		if (frm.is_new()) return;
		const child = frm.doc.name;
		const may = await frappe.xcall("pre_module.desk.guarded.of_child", { child }).catch(() => null);
		if (!may || frm.doc.name !== child) return;
		const group = __("Sensitive Parts");
		const labels = {
			"PRE Health Note": [__("New Health Note"), __("Health Notes")],
			"PRE Safeguarding Report": [__("New Safeguarding Report"), __("Safeguarding Reports")],
		};
		for (const [doctype, [made, read]] of Object.entries(labels)) {
			if (may.make.includes(doctype)) {
				frm.add_custom_button(made, () => frappe.new_doc(doctype, { child }), group);
			}
			if (may.read.includes(doctype)) {
				frm.add_custom_button(read, () => frappe.set_route("List", doctype, { child }), group);
			}
		}
	},

	// Frappe adds the time zone to the description of a moment, which then finds no translation: said before.
	translate_times(frm) {
		for (const { fieldname, fieldtype, description } of frm.meta.fields) {
			if (fieldtype === "Datetime" && description) frm.set_df_property(fieldname, "description", __(description));
		}
	},

	// Accounts with a role, for a link to a user.
	users(role, structure) {
		return { query: "pre_module.desk.choices.users", filters: { role, structure: structure || "" } };
	},
});
