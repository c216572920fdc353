// A référent's leave or departure: all the children of a contract handed over at once. The server plans one handover for
// each child and writes them one by one; this dialog only asks, and follows.

frappe.provide("pre_module.handover");

Object.assign(pre_module.handover, {
	SECONDS: 2,

	open(frm) {
		const dialog = new frappe.ui.Dialog({
			title: __("Hand Over All the Children"),
			fields: [
				{ fieldname: "told", fieldtype: "HTML" },
				{
					fieldname: "to_contract",
					fieldtype: "Link",
					options: "PRE Referent Contract",
					label: __("To the Contract"),
					reqd: 1,
					get_query: () => ({
						filters: { structure: frm.doc.structure, status: "In Force", name: ["!=", frm.doc.name] },
					}),
					onchange: () => pre_module.handover.tell(dialog, frm),
				},
				{
					fieldname: "from_date",
					fieldtype: "Date",
					label: __("First Day"),
					reqd: 1,
					default: frappe.datetime.get_today(),
					onchange: () => pre_module.handover.tell(dialog, frm),
				},
				{
					fieldname: "to_date",
					fieldtype: "Date",
					label: __("Last Day"),
					description: __("Last day of a leave: the référent is back the day after. Empty: for good."),
				},
				{
					fieldname: "reason",
					fieldtype: "Select",
					label: __("Reason"),
					reqd: 1,
					options: ["Leave of Absence", "Departure", "Balance of Loads", "Other Reason"].map((value) => ({
						value,
						label: __(value),
					})),
					default: "Leave of Absence",
				},
			],
			primary_action_label: __("Hand Over"),
			primary_action: ({ told, ...answers }) => pre_module.handover.send(dialog, frm, answers),
		});
		dialog.show();
		pre_module.handover.tell(dialog, frm);
	},

	// How many children, and whether the other contract has room for them.
	async tell(dialog, frm) {
		const { to_contract, from_date } = dialog.get_values(true) || {};
		const found = await frappe.xcall("pre_module.desk.handover.preview", {
			from_contract: frm.doc.name,
			to_contract: to_contract || null,
			from_date: from_date || null,
		});
		const said = [__("Children in charge on that day: {0}.", [found.children])];
		if (found.room !== null && found.room < found.children) {
			said.push(
				`<b>${__("The contract has room for {0}: the handovers beyond are refused, child by child.", [found.room])}</b>`
			);
		}
		if (found.first_steps) {
			said.push(
				__("{0} child(ren) at the first steps: choose their référent in their file.", [found.first_steps])
			);
		}
		dialog.fields_dict.told.$wrapper.html(said.map((s) => `<p>${s}</p>`).join(""));
	},

	async send(dialog, frm, answers) {
		dialog.disable_primary_action();
		const method = "pre_module.desk.handover.hand_over_all";
		const result = await frappe.xcall(method, { from_contract: frm.doc.name, ...answers }).catch(() => null);
		dialog.enable_primary_action();
		if (!result) return;
		dialog.hide();
		pre_module.handover.follow(result);
	},

	// Progress is asked for, so that it shows where nothing can be pushed; a run that was stopped is started again there.
	async follow({ batch, total }) {
		if (!total) return frappe.msgprint(__("No child is in charge on that day."));
		let now = await frappe.xcall("pre_module.desk.handover.progress", { batch });
		while (now.planned) {
			const done = now.written + now.refused;
			frappe.show_progress(__("Handovers"), done, now.total, __("{0} of {1}", [done, now.total]), true);
			await new Promise((next) => setTimeout(next, pre_module.handover.SECONDS * 1000));
			now = await frappe.xcall("pre_module.desk.handover.progress", { batch });
		}
		frappe.hide_progress();
		frappe.msgprint({
			title: __("Handovers"),
			message: __("{0} done, {1} refused.", [now.written, now.refused]),
			indicator: now.refused ? "orange" : "green",
			primary_action: {
				label: __("See the Handovers"),
				action: () => {
					cur_dialog?.hide();
					frappe.set_route("List", "PRE Handover", { batch });
				},
			},
		});
	},
});
