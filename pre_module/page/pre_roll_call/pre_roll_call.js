// Attendance on a phone: choose the session, tap whoever is absent, save. Everybody is present until said otherwise.
//
// What could not be sent stays on this phone until it is (numbers of enrolments and marks, never a name), and may be
// sent twice: the server writes one record for a child and a session.
//
// The page is not named after PRE Attendance: Frappe would open the list of that DocType at its address.

const NEXT = { Present: "Absent", Absent: "Excused", Excused: "Present" };
const RETRY_SECONDS = 15;

frappe.pages["pre-roll-call"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Attendance"), single_column: true });
	wrapper.attendance = new AttendancePage(page);
};

frappe.pages["pre-roll-call"].on_page_show = (wrapper) => wrapper.attendance.show();

class AttendancePage {
	constructor(page) {
		this.page = page;
		this.body = $('<div class="pre-attendance">').appendTo(page.main);
		this.said = $('<div role="status" aria-live="polite">').appendTo(this.body);
		this.content = $("<div>").appendTo(this.body);
		window.addEventListener("online", () => this.send_waiting());
	}

	show() {
		const [, session] = frappe.get_route();
		this.send_waiting();
		return session ? this.open(session) : this.list();
	}

	// The sessions

	async list() {
		this.page.clear_secondary_action();
		const sessions = await this.ask("sessions");
		if (!sessions) return;
		this.content.empty();
		const today = sessions.filter((s) => s.is_today);
		const before = sessions.filter((s) => !s.is_today);
		this.add_sessions(__("Sessions of Today"), today, __("No session today for the children you see."));
		if (before.length) this.add_sessions(__("Not Noted Yet"), before);
	}

	add_sessions(title, sessions, nothing) {
		$("<h2>").text(title).appendTo(this.content);
		if (!sessions.length) $("<p>").text(nothing).appendTo(this.content);
		for (const session of sessions) {
			const button = $('<button type="button" class="big session">').attr("data-session", session.name);
			const text = $("<span>").text(session.action_title).appendTo(button);
			$("<small>").text(this.when_and_where(session)).appendTo(text);
			if (session.status === "Held") $("<b>").text(__("Noted")).appendTo(button);
			button.on("click", () => frappe.set_route("pre-roll-call", session.name)).appendTo(this.content);
		}
	}

	when_and_where({ session_date, is_today, time, place }) {
		const day = is_today ? "" : frappe.datetime.str_to_user(session_date);
		return [day, time, place].filter(Boolean).join(" · ");
	}

	// One session

	async open(name) {
		this.page.set_secondary_action(__("Sessions"), () => frappe.set_route("pre-roll-call"));
		this.content.empty();
		const sheet = await this.ask("sheet", { session: name });
		if (!sheet) return;
		this.sheet = sheet;
		const kept = this.waiting()[name] || {};
		for (const child of sheet.children) child.status = kept[child.enrolment] || child.status;
		$("<h3>").text(sheet.session.action_title).appendTo(this.content);
		$("<p>").text(this.when_and_where(sheet.session)).appendTo(this.content);
		for (const child of sheet.children) this.add_child(child);
		if (!sheet.children.length) $("<p>").text(__("You see none of the children of this group.")).appendTo(this.content);
		if (sheet.hidden) {
			$("<p>").text(__("Other children, whom you do not see: {0}", [sheet.hidden])).appendTo(this.content);
		}
		this.add_save();
	}

	add_child(child) {
		const button = $('<button type="button" class="big child">').attr("data-enrolment", child.enrolment);
		const text = $("<span>").text(child.label).appendTo(button);
		if (!child.agreed) $("<small>").text(__("No agreement of the family in force")).appendTo(text);
		const mark = $("<b>").appendTo(button);
		const draw = () => {
			button.removeClass("Present Absent Excused").addClass(child.status);
			mark.text(__(child.status));
		};
		if (!child.agreed && child.status === "Present") child.status = "Absent";
		button.prop("disabled", !this.sheet.may_note).on("click", () => {
			child.status = NEXT[child.status];
			draw();
			this.count();
		});
		draw();
		button.appendTo(this.content);
	}

