"""A référent holds a review with the family to its end, on a laptop, then reads it on a phone: the curve goes up."""

import frappe
import pytest

from pre_module.rules.review import CRITERIA
from tests.factories import day, hold_review, make_active_parcours, make_child, scale

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
CHILD_WORD = "Je lis toute seule le soir."


@pytest.fixture
def parcours(cast) -> str:
	"""Under way since a first review whose next one is late."""
	child = make_child(first_name="Zoé", last_name="Bilan", structure=cast.structure)
	contract = frappe.get_doc("PRE Referent Contract", cast.contract)
	parcours = make_active_parcours(child, contract=contract)
	hold_review(parcours, "Initial", review_date=day(-90), levels={"O1": -2}, next_review_on=day(-3))
	frappe.db.commit()
	return parcours.name


def test_a_referent_holds_a_review_and_sees_the_curve(desk_of, cast, picture, parcours):
	with desk_of(cast.referent) as desk:
		desk.form("PRE Parcours", parcours)
		desk.primary("Tenir le bilan")
		desk.on_form("PRE Review")
		choose(desk, "scale_view", "1")
		desk.until(lambda: desk.script("return cur_frm.doc.levels[0].level") == "1", "the level is chosen")
		picture(desk, "review-objectives")
		fill_the_grid(desk)
		picture(desk, "review-grid")
		desk.fill(child_word=CHILD_WORD, parents_word="Nous sommes contents.", decisions="Continuer.")
		picture(desk, "review-words")
		desk.save()
		review = desk.value("name")
		assert round(desk.value("t_score")) == 60
		desk.primary("Valider le bilan")
		confirm(desk)
		desk.until(lambda: desk.script("return cur_frm.doc.docstatus") == 1, "the review is validated")
		desk.primary("Revenir au parcours")
		desk.on_form("PRE Parcours")
		see_the_curve(desk)
		picture(desk, "parcours-progress")
		on_the_phone(desk, picture, review, parcours)


def choose(desk, place: str, value: str, card: int = 0) -> None:
	desk.show(place)
	desk.until(
		lambda: desk.script(
			"const boxes = cur_frm.fields_dict[arguments[0]].$wrapper.find('fieldset').eq(arguments[2])"
			".find(`input[type=radio][value='${arguments[1]}']:visible`);"
			"if (!boxes.length) return false; boxes[0].click(); return boxes[0].checked",
			place,
			value,
			card,
		),
		f"{value} can be chosen",
	)


def fill_the_grid(desk) -> None:
	for number in range(len(CRITERIA)):
		choose(desk, "grid_view", "Under Way", number)
		for field, value in (
			("facts", "Vu en classe le mardi."),
			("facts_on", day(-2)),
			("source", "L'enseignante"),
			("appraisal", "L'aide convient."),
		):
			desk.script(
				"const field = cur_frm.fields_dict.grid_view.$wrapper.find('fieldset').eq(arguments[0])"
				".find(`[data-field=${arguments[1]}]`).not('[type=radio]');"
				"field.val(arguments[2]).trigger('change')",
				number,
				field,
				value,
			)
	desk.settled()


def confirm(desk) -> None:
	desk.until(lambda: desk.dialog_text(), "Frappe asks whether it is meant")
	desk.until(
		lambda: desk.script(
			"const b = $('.modal.show:visible .btn-primary:visible').last();"
			"if (!b.length) return false; b[0].click(); return true"
		),
		"the question can be answered",
	)
	desk.settled()


def see_the_curve(desk) -> None:
	desk.until(
		lambda: desk.script("return cur_frm.fields_dict.progress_view.$wrapper.find('table').length") == 2,
		"the table of the reviews is there",
	)
	desk.show("progress_view")
	desk.until(
		lambda: desk.script(
			"const svg = cur_frm.fields_dict.progress_view.$wrapper.find('svg');"
			"return svg.find('.line-graph-path').length && svg.text().includes('Comme prévu')"
		),
		"the curve is drawn, with its line of what was expected",
	)
	text = desk.script("return cur_frm.fields_dict.progress_view.$wrapper.text()")
	for expected in (
		scale()["level_minus_2"],
		scale()["level_plus_1"],
		"30",
		"60",
		"Situation de l’enfant",
	):
		assert expected in text, expected
	said = desk.script(
		"return cur_frm.fields_dict.progress_view.$wrapper.find('[role=img]').attr('aria-label')"
	)
	assert "30,0" in said and "60,0" in said


def on_the_phone(desk, picture, review: str, parcours: str) -> None:
	"""The same on a phone: nothing wider than the screen, what was said can be read."""
	desk.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
	desk.form("PRE Review", review)
	desk.show("scale_view")
	desk.until(
		lambda: (
			desk.script("return cur_frm.fields_dict.scale_view.$wrapper.find('label.chosen:visible').length")
			== 1
		),
		"what was chosen shows",
	)
	assert desk.script("return document.documentElement.scrollWidth <= window.innerWidth + 1")
	assert desk.script("return cur_frm.fields_dict.scale_view.$wrapper.find('input:enabled').length") == 0
	picture(desk, "review-phone")
	desk.form("PRE Parcours", parcours)
	see_the_curve(desk)
	picture(desk, "parcours-progress-phone")
