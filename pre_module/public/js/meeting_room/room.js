// A team meeting on the screen: one situation at a time, names hidden at first, everything by one key or one button.

frappe.provide("pre_module.meeting_room");

const ROOM_KEYS = {
	ArrowLeft: "previous",
	PageUp: "previous",
	ArrowRight: "next",
	PageDown: "next",
	" ": "time",
	s: "time",
	n: "toggle_names",
	d: "decide",
	p: "presence",
};

pre_module.meeting_room.Room = class Room {
	constructor(page, wrapper) {
		this.page = page;
		this.wrapper = wrapper;
		this.$root = $('<div class="pre-room" tabindex="-1"></div>').appendTo(page.main);
		document.addEventListener("keydown", (event) => this.key(event));
		setInterval(() => this.tick(), 1000);
	}

	async open(meeting) {
		if (!meeting) {
			this.$root.empty().append($("<p></p>").text(__("Open a meeting and choose « Run the Meeting ».")));
			return;
		}
		this.names = null; // hidden, whatever was shown before
		this.meeting = meeting;
		try {
			this.data = await this.ask("room", {});
			this.domains ||= await this.offered_domains();
		} catch (failure) {
			this.data = null;
			return this.$root
				.empty()
				.append($("<p></p>").text(failure.lost ? __("The connection is lost.") : failure.message));
		}
		this.form?.close_for_good();
		this.draft = new pre_module.meeting_room.Draft(meeting);
		this.clock = new pre_module.meeting_room.Clock(meeting);
		const first = this.data.situations.findIndex((s) => s.status === "To Examine");
		this.at = Math.max(first, 0);
		this.frame();
		this.draw();
		this.focus();
		if (this.draft.values) this.form.open(this.draft.values.situation);
	}

	ask(method, values, options) {
		return pre_module.meeting_room.ask(method, { team_meeting: this.meeting, ...values }, options);
	}

	async offered_domains() {
		const rows = await frappe.db.get_list("PRE Need Domain", { filters: { disabled: 0 }, limit: 0 });
		return rows
			.map(({ name }) => ({ value: name, label: __(name) }))
			.sort((a, b) => a.label.localeCompare(b.label));
	}

	frame() {
		this.page.set_title(__("Team Meeting in Session"));
		this.page.set_secondary_action(__("Back to the Meeting"), () =>
			frappe.set_route("Form", "PRE Team Meeting", this.meeting)
		);
		this.$root.html(`
			<div class="room-bar"></div>
			<div class="room-notice" role="alert" hidden></div>
			<div class="room-status" role="status" aria-live="polite"></div>
			<div class="room-attendance"></div>
			<div class="room-decide"></div>
			<div class="room-main"><div class="room-situation"></div><div class="room-side"></div></div>
			<div class="room-keys"></div>`);
		this.form = new pre_module.meeting_room.DecisionForm(this.$root.find(".room-decide"), this);
		this.attendance = new pre_module.meeting_room.Attendance(this.$root.find(".room-attendance"), this);
		const buttons = [
			["previous", __("Previous Situation"), "←"],
			["next", __("Next Situation"), "→"],
			["time", __("Start, then Next"), "S"],
			["decide", __("Decision"), "D"],
			["toggle_names", __("Names"), "N"],
			["presence", __("Attendance"), "P"],
			["close", __("End the Meeting"), ""],
		];
		for (const [action, label, key] of buttons) {
			$('<button type="button" class="btn btn-default"></button>')
				.attr("data-action", action)
				.text(label)
				.append(key ? $("<kbd></kbd>").text(key) : "")
				.on("click", () => this[action]())
				.appendTo(this.$root.find(".room-keys"));
		}
	}

	get current() {
		return this.data.situations[this.at];
	}

	focus() {
		this.$root.trigger("focus");
	}

	say(text, is_error = false) {
		this.$root.find(".room-status").text(text).toggleClass("is-error", is_error);
	}

	key(event) {
		const here = frappe.get_route()[0] === "pre-meeting-room" && this.data;
		if (!here || event.ctrlKey || event.altKey || event.metaKey || $(".modal.show").length) return;
		if (event.key === "Escape") {
			if (this.form.is_open()) this.form.drop();
			else if (this.attendance.is_open()) this.attendance.toggle();
			return;
		}
		const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
		// On a button the space bar presses it.
		if (typing || (event.key === " " && event.target.closest("button, a"))) return;
		const action = ROOM_KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
		if (!action) return;
		event.preventDefault();
		this[action]();
	}

	// What the keys do

	previous() {
		this.go(this.at - 1);
	}

	next() {
		this.go(this.at + 1);
	}

	go(to) {
		if (to < 0 || to >= this.data.situations.length) return;
		this.at = to;
		this.draw();
		this.say("");
	}

	// Starts the time of the situation on the screen; once it runs, notes it as examined and goes on.
	async time() {
		const situation = this.current;
		if (!situation) return;
		if (!this.clock.is_on(situation.situation)) {
			this.clock.start(situation.situation);
			this.draw();
			return this.say(__("The time of this situation runs."));
		}
		const minutes_spent = this.clock.minutes_spent();
		const values = { situation: situation.situation, status: "Examined", minutes_spent };
		try {
			await this.ask("note", values, { write: true });
		} catch (failure) {
			return this.say(failure.lost ? __("The connection is lost: press again.") : failure.message, true);
		}
		Object.assign(situation, { status: "Examined", minutes_spent });
		this.clock.stop();
		if (this.at + 1 < this.data.situations.length) {
			this.at += 1;
			this.clock.start(this.current.situation);
		}
		this.draw();
		this.say(__("Noted as examined."));
	}

	async toggle_names() {
		if (this.names) {
			this.names = null;
			this.draw();
			return this.say(__("Names are hidden."));
		}
		try {
			this.names = await this.ask("names", {});
			this.say(__("Names are shown."));
		} catch (failure) {
			this.say(failure.lost ? __("The connection is lost.") : failure.message, true);
		}
		this.draw();
	}

	decide() {
		if (this.current && !this.form.is_open()) this.form.open(this.current.situation);
	}

	presence() {
		this.attendance.toggle();
	}

	close() {
		frappe.confirm(__("Note this meeting as held?"), async () => {
			try {
				await this.ask("hold", {}, { write: true });
				this.clock.stop();
				frappe.set_route("Form", "PRE Team Meeting", this.meeting);
			} catch (failure) {
				this.say(failure.lost ? __("The connection is lost: press again.") : failure.message, true);
			}
		});
	}

	keep_decisions(situation, decisions) {
		const kept = this.data.situations.find((s) => s.situation === situation);
		if (kept) kept.decisions = decisions;
		this.draw();
	}

	draw() {
		pre_module.meeting_room.draw(this);
		this.tick();
	}

	tick() {
		if (this.data && this.clock) pre_module.meeting_room.tick(this);
	}
};
