// A review typed in the meeting with the family: for each objective its five sentences to choose from, and the five
// criteria, facts on one side and appraisal on the other. What is chosen is written in the lines of the form.

frappe.provide("pre_module.review");

const LEVELS = [
	["-2", "level_minus_2"],
	["-1", "level_minus_1"],
	["0", "level_0"],
	["1", "level_plus_1"],
	["2", "level_plus_2"],
];
const STYLE = `
	.pre-card { border: 1px solid var(--border-color); border-radius: 8px; padding: 12px 16px; margin-bottom: 16px; }
	.pre-card legend { font-size: 1.05em; font-weight: 600; width: auto; padding: 0 6px; margin: 0; }
	.pre-choices { display: flex; gap: 8px; margin-bottom: 10px; }
	.pre-choices label { flex: 1 1 0; border: 1px solid var(--border-color); border-radius: 6px; padding: 8px; margin: 0;
		cursor: pointer; min-height: 44px; }
	.pre-choices label:focus-within { outline: 2px solid var(--primary, #1f4e79); outline-offset: 1px; }
	.pre-choices label.chosen { background: var(--bg-blue, #e8eef5); border-color: #1f4e79; color: var(--text-on-blue, inherit); }
	.pre-choices b { margin-left: 4px; }
	.pre-columns { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
	.pre-columns .pre-short { display: grid; grid-template-columns: 11em 1fr; gap: 8px; margin-top: 6px; }
	.pre-card textarea { min-height: 64px; }
	.pre-card .hint { color: var(--text-muted); font-size: 0.85em; }
	@media (max-width: 767px) {
		.pre-choices { flex-direction: column; }
		.pre-choices label { flex: 0 0 auto; }
		.pre-columns, .pre-columns .pre-short { grid-template-columns: 1fr; }
	}`;

Object.assign(pre_module.review, {
	show(frm) {
		if (!document.getElementById("pre-review-style")) {
			$("<style id='pre-review-style'></style>").text(STYLE).appendTo(document.head);
		}
		frm.toggle_display(["levels", "grid"], false); // the cards write in them
		const open = frm.doc.docstatus === 0 && frm.perm[0]?.write;
		pre_module.review.scales(frm, frm.fields_dict.scale_view.$wrapper.empty(), open);
		pre_module.review.criteria(frm, frm.fields_dict.grid_view.$wrapper.empty(), open);
	},

	scales(frm, place, open) {
		const rows = frm.doc.levels || [];
		if (!rows.length) {
			place.append($("<p class='text-muted'></p>").text(__("Choose the parcours: its objectives come here.")));
		}
		for (const row of rows) {
			const card = pre_module.review.card(place, `${row.objective_code} – ${row.objective || ""}`);
			const choices = LEVELS.map(([value, field]) => [value, value > 0 ? `+${value}` : value, row[field]]);
			pre_module.review.choices(card, row, choices, open);
			pre_module.review.text(card, row, "observation", __("What Was Seen or Heard"), open);
		}
	},

	criteria(frm, place, open) {
		for (const row of frm.doc.grid || []) {
			const card = pre_module.review.card(place, __(row.criterion));
			const choices = ["To Build", "Under Way", "In Place"].map((value) => [value, __(value), ""]);
			pre_module.review.choices(card, row, choices, open);
			const columns = $("<div class='pre-columns'></div>").appendTo(card);
			const facts = $("<div></div>").appendTo(columns);
			pre_module.review.text(facts, row, "facts", __("Facts"), open, __("What was seen or heard, without judgement."));
			const short = $("<div class='pre-short'></div>").appendTo(facts);
			pre_module.review.input(short, row, "facts_on", __("Day of the Facts"), open, "date");
			pre_module.review.input(short, row, "source", __("Source of the Facts"), open, "text");
			const appraisal = $("<div></div>").appendTo(columns);
			const apart = __("What the people present think of these facts; kept apart from them.");
			pre_module.review.text(appraisal, row, "appraisal", __("Appraisal"), open, apart);
		}
	},

	card(place, title) {
		const card = $("<fieldset class='pre-card'></fieldset>").appendTo(place);
		$("<legend></legend>").text(title).appendTo(card);
		return card;
	},

	// choices: value, short label, sentence.
	choices(card, row, choices, open) {
		const group = $("<div class='pre-choices'></div>").appendTo(card);
		for (const [value, label, sentence] of choices) {
			const box = $("<input type='radio'>")
				.attr({ name: row.name, value, "data-field": "level" })
				.prop({ checked: row.level === value, disabled: !open });
			const shown = $("<label></label>").toggleClass("chosen", row.level === value);
			shown.append(box, $("<b></b>").text(label), $("<div></div>").text(sentence || "")).appendTo(group);
			box.on("change", () => {
				group.find("label").removeClass("chosen");
				shown.addClass("chosen");
				frappe.model.set_value(row.doctype, row.name, "level", value);
			});
		}
	},

	text(place, row, field, label, open, hint) {
		const id = `${row.name}-${field}`;
		$("<label class='control-label mb-1'></label>").attr("for", id).text(label).appendTo(place);
		const area = $("<textarea class='form-control'></textarea>").attr({ id, "data-field": field });
		pre_module.review.bind(area.appendTo(place), row, field, open);
		$("<p class='hint mb-1'></p>")
			.text(hint || __("Facts, dated and sourced, no judgement."))
			.appendTo(place);
	},

	input(place, row, field, label, open, type) {
		const id = `${row.name}-${field}`;
		const cell = $("<div></div>").appendTo(place);
		$("<label class='control-label mb-1'></label>").attr("for", id).text(label).appendTo(cell);
		const input = $("<input class='form-control'>").attr({ id, type, "data-field": field });
		pre_module.review.bind(input.appendTo(cell), row, field, open);
	},

	bind(element, row, field, open) {
		element.val(row[field] || "").prop("disabled", !open);
		element.on("change", () => frappe.model.set_value(row.doctype, row.name, field, element.val() || null));
	},
});
