frappe.ui.form.on("PRE Parcours", {
	setup(frm) {
		pre_module.forms.offer_open(frm, {
			partner: ["actions.provider"],
			reference: ["actions.need_domain", "objectives.need_domain", "exit_reason"],
		});
		pre_module.forms.offer_open(frm, {
			partner: ["relay_partner"],
		});
		frm.set_query("diagnostic", () => ({ filters: { child: frm.doc.child, status: "Validated" } }));
		frm.set_query("referent", "referents", () =>
			pre_module.forms.users("PRE Referent", frm.doc.structure)
		);
		frm.set_query("contract", "referents", (doc, cdt, cdn) => {
			const filters = { structure: doc.structure, status: "In Force" };
			const { referent } = locals[cdt][cdn];
			return { filters: referent ? { ...filters, referent } : filters };
		});
	},

	refresh(frm) {
		pre_module.next_step.show(frm);
		pre_module.forms.offer_holders(frm, "family_approved_by");
		frm.trigger("offer_objectives");
		frm.trigger("show_progress");
		// Who has the child in charge sees the file: the coordonnateur says so.
		const names = frappe.user.has_role("PRE Coordinator");
		if (!frm.is_new() && ["Active", "Suspended"].includes(frm.doc.status) && names) {
			// With its sheet, so that whoever takes over knows what is under way (R5).
			frm.add_custom_button(__("Hand Over to Another Référent"), () =>
				frappe.new_doc("PRE Handover", { child: frm.doc.child, parcours: frm.doc.name })
			);
		}
	},

	before_workflow_action(frm) {
		return pre_module.next_step.before_workflow_action(frm);
	},

	// The actions' lines name an objective by its number.
	offer_objectives(frm) {
		const options = (frm.doc.objectives || [])
			.filter((row) => row.code)
			.map(({ code, objective }) => ({ value: code, label: code, description: objective || "" }));
		frm.get_field("actions").grid.update_docfield_property("objective_code", "options", options);
	},

	// Curve, table and versions, and the buttons for the next ones.
	show_progress(frm) {
		frappe.require("/assets/pre_module/js/progress.js", () => pre_module.progress.of_parcours(frm));
	},

	check_relay(frm) {
		const asked = ["relay_checked_on", "relay_check_result", "relay_check_comment"];
		const fields = asked.map((fieldname) => {
			const { label, fieldtype, options, description } = frm.get_docfield(fieldname);
			const reqd = fieldname === "relay_check_comment" ? 0 : 1;
			const today = fieldtype === "Date" ? frappe.datetime.get_today() : undefined;
			return { fieldname, label, fieldtype, options, description, reqd, default: today };
		});
		pre_module.next_step.dialog(frm, __("Note the Check of the Relay"), fields, async (answers) => {
			await frm.set_value(answers);
			return frm.save().then(
				() => true,
				() => false // Frappe has shown why
			);
		});
	},

	assign_referent(frm) {
		const fields = [
			{
				fieldname: "contract",
				fieldtype: "Link",
				options: "PRE Referent Contract",
				label: __("Contract of the Référent"),
				reqd: 1,
				get_query: () => ({ filters: { structure: frm.doc.structure, status: "In Force" } }),
			},
			{
				fieldname: "from_date",
				fieldtype: "Date",
				label: __("In Charge From"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
		];
		pre_module.next_step.dialog(frm, __("Name the Référent"), fields, (answers) =>
			pre_module.next_step.call(frm, "pre_module.desk.actions.assign_referent", {
				name: frm.doc.name,
				modified: frm.doc.modified,
				...answers,
			})
		);
	},
});

// The highest number an objective of this form ever had, until it is left.
function highest_number(frm) {
	const numbers = (frm.doc.objectives || []).map(({ code }) => Number(/^O(\d+)$/.exec(code || "")?.[1] || 0));
	frm.pre_numbers = frm.pre_numbers || {};
	const { name } = frm.doc;
	frm.pre_numbers[name] = Math.max(frm.pre_numbers[name] || 0, ...numbers);
	return frm.pre_numbers[name];
}

frappe.ui.form.on("PRE Parcours Objective", {
	// One more than the highest there was: the number of an objective taken away is not given again.
	objectives_add(frm, cdt, cdn) {
		const number = 1 + highest_number(frm);
		frappe.model.set_value(cdt, cdn, "code", `O${number}`).then(() => frm.trigger("offer_objectives"));
	},

	before_objectives_remove(frm) {
		highest_number(frm);
	},

	objectives_remove(frm) {
		frm.trigger("offer_objectives");
	},

	objective(frm) {
		frm.trigger("offer_objectives");
	},
});

frappe.ui.form.on("PRE Parcours Action", {
	// The domain of the objective that the action serves, unless it has one of its own.
	objective_code(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		const objective = frm.doc.objectives.find(({ code }) => code === row.objective_code);
		if (objective && !row.need_domain) {
			frappe.model.set_value(cdt, cdn, "need_domain", objective.need_domain);
		}
	},
});

frappe.ui.form.on("PRE Parcours Referent", {
	async contract(frm, cdt, cdn) {
		const { contract, referent } = locals[cdt][cdn];
		if (!contract || referent) return;
		const { message } = await frappe.db.get_value("PRE Referent Contract", contract, "referent");
		frappe.model.set_value(cdt, cdn, "referent", message.referent);
	},
});
