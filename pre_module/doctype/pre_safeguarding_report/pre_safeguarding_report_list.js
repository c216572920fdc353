frappe.listview_settings["PRE Safeguarding Report"] = {
	add_fields: ["status", "kind", "child"],

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
