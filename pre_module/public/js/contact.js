// A contact with a family, typed in seconds: one tap says the kind, one who, a line says what. Reachable from the page of
// the day and from a child's file. What is kept is the server's: rules, author, the child's people.

frappe.provide("pre_module.contact");

Object.assign(pre_module.contact, {
	// child: file number. saved: called with the new contact.
	async open(child, saved) {
		const offered = await frappe.xcall("pre_module.desk.contacts.choices", { child });
		const dialog = new frappe.ui.Dialog({
			title: __("Contact: {0}", [frappe.utils.escape_html(offered.title)]),
			fields: pre_module.contact.fields(),
			primary_action_label: __("Save the Contact"),
			primary_action: () => pre_module.contact.save(dialog, offered, saved),
		});
		dialog.$wrapper.addClass("pre-contact");
		pre_module.contact.offer(dialog, offered);
		dialog.show();
		dialog.$wrapper.on("shown.bs.modal", () => dialog.$wrapper.find(".pre-chip").first().trigger("focus"));
		return dialog;
	},

	fields() {
		return [
			{ fieldname: "kinds", fieldtype: "HTML" },
			{ fieldname: "who", fieldtype: "HTML" },
			{
				fieldname: "summary",
				fieldtype: "Small Text",
				label: __("What Was Said"),
				description: __("Facts, dated and sourced, no judgement. The family may read it."),
			},
			{ fieldname: "next_gesture", fieldtype: "Data", label: __("Next Gesture") },
			{
				fieldname: "next_gesture_on",
				fieldtype: "Date",
				label: __("To Be Done By"),
				depends_on: "eval:doc.next_gesture",
			},
			{ fieldname: "more", fieldtype: "Section Break", label: __("Another day, length"), collapsible: 1 },
			{
				fieldname: "contact_date",
				fieldtype: "Date",
				label: __("Day of the Contact"),
				default: frappe.datetime.get_today(),
			},
			{ fieldname: "contact_time", fieldtype: "Time", label: __("Hour of the Contact") },
			{ fieldname: "minutes", fieldtype: "Int", label: __("Minutes") },
			{
				fieldname: "initiated_by",
				fieldtype: "Select",
				label: __("On Whose Initiative"),
				options: ["Programme", "Family", "School or Partner"].map((value) => ({ value, label: __(value) })),
				default: "Programme",
			},
		];
	},

	// Buttons to tap, for a keyboard too: a radio group for the kind, ticks for who was reached.
	offer(dialog, { kinds, people }) {
		const chip = (role, value, label, pressed = false) =>
			$(`<button type="button" class="btn btn-default pre-chip" role="${role}"></button>`)
				.attr({ "data-value": value, "aria-checked": pressed })
				.toggleClass("btn-primary", pressed)
				.text(label);
		const group = (field, role, title, chips) => {
			const box = $(`<div class="pre-chips" role="${role}"></div>`).attr("aria-label", title);
			dialog.fields_dict[field].$wrapper
				.empty()
				.append($('<label class="control-label"></label>').text(title), box.append(chips));
			return box;
		};
		const press = (button, on) => $(button).attr("aria-checked", !!on).toggleClass("btn-primary", !!on);

		const kind = group(
			"kinds",
			"radiogroup",
			__("Kind of Contact"),
			kinds.map(({ name, label }) => chip("radio", name, label))
		);
		kind.on("click", ".pre-chip", ({ currentTarget }) => {
			kind.find(".pre-chip").each((_i, other) => press(other, other === currentTarget));
		});

		const child = "__child", nobody = "__nobody";
		const who = group("who", "group", __("Who Was Reached"), [
			// The only person of the file is who was spoken to, unless it is said otherwise.
			...people.map((name) => chip("checkbox", name, name, people.length === 1)),
			chip("checkbox", child, __("The child")),
			chip("checkbox", nobody, __("Nobody answered")),
		]);
		who.on("click", ".pre-chip", ({ currentTarget }) => {
			const on = currentTarget.getAttribute("aria-checked") !== "true";
			const alone = currentTarget.dataset.value === nobody;
			who.find(".pre-chip").each((_i, other) => {
				if (alone || other.dataset.value === nobody) press(other, false);
			});
			press(currentTarget, on);
		});
	},

	chosen(dialog, field) {
		return dialog.fields_dict[field].$wrapper
			.find('.pre-chip[aria-checked="true"]')
			.toArray()
			.map((button) => button.dataset.value);
	},

	async save(dialog, { child }, saved) {
		const [contact_kind] = pre_module.contact.chosen(dialog, "kinds");
		const who = pre_module.contact.chosen(dialog, "who");
		if (!contact_kind) {
			frappe.show_alert({ message: __("Tap the kind of contact."), indicator: "orange" });
			return dialog.$wrapper.find(".pre-chip").first().trigger("focus");
		}
		const { more, kinds, who: _html, ...answers } = dialog.get_values(true) || {};
		const people = who.filter((name) => !name.startsWith("__"));
		dialog.disable_primary_action();
		try {
			const contact = await frappe.db.insert({
				doctype: "PRE Family Contact",
				child,
				contact_kind,
				...answers,
				reached: who.includes("__nobody") ? 0 : 1,
				child_present: who.includes("__child") ? 1 : 0,
				people: people.map((guardian) => ({ guardian })),
			});
			dialog.hide();
			frappe.show_alert({ message: __("The contact is noted."), indicator: "green" });
			saved?.(contact);
		} catch {
			// Frappe has shown why; what was typed stays.
		} finally {
			dialog.enable_primary_action();
		}
	},
});
