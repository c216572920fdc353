// Beside a child's document Frappe offers to share it and to follow it by e-mail: the server refuses both, whoever asks
// (pre_module/access/frappe_doors/sharing.py), so neither is offered. Hidden anew at each refresh: Frappe shows them again.

frappe.provide("pre_module.sidebar");

Object.assign(pre_module.sidebar, {
	REFUSED: ".form-shared, .form-follow, .followed-by-section, .document-follow",

	hide(frm) {
		if (!(frappe.boot.pre_about_children || []).includes(frm.doctype)) return;
		const bar = frm.page?.sidebar;
		bar?.find(pre_module.sidebar.REFUSED).hide();
		// Who only reads (an emergency access) assigns nothing either; `respect_write` asks the server and says so.
		if (frm.pre_only_read) bar?.find(".form-assignments").hide();
	},
});

$(document).on("form-refresh", (event, frm) => pre_module.sidebar.hide(frm));
