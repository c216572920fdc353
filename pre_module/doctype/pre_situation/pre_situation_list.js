// Names are in no column of this list: they are asked of the server for the rows shown, and come for those alone
// that this reader may know.
frappe.listview_settings["PRE Situation"] = {
	hide_name_column: false,

	async refresh(listview) {
		const situations = listview.data.map((row) => row.name);
		if (!situations.length) return;
		const names = await frappe.xcall("pre_module.access.situation.page.names", { situations });
		for (const [situation, name] of Object.entries(names)) {
			const links = listview.$result
				.find("a[data-name]")
				.filter((_i, a) => decodeURIComponent(a.dataset.name) === situation && !$(a).find(".pre-name").length);
			const shown = $('<span class="pre-name text-muted"></span>');
			// A phone cuts the end of the line: the name comes first there.
			if (frappe.is_mobile()) links.prepend(shown.text(`${name} · `));
			else links.append(shown.text(` · ${name}`));
		}
	},
};
