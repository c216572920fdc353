frappe.listview_settings["PRE Action Session"] = {
	add_fields: ["status"],

	get_indicator({ status }) {
		const color = { Planned: "blue", Held: "green", Cancelled: "gray" }[status];
		return [__(status, null, "PRE Action Session"), color, `status,=,${status}`];
	},
};
