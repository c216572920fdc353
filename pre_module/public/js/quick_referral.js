// A partner refers a child in one small window, by the keyboard alone: Frappe's quick entry, with the lines of reasons
// as boxes. Whoever else refers a child, or examines referrals, gets the whole form.

frappe.provide("frappe.ui.form");

// Frappe's own class comes with the Desk's bundle: made when it is first asked for.
Object.defineProperty(frappe.ui.form, "PREReferralQuickEntryForm", {
	configurable: true,
	get() {
		const made = pre_module_quick_referral();
		Object.defineProperty(frappe.ui.form, "PREReferralQuickEntryForm", { value: made, configurable: true });
		return made;
	},
});

function pre_module_quick_referral() {
	const ASKED = [
		"child_last_name",
		"child_first_name",
		"birth_date",
		"column_break_2",
		"school",
		"guardian_name",
		"guardian_phone",
		"section_reasons",
		"family_informed",
	];

	return class extends frappe.ui.form.QuickEntryForm {
		is_quick_entry() {
			// The server knows the origin from a partner's institution; whoever else refers a child says it.
			const says_the_origin = ["PRE Coordinator", "PRE Referent"];
			return frappe.user.has_role("PRE Partner") && !frappe.user.has_role(says_the_origin);
		}

		async setup() {
			[this.domains, this.defaults] = await Promise.all([
				frappe.db.get_list("PRE Need Domain", { filters: { disabled: 0 }, pluck: "name", limit: 100 }),
				this.what_is_usual(),
			]);
			return super.setup();
		}

		// The structure, and the school of this person's last referral: typed once.
		async what_is_usual() {
			const fields = ["structure", "school"];
			const last = await frappe.db.get_list("PRE Referral", { fields, order_by: "creation desc", limit: 1 });
			if (last.length) return last[0];
			const open = await frappe.db.get_list("PRE Structure", { filters: { disabled: 0 }, limit: 2 });
			return open.length === 1 ? { structure: open[0].name } : {};
		}

		set_meta_and_mandatory_fields() {
			super.set_meta_and_mandatory_fields();
			const of_form = (fieldname) => {
				const { label, fieldtype, options, reqd } = frappe.meta.get_docfield("PRE Referral", fieldname);
				return { fieldname, label, fieldtype, options, reqd };
			};
			const fields = ASKED.map(of_form);
			const boxes = {
				fieldname: "domains",
				fieldtype: "MultiCheck",
				label: __("Domains"),
				columns: 3,
				options: (this.domains || []).map((name) => ({ value: name, label: __(name) })),
			};
			const observed = {
				fieldname: "observation",
				fieldtype: "Small Text",
				label: __("What Was Observed"),
				description: __("Facts, dated and sourced, no judgement."),
			};
			fields.splice(fields.findIndex((df) => df.fieldname === "family_informed"), 0, boxes, observed);
			if (!this.defaults?.structure) fields.unshift(of_form("structure"));
			this.mandatory = fields;
			for (const [field, value] of Object.entries(this.defaults || {})) {
				if (value && !this.doc[field]) this.doc[field] = value;
			}
		}

		// Frappe asks of a quick entry that it has no table; ours has boxes in its place.
		has_child_table() {
			return false;
		}

		render_dialog() {
			super.render_dialog();
			this.dialog.set_title(__("Refer a Child"));
		}

		update_doc() {
			const doc = super.update_doc();
			const { domains = [], observation } = this.dialog.get_values(true);
			delete doc.domains;
			delete doc.observation;
			doc.reasons = [];
			for (const need_domain of domains) {
				Object.assign(frappe.model.add_child(doc, "reasons"), { need_domain, observation });
			}
			if (doc.family_informed) doc.family_informed_on = frappe.datetime.get_today();
			return doc;
		}

		insert() {
			if (!(this.dialog.get_value("domains") || []).length) {
				frappe.msgprint(__("Tick at least one domain."));
				this.dialog.working = false;
				return Promise.resolve();
			}
			return super.insert();
		}
	};
}
