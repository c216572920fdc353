// The form of a decision: typed at once, sent with Ctrl+Enter, kept until the server has it.

frappe.provide("pre_module.meeting_room");

pre_module.meeting_room.DecisionForm = class DecisionForm {
	constructor($place, room) {
		this.$place = $place;
		this.room = room;
		this.draft = room.draft;
		this.sending = false;
		this.again = () => this.waiting && this.send();
		window.addEventListener("online", this.again);
		this.timer = setInterval(this.again, 8000);
	}

	close_for_good() {
		window.removeEventListener("online", this.again);
		clearInterval(this.timer);
	}

	async open(situation) {
		this.draft.start(situation);
		const { values } = this.draft;
		const field = (name) => `pre-room-${name}`;
		this.$place.html(`
			<form class="room-form" aria-label="${frappe.utils.escape_html(__("Decision"))}">
				<h3></h3>
				<label for="${field("decision")}">${__("Decision")}</label>
				<p class="room-hint" id="${field("hint")}">${__("Without any name. Facts, dated and sourced, no judgement.")}</p>
				<textarea class="form-control" rows="3" id="${field("decision")}" name="decision"
					aria-describedby="${field("hint")}" required></textarea>
				<div class="room-row mt-3">
					<label>${__("Domain")}<select class="form-control" name="need_domain"></select></label>
					<label>${__("Who Carries It Out")}<select class="form-control" name="in_charge"></select></label>
					<label>${__("Until")}<input class="form-control" type="date" name="due_on"></label>
				</div>
				<button type="submit" class="btn btn-primary">${__("Keep")} <kbd>Ctrl+↵</kbd></button>
				<button type="button" class="btn btn-default room-drop">${__("Give Up")} <kbd>${__("Esc")}</kbd></button>
			</form>`);
		this.$form = this.$place.find("form");
		this.$form.find("h3").text(values.situation);
		this.$form.on("submit", (event) => {
			event.preventDefault();
			this.send();
		});
		this.$form.find(".room-drop").on("click", () => this.drop());
		this.$form.on("keydown", (event) => {
			if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
				event.preventDefault();
				this.send();
			}
		});
		this.asked = false;
		this.$form.on("input change", () => this.draft.keep(this.typed()));
		// Not at a « change »: Frappe takes the focus away at each Escape.
		this.$form.on("input", () => (this.asked = false));
		this.field("decision").val(values.decision).trigger("focus");
		this.field("due_on").val(values.due_on);
		await this.offer(values);
	}

	is_open() {
		return Boolean(this.$form);
	}

	field(name) {
		return this.$form.find(`[name=${name}]`);
	}

	typed() {
		const read = (name) => this.field(name).val() || "";
		const typed = { decision: read("decision"), due_on: read("due_on") };
		// Before they are offered, what was chosen earlier stays.
		for (const name of ["need_domain", "in_charge"]) {
			if (this.field(name).children().length) typed[name] = read(name);
		}
		return typed;
	}

	async offer({ situation, need_domain, in_charge }) {
		const fill = (name, rows, chosen) => {
			const $field = this.field(name).empty().append(new Option("–", ""));
			rows.forEach(({ value, label }) => $field.append(new Option(label, value)));
			$field.val(rows.some(({ value }) => value === chosen) ? chosen : "");
		};
		const people = await this.room.ask("carriers", { situation }).catch(() => []);
		if (!this.$form) return;
		fill("need_domain", this.room.domains, need_domain);
		fill("in_charge", people.map((p) => ({ value: p.user, label: p.full_name })), in_charge);
	}

	async send() {
		if (this.sending || !this.draft.values) return;
		if (this.$form) this.draft.keep(this.typed());
		const values = { ...this.draft.values };
		if (!values.decision.trim()) return this.room.say(__("Write what was decided."), true);
		this.sending = true;
		this.room.say(__("Sending…"));
		try {
			const decisions = await this.room.ask("decide", values, { write: true });
			this.waiting = false;
			this.draft.forget();
			this.remove();
			this.room.keep_decisions(values.situation, decisions);
			this.room.say(__("The decision is kept."));
		} catch (failure) {
			this.waiting = Boolean(failure.lost);
			const lost = __("The connection is lost. What you typed is kept here and leaves by itself, once.");
			this.room.say(failure.lost ? lost : failure.message, true);
			if (!failure.lost) this.field("decision").trigger("focus");
		} finally {
			this.sending = false;
		}
	}

	// Typed text is given up at the second demand only.
	drop() {
		if (this.sending) return;
		const typed = this.draft.values?.decision.trim();
		if (typed && !this.waiting && !this.asked) {
			this.asked = true;
			return this.room.say(__("Give up what you typed? Once more to confirm."), true);
		}
		// A sending whose answer was lost may have arrived: it is not given up without a word.
		if (this.waiting) return this.room.say(__("This decision is on its way: it can't be given up any more."), true);
		this.draft.forget();
		this.remove();
		this.room.say("");
	}

	remove() {
		this.$form = null;
		this.$place.empty();
		this.room.focus();
	}
};
