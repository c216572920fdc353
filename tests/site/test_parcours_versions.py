"""R8: each version of the document that the family was given is numbered, and stays as it was given."""

from io import BytesIO

import frappe
import pytest
from frappe.utils.print_format import download_pdf
from pypdf import PdfReader

from pre_module.desk import progress, versions
from tests.factories import (
	agree_to,
	apply,
	approve,
	day,
	hold_review,
	make_active_parcours,
	make_child,
	make_parcours,
	make_user,
)


def given(parcours) -> list[tuple]:
	rows = frappe.get_all(
		"PRE Parcours Version",
		{"parcours": parcours.name},
		["number", "occasion", "given_on", "content"],
		order_by="number",
	)
	return [(r.number, r.occasion, str(r.given_on), r.content) for r in rows]


def text_of(name: str, doctype: str = "PRE Parcours Version") -> str:
	frappe.local.response = frappe._dict()
	download_pdf(doctype, name)
	pages = PdfReader(BytesIO(frappe.local.response.filecontent)).pages
	return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_R8_giving_the_document_keeps_it_and_numbers_it():
	child = make_child()
	agree_to(child)
	parcours = apply(make_parcours(child), "Give to Family")
	((number, occasion, on, page),) = given(parcours)
	assert (number, occasion, on) == (1, "For Approval", day())
	for expected in (child.full_name, "Lire seule une histoire.", "Lit une page seule.", "Version 1"):
		assert expected in page
	reworked = apply(parcours, "Rework")
	reworked.objectives[0].objective = "Lire une bande dessinée."
	reworked.save()
	apply(reworked, "Give to Family")
	first, second = given(parcours)
	assert first[3] == page, "what was given first stays as it was"
	assert second[0] == 2 and "bande dessinée" in second[3]


def test_R8_after_a_review_the_family_gets_where_it_stands():
	parcours = make_active_parcours()
	assert not progress.of_parcours(parcours.name)["version_due"]
	hold_review(parcours, "Initial", review_date=day(-2), levels={"O1": -2})
	hold_review(parcours, review_date=day(-1), levels={"O1": 1}, decisions="Continuer le club lecture.")
	assert progress.of_parcours(parcours.name)["version_due"]
	name = versions.give(parcours.name)
	version = frappe.get_doc("PRE Parcours Version", name)
	assert (version.number, version.occasion, version.child) == (2, "After a Review", parcours.child)
	assert "<svg" in version.content and "Continuer le club lecture." in version.content
	assert not progress.of_parcours(parcours.name)["version_due"]
	listed = progress.of_parcours(parcours.name)["versions"]
	assert [row["number"] for row in listed] == [2, 1]


def test_R8_a_version_prints_as_it_was(french, server):
	parcours = make_active_parcours()
	name = versions.give(parcours.name)
	parcours.reload()
	parcours.objectives[0].objective = "Tout autre chose."
	parcours.save()
	text = text_of(name)
	assert "Lire seule une histoire." in text and "Tout autre chose." not in text
	now = text_of(parcours.name, "PRE Parcours")
	assert "Tout autre chose." in now


def test_nobody_writes_changes_or_makes_a_version(as_user):
	parcours = make_active_parcours()
	version = frappe.get_doc("PRE Parcours Version", versions.give(parcours.name))
	version.content = "<p>Autre</p>"
	with pytest.raises(frappe.PermissionError):
		version.save()
	values = {"parcours": parcours.name, "child": parcours.child, "number": 9, "content": "x"}
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc({"doctype": "PRE Parcours Version", **values}).insert()
	with as_user(parcours.referent):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": "PRE Parcours Version", **values}).insert()
		with pytest.raises(frappe.PermissionError):
			frappe.delete_doc("PRE Parcours Version", version.name)


def test_who_may_give_a_version(as_user):
	parcours = make_active_parcours()
	with as_user(parcours.referent):
		assert versions.give(parcours.name)
	for role in ("PRE Referent", "PRE Partner", "PRE Manager", "PRE Evaluator"):
		with as_user(make_user(role).name):
			with pytest.raises(frappe.PermissionError):
				versions.give(parcours.name)


def test_a_draft_is_given_by_the_workflow_alone():
	child = make_child()
	agree_to(child)
	with pytest.raises(frappe.ValidationError, match="A draft is given"):
		versions.give(make_parcours(child).name)
	assert given(approve(make_parcours(make_child_that_agreed())))[0][0] == 1


def make_child_that_agreed():
	child = make_child()
	agree_to(child)
	return child


def test_the_review_prints_for_the_family(french, server):
	parcours = make_active_parcours()
	review = hold_review(parcours, "Initial", levels={"O1": -1})
	text = text_of(review.name, "PRE Review")
	for expected in ("Lit une ligne avec de l'aide.", "J'aime bien lire", "Vu en classe chaque mardi."):
		assert expected in text
