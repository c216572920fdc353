// What the page sends: a refusal comes back as a sentence, a lost connection as such, nothing is shown by itself.

frappe.provide("pre_module.meeting_room");

// Answers of the server as a promise. Rejects with { lost: true } when nobody answered, with { message } when refused.
pre_module.meeting_room.ask = async function (method, values, { write = false } = {}) {
	const body = new URLSearchParams(values);
	const address = `/api/method/pre_module.desk.meeting_room.${method}`;
	const headers = { Accept: "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token };
	let answer;
	try {
		answer = await fetch(write ? address : `${address}?${body}`, {
			method: write ? "POST" : "GET",
			headers,
			body: write ? body : undefined,
		});
	} catch {
		throw { lost: true };
	}
	// A gateway that finds no server behind it answers in its place.
	if (answer.status >= 502 && answer.status <= 504) throw { lost: true };
	const said = await answer.json().catch(() => ({}));
	if (answer.ok) return said.message;
	throw { message: pre_module.meeting_room.sentence(said) || __("This was refused ({0}).", [answer.status]) };
};

pre_module.meeting_room.sentence = function (said) {
	try {
		const messages = JSON.parse(said._server_messages || "[]").map((m) => JSON.parse(m).message);
		return messages.map((html) => frappe.utils.html2text(html)).join(" ");
	} catch {
		return "";
	}
};

// A decision being typed, until the server has it: kept for this tab, under a key drawn once, so that sending it
// again makes no second one.
pre_module.meeting_room.Draft = class Draft {
	constructor(meeting) {
		this.place = `pre-meeting-room:${meeting}`;
		this.read();
	}

	read() {
		try {
			this.values = JSON.parse(sessionStorage.getItem(this.place)) || null;
		} catch {
			this.values = null;
		}
	}

	start(situation) {
		if (this.values) return;
		const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0"));
		this.keep({ key: key.join(""), situation, decision: "", need_domain: "", in_charge: "", due_on: "" });
	}

	keep(values) {
		this.values = { ...this.values, ...values };
		sessionStorage.setItem(this.place, JSON.stringify(this.values));
	}

	forget() {
		this.values = null;
		sessionStorage.removeItem(this.place);
	}
};
