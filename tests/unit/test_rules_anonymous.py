"""R10, P5: an anonymous text keeps none of the names of a file, however they are written."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.anonymous import name_parts, names_somebody, school_level, scrub

BORN = date(2016, 3, 7)
PARTS = name_parts(["Inès", "Ben Saïd-Cœur", "Marie-Claire", "Sofia de la Tour"]) | name_parts(
	["École élémentaire Les Tilleuls"], of_schools=True
)


@pytest.mark.parametrize(
	("text", "shown"),
	[
		("Inès lit seule.", "[…] lit seule."),
		("INÈS, ines, inès et InEs", "[…], […], […] et […]"),
		("Ine\u0300s lit", "[…] lit"),
		("In\u200bès lit", "[…] lit"),
		("L'école d'Inès et de sa mère", "L'école d'[…] et de sa mère"),
		("Madame SAID-COEUR appelle", "Madame […]-[…] appelle"),
		("marieclaire et Marie Claire", "[…] et […] […]"),
		("Mme de la Tour viendra", "Mme de la […] viendra"),
		("à l'école Les Tilleuls, au CE2", "à l'école Les […], au CE2"),
		("Une finesse de trait", "Une finesse de trait"),
		("Appeler le 06 12 34 56 78 ou +33612345678", "Appeler le […] ou […]"),
		("écrire à s.exemple@mail.fr", "écrire à […]"),
		("née le 07/03/2016, le 7 mars 2016, 7.3.16, 2016-03-07", "née le […], le […], […], […]"),
		("vue le 08/03/2016", "vue le 08/03/2016"),
	],
)
def test_R10_names_are_hidden_however_they_are_written(text, shown):
	assert scrub(text, PARTS, BORN) == shown


def test_R10_a_first_name_that_looks_like_a_particle_is_a_name():
	assert scrub("Ben dessine", name_parts(["Ben"])) == "[…] dessine"


def test_R10_the_generic_words_of_a_school_are_no_name():
	assert "ecole" not in PARTS and "elementaire" not in PARTS and "tilleuls" in PARTS


def test_R10_whether_a_text_names_somebody():
	assert names_somebody("Que faire pour ines ?", PARTS)
	assert not names_somebody("Que faire pour lui ?", PARTS)


@pytest.mark.parametrize(
	("level", "class_level", "shown"),
	[
		("Nursery", "GS", "Nursery"),
		("Elementary", "CM1", "Elementary"),
		("Primary", "MS", "Nursery"),
		("Primary", "CE2", "Elementary"),
		("Primary", None, "Elementary"),
		("Collège", "6e", "Collège"),
		("Lycée", None, "Lycée"),
		(None, "CP", "Elementary"),
		(None, None, "Other"),
	],
)
def test_R10_of_a_school_the_level_alone_is_told(level, class_level, shown):
	assert school_level(level, class_level) == shown


names = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12)
forms = st.sampled_from(
	[
		str,
		str.upper,
		str.lower,
		str.title,
		lambda s: unicodedata.normalize("NFD", s),
		lambda s: unicodedata.normalize("NFC", s),
		lambda s: "\u200b".join(s),
	]
)
texts = st.text(max_size=30)


@given(st.lists(names, min_size=1, max_size=3), texts, texts, forms, st.data())
def test_R10_no_name_of_the_file_is_left(found, before, after, form, data):
	name = data.draw(st.sampled_from(found))
	shown = scrub(f"{before} {form(name)} {after}", name_parts(found))
	assert not names_somebody(shown, name_parts(found))


@given(texts)
def test_R10_a_text_without_a_name_stays_as_it_is(text):
	assert scrub(text, frozenset()) == text or "@" in text or any(c.isdigit() for c in text)
