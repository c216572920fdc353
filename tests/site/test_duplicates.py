"""Possible duplicates: proposed at once to the coordonnateur of the structure, with their reasons; to nobody else."""

import frappe
import pytest

from pre_module.desk import duplicates
from pre_module.patches import key_the_names
from tests.factories import (
	day,
	guardian,
	make_child,
	make_partner,
	make_referral,
	make_structure,
	make_user,
	years_old,
)


def born() -> str:
	return years_old(8)


@pytest.fixture
def town():
	"""A structure with its coordonnateur, and the file of Aïcha Benhaddou."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	child = known(structure)
	return frappe._dict(coordinator=coordinator, structure=structure, child=child)


def known(structure: str, **values):
	return make_child(
		structure,
		**{
			"first_name": "Aïcha",
			"last_name": "Benhaddou",
			"birth_date": born(),
			"guardians": [guardian(phone="06 12 34 56 78", email="mere@example.org")],
			**values,
		},
	)


def refer(structure: str, first: str, last: str, birth_date: str | None = None, **values):
	return make_referral(
		structure=structure,
		child_first_name=first,
		child_last_name=last,
		birth_date=birth_date or born(),
		**values,
	)


def found(referral) -> list[str]:
	return [p["name"] for p in duplicates.of_referral(referral.name)["children"]]


@pytest.mark.parametrize(
	"first, last",
	[
		("AICHA", "BENHADDOU"),
		("Benhaddou", "Aïcha"),
		("Aysha", "Bénhadou"),
		("Aicha", "Benaddou"),
		("Aïcha", "Benhaddou Martin"),
	],
)
def test_a_known_child_written_otherwise_is_proposed(town, as_user, first, last):
	referral = refer(town.structure, first, last)
	with as_user(town.coordinator):
		proposal = duplicates.of_referral(referral.name)["children"]
	assert [p["name"] for p in proposal] == [town.child.name]
	# P6: reasons in words, and no number of any kind to rank by
	assert (
		set(proposal[0]) == {"doctype", "name", "title", "birth_date", "reasons"} and proposal[0]["reasons"]
	)


def test_a_birth_date_typed_wrong_is_found_by_the_name(town, as_user):
	year = born()[:4]
	exchanged = refer(town.structure, "Haïcha", "Benhadou", f"{year}-01-01")
	with as_user(town.coordinator):
		assert found(exchanged) == [town.child.name]


def test_the_phone_of_a_parent_tells_a_child_of_another_name(town, as_user):
	same_home = refer(town.structure, "Aïcha", "Martin", guardian_phone="+33612345678")
	other_home = refer(town.structure, "Aïcha", "Martin", guardian_phone="+33699999999")
	with as_user(town.coordinator):
		assert found(same_home) == [town.child.name]
		assert found(other_home) == []


def test_brothers_sisters_and_namesakes_are_not_proposed(town, as_user):
	known(town.structure, first_name="Nour", birth_date=years_old(5))
	sister = refer(town.structure, "Lina", "Benhaddou", guardian_phone="0612345678")
	namesake = refer(town.structure, "Aïcha", "Benhaddou", years_old(14, 170))
	with as_user(town.coordinator):
		assert found(sister) == found(namesake) == []


def test_the_file_a_referral_is_linked_to_is_no_news(town, as_user):
	referral = make_referral(town.child)
	assert referral.child == town.child.name
	with as_user(town.coordinator):
		assert found(referral) == []


def test_two_referrals_of_one_child_are_proposed_to_each_other(town, as_user):
	first, second = (refer(town.structure, name, "Kone") for name in ("Issa", "Yssa"))
	with as_user(town.coordinator):
		others = duplicates.of_referral(second.name)["referrals"]
	assert [p["name"] for p in others] == [first.name]


def test_a_file_being_made_is_compared_before_it_is_saved(town, as_user):
	with as_user(town.coordinator):
		asked = {"first_name": "Aicha", "last_name": "Benhadou", "birth_date": born()}
		assert [p["name"] for p in duplicates.of_identity(**asked, structure=town.structure)] == [
			town.child.name
		]


def test_two_files_propose_each_other(town, as_user):
	other = known(town.structure, last_name="Benadou")
	with as_user(town.coordinator):
		assert [p["name"] for p in duplicates.of_child(other.name)] == [town.child.name]


# Who learns nothing.


def test_another_structure_learns_nothing(town, as_user):
	coordinator = make_user("PRE Coordinator").name
	elsewhere = make_structure(coordinator=coordinator).name
	referral = refer(elsewhere, "Aïcha", "Benhaddou")
	with as_user(coordinator):
		assert found(referral) == []
		asked = {"first_name": "Aïcha", "last_name": "Benhaddou", "birth_date": born()}
		assert duplicates.of_identity(**asked, structure=town.structure) == []


def test_a_partner_learns_nothing_of_the_child_it_refers(town, as_user):
	user = make_user("PRE Partner").name
	make_partner(user=user)
	with as_user(user):
		referral = refer(town.structure, "Aïcha", "Benhaddou")
		assert duplicates.of_referral(referral.name) == {"children": [], "referrals": []}


@pytest.mark.parametrize("role", ["PRE Referent", "PRE Partner", "PRE Team Member", "PRE Manager", None])
def test_no_other_role_learns_whether_a_name_is_known(town, as_user, role):
	user = make_user(*([role] if role else [])).name
	with as_user(user):
		asked = {"first_name": "Aïcha", "last_name": "Benhaddou", "birth_date": born()}
		assert duplicates.of_identity(**asked, structure=town.structure) == []
		with pytest.raises(frappe.PermissionError):
			duplicates.of_child(town.child.name)


def test_a_coordonnateur_who_was_one_learns_nothing(town, as_user):
	referral = refer(town.structure, "Aïcha", "Benhaddou")
	structure = frappe.get_doc("PRE Structure", town.structure)
	structure.coordinators[0].to_date = day(-1)
	structure.save()
	with as_user(town.coordinator), pytest.raises(frappe.PermissionError):
		duplicates.of_referral(referral.name)


# The keys.


def test_the_keys_follow_the_names_at_every_save(town):
	child = town.child
	before = child.name_key
	child.last_name = "Martin"
	child.save()
	assert child.name_key != before
	child.name_key = "forged"
	child.save()
	assert frappe.db.get_value("PRE Child", child.name, "name_key") == child.name_key != "forged"


def test_an_upgrade_fills_the_keys_and_can_be_run_again(town):
	referral = refer(town.structure, "Aïcha", "Benhaddou")
	documents = (("PRE Child", town.child), ("PRE Referral", referral))
	keys = [(doc.name_key, doc.main_name_key) for _doctype, doc in documents]
	for doctype, doc in documents:
		frappe.db.set_value(doctype, doc.name, {"name_key": None, "main_name_key": None})
	for _run in range(2):
		key_the_names.execute()
		assert [
			frappe.db.get_value(doctype, doc.name, ("name_key", "main_name_key"))
			for doctype, doc in documents
		] == keys


@pytest.mark.parametrize("doctype", ["PRE Child", "PRE Referral"])
@pytest.mark.parametrize("column", ["name_key", "main_name_key", "birth_date"])
def test_each_key_is_looked_up_by_its_index(doctype, column):
	assert frappe.db.has_index(f"tab{doctype}", f"{column}_index") or frappe.db.get_column_index(
		f"tab{doctype}", column
	)
