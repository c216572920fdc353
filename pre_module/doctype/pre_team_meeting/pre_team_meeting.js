frappe.ui.form.on("PRE Team Meeting", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["members.partner"] });
		frm.set_query("user", "members", () => ({ query: "pre_module.access.preview.users" }));
		frm.set_query("team", () => ({ filters: { structure: frm.doc.structure || "" } }));
		frm.set_query("situation", "agenda", () => ({
			query: "pre_module.desk.situations.offer",
			filters: { structure: frm.doc.structure || "" },
		}));
	},

	refresh(frm) {
		pre_module.forms.default_structure(frm);
		frm.trigger("show_names");
		frm.trigger("show_decisions");
		frm.trigger("say_where_it_stands");
		frm.trigger("offer_papers");
	},

	// What the server worked out at the last save: quorum, and whether the agenda fits.
	say_where_it_stands(frm) {
		frm.set_intro("");
		const { quorum_state, members_counted, quorum_needed, planned_end, agenda_end } = frm.doc;
		if (frm.is_new()) {
			frm.set_intro(__("Without members, those of the team in force that day are taken when you save."), "blue");
		} else if (quorum_state === "Not Met") {
			const missing = __("The quorum is not met: {0} members are there or replaced, {1} are needed of {2}.", [
				members_counted,
				quorum_needed,
				(frm.doc.members || []).length,
			]);
			frm.set_intro(missing, "red");
		} else if (planned_end && agenda_end && agenda_end.padStart(8, "0") > planned_end.padStart(8, "0")) {
			const [by_agenda, planned] = [agenda_end, planned_end].map((t) => t.padStart(8, "0").slice(0, 5));
			frm.set_intro(__("By its agenda the meeting ends at {0}, after the planned end ({1}).", [by_agenda, planned]), "orange");
		}
	},

	offer_papers(frm) {
		if (frm.is_new()) return;
		const papers = __("Minutes and Sheets");
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Run the Meeting"), () => frappe.set_route("pre-meeting-room", frm.doc.name));
			frm.add_custom_button(__("New Decision"), () =>
				frappe.new_doc("PRE Team Decision", { meeting: frm.doc.name })
			);
			frm.add_custom_button(__("For One Member"), () => frm.trigger("print_for_member"), papers);
		}
		frm.add_custom_button(__("What I May Read"), () => frm.events.print_for(frm, frappe.session.user), papers);
		frm.add_custom_button(__("Sheets of the Situations"), () => frm.trigger("print_sheets"), papers);
	},

	print_for_member(frm) {
		const members = frm.doc.members.map((row) => row.user);
		const ask = { fieldname: "user", fieldtype: "Select", label: __("Member"), options: members, reqd: 1 };
		frappe.prompt(ask, ({ user }) => frm.events.print_for(frm, user), __("Minutes for One Member"), __("Open the PDF"));
	},

	// A member has minutes of his own; the coordonnateur who is none prints the whole.
	print_for(frm, user) {
		const is_member = (frm.doc.members || []).some((row) => row.user === user);
		const [method, values] = is_member
			? ["pre_module.desk.minutes.for_member", { team_meeting: frm.doc.name, user }]
			: [
					"frappe.utils.print_format.download_pdf",
					{ doctype: frm.doctype, name: frm.doc.name, format: "PRE Team Minutes", no_letterhead: 1 },
			  ];
		window.open(`/api/method/${method}?${new URLSearchParams(values)}`, "_blank");
	},

	// Of the situations that this reader may see, one page each.
	async print_sheets(frm) {
		const situations = (frm.doc.agenda || []).map((row) => row.situation);
		const mine = await frappe.db.get_list("PRE Situation", { filters: { name: ["in", situations] }, limit: 0 });
		if (!mine.length) return frappe.msgprint(__("No situation of this meeting is open to you."));
		const names = situations.filter((name) => mine.some((row) => row.name === name));
		const values = {
			doctype: "PRE Situation",
			name: JSON.stringify(names),
			format: "PRE Situation Sheet",
			no_letterhead: 1,
		};
		window.open(`/api/method/frappe.utils.print_format.download_multi_pdf?${new URLSearchParams(values)}`, "_blank");
	},

	async show_decisions(frm) {
		const shown = frm.fields_dict.decisions_view.$wrapper.empty();
		if (frm.is_new()) return;
		const team_meeting = frm.doc.name;
		const html = await frappe.xcall("pre_module.desk.minutes.decisions", { team_meeting }).catch(() => "");
		if (frm.doc.name === team_meeting) shown.html(html);
	},

	// The agenda with the names this reader may know; they are stored nowhere in the meeting.
	async show_names(frm) {
		const shown = frm.fields_dict.agenda_view.$wrapper.empty();
		const situations = (frm.doc.agenda || []).map((row) => row.situation).filter(Boolean);
		if (!situations.length) return;
		const names = await frappe
			.xcall("pre_module.access.situation.page.names", { situations })
			.catch(() => ({}));
		const list = $("<ol class='pl-4 mb-4'></ol>").appendTo(shown.empty());
		for (const row of frm.doc.agenda || []) {
			const link = $("<a></a>")
				.attr("href", frappe.utils.get_form_link("PRE Situation", row.situation))
				.text(row.situation);
			const hour = (row.starts_at || "").padStart(8, "0").slice(0, 5);
			const said = [
				names[row.situation],
				row.starts_at ? hour : "",
				row.minutes ? __("{0} minutes", [row.minutes]) : "",
				row.question,
			];
			$("<li></li>")
				.append(link, document.createTextNode(said.filter(Boolean).map((s) => ` – ${s}`).join("")))
				.appendTo(list);
		}
	},
});

frappe.ui.form.on("PRE Team Meeting Item", {
	situation(frm) {
		frm.trigger("show_names");
	},
});
