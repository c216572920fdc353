frappe.ui.form.on("PRE Structure", {
	setup(frm) {
		frm.set_query("user", "coordinators", (doc, cdt, cdn) =>
			locals[cdt][cdn].function === "PRE Coordinator"
				? { query: "pre_module.desk.choices.users", filters: { role: "PRE Coordinator" } }
				: {}
		);
	},
});
