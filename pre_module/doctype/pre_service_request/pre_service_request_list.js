// The list of awaited answers: who has been waiting longest comes first (the order is the DocType's own).
frappe.listview_settings["PRE Service Request"] = {
	add_fields: ["answer", "asked_on", "service", "waiting_days"],
	filters: [["answer", "=", "Awaited"]],
	hide_name_column: true,

	get_indicator({ answer }) {
		const { said, COLOURS } = pre_module.requests;
		return [said(answer), COLOURS[answer] || "red", `answer,=,${answer}`];
	},

	formatters: {
		// A phone shows this column alone. Frappe escapes the title of a line itself.
		service(value, df, { child_full_name, waiting_days }) {
			if (!child_full_name || !frappe.is_mobile()) return value || "";
			const waiting = pre_module.requests.waiting(waiting_days);
			return `${child_full_name} · ${waiting} · ${value}`;
		},

		waiting_days(value, df, { answer }) {
			const text = pre_module.requests.waiting(value);
			return ["Awaited", "Waiting List"].includes(answer) ? `<b>${text}</b>` : text;
		},
	},

	button: {
		show: ({ answer }) => ["Awaited", "Waiting List"].includes(answer),
		get_label: () => __("Note the Answer"),
		get_description: ({ service }) => frappe.utils.escape_html(service || ""),
		action({ name, answer }) {
			pre_module.requests.note_answer("PRE Service Request", name, answer, () => cur_list.refresh());
		},
	},
};
