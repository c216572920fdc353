"""R10: what belongs to a structure is written and read there alone: its partners, the home of a child who has moved."""

import frappe
import pytest

from pre_module.access import files
from tests.factories import (
	insert,
	make_child,
	make_partner,
	make_structure,
	make_user,
)
from tests.factories.charter import sign_long_ago
from tests.factories.guarded import make_report
from tests.site.doors import UPDATING, Swallowed, at_each

COORD = "PRE Coordinator"


@pytest.fixture
def two():
	"""Two structures, each with its coordonnateur."""
	ours, theirs = make_user(COORD).name, make_user(COORD).name
	return frappe._dict(
		ours=make_structure(coordinator=ours).name,
		theirs=make_structure(coordinator=theirs).name,
		our=ours,
		their=theirs,
	)


def test_R10_the_partner_of_another_structure_takes_nobody_in(two, as_user):
	partner = make_partner(structure=two.theirs)
	stranger = make_user("PRE Partner").name
	with as_user(two.our):
		for change in (
			{"people": [{"full_name": "Personne", "user": stranger}]},
			{"disabled": 1},
			{"structure": two.ours},
		):
			doc = frappe.get_doc("PRE Partner", partner.name)
			doc.update(change)
			with pytest.raises(frappe.PermissionError):
				doc.save()
		with pytest.raises(frappe.PermissionError):
			insert(
				"PRE Partner", partner_name="Le leur", partner_type=partner.partner_type, structure=two.theirs
			)
	with as_user(two.their):
		doc = frappe.get_doc("PRE Partner", partner.name)
		doc.append("people", {"full_name": "Personne", "user": stranger})
		doc.save()


def test_R10_at_each_door(two, as_user):
	partner = make_partner(structure=two.theirs)

	def refused(door):
		with as_user(two.our), pytest.raises((frappe.PermissionError, Swallowed)):
			door("PRE Partner", partner.name, {"disabled": 1})

	at_each(UPDATING, refused)
	assert not frappe.db.get_value("PRE Partner", partner.name, "disabled")


def test_R10_two_partners_are_not_merged():
	one, other = make_partner(), make_partner()
	with pytest.raises(frappe.ValidationError, match="not merged"):
		frappe.rename_doc("PRE Partner", one.name, other.name, merge=True)


def test_R10_the_home_goes_with_the_child(two, as_user):
	home = insert(
		"PRE Household",
		household_name="Foyer Essai",
		address="1 rue des Essais",
		phone="0199000000",
		structure=two.ours,
	)
	child = make_child(two.ours, household=home.name)
	sibling = make_child(two.ours, household=home.name)
	for moved, structure in ((child, two.ours), (sibling, two.theirs)):
		moved.reload()
		moved.structure = two.theirs
		moved.save()
		assert frappe.db.get_value("PRE Household", home.name, "structure") == structure
	with as_user(two.our):
		assert not frappe.get_list("PRE Household", {"name": home.name})
		assert not frappe.has_permission("PRE Household", "read", home.name)


def test_R10_a_report_opens_to_who_is_of_an_institution_once_it_signed(two, as_user):
	teacher = make_user("PRE Partner").name
	partner = make_partner(user=teacher, structure=two.ours, signs=False)
	report = make_report(make_child(two.ours), readers=[teacher])
	for opened in (False, True):
		with as_user(teacher):
			frappe.local.cache = {}
			assert frappe.has_permission("PRE Safeguarding Report", "read", report.name) == opened
			assert bool(frappe.get_list("PRE Safeguarding Report")) == opened
		if not opened:
			sign_long_ago(partner.name)


def test_a_file_on_a_document_that_the_site_makes_about_a_child_is_private(monkeypatch):
	"""A DocType of the site with a child is protected (`access/protected.py`), whatever module it stands in."""
	note = insert("Note", title="Suivi local")
	attached = {"attached_to_doctype": "Note", "attached_to_name": note.name}
	assert not insert("File", file_name="public.txt", content="x", is_private=0, **attached).is_private
	monkeypatch.setattr(files, "is_protected", lambda doctype: doctype == "Note")
	file = insert("File", file_name="local.txt", content="y", is_private=0, **attached)
	assert file.is_private and file.file_url.startswith("/private/")
