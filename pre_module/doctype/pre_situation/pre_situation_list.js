// Names are in no column of this list: they are asked of the server for the rows shown, and come for those alone
// that this reader may know.
frappe.listview_settings["PRE Situation"] = {
	hide_name_column: false,

	async refresh(listview) {
		const situations = listview.data.map((row) => row.name);
		if (!situations.length) return;
		const names = await frappe.xcall("pre_module.access.situation.page.names", { situations });
		for (const [situation, name] of Object.entries(names)) {
			const link = listview.$result.find(`a[data-name="${CSS.escape(encodeURIComponent(situation))}"], a[data-name="${CSS.escape(situation)}"]`);
			link.each((_i, a) => {
				if (!$(a).find(".pre-name").length) {
					$(a).append($('<span class="pre-name text-muted"></span>').text(` · ${name}`));
				}
			});
		}
	},
};
