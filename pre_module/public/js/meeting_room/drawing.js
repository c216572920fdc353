// What stands on the screen of a meeting. Every text is set as text, never as HTML.

frappe.provide("pre_module.meeting_room");

const room_text = (tag, css, text) => $(`<${tag}></${tag}>`).addClass(css).text(text);
const room_hour = (time) => (time ? time.replace(/^(\d):/, "0$1:").slice(0, 5) : "");

pre_module.meeting_room.draw = function (room) {
	const { data } = room;
	room.$root.find(".room-notice").text(data.quorum_notice).prop("hidden", !data.quorum_notice);
	const $situation = room.$root.find(".room-situation").empty();
	const $side = room.$root.find(".room-side").empty();
	if (room.current) {
		pre_module.meeting_room.draw_situation(room, room.current, $situation);
		pre_module.meeting_room.draw_decisions(room.current, $side);
	} else {
		$situation.append(room_text("p", "", __("No situation stands on the agenda.")));
	}
	const $agenda = $('<ol class="room-agenda"></ol>').attr("aria-label", __("Agenda"));
	data.situations.forEach((situation, number) => {
		const text = [room_hour(situation.starts_at), situation.situation, __(situation.status)].filter(Boolean).join(" · ");
		const $button = room_text("button", situation.status === "To Examine" ? "" : "is-done", text)
			.attr("type", "button")
			.on("click", () => room.go(number));
		if (number === room.at) $button.attr("aria-current", "step");
		$agenda.append($("<li></li>").append($button));
	});
	$side.append(room_text("h3", "", __("Agenda")), $agenda);
	const shown = Boolean(room.names);
	room.$root.find("[data-action=toggle_names]").attr("aria-pressed", shown).toggleClass("btn-primary", shown);
};

pre_module.meeting_room.draw_situation = function (room, situation, $place) {
	const { age, school_level } = situation.header;
	const who = [__("{0} years", [age]), school_level ? __(school_level) : ""].filter(Boolean).join(" · ");
	$place.append(
		room_text("div", "room-place text-muted", `${room.at + 1} / ${room.data.situations.length}`),
		room_text("h2", "", situation.situation),
		room_text("p", "room-who", who)
	);
	const known = room.names?.[situation.situation];
	if (known?.name) $place.append(room_text("p", "room-name", known.name));
	else if (known) {
		const why = __("The name stays hidden: {0} of those present may not know it.", [known.apart]);
		$place.append(room_text("p", "room-apart", why));
	}
	if (situation.question) $place.append(room_text("p", "room-question", situation.question));
	$place.append('<div class="room-timer"></div><progress max="1" value="0"></progress>');
	$place.find("progress").attr("aria-label", __("Time of this situation"));
};

pre_module.meeting_room.draw_decisions = function (situation, $place) {
	$place.append(room_text("h3", "", __("Decisions")));
	if (!situation.decisions.length) $place.append(room_text("p", "text-muted", __("None yet.")));
	const $list = $('<ul class="room-decisions"></ul>').appendTo($place);
	for (const decision of situation.decisions) {
		const until = decision.due_on ? __("For {0}", [frappe.datetime.str_to_user(decision.due_on)]) : "";
		const domain = decision.need_domain ? __(decision.need_domain) : "";
		const about = [domain, decision.in_charge, until].filter(Boolean).join(" – ");
		$list.append(room_text("li", "", decision.decision).append(room_text("small", "", about)));
	}
};

// Once a second: the hour, the time of the situation, and how far the meeting is behind.
pre_module.meeting_room.tick = function (room) {
	const { data, clock, current } = room;
	const now = new Date().toLocaleTimeString(frappe.boot.lang, { hour: "2-digit", minute: "2-digit" });
	const quorum = __("{0} of {1} needed", [data.members_counted, data.quorum_needed]);
	const $bar = room.$root.find(".room-bar").empty();
	const fact = (label, value) => $bar.append($("<span></span>").text(`${label} `).append(room_text("strong", "", value)));
	fact(__("Meeting of"), frappe.datetime.str_to_user(data.meeting_date));
	fact(__("It is"), now);
	if (data.planned_end) fact(__("Planned End"), room_hour(data.planned_end));
	fact(__("Quorum"), `${__(data.quorum_state)} (${quorum})`);
	const over = pre_module.meeting_room.Clock.over(data.planned_end, data.situations);
	const today = data.meeting_date === frappe.datetime.get_today();
	if (today && over > 0) $bar.append(room_text("span", "room-late", __("{0} minutes late", [over])));
	if (!current) return;
	const runs = clock.is_on(current.situation);
	const planned = current.minutes ? __("of {0} minutes", [current.minutes]) : "";
	const spent = current.minutes_spent ? __("{0} minutes", [current.minutes_spent]) : "00:00";
	room.$root
		.find(".room-timer")
		.text(`${runs ? clock.shown() : spent} ${planned}`)
		.toggleClass("room-late", Boolean(runs && current.minutes && clock.seconds() > current.minutes * 60));
	const share = runs && current.minutes ? clock.seconds() / (current.minutes * 60) : 0;
	room.$root.find("progress").val(Math.min(share, 1));
};
