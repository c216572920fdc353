"""Charters, and the words that people and partners gave on them.

Tests of something else than the charter need people who are past it: structures come with a published charter, which
every account and every partner of the factories has accepted and signed long ago. `make_structure(charter=False)`,
`make_user(accepts=False)` and `make_partner(signs=False)` leave that out.
"""

from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.model.document import Document

from pre_module.access import charter as charters
from pre_module.access import scope
from pre_module.rules.access import COORDINATOR, ROLES_OF
from tests.factories.basics import day, insert, next_number

LONG_AGO = "2020-01-01 08:00:00"
ACCEPTS_NOTHING, SIGNS_NOTHING = "Accepts nothing.", "Signs nothing."  # kept on the account, on the partner
_state = {"everybody_sees": False}


@contextmanager
def everybody_sees():
	"""Inside, coordonnateurs and référents see every structure: for tests whose subject isn't who sees whom."""
	_state["everybody_sees"] = True
	# Else a référent holds no structure, whatever the register says.
	whole = patch.dict(ROLES_OF, {COORDINATOR: ("PRE Coordinator", "PRE Referent")})
	try:
		with whole:
			yield
	finally:
		_state["everybody_sees"] = False


def make_charter(structure: str, *, publish: bool = True, **values) -> Document:
	"""A charter of a structure, written through the ORM; published from today on."""
	charter = insert(
		"PRE Charter",
		**{
			"title": "Charte de confidentialité",
			"structure": structure,
			"framework": "Cadre.",
			"text": "Texte.",
			"transmission": "Messagerie chiffrée.",
			"retention": "Deux ans.",
			"in_force_from": day(),
			**values,
		},
	)
	if publish:
		charter.status = "Published"
		charter.save()
	return charter


def accept_charter(user: str, charter: str) -> Document:
	"""A person accepts a charter, in person."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		return frappe.get_doc(doctype="PRE Charter Acceptance", charter=charter).insert(
			ignore_permissions=True
		)
	finally:
		frappe.set_user(before)


# What the factories write straight into the tables, since it is nobody's act under test.


def charter_long_ago(structure: str) -> None:
	"""A published charter of a structure, that every account and partner of the factories has accepted."""
	_write("PRE Charter", name=f"CHA-TEST-{next_number()}", title="Charte", structure=structure, version=1,
		status="Published", in_force_from=LONG_AGO[:10], published_at=LONG_AGO)  # fmt: skip
	for user in frappe.get_all("User", {"name": ("like", "person%@example.org")}, ["name", "bio"]):
		if user.bio != ACCEPTS_NOTHING:
			accept_long_ago(user.name, structure)
	for partner in frappe.get_all("PRE Partner", fields=["name", "address"]):
		if partner.address != SIGNS_NOTHING:
			sign_long_ago(partner.name, structure)


def accept_long_ago(user: str, structure: str | None = None) -> None:
	"""An account has accepted the charters of the factories: of one structure, or of all."""
	for charter in _charters(structure):
		_write("PRE Charter Acceptance", name=f"ACC-{charter.name}-{user}", charter=charter.name,
			structure=charter.structure, user=user, accepted_at=LONG_AGO)  # fmt: skip
		if _state["everybody_sees"]:
			_see_structure(user, charter.structure)


def sign_long_ago(partner: str, structure: str | None = None) -> None:
	"""A partner has signed the charters of the factories: of one structure, or of all."""
	for charter in _charters(structure):
		_write("PRE Charter Signature", name=f"SIG-{charter.name}-{next_number()}", charter=charter.name,
			structure=charter.structure, partner=partner, signed_on=LONG_AGO[:10], noted_at=LONG_AGO)  # fmt: skip


def _see_structure(user: str, structure: str) -> None:
	if {"PRE Coordinator", "PRE Referent"}.isdisjoint(frappe.get_roles(user)):
		return
	_write(scope.REGISTER, name=f"SEE-{next_number()}", user=user, child="", structure=structure, ground=COORDINATOR,
		source_doctype="PRE Structure", source_name="everybody sees", from_time=LONG_AGO)  # fmt: skip


def _charters(structure: str | None) -> list:
	filters = {"name": ("like", "CHA-TEST-%"), **({"structure": structure} if structure else {})}
	return frappe.get_all("PRE Charter", filters=filters, fields=["name", "structure"])


def _write(doctype: str, **values) -> None:
	values["creation"] = frappe.utils.now()
	frappe.db.bulk_insert(doctype, list(values), [tuple(values.values())])
	scope.forget()
	charters.forget()
