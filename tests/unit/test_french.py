"""French is complete: nothing that people read lacks its translation, and the French reads as French."""

import json
import re
import shutil

import pytest

from pre_module.locale import extractors
from tests.unit.french import LOCALE, PACKAGE, Catalogue, what_people_read

# Names, acronyms and words that are the same in both languages. A line each; commas between words of a kind.
SAME_IN_BOTH = """
1re, 2de, 3e, 4e, 5e, 6e, CAP, CE1, CE2, CM1, CM2, CP, GS, MS, PS, SEGPA, TPS, Terminale, ULIS
Documents, Menu, Message, Notifications, PDF, {0} h
CAF, CCAS / CIAS, CMP / CMPP, Caisse des écoles, Collège, ELCE, EPLE, GIP, Lycée
PRE, QPV, REP, REP+, Coordonnateur, Parcours, Diagnostic, Diagnostics, Référent, Référents
Action, Actions, Association, Collective, Code, Commune, Contact, Coordination, Date, Dates, Description, Document
Identification, Information, Initial, Institution, Mission, Missions, Mode, Nature, Note, Observation, Orientation
Occasion, Score, Signature, Source, Version, Version {0}, Versions, référent de parcours, -1, -2
Maximum, Parent, Parents, Planning, Public, Situation, Situations, Social, Sport, Structure, Structures, Suspension, Suspensions, Total, Type, Vision
Absent, Ascension, Places, Quorum, Zone, Zone A, Zone B, Zone C
Corse, Guadeloupe, Guyane, Martinique, Mayotte, Nouvelle-Calédonie, Polynésie, Réunion, Saint-Pierre-et-Miquelon, Wallis-et-Futuna
"""

PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|<[^>]+>")


@pytest.fixture(scope="module")
def french() -> Catalogue:
	return Catalogue(LOCALE / "fr.po")


def untranslated(catalogue: Catalogue, package=PACKAGE) -> list[str]:
	return sorted(f"{where}: {text}" for text, where in what_people_read(package) if not catalogue.says(text))


def test_everything_people_read_has_its_french(french):
	assert untranslated(french) == []


def test_no_entry_is_empty_or_left_to_check(french):
	assert [key for key, text in french.items() if not text.strip()] == []
	assert french.fuzzy == []


def test_the_catalogue_is_the_one_of_this_code(french):
	"""Otherwise: bench generate-pot-file, then bench update-po-files (see docs/developers.md)."""
	assert set(french) == set(Catalogue(LOCALE / "main.pot"))
	read = {text for text, _ in what_people_read()}
	assert sorted(message for message, _ in french if message not in read) == []


def test_placeholders_and_tags_are_kept(french):
	differing = [
		message
		for (message, _), text in french.items()
		if sorted(PLACEHOLDER.findall(message)) != sorted(PLACEHOLDER.findall(text))
	]
	assert differing == []


def test_only_known_words_are_the_same_in_both_languages(french):
	allowed = {word.strip() for word in re.split(r"[,\n]", SAME_IN_BOTH)}
	same = {message for (message, _), text in french.items() if message == text}
	assert sorted(same - allowed) == []


@pytest.mark.parametrize(
	("fault", "pattern"),
	[
		("straight apostrophe", r"'"),
		("space that may break before a double sign", r"(?<=\w|»|\}) [:;?!»%]"),
		("space that may break after an opening quotation mark", r"« "),
		("no space before a double sign", r"(?<=\w)[;?!](?!\w)|(?<=[^\W\d_]):(?!/)"),
		("three dots in place of an ellipsis", r"\.\.\."),
		("tutoiement", r"(?i)\b(tu|toi|tes|tienne?s?)\b"),
	],
)
def test_the_french_is_written_as_french_is(french, fault, pattern):
	visible = {message: re.sub(r"<[^>]+>", "", text) for (message, _), text in french.items()}
	assert [f"{fault}: {text}" for text in visible.values() if re.search(pattern, text)] == []


@pytest.fixture
def copy(tmp_path):
	"""A copy of what the test below changes."""
	for name in ("doctype/pre_child", "setup/baseline", "rules", "modules.txt"):
		source = PACKAGE / name
		target = tmp_path / name
		target.parent.mkdir(parents=True, exist_ok=True)
		shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
	return tmp_path


def _field(copy, **values):
	path = copy / "doctype/pre_child/pre_child.json"
	data = json.loads(path.read_text(encoding="utf-8"))
	data["fields"].append({"fieldname": "new", "fieldtype": "Data", **values})
	path.write_text(json.dumps(data), encoding="utf-8")


def _write(copy, name, text):
	(copy / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
	"add",
	[
		lambda copy: _field(copy, label="Unheard-Of"),
		lambda copy: _field(copy, description="Unheard-Of"),
		lambda copy: _field(copy, fieldtype="Select", options="Male\nUnheard-Of"),
		lambda copy: _write(copy, "rules/new.py", 'throw(f"{_("Unheard-" "Of")}")'),
		lambda copy: _write(copy, "new.js", "alert(__('Unheard-Of', [1]))"),
		lambda copy: _write(copy, "new.html", '<p>{{ _("Unheard-Of") }}</p>'),
		lambda copy: _write(copy, "setup/baseline/new.csv", "name\nUnheard-Of\n"),
		lambda copy: _write(copy, "setup/baseline/new.json", '[{"message": "{{ _(\'Unheard-Of\') }}"}]'),
		lambda copy: _write(copy, "new.json", '{"doctype": "Number Card", "label": "Unheard-Of"}'),
		lambda copy: _write(copy, "modules.txt", "Unheard-Of"),
	],
	ids="label description option python javascript jinja list notification card module".split(),
)
def test_an_untranslated_text_is_found(french, copy, add):
	assert untranslated(french, copy) == []
	add(copy)
	assert [line.split(": ")[1] for line in untranslated(french, copy)] == ["Unheard-Of"]


def test_a_message_inside_an_f_string_is_extracted(tmp_path):
	(tmp_path / "new.py").write_text("""f"{_('One')} {_('Two', context='Three')}" """)
	with (tmp_path / "new.py").open("rb") as file:
		assert [found[1:3] for found in extractors.python(file)] == [
			("_", "One"),
			("pgettext", ("Three", "Two")),
		]
