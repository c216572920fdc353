"""What the app ships and a site may change: installed once, upgraded only where nobody changed it (design.md, 6)."""

import json
from dataclasses import replace

import frappe
import pytest

from pre_module.setup import upgrade
from pre_module.setup.baseline_files import DOCTYPES, Shipped, shipped_documents
from pre_module.setup.install import fill_settings
from pre_module.setup.upgrade import bring_up_to_date, fingerprint


def record_of(doctype: str, name: str) -> frappe._dict:
	return frappe.get_last_doc(
		"PRE Baseline Record", filters={"document_type": doctype, "document_name": name}
	)


@pytest.fixture
def ship(monkeypatch):
	"""`ship(doctype, name, **values)`: the next version of the app ships these values, besides what it ships."""

	def another_version(doctype: str, name: str, **values):
		documents = {(s.doctype, s.name): s for s in shipped_documents()}
		before = documents.get((doctype, name)) or Shipped(doctype, name, {})
		documents[doctype, name] = replace(before, values={**before.values, **values})
		monkeypatch.setattr(upgrade, "shipped_documents", lambda: list(documents.values()))
		bring_up_to_date()

	return another_version


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_everything_shipped_is_on_the_site_word_for_word(doctype):
	shipped = [s for s in shipped_documents() if s.doctype == doctype]
	assert shipped
	for document in shipped:
		on_site = frappe.get_doc(doctype, document.name)
		assert fingerprint(doctype, on_site) == fingerprint(doctype, document.values), document.name
		assert not record_of(doctype, document.name).kept_local


def test_nothing_is_shipped_twice():
	names = [(s.doctype, s.name) for s in shipped_documents()]
	assert len(names) == len(set(names))
	assert frappe.db.count("PRE Baseline Record") == len(names)


def test_a_second_migrate_writes_nothing():
	def dates():
		return {d: frappe.get_all(d, fields=["name", "modified"]) for d in ("PRE Baseline Record", *DOCTYPES)}

	before = dates()
	bring_up_to_date()
	assert dates() == before


def test_saving_without_change_is_no_change():
	for doctype, name in (("Workflow", "PRE Parcours"), ("Notification", "PRE Parcours Started")):
		doc = frappe.get_doc(doctype, name)
		before = fingerprint(doctype, doc)
		doc.save()
		assert fingerprint(doctype, frappe.get_doc(doctype, name)) == before


@pytest.mark.parametrize(
	("doctype", "name", "field", "value"),
	[
		("Notification", "PRE Parcours Started", "subject", "Another subject"),
		("Notification", "PRE Parcours Started", "enabled", 0),
		("Workflow", "PRE Diagnostic", "is_active", 0),
		("Workflow State", "Parcours Active", "style", "Info"),
		("PRE Factor", "Sleep", "factor_family", "Family Context"),
		("PRE Need Domain", "Sport", "disabled", 1),
	],
)
def test_any_change_of_the_site_shows_in_the_fingerprint(doctype, name, field, value):
	doc = frappe.get_doc(doctype, name)
	before = fingerprint(doctype, doc)
	doc.set(field, value)
	assert fingerprint(doctype, doc) != before


def test_a_line_moved_or_added_shows_in_the_fingerprint():
	workflow = frappe.get_doc("Workflow", "PRE Parcours")
	before = fingerprint("Workflow", workflow)
	workflow.states[1], workflow.states[2] = workflow.states[2], workflow.states[1]
	moved = fingerprint("Workflow", workflow)
	workflow.append("states", {"state": "Parcours Draft", "allow_edit": "PRE Manager"})
	assert len({before, moved, fingerprint("Workflow", workflow)}) == 3


def test_an_upgrade_replaces_what_nobody_changed(ship):
	ship("PRE Factor", "Sleep", description="How much, how well.")
	assert frappe.db.get_value("PRE Factor", "Sleep", "description") == "How much, how well."
	ship("PRE Factor", "Sleep", factor_family="Family Context")
	factor = frappe.get_doc("PRE Factor", "Sleep")
	assert (factor.factor_family, factor.description) == ("Family Context", None)
	assert not record_of("PRE Factor", "Sleep").kept_local


def test_an_upgrade_replaces_the_lines_of_a_workflow(ship):
	lines = next(s for s in shipped_documents() if s.name == "PRE Diagnostic").values["transitions"]
	ship("Workflow", "PRE Diagnostic", transitions=lines[:-1])
	assert len(frappe.get_doc("Workflow", "PRE Diagnostic").transitions) == len(lines) - 1


