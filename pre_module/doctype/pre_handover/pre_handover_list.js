frappe.listview_settings["PRE Handover"] = {
	hide_name_column: true,
	get_indicator: ({ status }) => [
		__(status),
		{ Done: "green", Refused: "red" }[status] || "orange",
		`status,=,${status}`,
	],
	// A run that was stopped, or what the rules refused, is started again: what is done stays as it is.
	onload(list) {
		if (!frappe.user.has_role("PRE Coordinator")) return;
		list.page.add_inner_button(__("Start Again What Is Not Done"), async () => {
			const batch = list.filter_area.get().find(([, field]) => field === "batch")?.[3];
			if (!batch) return frappe.msgprint(__("Filter by « Handed Over Together » first."));
			await frappe.xcall("pre_module.desk.handover.go_on", { batch });
			list.refresh();
		});
	},
};
