"""School holidays: the national « calendrier scolaire » (fr-en-calendrier-scolaire), by its own columns.

It has one line for each académie, so that a zone's holidays stand there ten times; those for teachers alone are
passed over. Its days are midnights of France written in universal time, and the last one is the day of return.
"""

from datetime import date, datetime, timedelta, timezone

from pre_module.rules.refusal import Refusal, _
from pre_module.setup.imports.lists import NationalList, Record, check_texts
from pre_module.setup.imports.reading import LeftOut, Line, fold

ZONES = (
	"Zone A",
	"Zone B",
	"Zone C",
	"Corse",
	"Guadeloupe",
	"Guyane",
	"Martinique",
	"Mayotte",
	"Réunion",
	"Saint-Pierre-et-Miquelon",
	"Nouvelle-Calédonie",
	"Polynésie",
	"Wallis-et-Futuna",
)
_BY_FOLDED = {fold(zone): zone for zone in ZONES} | {
	"la_reunion": "Réunion",
	"polynesie_francaise": "Polynésie",
}
_COLUMNS = {
	"name": ("description",),
	"population": ("population",),
	"start": ("start_date", "date_de_debut"),
	"end": ("end_date", "date_de_fin"),
	"zone": ("zones", "zone"),
	"year": ("annee_scolaire",),
}
_TEACHERS = "enseignants"
_SUMMER = "vacances_d_ete"


def code_of(school_year: str, zone: str, name: str) -> str:
	"""« 2026-2027 Zone A vacances de noel »: one holiday of a zone in a year, however its name is written."""
	return f"{school_year} {zone} {fold(name).replace('_', ' ')}"


def _parse(line: Line) -> Record | LeftOut:
	name, zone = _name(line.get("name")), _BY_FOLDED.get(fold(line.get("zone")))
	start, end = _day(line.get("start")), _day(line.get("end"))
	school_year = line.get("year").replace("/", "-")
	refusal = _check(line, name, zone, start, end, school_year)
	if refusal:
		return LeftOut(line.number, line.get("name"), refusal)
	if end > start:
		last = end - timedelta(days=1)
	else:
		last = date(start.year, 8, 31)  # the beginning of the summer: its end is not published yet
	values = {"zone": zone, "holiday_name": name, "first_day": str(start), "last_day": str(last)}
	return Record(line.number, code_of(school_year, zone, name), values)


def _check(line: Line, name: str, zone: str | None, start, end, school_year: str) -> Refusal | None:
	if not name:
		return Refusal("file", _("The name is missing."))
	if not zone:
		return Refusal("file", _("Not a zone of the school calendar: {0}."), (line.get("zone")[:60] or "-",))
	if not start or not end:
		return Refusal("file", _("Its first or its last day can't be read."))
	if end < start or (end == start and fold(name) != _SUMMER):
		return Refusal("file", _("The holidays end before they start."))
	first, _dash, second = school_year.partition("-")
	if not (first.isdigit() and second.isdigit() and int(second) == int(first) + 1):
		return Refusal("file", _("Not a school year: {0}."), (school_year[:60] or "-",))
	return check_texts({"Name": name})


def _name(text: str) -> str:
	"""« Début des Vacances d'Été » is the summer, of which only the beginning is known."""
	begin = "début des "
	return "Vacances d'Été" if fold(text.lower().removeprefix(begin)) == _SUMMER else text


def _day(text: str) -> date | None:
	"""The day of a midnight of metropolitan France or overseas, however it is written: 12 hours on, it is that day."""
	try:
		moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
	except ValueError:
		return None
	if moment.tzinfo:
		moment = moment.astimezone(timezone.utc)
	return (moment + timedelta(hours=12)).date()


SCHOOL_HOLIDAYS = NationalList(
	doctype="PRE School Holiday",
	columns=_COLUMNS,
	required=("name", "start", "end", "zone", "year"),
	place_columns=("commune",),
	places=lambda line: set(),
	parse=_parse,
	skip=lambda line: fold(line.get("population")) == _TEACHERS,
	repeats=True,
)
