frappe.listview_settings["PRE Child"] = {
	add_fields: ["status"],

	get_indicator({ status }) {
		const color = { Identified: "orange", Followed: "green", Left: "gray" }[status];
		return [__(status), color, `status,=,${status}`];
	},
};
