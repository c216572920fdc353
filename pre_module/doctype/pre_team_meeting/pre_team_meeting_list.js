frappe.listview_settings["PRE Team Meeting"] = {
	add_fields: ["status"],

	get_indicator({ status }) {
		const color = { Planned: "blue", Held: "green", Cancelled: "gray" }[status];
		return [__(status), color, `status,=,${status}`];
	},

	onload(listview) {
		listview.page.add_menu_item(__("My Meetings in My Calendar"), async () => {
			await frappe.require("/assets/pre_module/js/calendar_feed.js");
			pre_module.calendar_feed.show();
		});
	},
};
