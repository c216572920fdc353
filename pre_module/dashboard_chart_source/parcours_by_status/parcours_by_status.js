frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Parcours by Status"] = {
	method: "pre_module.dashboard_chart_source.parcours_by_status.parcours_by_status.get",
	filters: [],
};
