// Minutes of the situation on the screen, and where the meeting stands against its planned end.

frappe.provide("pre_module.meeting_room");

const room_minutes_of = (time) => {
	const [hours, minutes] = String(time || "").split(":").map(Number);
	return Number.isFinite(minutes) ? hours * 60 + minutes : null;
};

pre_module.meeting_room.Clock = class Clock {
	constructor(meeting) {
		this.place = `pre-meeting-clock:${meeting}`;
		try {
			this.running = JSON.parse(sessionStorage.getItem(this.place)) || null;
		} catch {
			this.running = null;
		}
	}

	start(situation) {
		this.running = { situation, since: Date.now() };
		sessionStorage.setItem(this.place, JSON.stringify(this.running));
	}

	stop() {
		this.running = null;
		sessionStorage.removeItem(this.place);
	}

	is_on(situation) {
		return this.running?.situation === situation;
	}

	seconds() {
		return this.running ? Math.floor((Date.now() - this.running.since) / 1000) : 0;
	}

	minutes_spent() {
		return Math.max(1, Math.round(this.seconds() / 60));
	}

	// « 07:42 »
	shown() {
		const seconds = this.seconds();
		const two = (n) => String(n).padStart(2, "0");
		return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
	}

	// Minutes by which the meeting would run over, were what is left to take its planned time; null without a planned end.
	static over(planned_end, situations, now = new Date()) {
		const end = room_minutes_of(planned_end);
		if (end === null) return null;
		const left = situations.filter((s) => s.status === "To Examine").reduce((sum, s) => sum + s.minutes, 0);
		return now.getHours() * 60 + now.getMinutes() + left - end;
	}
};
