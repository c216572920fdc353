"""R9: school holidays, kept by the site: shipped, typed, imported from the national calendar again and again."""

import frappe
import pytest

from pre_module import commands
from pre_module.controllers.school_calendar import calendar
from pre_module.rules.dates import Period
from pre_module.setup.imports import run as writing
from pre_module.setup.upgrade import bring_up_to_date
from tests.factories import insert, make_user
from tests.national_files import DATA

SAMPLE = DATA / "calendrier-scolaire-sample.csv"
HOLIDAY = "PRE School Holiday"


def import_holidays(path=SAMPLE):
	return writing.import_file("School Holidays", path)


def counts(result) -> tuple:
	return result.created, result.updated, result.unchanged, len(result.left_out)


def imported() -> dict[str, tuple[str, str]]:
	rows = frappe.get_all(
		HOLIDAY, {"school_year": "2030-2031"}, ["name", "first_day", "last_day"], order_by="zone, first_day"
	)
	return {r.name: (str(r.first_day), str(r.last_day)) for r in rows}


def test_midnights_in_universal_time_are_read_as_the_days_of_france():
	"""The line of each académie once, teachers' days passed over, the last day before the return, the open summer."""
	result = import_holidays()
	assert imported() == {
		"2030-2031 Guadeloupe vacances de carnaval": ("2031-02-14", "2031-03-01"),
		"2030-2031 Zone A vacances de la toussaint": ("2030-10-19", "2030-11-03"),
		"2030-2031 Zone A vacances de noel": ("2030-12-21", "2031-01-05"),
		"2030-2031 Zone A vacances d hiver": ("2031-02-08", "2031-02-23"),
		"2030-2031 Zone A vacances de printemps": ("2031-04-12", "2031-04-27"),
		"2030-2031 Zone A vacances d ete": ("2031-07-05", "2031-08-31"),
		"2030-2031 Zone C vacances de la toussaint": ("2030-10-19", "2030-11-03"),
	}
	assert counts(result) == (7, 0, 0, 6)
	assert [line for line, *_ in result.left_out] == [11, 12, 13, 14, 15, 16]


def test_running_again_changes_nothing_and_a_correction_is_taken(tmp_path):
	import_holidays()
	assert counts(import_holidays()) == (0, 0, 7, 6)
	corrected = tmp_path / "calendrier.csv"
	text = SAMPLE.read_text(encoding="utf-8").replace("2031-04-28;Lyon", "2031-04-30;Lyon")
	corrected.write_text(text, encoding="utf-8")
	assert counts(import_holidays(corrected)) == (0, 1, 6, 6)
	assert imported()["2030-2031 Zone A vacances de printemps"] == ("2031-04-12", "2031-04-29")


def test_the_import_finds_the_holidays_that_were_shipped(tmp_path):
	"""Written by the ministry's own words, they are the same documents."""
	file = tmp_path / "calendrier.csv"
	lines = SAMPLE.read_text(encoding="utf-8").splitlines()[:1]
	lines.append(
		"Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Lyon;Zone A;2026-2027"
	)
	lines.append(
		"Vacances d'Hiver;-;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Lyon;Zone A;2026-2027"
	)
	file.write_text("\n".join(lines), encoding="utf-8")
	assert counts(import_holidays(file)) == (0, 0, 2, 0)


def test_what_the_site_changed_stays_at_an_upgrade():
	name = "2026-2027 Zone A vacances de noel"
	doc = frappe.get_doc(HOLIDAY, name)
	doc.last_day = "2027-01-04"
	doc.save()
	bring_up_to_date()
	assert str(frappe.db.get_value(HOLIDAY, name, "last_day")) == "2027-01-04"


def test_one_typed_by_hand_is_named_and_dated_by_the_server():
	doc = insert(
		HOLIDAY,
		zone="Zone B",
		holiday_name="Pont",
		first_day="2031-05-23",
		last_day="2031-05-25",
		school_year="x",
	)
	assert (doc.name, doc.school_year) == ("2030-2031 Zone B pont", "2030-2031")
	doc.first_day = "2031-05-26"
	with pytest.raises(frappe.ValidationError, match="end before they start"):
		doc.save()
	# which of the two columns the database names first is its own choice
	with pytest.raises((frappe.DuplicateEntryError, frappe.UniqueValidationError)):
		insert(HOLIDAY, zone="Zone B", holiday_name="pont", first_day="2031-05-23", last_day="2031-05-25")


def test_a_zone_knows_its_own_days_and_the_years_entered():
	import_holidays()
	period = Period(*(frappe.utils.getdate(d) for d in ("2030-09-01", "2032-08-31")))
	a, c, none = (calendar(z, period) for z in ("Zone A", "Zone C", ""))
	winter, after, easter = (frappe.utils.getdate(d) for d in ("2031-02-10", "2031-09-10", "2031-04-14"))
	assert a.is_holiday(winter) and not c.is_holiday(winter)
	assert a.knows(winter) and not a.knows(after) and not none.knows(winter)
	assert none.holidays == [] and easter in none.closed


def test_the_command_prints_what_it_left_out(capsys):
	assert commands.run("School Holidays", str(SAMPLE)) == commands.LINES_LEFT_OUT
	printed = capsys.readouterr().out
	assert "7" in printed and "Zone D" in printed


@pytest.mark.parametrize("role", ["PRE Referent", "PRE Partner", "PRE Manager", "PRE Team Member"])
def test_only_who_keeps_the_calendar_writes_it(as_user, role):
	with as_user(make_user(role).name):
		doc = frappe.get_doc(HOLIDAY, "2026-2027 Zone A vacances de noel")
		doc.check_permission("read")
		with pytest.raises(frappe.PermissionError):
			doc.save()
