// Filters that the reports share; included by the script of each.
frappe.provide("pre_module.report_filters");

Object.assign(pre_module.report_filters, {
	structure(required) {
		return {
			fieldname: "structure",
			label: __("Structure"),
			fieldtype: "Link",
			options: "PRE Structure",
			reqd: required ? 1 : 0,
		};
	},

	school_year() {
		return { fieldname: "school_year", label: __("School Year"), fieldtype: "Select", options: [] };
	},

	territory() {
		return { fieldname: "territory", label: __("Territory"), fieldtype: "Link", options: "PRE Territory" };
	},

	referent() {
		return {
			fieldname: "referent",
			label: __("Référent"),
			fieldtype: "Link",
			options: "User",
			get_query: () => ({ filters: { enabled: 1, user_type: "System User" } }),
		};
	},

	// Small numbers are hidden from whoever has no role that sees children.
	reads_inside() {
		return frappe.user.has_role(["PRE Coordinator", "PRE Referent"]);
	},

	// A filter of the report, or nothing where it has none of that name.
	find(report, fieldname) {
		return report.filters.find((filter) => filter.df.fieldname === fieldname);
	},

	// School years from the settings, and the structure when there is only one: ready before the first run.
	async prepare(report) {
		const year = pre_module.report_filters.find(report, "school_year");
		if (year) {
			const years = await frappe.xcall("pre_module.report.shape.school_years");
			pre_module.report_filters.years = years;
			year.df.options = years.map((y) => y.name);
			year.refresh();
			if (!years.some((y) => y.name === year.get_value())) {
				year.set_input(years[0].name);
			}
			pre_module.report_filters.set_dates(report);
		}
		const structure = pre_module.report_filters.find(report, "structure");
		if (structure && structure.df.reqd && !structure.get_value()) {
			const found = await frappe.db.get_list("PRE Structure", { limit: 2, order_by: "creation" });
			if (found.length === 1) {
				structure.set_input(found[0].name);
			}
		}
	},

	// The days of the chosen school year, for reports that count between two days.
	set_dates(report) {
		const year = report.get_filter_value("school_year");
		const days = (pre_module.report_filters.years || []).find((y) => y.name === year);
		for (const field of days ? ["from_date", "to_date"] : []) {
			const filter = pre_module.report_filters.find(report, field);
			if (filter) {
				filter.set_input(days[field]);
			}
		}
	},

	// Nothing is run before the days are known (a link may carry the year alone).
	year_changed(report) {
		if (pre_module.report_filters.years) {
			pre_module.report_filters.set_dates(report);
			report.refresh();
		}
	},

	hidden_mark() {
		const text = __("Small number, not shown");
		return `<span class="text-muted" title="${text}">•••</span>`;
	},

	badge(text, colour) {
		return `<span class="indicator-pill ${colour}">${frappe.utils.escape_html(text)}</span>`;
	},
});
