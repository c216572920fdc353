// Who is there: one list for each member, kept at once; the quorum is the server's to work out.

frappe.provide("pre_module.meeting_room");

pre_module.meeting_room.Attendance = class Attendance {
	constructor($place, room) {
		this.$place = $place;
		this.room = room;
	}

	is_open() {
		return Boolean(this.$place.children().length);
	}

	toggle() {
		if (this.is_open()) {
			this.$place.empty();
			return this.room.focus();
		}
		this.draw();
		this.$place.find("select").first().trigger("focus");
	}

	draw() {
		const $box = $('<section class="room-form"></section>').append($("<h3></h3>").text(__("Attendance")));
		const $table = $('<table class="room-members"><tbody></tbody></table>').appendTo($box);
		for (const member of this.room.data.members) {
			const $choice = $('<select class="form-control"></select>').attr("aria-label", member.full_name);
			["", "Present", "Excused", "Absent", "Replaced"].forEach((value) =>
				$choice.append(new Option(value ? __(value) : "–", value, false, value === member.attendance))
			);
			const $by = $('<input class="form-control">')
				.attr({ "aria-label": __("Replaced By"), placeholder: __("Replaced By") })
				.val(member.replaced_by)
				.toggle(member.attendance === "Replaced");
			$choice.on("change", () => {
				$by.toggle($choice.val() === "Replaced");
				if ($choice.val() === "Replaced" && !$by.val().trim()) return $by.trigger("focus");
				this.keep(member, $choice.val(), $by.val());
			});
			$by.on("change", () => this.keep(member, $choice.val(), $by.val()));
			const who = [member.full_name, member.work_field ? __(member.work_field) : ""].filter(Boolean).join(" · ");
			$("<tr></tr>")
				.append($("<td></td>").text(who), $("<td></td>").append($choice), $("<td></td>").append($by))
				.appendTo($table);
		}
		this.$place.empty().append($box);
	}

	async keep(member, attendance, replaced_by) {
		try {
			const values = { member: member.user, attendance, replaced_by };
			Object.assign(this.room.data, await this.room.ask("attend", values, { write: true }));
			this.room.names = null; // who is in the room decides which names it may see
			this.room.draw();
			this.room.say(__("Attendance is noted."));
		} catch (failure) {
			this.room.say(failure.lost ? __("The connection is lost: note it again.") : failure.message, true);
		}
	}
};
