frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Referrals by Month"] = {
	method: "pre_module.dashboard_chart_source.referrals_by_month.referrals_by_month.get",
	filters: [],
};
