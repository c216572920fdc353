// The progress of a child on the forms of its parcours and of its file: a curve of T scores from one review to the
// next, and the same in tables under it for who can't see a curve. It is one child's alone (P6).

frappe.provide("pre_module.progress");

Object.assign(pre_module.progress, {
	async of_parcours(frm) {
		if (frm.is_new()) return;
		const { name } = frm.doc;
		const shown = await frappe
			.xcall("pre_module.desk.progress.of_parcours", { name })
			.catch(() => null); // Frappe has shown why
		if (!shown || frm.doc.name !== name) return;
		const place = frm.fields_dict.progress_view.$wrapper.empty();
		pre_module.progress.draw(place, shown);
		pre_module.progress.versions(frm, frm.fields_dict.versions_view.$wrapper.empty(), shown.versions);
		pre_module.progress.buttons(frm, shown);
	},

	async of_child(frm) {
		const child = frm.doc.name;
		const found = await frappe.xcall("pre_module.desk.progress.of_child", { child }).catch(() => []);
		if (!found.length || frm.doc.name !== child || frm.pre_progress_of === child + frm.doc.modified) return;
		frm.pre_progress_of = child + frm.doc.modified;
		for (const shown of found) {
			const title = __("Progress in the Parcours {0}", [shown.parcours]);
			const section = frm.dashboard.add_section("<div class='pre-progress'></div>", title);
			pre_module.progress.draw(section.find(".pre-progress"), shown);
		}
		frm.dashboard.show();
	},

	draw(place, { points, html }) {
		if (!html) {
			place.append($("<p class='text-muted'></p>").text(__("No review has been validated yet.")));
			return;
		}
		if (points.length > 1) {
			const figure = $("<figure class='mb-2'></figure>").appendTo(place);
			const curve = $("<div role='img'></div>").appendTo(figure);
			const said = points.map(({ day, score }) => `${day} : ${pre_module.progress.number(score)}`);
			curve.attr("aria-label", __("T score from one review to the next: {0}", [said.join(", ")]));
			pre_module.progress.chart(curve[0], points);
			const caption = __("50: all is as it was expected with the family. Each child is compared with itself only.");
			$("<figcaption class='text-muted small'></figcaption>").text(caption).appendTo(figure);
		}
		$(html).appendTo(place);
	},

	// Drawn once it has a width: a tab that is not open has none.
	chart(element, points) {
		const draw = () =>
			new frappe.Chart(element, {
				type: "line",
				height: 220,
				colors: ["#1f4e79"],
				valuesOverPoints: 1,
				lineOptions: { dotSize: 6 },
				axisOptions: { xIsSeries: 0 },
				tooltipOptions: { formatTooltipY: (value) => pre_module.progress.number(value) },
				data: {
					labels: points.map(({ day }) => day),
					datasets: [{ name: __("T Score"), values: points.map(({ score }) => score) }],
					yMarkers: [{ label: __("As expected"), value: 50 }],
				},
			});
		const seen = new IntersectionObserver((entries) => {
			if (!entries.some((entry) => entry.isIntersecting) || !element.offsetWidth) return;
			seen.disconnect();
			draw();
		});
		seen.observe(element);
	},

	number(value) {
		return format_number(value, null, 1);
	},

	versions(frm, place, versions) {
		if (!versions.length) {
			place.append($("<p class='text-muted'></p>").text(__("The family was given no document yet.")));
			return;
		}
		const list = $("<ul class='list-unstyled'></ul>").appendTo(place);
		for (const { name, number, given_on, given_by, occasion } of versions) {
			const link = $("<a></a>")
				.attr("href", frappe.utils.get_form_link("PRE Parcours Version", name))
				.text(__("Version {0}", [number]));
			const said = ` – ${__("given on {0} by {1}", [given_on, given_by])} (${occasion})`;
			$("<li></li>").append(link, document.createTextNode(said)).appendTo(list);
		}
	},

	// Where the next step does not offer it already.
	buttons(frm, { points, draft, ended, version_due }) {
		const { status, name, next_review_on } = frm.doc;
		if (!frm.perm[0]?.write || !["Approved", "Active", "Suspended", "Closed"].includes(status)) return;
		const late = !points.length || (next_review_on && next_review_on < frappe.datetime.get_today());
		if (!ended && !(status === "Active" && (draft || late))) {
			frm.add_custom_button(draft ? __("Open the Review") : __("Hold a Review"), () =>
				draft
					? frappe.set_route("Form", "PRE Review", draft)
					: frappe.model.open_mapped_doc({ method: "pre_module.desk.make.review", source_name: name })
			);
		}
		const give = frm.add_custom_button(__("Give to the Family"), () => pre_module.progress.give(frm));
		if (version_due) give.removeClass("btn-default").addClass("btn-primary-light");
	},

	// The document as it is now becomes the next version, and opens to be printed.
	give(frm) {
		const said = __("The document is kept as it is today, as the next version given to the family. Give it now?");
		frappe.confirm(said, async () => {
			const { name } = frm.doc;
			const version = await frappe.xcall("pre_module.desk.versions.give", { name }).catch(() => null);
			if (version) frappe.set_route("print", "PRE Parcours Version", version);
		});
	},
});
