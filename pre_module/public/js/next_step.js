// One button on each form: the next step of the process. Loaded with the form of each of our documents (hook
// doctype_js), so that no build is needed; the server says what the step is (pre_module.desk.next_step).

frappe.provide("pre_module.next_step");

Object.assign(pre_module.next_step, {
	// Ask the server where the saved document stands; show it as a sentence and as the primary button.
	async show(frm) {
		const me = pre_module.next_step;
		frm.pre_step = null;
		frm.toggle_display("status", false); // the indicator beside the title says it
		if (frm.is_new() || frm.is_dirty()) return;
		me.follow_workflow(frm);
		const { doctype, name, modified } = frm.doc;
		const step = await frappe
			.xcall("pre_module.desk.next_step.get", { doctype, name })
			.catch(() => null); // Frappe has shown why
		if (!step) return;
		// The form may show another document by now, or a changed one.
		if (frm.doc.name !== name || frm.doc.modified !== modified || frm.is_dirty()) return;
		// Another document's save changed this one meanwhile (a child's new file, a withdrawn agreement).
		if (step.modified !== modified && frm.pre_reloaded !== step.modified) {
			frm.pre_reloaded = step.modified;
			frm.reload_doc();
			return;
		}
		frm.pre_step = step;
		frm.layout.show_message();
		frm.dashboard.set_headline(me.headline(step), step.color);
		me.place(frm);
	},

	headline(step) {
		const missing = step.missing.map((sentence) => `<li>${sentence}</li>`).join("");
		return `<div>${step.sentence}${missing ? `<ul class="mb-0">${missing}</ul>` : ""}</div>`;
	},

	place(frm) {
		const step = frm.pre_step;
		if (!step?.button || frm.is_dirty()) return;
		frm.page.set_primary_action(step.button.label, () => pre_module.next_step.go(frm, step.button));
		frm.toolbar.current_status = "";
	},

	// Frappe hides the primary button where a workflow has actions; the step takes its place, the menu stays.
	follow_workflow(frm) {
		if (!frm.states?.setup_btn || frm.states.pre_followed) return;
		const frappe_setup = frm.states.setup_btn.bind(frm.states);
		frm.states.setup_btn = (added) => {
			frappe_setup(added);
			pre_module.next_step.place(frm);
		};
		frm.states.pre_followed = true;
	},

	go(frm, button) {
		if (button.kind === "action") return pre_module.next_step.apply(frm, button.action);
		if (button.kind === "make") {
			return frappe.model.open_mapped_doc({ method: button.method, source_name: button.source });
		}
		if (button.kind === "open") return frappe.set_route("Form", button.doctype, button.name);
		if (button.kind === "print") return frm.print_doc();
		return frm.trigger(button.event);
	},

	// Apply a workflow action, after the questions it asks.
	apply(frm, action) {
		const asked = frm.pre_step?.questions[action];
		if (asked) return pre_module.next_step.ask(frm, action, asked);
		return pre_module.next_step.call(frm, "frappe.model.workflow.apply_workflow", {
			doc: frm.doc,
			action,
		});
	},

	ask(frm, action, asked) {
		const fields = asked.map(({ fieldname, reqd }) => {
			const df = frm.get_docfield(fieldname);
			const { label, fieldtype, options, description, get_query } = df;
			const value = frm.doc[fieldname] || (fieldtype === "Date" ? frappe.datetime.get_today() : undefined);
			const choices = frm.fields_dict[fieldname].df.options || options;
			return { fieldname, label, fieldtype, description, reqd, get_query, options: choices, default: value };
		});
		return pre_module.next_step.dialog(frm, __(action), fields, (answers) =>
			pre_module.next_step.call(frm, "pre_module.desk.actions.apply", {
				doctype: frm.doctype,
				name: frm.doc.name,
				modified: frm.doc.modified,
				action,
				answers,
			})
		);
	},

	// A dialog that stays open, with what was typed, while the server refuses.
	dialog(frm, title, fields, send) {
		if (frm.pre_dialog?.display) return frm.pre_dialog; // a second click
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: title,
			primary_action: async (answers) => {
				dialog.disable_primary_action();
				const done = await send(answers);
				dialog.enable_primary_action();
				if (done) dialog.hide();
			},
		});
		frm.pre_dialog = dialog;
		dialog.show();
		return dialog;
	},

	// Whether the server did it; when it refuses, Frappe has shown why.
	async call(frm, method, args) {
		frappe.dom.freeze();
		try {
			frappe.model.sync(await frappe.xcall(method, args));
			frm.refresh();
			return true;
		} catch {
			return false;
		} finally {
			frappe.dom.unfreeze();
		}
	},

	// An action of Frappe's own menu asks the same questions: the promise never answers, so that Frappe applies
	// nothing itself; the dialog does.
	before_workflow_action(frm) {
		const action = frm.selected_workflow_action;
		const asked = frm.pre_step?.questions[action];
		if (!asked) return Promise.resolve();
		frappe.dom.unfreeze();
		frm.selected_workflow_action = null;
		pre_module.next_step.ask(frm, action, asked);
		return new Promise(() => {});
	},
});
