// The charter first (R10): who has one to accept reads it on a screen of its own, instead of an empty list.
// The names come with the boot information; the text is asked for when it is shown.

frappe.provide("pre_module.charter");

Object.assign(pre_module.charter, {
	// Charters put off in this visit of the Desk, which press only once.
	later: new Set(),

	state() {
		return frappe.boot.pre_charters || { to_accept: [], missing: [] };
	},

	// After login, and whenever a page of the app would stay empty for want of an acceptance.
	// insists: also on what was put off, before a page that needs it.
	async look(insists = pre_module.charter.shows_children()) {
		const me = pre_module.charter;
		if (me.looking || me.dialog || !me.waiting(insists)) return;
		me.looking = true;
		try {
			// A charter may have been published since this page was loaded.
			await me.read();
			const { charter, missing } = me.waiting(insists) || {};
			if (charter) me.show(await me.text_of(charter));
			else if (missing) me.say_missing(missing);
		} finally {
			me.looking = false;
		}
	},

	// What is to be shown on a page: a charter to accept first, then a structure that has none.
	waiting(insists) {
		const me = pre_module.charter;
		const { to_accept, missing } = me.state();
		const charter = to_accept.find((c) => (insists && c.closed) || !me.later.has(c.name));
		if (charter) return { charter };
		if (me.writes_charter()) return null;
		const none = missing.find((m) => insists || !me.later.has(m.structure));
		return none ? { missing: none } : null;
	},

	async read() {
		frappe.boot.pre_charters = await frappe.xcall("pre_module.desk.charter.state");
	},

	// After a charter was published here.
	async refresh() {
		await pre_module.charter.read();
		pre_module.charter.look();
	},

	shows_children() {
		const [view, doctype] = frappe.get_route() || [];
		if (!["List", "Form", "query-report", "print"].includes(view)) return false;
		const open = ["PRE Charter", "PRE Structure", "PRE Partner", "PRE School", "PRE Territory", "PRE Settings"];
		return (doctype || "").startsWith("PRE ") && !open.some((name) => doctype.startsWith(name));
	},

	writes_charter() {
		const [view, doctype] = frappe.get_route() || [];
		return view === "Form" && doctype === "PRE Charter";
	},

	async text_of({ name }) {
		const charters = await frappe.xcall("pre_module.desk.charter.to_accept");
		return charters.find((c) => c.name === name);
	},

	show(charter) {
		if (!charter) return;
		const me = pre_module.charter;
		const dialog = me.page(
			`${frappe.utils.escape_html(charter.title)} – ${__("Version {0}", [charter.version])}`,
			me.html(charter)
		);
		dialog.set_primary_action(__("I have read and I accept"), async () => {
			dialog.disable_primary_action();
			try {
				frappe.boot.pre_charters = await frappe.xcall("pre_module.desk.charter.accept", {
					charter: charter.name,
				});
			} catch {
				return; // Frappe has shown why
			} finally {
				dialog.enable_primary_action();
			}
			me.put_away(dialog);
			frappe.show_alert({ message: __("Thank you: your acceptance is noted."), indicator: "green" });
			// What was empty before may show something now.
			if (charter.closed && !me.state().to_accept.length) window.location.reload();
			else me.look();
		});
		dialog.set_secondary_action_label(__("Later"));
		dialog.set_secondary_action(() => {
			me.later.add(charter.name);
			me.put_away(dialog);
			me.look(false);
		});
		dialog.show();
	},

	say_missing({ structure, mine }) {
		const me = pre_module.charter;
		const name = frappe.utils.escape_html(structure);
		const said = mine
			? __("{0} has no charter of confidentiality yet. Nobody sees a child's file before it is published, signed by the partners and accepted by each person.", [name])
			: __("{0} has no charter of confidentiality yet. Its coordonnateur writes and publishes it; until then no child's file is open.", [name]);
		const dialog = me.page(__("The Charter Comes First"), `<p class="pre-charter-lead">${said}</p>`);
		const later = () => {
			me.later.add(structure);
			me.put_away(dialog);
		};
		if (mine) {
			dialog.set_primary_action(__("Write the Charter First"), () => {
				later();
				frappe.model.open_mapped_doc({
					method: "pre_module.desk.charter.new_version",
					source_name: structure,
				});
			});
			dialog.set_secondary_action_label(__("Later"));
			dialog.set_secondary_action(later);
		} else {
			dialog.set_primary_action(__("I Understand"), later);
		}
		dialog.show();
	},

	// A dialog that fills the screen, on a phone too; Frappe keeps the focus in it.
	page(title, html) {
		const me = pre_module.charter;
		me.add_style();
		const dialog = new frappe.ui.Dialog({
			title,
			static: true,
			keep_open: true, // a page that finishes loading behind it does not close it
			fields: [{ fieldtype: "HTML", fieldname: "body", options: html }],
		});
		dialog.$wrapper.addClass("pre-charter").attr({ "aria-label": $("<i>").html(title).text(), "aria-modal": true });
		dialog.$wrapper.find(".btn-modal-close, .btn-modal-minimize").hide();
		// Read with the keyboard: the text takes the focus and scrolls, Tab goes on to the buttons.
		const body = dialog.$wrapper.find(".modal-body");
		body.attr({ tabindex: 0, role: "document" });
		dialog.$wrapper.on("shown.bs.modal", () => {
			me.behind(true);
			setTimeout(() => body.scrollTop(0).trigger("focus"), 50);
		});
		me.dialog = dialog;
		dialog.on_hide = () => {
			me.behind(false);
			if (me.dialog === dialog) me.dialog = null;
		};
		return dialog;
	},

	// Nothing behind the screen takes the focus while it is there.
	behind(inert) {
		$("body > .main-section, body > header, body > .sticky-top").prop("inert", inert);
	},

	put_away(dialog) {
		dialog.hide();
		pre_module.charter.dialog = null;
	},

	html(charter) {
		const me = pre_module.charter;
		const lead = charter.closed
			? __("Before you see a child's file at {0}, read this charter and accept it. You do it for yourself, nobody does it for you.", [charter.structure])
			: __("A version of the charter of {0} waits for your acceptance.", [charter.structure]);
		const notice = charter.until
			? `<div class="pre-charter-notice">${__("Accept it before {0}: from that day on the version you accepted no longer opens anything ({1} days left).", [frappe.datetime.str_to_user(charter.until), charter.days])}</div>`
			: "";
		const parts = charter.parts.map(
			(part) => `<section><h3>${frappe.utils.escape_html(part.label)}</h3>${me.text(part.text)}</section>`
		);
		const names = charter.partners.map(({ partner }) => `<li>${frappe.utils.escape_html(partner)}</li>`);
		const partners = names.length
			? `<section><h3>${__("Partners Bound by It")}</h3><ul>${names.join("")}</ul></section>`
			: "";
		return `<div class="pre-charter-lead">${frappe.utils.escape_html(lead)}
			<span class="text-muted">${__("In force from {0}.", [frappe.datetime.str_to_user(charter.in_force_from)])}</span>
			</div>${notice}<div class="pre-charter-text">${parts.join("")}${partners}</div>`;
	},

	// Plain text as it was typed: a line that starts with a dash is a point of a list, a short one without an end
	// is a title.
	text(text) {
		let html = "";
		let points = [];
		const close = () => {
			if (points.length) html += `<ul>${points.join("")}</ul>`;
			points = [];
		};
		for (const line of (text || "").split("\n").map((l) => l.trim())) {
			const safe = frappe.utils.escape_html(line);
			if (/^[-–•] /.test(line)) {
				points.push(`<li>${safe.slice(2)}</li>`);
				continue;
			}
			close();
			if (!line) continue;
			html += line.length < 70 && !/[.,;:!?…]$/.test(line) ? `<h4>${safe}</h4>` : `<p>${safe}</p>`;
		}
		close();
		return html;
	},

	add_style() {
		if (document.getElementById("pre-charter-style")) return;
		$(`<style id="pre-charter-style">
			.pre-charter .modal-dialog { max-width: none; width: 100%; height: 100%; margin: 0; padding: 0; }
			.pre-charter .modal-content { height: 100%; max-height: 100%; border: 0; border-radius: 0; display: flex; flex-direction: column; }
			.pre-charter .modal-header, .pre-charter .modal-footer { flex: none; position: static; }
			.pre-charter .modal-header .title-section, .pre-charter .modal-body > *, .pre-charter .modal-footer { width: 100%; max-width: 800px; margin-left: auto; margin-right: auto; }
			.pre-charter .modal-header .title-section { flex: 1 1 auto; }
			.pre-charter .modal-header .modal-title { white-space: normal; overflow: visible; }
			.pre-charter .modal-header .modal-actions { display: none; }
			.pre-charter .modal-body { flex: 1 1 auto; overflow-y: auto; min-height: 0; }
			.pre-charter .modal-body { outline: none; border-top: 1px solid var(--border-color); border-bottom: 1px solid var(--border-color); }
			.pre-charter .modal-body:focus-visible { border-color: var(--gray-600); }
			.pre-charter .modal-footer { flex-wrap: wrap; gap: 8px; border-top: 0; }
			.pre-charter-lead { font-size: var(--text-lg); line-height: 1.5; margin-bottom: 12px; }
			.pre-charter-notice { background: var(--bg-orange); color: var(--text-on-orange); padding: 10px 12px; border-radius: 8px; margin-bottom: 12px; }
			.pre-charter-text { font-size: 15px; line-height: 1.6; color: var(--text-color); }
			.pre-charter-text h3 { font-size: var(--text-xl); font-weight: 600; margin: 24px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--border-color); }
			.pre-charter-text h4 { font-size: 15px; font-weight: 600; margin: 16px 0 4px; }
			.pre-charter-text ul { padding-left: 20px; }
			@media (max-width: 575px) { .pre-charter .modal-footer .btn { flex: 1 1 auto; } }
		</style>`).appendTo("head");
	},
});

$(document).on("app_ready", () => {
	pre_module.charter.look();
	frappe.router.on("change", () => pre_module.charter.look());
});
