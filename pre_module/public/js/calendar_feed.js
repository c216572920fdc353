// One's own meetings in a calendar program: a secret link, told once, renewed and closed here.

frappe.provide("pre_module.calendar_feed");

Object.assign(pre_module.calendar_feed, {
	async show() {
		const state = await frappe.xcall("pre_module.desk.calendar_feed.links.state");
		const dialog = new frappe.ui.Dialog({
			title: __("My Meetings in My Calendar"),
			fields: [
				{ fieldname: "about", fieldtype: "HTML" },
				{ fieldname: "link", fieldtype: "Small Text", label: __("Your Link"), read_only: 1, hidden: 1 },
			],
			primary_action_label: state.renewed_on ? __("Make a New Link") : __("Make My Link"),
			primary_action: () => this.renew(dialog),
			secondary_action_label: state.renewed_on ? __("Close the Link") : undefined,
			secondary_action: state.renewed_on ? () => this.revoke(dialog) : undefined,
		});
		dialog.fields_dict.about.$wrapper.append(
			$("<p></p>").text(
				__(
					"A calendar program (Outlook, Thunderbird, a phone) reads your meetings through a secret link: day, hour, place, and no name of a child. Whoever has the link reads them too: give it to nobody."
				)
			),
			$("<p></p>").text(this.sentence(state))
		);
		dialog.show();
	},

	sentence({ renewed_on, last_read_on, times_read }) {
		if (!renewed_on) return __("You have no link.");
		const made = __("Your link was made on {0}.", [frappe.datetime.str_to_user(renewed_on)]);
		if (!last_read_on) return `${made} ${__("No calendar has asked for it yet.")}`;
		return `${made} ${__("Last read on {0}, {1} times in all.", [frappe.datetime.str_to_user(last_read_on), times_read])}`;
	},

	async renew(dialog) {
		const link = await frappe.xcall("pre_module.desk.calendar_feed.links.renew", { user: frappe.session.user });
		dialog.fields_dict.about.$wrapper
			.empty()
			.append(
				$("<p></p>").text(
					__("Here is your link, shown this once. Add it in your calendar as a calendar by its address. Older links are closed.")
				)
			);
		dialog.set_df_property("link", "hidden", 0);
		dialog.set_value("link", link);
		dialog.set_primary_action(__("Copy"), () => frappe.utils.copy_to_clipboard(link));
		dialog.get_secondary_btn().addClass("hide");
	},

	async revoke(dialog) {
		await frappe.xcall("pre_module.desk.calendar_feed.links.revoke", { user: frappe.session.user });
		dialog.hide();
		frappe.show_alert({ message: __("The link is closed."), indicator: "green" });
	},
});
