frappe.ui.form.on("PRE Handover", {
	setup(frm) {
		const contracts = ({ structure }) => ({
			filters: structure ? { structure, status: "In Force" } : { status: "In Force" },
		});
		frm.set_query("from_contract", contracts);
		frm.set_query("to_contract", contracts);
		frm.set_query("parcours", ({ child }) => ({ filters: { child, status: ["!=", "Closed"] } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		pre_module.forms.respect_write(frm);
		const { status, refusal } = frm.doc;
		const color = { Done: "green", Refused: "red" }[status] || "orange";
		frm.page.set_indicator(__(status), color);
		if (status === "Refused") frm.dashboard.set_headline_alert(frappe.utils.escape_html(refusal), "red");
		frm.add_custom_button(__("Print the Sheet"), () => frm.print_doc());
	},
});
