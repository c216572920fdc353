frappe.listview_settings["PRE Child"] = {
	add_fields: ["status"],

	onload(list) {
		frappe.require("/assets/pre_module/js/emergency.js", () => {
			if (!pre_module.emergency.may_ask()) return;
			list.page.add_inner_button(__("Emergency Access"), () => pre_module.emergency.ask());
		});
	},

	get_indicator({ status }) {
		const color = { Identified: "orange", Followed: "green", Left: "gray" }[status];
		return [__(status), color, `status,=,${status}`];
	},
};
