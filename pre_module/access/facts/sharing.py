"""A partner's people see the situation of a child whose whole family agreed to share it with them (R3, R10)."""

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from pre_module.access import later
from pre_module.access.charter import published_versions, signatures_of
from pre_module.access.register import close, settle
from pre_module.controllers.sharing import Family, family_of
from pre_module.rules.access import ENROLMENT, SHARING, Grant, first_moment, last_moment, within
from pre_module.rules.charter import spans
from pre_module.rules.dates import add_months
from pre_module.rules.sharing import completed_by


def settle_child(child: str) -> None:
	"""Bring the register to what a child's family shares today; its end is the day on which nothing is shared any more."""
	# The field that decides the permission, whoever saves the fact.
	structure = frappe.db.get_value("PRE Child", child, "structure")
	family = family_of(child, lock=True) if structure else None
	due = [
		g
		for partner in (family.partners if family else ())
		for g in _grants(family, child, structure, partner)
	]
	if family:
		due += [g for row in _enrolments(child) for g in _grants_of_enrolment(family, child, structure, row)]
	settle(due, child=child, ground=SHARING)


def asked_of(child: Document) -> tuple:
	"""What of a child's file decides who is asked: holders of authority, the child's age, the structure."""
	holders = {g.name for g in child.guardians if g.parental_authority == "Yes"}
	return child.structure, getdate(child.birth_date), frozenset(holders)


def settle_partner(partner: Document) -> None:
	"""The same for each child shared with a partner, when its people changed or it was disabled or opened again."""
	before = partner.get_doc_before_save()
	if before and (_people(before), bool(before.disabled)) == (_people(partner), bool(partner.disabled)):
		return
	gone = (_people(before) if before else set()) - (set() if partner.disabled else _people(partner))
	_settle_children(_children_of([partner.name]), gone)


def settle_signature(signature: Document) -> None:
	"""The same when a partner signed, or its signature no longer counts: it binds, and opens, in one structure."""
	# The children of the structure, to settle them; none is returned.
	children = frappe.get_all(
		"PRE Child",
		filters={
			"name": ("in", _children_of([signature.partner]) or [""]),
			"structure": signature.structure,
		},
		pluck="name",
	)
	_settle_children(children, set(accounts_of(signature.partner)) if signature.withdrawn else set())


def settle_charter(charter: Document) -> None:
	"""The same for each child shared in a structure whose new version says until when the one before opens."""
	later.settle_each(later.SHARING, _children_shared(structure=charter.structure))


def settle_for_user(user: str) -> None:
	"""The same for each child shared with a partner of which an account is one of the people."""
	# Which institution an account belongs to, no child's data.
	partners = frappe.get_all(
		"PRE Partner Person", filters={"user": user, "parenttype": "PRE Partner"}, pluck="parent"
	)
	for child in _children_of(partners):
		settle_child(child)


def settle_all(asked_from: int, before: int) -> None:
	"""The same for each child of which anything is shared: the age from which a child is asked was changed.

	Those whom the new age makes asked are closed at once, however many there are to settle.
	"""
	children = _children_shared()
	if later.is_many(children) and asked_from < before:
		born = ("between", (add_months(getdate(), -12 * before), add_months(getdate(), -12 * asked_from)))
		# File numbers, to write the register; none is returned.
		close(ground=SHARING, child=frappe.get_all("PRE Child", filters={"birth_date": born}, pluck="name"))
	later.settle_each(later.SHARING, children)


def _children_shared(**of: str) -> list[str]:
	"""The children of whom a family answered about sharing; of a structure."""
	# File numbers, to settle them; none is returned.
	children = frappe.get_all("PRE Consent", filters={"stage": "Sharing"}, pluck="child", distinct=True)
	if not of:
		return children
	return frappe.get_all("PRE Child", filters={"name": ("in", children or [""]), **of}, pluck="name")


def _grants(family: Family, child: str, structure: str, partner: str) -> list[Grant]:
	today = getdate()
	if not family.shared(partner, today):
		return []
	consent = completed_by(family.agreements, partner, today)
	given_on = next(a.given_on for a in family.agreements if a.name == consent)
	agreed = [
		Grant(
			user=user,
			child=child,
			structure=structure,
			ground=SHARING,
			source_doctype="PRE Consent",
			source_name=consent,
			start=first_moment(given_on),
			end=last_moment(family.last_day(partner, today)),
		)
		for user in accounts_of(partner)
	]
	return _while_signed(agreed, partner, structure)


def _grants_of_enrolment(family: Family, child: str, structure: str, row) -> list[Grant]:
	"""R10: the partner that leads an action sees who comes to it and when, in a domain that the family shares with it."""
	today = getdate()
	if row.need_domain not in family.shared(row.provider, today):
		return []
	agreed = [
		Grant(
			user=user,
			child=child,
			structure=structure,
			ground=SHARING,
			source_doctype=ENROLMENT,
			source_name=row.name,
			start=get_datetime(row.creation),
			end=last_moment(family.last_day(row.provider, today, row.need_domain)),
		)
		for user in accounts_of(row.provider)
	]
	return _while_signed(agreed, row.provider, structure)


def _while_signed(grants: list[Grant], partner: str, structure: str) -> list[Grant]:
	"""R10: as long as this partner's own signature of the structure's charter counts: another one's opens nothing here."""
	words = [word for where, _partner, word in signatures_of([partner]) if where == structure]
	signed = spans(published_versions([structure]).get(structure, []), words)
	return [g for span in signed for grant in grants for g in within(grant, *span)]


def _enrolments(child: str) -> list:
	"""A child's enrolments in actions that a partner leads: what is open of them follows the sharing."""
	# The fields that decide the permission, whoever saves; none is returned.
	return frappe.get_all(
		ENROLMENT,
		filters={"child": child, "provider": ("is", "set"), "need_domain": ("is", "set")},
		fields=["name", "provider", "need_domain", "creation"],
	)


def accounts_of(partner: str) -> list[str]:
	"""The accounts of a partner's people; none of a partner that is one no longer."""
	# Staff of an institution, no child's data.
	if frappe.db.get_value("PRE Partner", partner, "disabled"):
		return []
	people = frappe.get_all(
		"PRE Partner Person",
		filters={"parent": partner, "parenttype": "PRE Partner", "user": ("is", "set")},
		pluck="user",
	)
	return sorted(set(people))


def _people(partner: Document) -> set[str]:
	return {row.user for row in partner.people if row.user}


def _settle_children(children: list[str], gone: set[str]) -> None:
	"""Settle these children. gone: accounts that must see none of them from now on, however many there are to settle."""
	if gone and later.is_many(children):
		# What another partner of theirs opens comes back with the job.
		close(ground=SHARING, user=sorted(gone), child=children)
	later.settle_each(later.SHARING, children)


def _children_of(partners: list[str]) -> list[str]:
	# The children to settle, to write the register; none is returned.
	lines = frappe.get_all(
		"PRE Consent Partner",
		filters={"partner": ("in", partners or [""]), "parenttype": "PRE Consent"},
		pluck="parent",
	)
	consents = frappe.get_all("PRE Consent", filters={"name": ("in", lines or [""])}, pluck="child")
	return sorted(set(consents))
