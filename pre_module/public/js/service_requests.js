// Droit commun first: a service asked and its answer noted in seconds, from the diagnostic, from the list of awaited
// answers, from a referral. Loaded with these forms and the list; every rule is the server's.

frappe.provide("pre_module.requests");

Object.assign(pre_module.requests, {
	ANSWERS: ["Awaited", "Covered", "Waiting List", "Insufficient", "Refused", "None"],
	COLOURS: { Awaited: "orange", Covered: "green" },

	said(answer) {
		return __(answer, null, "PRE Service Request");
	},

	// « 3 weeks », as the server says it.
	waiting(days) {
		if (!days) return __("since today");
		if (days < 14) return days === 1 ? __("1 day") : __("{0} days", [days]);
		return days < 61 ? __("{0} weeks", [Math.floor(days / 7)]) : __("{0} months", [Math.floor(days / 30)]);
	},

	// How long the service has been awaited, or when it answered.
	lasted({ answer, answered_on, waiting_days }) {
		if (["Awaited", "Waiting List"].includes(answer)) {
			return __("waiting: {0}", [pre_module.requests.waiting(waiting_days)]);
		}
		return __("answered on {0}", [frappe.datetime.str_to_user(answered_on)]);
	},

	pill(text, colour) {
		return `<span class="indicator-pill ${colour}">${frappe.utils.escape_html(text)}</span>`;
	},

	// A dialog that stays open, with what was typed, while the server refuses. send: answers a promise.
	dialog(title, fields, send) {
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: title,
			async primary_action(values) {
				dialog.disable_primary_action();
				try {
					await send(values);
					dialog.hide();
				} catch {
					// Frappe has shown why
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
		return dialog;
	},

	// What a service answered. current: what stands there; done: called once it is noted.
	note_answer(doctype, name, current, done) {
		const redirection = doctype === "PRE Referral";
		const [answer, day] = redirection
			? ["redirect_answer", "redirect_answered_on"]
			: ["answer", "answered_on"];
		const choices = pre_module.requests.ANSWERS.filter((value) => value !== "Awaited");
		const fields = [
			{
				fieldname: answer,
				fieldtype: "Select",
				label: __("Answer"),
				// Nothing is chosen beforehand: a hurried click must not say that a need is covered.
				options: ["", ...choices].map((value) => ({ value, label: value && pre_module.requests.said(value) })),
				default: choices.includes(current) ? current : "",
				reqd: 1,
			},
			{ fieldname: day, fieldtype: "Date", label: __("Answered On"), default: frappe.datetime.get_today() },
		];
		if (!redirection) {
			fields.push(
				{
					fieldname: "offered_from",
					fieldtype: "Date",
					label: __("Place Offered From"),
					depends_on: "eval:doc.answer == 'Covered'",
					description: __("When it is not at once."),
				},
				{
					fieldname: "answer_note",
					fieldtype: "Small Text",
					label: __("What the Service Says"),
					description: __("As it was said: facts, dated and sourced, no judgement."),
				}
			);
		}
		return pre_module.requests.dialog(__("Note the Answer"), fields, async (answers) => {
			if (answers.answer !== "Covered") delete answers.offered_from;
			await frappe.xcall("pre_module.desk.droit_commun.note_answer", { doctype, name, answers });
			await done();
		});
	},

	// A service is asked: for a need of the diagnostic, or for one that came up since (need: null).
	async ask(frm, need) {
		const partners = await frappe.db.get_list("PRE Partner", {
			filters: { disabled: 0 },
			order_by: "partner_name",
			limit: 200,
		});
		const names = partners.map(({ name }) => name);
		const about_need = [
			{
				fieldname: "need_domain",
				fieldtype: "Link",
				options: "PRE Need Domain",
				label: __("Domain"),
				reqd: 1,
				get_query: () => ({ filters: { disabled: 0 } }),
			},
			{
				fieldname: "need",
				fieldtype: "Small Text",
				label: __("Need"),
				reqd: 1,
				description: __("What the child or the parents need: facts, no judgement."),
			},
		];
		const fields = [
			...(need ? [] : about_need),
			{
				fieldname: "service",
				fieldtype: "Autocomplete",
				label: __("Service Asked"),
				options: names,
				ignore_validation: 1,
				reqd: 1,
				description: __("A partner of the list, or any other service by its name."),
			},
			{
				fieldname: "asked_on",
				fieldtype: "Date",
				label: __("Asked On"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
		];
		return pre_module.requests.dialog(__("Note the Request"), fields, async (answers) => {
			const about = need
				? { need_row: need.name, need_domain: need.need_domain }
				: { need_domain: answers.need_domain, need: answers.need };
			await frappe.db.insert({
				doctype: "PRE Service Request",
				child: frm.doc.child,
				diagnostic: frm.doc.name,
				service: answers.service,
				partner: names.includes(answers.service) ? answers.service : null,
				asked_on: answers.asked_on,
				...about,
			});
			await frm.reload_doc();
		});
	},

	// Under the needs of a diagnostic: each service that was asked, and what it answered.
	async panel(frm) {
		const field = frm.get_field("requests_html");
		if (!field || frm.is_new()) return;
		const name = frm.doc.name;
		const requests = await frappe.db.get_list("PRE Service Request", {
			filters: { diagnostic: name },
			fields: ["name", "need_row", "service", "asked_on", "answer", "answered_on", "offered_from", "waiting_days"],
			order_by: "asked_on asc",
			limit: 200,
		});
		if (frm.doc.name !== name) return;
		const may = frappe.model.can_create("PRE Service Request") && !frm.is_dirty();
		const cards = (frm.doc.needs || []).map((need) =>
			pre_module.requests.card(
				need,
				requests.filter(({ need_row }) => need_row === need.name),
				may
			)
		);
		const more = may
			? `<button class="btn btn-default btn-sm" data-ask-new>${__("Another Need")}</button>`
			: "";
		field.$wrapper.html(`<style>${pre_module.requests.STYLE}</style><div class="pre-requests">${cards.join("")}${more}</div>`);
		field.$wrapper.find("[data-ask]").on("click", (event) => {
			const row = $(event.currentTarget).data("ask");
			pre_module.requests.ask(
				frm,
				frm.doc.needs.find((need) => need.name === row)
			);
		});
		field.$wrapper.find("[data-ask-new]").on("click", () => pre_module.requests.ask(frm, null));
		field.$wrapper.find("[data-answer]").on("click", (event) => {
			const request = requests.find((r) => r.name === $(event.currentTarget).data("answer"));
			pre_module.requests.note_answer("PRE Service Request", request.name, request.answer, () =>
				frm.reload_doc()
			);
		});
	},

	card(need, requests, may) {
		const escape = frappe.utils.escape_html;
		const standings = { Covered: "green", Gap: "red", Sought: "orange", "Not Asked": "gray" };
		const standing = need.standing || "Not Asked";
		const lines = requests.map((r) => {
			const when = __("asked on {0}", [frappe.datetime.str_to_user(r.asked_on)]);
			const place = r.offered_from
				? ` · ${__("place from {0}", [frappe.datetime.str_to_user(r.offered_from)])}`
				: "";
			const button = may
				? `<button class="btn btn-default btn-sm" data-answer="${escape(r.name)}">${__("Note the Answer")}</button>`
				: "";
			return `<li><div class="what"><a href="/app/pre-service-request/${encodeURIComponent(r.name)}">${escape(r.service)}</a>
				${pre_module.requests.pill(
					pre_module.requests.said(r.answer),
					pre_module.requests.COLOURS[r.answer] || "red"
				)}
				<small>${when} · ${pre_module.requests.lasted(r)}${place}</small></div>${button}</li>`;
		});
		const nobody = `<li><small>${__("No existing service was asked yet.")}</small></li>`;
		const ask = may
			? `<button class="btn btn-default btn-sm" data-ask="${escape(need.name)}">${__("Ask a Service")}</button>`
			: "";
		return `<div class="need"><div class="head"><div><b>${escape(__(need.need_domain))}</b>
			${pre_module.requests.pill(__(standing, null, "PRE Diagnostic Need"), standings[standing])}
			<div>${escape(need.need || "")}</div></div>${ask}</div>
			<ul>${lines.join("") || nobody}</ul></div>`;
	},

	STYLE: `
		.pre-requests .need { border: 1px solid var(--border-color); border-radius: 8px; padding: 10px 14px; margin-bottom: 10px; }
		.pre-requests .head, .pre-requests li { display: flex; gap: 6px 12px; justify-content: space-between; align-items: flex-start; flex-wrap: wrap; }
		.pre-requests .head > div, .pre-requests .what { flex: 1 1 220px; min-width: 0; overflow-wrap: anywhere; }
		.pre-requests ul { list-style: none; margin: 8px 0 0; padding: 0; }
		.pre-requests li { border-top: 1px solid var(--border-color); padding: 8px 0; }
		.pre-requests small { color: var(--text-muted); display: block; }
		@media (max-width: 576px) { .pre-requests button { width: 100%; min-height: 40px; } }
	`,
});
