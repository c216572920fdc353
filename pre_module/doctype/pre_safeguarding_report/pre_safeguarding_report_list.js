frappe.listview_settings["PRE Safeguarding Report"] = {
	add_fields: ["status", "kind", "child"],

	// Who is named without a right on children's files gets the number of the file: Frappe would refuse the whole list.
	onload(list) {
		if (!frappe.model.can_read("PRE Child")) list.link_field_title_fields = {};
	},

	formatters: {
		// The name is drawn by lot and says nothing.
		name(value, df, { kind, child, child_full_name }) {
			return `${child_full_name || child} · ${__(kind)}`;
		},
	},

	get_indicator({ status }) {
		const color = { Draft: "orange", Sent: "blue", Acknowledged: "green" }[status];
		return [__(status), color, `status,=,${status}`];
	},
};
