// The référent's day. The server says what is shown (pre_module.desk.day.page); here it is only laid out, phone first.
// In a function of its own: the script of a page runs among the names of the whole Desk.

(() => {
	const CONTACT = ["/assets/pre_module/js/contact.js", "/assets/pre_module/css/contact.css"];

	frappe.pages["pre-day"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({ parent: wrapper, title: __("My Day"), single_column: true });
		wrapper.pre_day = new PREDay(page);
	};

	frappe.pages["pre-day"].on_page_show = (wrapper) => wrapper.pre_day.refresh();

	class PREDay {
		constructor(page) {
			this.page = page;
			this.body = $('<div class="pre-day"></div>').appendTo(page.main);
			// On a phone the page is drawn anew each time it is shown: the room is the title's.
			page.set_secondary_action(__("Refresh"), () => this.refresh(), "refresh").addClass("d-none d-sm-inline-flex");
			this.body.on("click", "[data-contact]", ({ currentTarget }) => this.note(currentTarget.dataset.contact));
			this.body.on("click", "[data-done]", ({ currentTarget }) => this.say_done(currentTarget.dataset.done));
			this.body.on("input", ".pre-find", ({ currentTarget }) => this.find(currentTarget.value));
		}

		async refresh() {
			const day = await frappe.xcall("pre_module.desk.day.page.show");
			this.day = day;
			this.body.html(this.html(day));
			if (day.sections.length) {
				this.page.set_primary_action(__("Note a Contact"), () => this.choose());
			}
		}

		html(day) {
			const parts = [this.top(day), ...day.sections.map((section) => this.section(section))];
			return parts.join("") + this.load(day.load);
		}

		top({ first, sentence, sections, noted_today }) {
			const noted = sections.length
				? `<p class="text-muted">${__("Contacts noted today: {0}", [noted_today])}</p>`
				: "";
			if (sentence) return `<div class="pre-first"><p>${escape(sentence)}</p></div>`;
			if (!first) {
				const quiet = __("Nothing is late and nothing is due today. What is left: the contacts of the day.");
				return `<div class="pre-first pre-quiet" role="status"><p>${quiet}</p>${noted}</div>`;
			}
			return `<div class="pre-first" role="status">
				<p class="pre-what">${escape(first.sentence)}</p>
				<p class="text-muted">${this.when(first, first.section)}</p>
				<div class="pre-buttons">${this.buttons(first, true)}</div>
				${noted}
			</div>`;
		}

		section({ key, label, empty, rows }) {
			const lines = rows.map((row) => this.row(row, key)).join("");
			const wanted = escape(__("Find a child"));
			const find =
				key === "children" && rows.length > 8
					? `<input type="search" class="form-control pre-find" placeholder="${wanted}" aria-label="${wanted}">`
					: "";
			return `<section class="pre-section" data-section="${key}" aria-labelledby="pre-${key}">
				<h2 id="pre-${key}">${escape(label)} <span class="pre-count">${rows.length}</span></h2>
				${find}
				${lines ? `<ul>${lines}</ul>` : `<p class="text-muted">${escape(empty)}</p>`}
			</section>`;
		}

		row(row, key) {
			const title = row.title ? `<b class="pre-title">${escape(row.title)}</b>` : "";
			const when = row.on ? `<span class="pre-when">${this.when(row, key)}</span>` : "";
			return `<li class="pre-row" data-name="${escape((row.title || "").toLowerCase())}">
				<a href="${route(row)}" class="pre-link">${title}<span>${escape(row.text)}</span>${when}</a>
				<div class="pre-buttons">${this.buttons(row)}</div>
			</li>`;
		}

		when({ on, late }, key) {
			if (!on) return "";
			const day = frappe.datetime.str_to_user(on);
			if (key === "silent") return `<span class="pre-late">${__("{0} days of silence", [late])}</span>`;
			if (late) return `<span class="pre-late">${__("{0}, {1} day(s) late", [day, late])}</span>`;
			return on === this.day.today ? __("today") : day;
		}

		buttons(row, large) {
			const size = large ? "" : "btn-sm";
			const of = row.title ? ` <span class="sr-only">: ${escape(row.title)}</span>` : "";
			const done = row.done
				? `<button type="button" class="btn btn-default ${size}" data-done="${escape(row.done)}">${__(
						"Done"
				  )}${of}</button>`
				: "";
			const contact = row.child
				? `<button type="button" class="btn ${large ? "btn-primary" : "btn-default"} ${size}" data-contact="${escape(
						row.child
				  )}">${large ? __("Note a Contact") : __("Contact")}${of}</button>`
				: "";
			const open = large ? `<a class="btn btn-default" href="${route(row)}">${__("Open the Document")}</a>` : "";
			return done + contact + open;
		}

		load(lines) {
			if (!lines.length) return "";
			const rows = lines.map(
				(line) => `<tr><td>${escape(line.referent_name || "")}</td><td>${line.children}</td>
					<td>${format_number(line.weighted_load, null, 1)}</td><td>${line.maximum_children || ""}</td>
					<td>${line.late_reviews}</td></tr>`
			);
			const heads = [__("Référent"), __("Children"), __("Weighted Load"), __("Maximum"), __("Late Reviews")];
			return `<section class="pre-section" aria-labelledby="pre-load">
				<h2 id="pre-load">${__("Load of the Référents")}</h2>
				<div class="pre-table"><table class="table">
					<thead><tr>${heads.map((h) => `<th scope="col">${h}</th>`).join("")}</tr></thead>
					<tbody>${rows.join("")}</tbody>
				</table></div>
				<a class="btn btn-default" href="/app/query-report/PRE Caseload by Referent">${__("Open the Report")}</a>
			</section>`;
		}

		find(text) {
			const wanted = text.trim().toLowerCase();
			this.body.find('[data-section="children"] .pre-row').each((_i, row) => {
				$(row).toggle(row.dataset.name.includes(wanted));
			});
		}

		note(child) {
			frappe.require(CONTACT, () =>
				pre_module.contact.open(child, () => this.refresh())
			);
		}

		// From the top of the page: whose family it was, then the same dialog.
		choose() {
			const mine = this.day.sections.find(({ key }) => key === "children").rows;
			const dialog = new frappe.ui.Dialog({
				title: __("Note a Contact"),
				fields: [
					{
						fieldname: "child",
						fieldtype: "Autocomplete",
						label: __("Child"),
						reqd: 1,
						options: mine.map(({ child, title }) => ({ value: child, label: title })),
					},
				],
				primary_action_label: __("Next"),
				primary_action: ({ child }) => {
					dialog.hide();
					this.note(child);
				},
			});
			dialog.show();
		}

		async say_done(name) {
			await frappe.xcall("pre_module.desk.day.gestures.say_done", { name });
			frappe.show_alert({ message: __("Done"), indicator: "green" });
			this.refresh();
		}
	}

	function escape(text) {
		return frappe.utils.escape_html(String(text));
	}

	function route({ doctype, name }) {
		return `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`;
	}
})();
