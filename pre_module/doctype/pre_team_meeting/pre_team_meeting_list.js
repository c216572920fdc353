frappe.listview_settings["PRE Team Meeting"] = {
	add_fields: ["status"],

	get_indicator({ status }) {
		const color = { Planned: "blue", Held: "green", Cancelled: "gray" }[status];
		return [__(status), color, `status,=,${status}`];
	},
};
