frappe.listview_settings["PRE Team Decision"] = {
	add_fields: ["status", "due_on"],
	hide_name_column: true,

	get_indicator({ status, due_on }) {
		if (status === "Open" && due_on && due_on < frappe.datetime.get_today()) {
			return [__("Overdue"), "red", `status,=,Open|due_on,<,${frappe.datetime.get_today()}`];
		}
		const color = { Open: "orange", Done: "green", Dropped: "gray" }[status];
		return [__(status), color, `status,=,${status}`];
	},
};