	add_save() {
		if (!this.sheet.may_note || !this.sheet.children.length) return;
		const bar = $('<div class="send">').appendTo(this.content);
		this.save_button = $('<button type="button" class="btn btn-primary">').appendTo(bar);
		this.save_button.on("click", () => this.save());
		this.count();
	}

	count() {
		const present = this.sheet.children.filter((c) => c.status === "Present").length;
		this.save_button.text(__("Save: {0} of {1} present", [present, this.sheet.children.length]));
	}

	async save() {
		const { session, children } = this.sheet;
		const marks = Object.fromEntries(children.map((c) => [c.enrolment, c.status]));
		this.keep({ ...this.waiting(), [session.name]: marks });
		this.save_button.prop("disabled", true);
		this.labels = Object.fromEntries(children.map((c) => [c.enrolment, c.label]));
		await this.send_waiting();
		frappe.set_route("pre-roll-call");
	}

	// What waits on this phone: by session, marks by enrolment; each person's apart

	get key() {
		return `pre_attendance::${frappe.session.user}`;
	}

	waiting() {
		try {
			return JSON.parse(localStorage.getItem(this.key)) || {};
		} catch {
			return {};
		}
	}

	keep(waiting) {
		if (Object.keys(waiting).length) localStorage.setItem(this.key, JSON.stringify(waiting));
		else localStorage.removeItem(this.key);
	}

	forget(session) {
		const waiting = this.waiting();
		delete waiting[session];
		this.keep(waiting);
	}

	async send_waiting() {
		clearTimeout(this.retry);
		if (this.sending) return this.sending;
		this.sending = this.send_each();
		await this.sending;
		this.sending = null;
	}

	async send_each() {
		for (const [session, marks] of Object.entries(this.waiting())) {
			const { status, answer } = await this.post(session, marks);
			if (status === 200) {
				this.forget(session);
				this.say_saved(answer.message);
			} else if (status === 417 || status === 404) {
				this.forget(session);
				this.say("refused", __("The server refused this attendance: note it again."));
			} else {
				return this.say_waiting(session, status === 403 || status === 401);
			}
		}
	}

	// Not Frappe's call: without a connection nothing but this page shall speak.
	async post(session, marks) {
		try {
			const response = await fetch("/api/method/pre_module.desk.attendance.save", {
				method: "POST",
				headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
				body: JSON.stringify({ session, marks }),
			});
			return { status: response.status, answer: response.ok ? await response.json() : null };
		} catch {
			return { status: 0 };
		}
	}

	say_saved({ saved, refused }) {
		this.say("", __("Attendance saved: {0} children.", [saved]));
		if (!refused.length) return;
		const box = this.say("refused", __("Not saved:"), true);
		for (const { enrolment, reason } of refused) {
			$("<div>").text(`${this.labels?.[enrolment] || enrolment} · ${reason}`).appendTo(box);
		}
	}

	say_waiting(session, closed) {
		const message = closed
			? __("This attendance is kept on this phone: log in again, or ask who may note it.")
			: __("No connection: attendance is kept on this phone and will be sent.");
		const box = this.say("waiting", message);
		$('<button type="button" class="btn btn-default">').text(__("Send Now")).appendTo(box)
			.on("click", () => this.send_waiting());
		if (closed) {
			$('<button type="button" class="btn btn-default">').text(__("Forget It")).appendTo(box)
				.on("click", () => (this.forget(session), this.said.empty()));
		} else {
			this.retry = setTimeout(() => this.send_waiting(), RETRY_SECONDS * 1000);
		}
	}

	say(kind, message, beside) {
		if (!beside) this.said.empty();
		return $(`<div class="said ${kind}">`).append($("<div>").text(message)).appendTo(this.said);
	}

	// A question to the server; nothing without a connection, said in this page.
	async ask(method, values = {}) {
		try {
			return await frappe.xcall(`pre_module.desk.attendance.${method}`, values);
		} catch {
			if (navigator.onLine) return null; // Frappe has said why
			this.content.empty();
			$("<p>").text(__("No connection.")).appendTo(this.content);
			$('<button type="button" class="big">').text(__("Try Again")).appendTo(this.content)
				.on("click", () => this.show());
			return null;
		}
	}
}