def test_an_upgrade_brings_the_new_words_of_an_alert(ship):
	"""What the alert does not say has its default: enabled, and none of Frappe's own."""
	ship("Notification", "PRE Parcours Started", subject="The new words")
	alert = frappe.get_doc("Notification", "PRE Parcours Started")
	assert (alert.subject, alert.enabled, alert.is_standard) == ("The new words", 1, 0)


def test_an_upgrade_brings_what_is_new(ship):
	ship("PRE Exit Reason", "Tried Out", exit_reason="Tried Out", survey_category="Other")
	assert frappe.db.exists("PRE Exit Reason", "Tried Out")


def test_an_upgrade_keeps_what_the_site_changed_and_tells_the_administrator(ship):
	alert = frappe.get_doc("Notification", "PRE Parcours Started")
	alert.subject = "Our own words"
	alert.save()
	bring_up_to_date()
	assert not record_of("Notification", alert.name).kept_local, "no new version, nothing to tell"

	ship("Notification", alert.name, subject="The new words")
	assert frappe.db.get_value("Notification", alert.name, "subject") == "Our own words"
	record = record_of("Notification", alert.name)
	assert record.kept_local
	assert json.loads(record.shipped_version)["subject"] == "The new words"


def test_taking_the_shipped_version_clears_the_conflict(ship):
	frappe.db.set_value("PRE Factor", "Sleep", "description", "Ours")
	ship("PRE Factor", "Sleep", description="Theirs")
	assert record_of("PRE Factor", "Sleep").kept_local
	frappe.db.set_value("PRE Factor", "Sleep", "description", "Theirs")
	ship("PRE Factor", "Sleep", description="Theirs")
	assert not record_of("PRE Factor", "Sleep").kept_local


def test_what_the_site_deleted_stays_deleted(ship):
	frappe.delete_doc("PRE Factor", "Sleep")
	bring_up_to_date()
	ship("PRE Factor", "Sleep", description="A new version")
	assert not frappe.db.exists("PRE Factor", "Sleep")
	assert record_of("PRE Factor", "Sleep").kept_local


def test_what_the_site_renamed_is_not_made_a_second_time(ship):
	frappe.rename_doc("PRE Partner Type", "CAF", "Caisse d'allocations familiales")
	ship("PRE Partner Type", "CAF", referral_origin="Other")
	assert not frappe.db.exists("PRE Partner Type", "CAF")
	renamed = frappe.get_doc("PRE Partner Type", "Caisse d'allocations familiales")
	assert renamed.referral_origin == "Social Service"


def test_a_document_of_that_name_made_by_the_site_is_left_alone(ship):
	frappe.get_doc(doctype="PRE Exit Reason", exit_reason="Tried Out", survey_category="Other").insert()
	ship("PRE Exit Reason", "Tried Out", exit_reason="Tried Out", survey_category="Age Limit")
	assert frappe.db.get_value("PRE Exit Reason", "Tried Out", "survey_category") == "Other"
	record = record_of("PRE Exit Reason", "Tried Out")
	assert record.found_on_site and record.kept_local


def test_the_settings_hold_their_defaults_from_the_first_day():
	stored = frappe.db.get_singles_dict("PRE Settings")
	for df in frappe.get_meta("PRE Settings").fields:
		if df.default:
			assert str(stored[df.fieldname]) == df.default, df.fieldname
	assert frappe.get_cached_doc("PRE Settings").minimum_age == 2


def test_an_upgrade_fills_only_settings_never_stored():
	settings = frappe.get_doc("PRE Settings")
	settings.minimum_age, settings.parcours_norm_months = 3, 0
	settings.save()
	frappe.db.delete("Singles", {"doctype": "PRE Settings", "field": "review_interval_months"})
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	fill_settings()
	settings = frappe.get_cached_doc("PRE Settings")
	assert (settings.minimum_age, settings.parcours_norm_months, settings.review_interval_months) == (3, 0, 3)


def test_only_the_administrator_reads_the_records_and_nobody_writes_them():
	rights = frappe.get_all("DocPerm", filters={"parent": "PRE Baseline Record"}, fields=["*"])
	assert [r.role for r in rights] == ["PRE Administrator"]
	assert not any(r.get(p) for r in rights for p in ("write", "create", "delete"))
