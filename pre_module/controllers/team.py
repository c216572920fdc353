"""Teams and their members as the rules read them, and as a meeting takes them (R6)."""

from collections.abc import Sequence
from datetime import date, time

import frappe
from dateutil.parser import ParserError
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time, getdate

from pre_module.access.charter import partners_of
from pre_module.access.scope import scope_of
from pre_module.rules.access import MEETING, ROLES_OF
from pre_module.rules.dates import Period
from pre_module.rules.team import SHARE, Person, Quorum

TEAM = "PRE Team"


def only_coordinator(doc: Document, structure: str | None) -> None:
	"""The coordonnateur of the structure calls the team and writes its decisions; a member reads."""
	if frappe.session.user == "Administrator" or doc.flags.ignore_permissions:
		return
	if structure not in scope_of().coordinated:
		frappe.throw(_("Only the coordonnateur of the structure calls its team."), frappe.PermissionError)


def check_people(rows: Sequence[Document]) -> None:
	"""Each line is an account that has a function in a team; its only partner is filled in."""
	for row in rows:
		if not has_role(row.user):
			frappe.throw(
				_("Row {0}: this account has no role in the team, nor of a partner.").format(row.idx)
			)
		if not row.partner:
			row.partner = only_partner(row.user)


def has_role(user: str) -> bool:
	"""Whether an account may sit in a team at all."""
	return not set(ROLES_OF[MEETING]).isdisjoint(frappe.get_roles(user))


def only_partner(user: str) -> str | None:
	"""The partner of an account that belongs to one alone."""
	own = [name for name, disabled in partners_of(user).items() if not disabled]
	return own[0] if len(own) == 1 else None


def period_of(team: Document) -> Period:
	"""From when to when a team works."""
	return Period(getdate(team.from_date), getdate(team.to_date) if team.to_date else None)


def people_of(team: Document) -> list[Person]:
	"""The members of a team as the rules read them."""
	since = team.from_date
	return [
		Person(
			row.user,
			row.work_field or "",
			Period(getdate(row.from_date or since), getdate(row.to_date) if row.to_date else None),
		)
		for row in team.members
	]


def quorum_of(doc: Document) -> Quorum:
	"""The quorum that a team or a meeting says, that of the settings without."""
	settings = frappe.get_cached_doc("PRE Settings")
	if doc.quorum_kind and doc.quorum:
		return Quorum(doc.quorum_kind, doc.quorum)
	return Quorum(settings.quorum_kind or SHARE, settings.quorum or 50)


def teams_on(structure: str, day: date) -> list[str]:
	"""The teams of a structure in force that day."""
	# Who works together, no child's data.
	rows = frappe.get_all(
		TEAM,
		filters={"structure": structure, "from_date": ("<=", day)},
		fields=["name", "to_date"],
		order_by="from_date, name",
	)
	return [r.name for r in rows if not r.to_date or r.to_date >= day]


def rows_for(team: Document, day: date) -> list[dict[str, str | None]]:
	"""The members of a team that day as lines of a meeting; closed accounts and lost roles left out."""
	there = [
		row for row, person in zip(team.members, people_of(team), strict=True) if person.period.contains(day)
	]
	accounts = {"name": ("in", [row.user for row in there] or [""]), "enabled": 1}
	# Whether they are open, nothing else.
	enabled = set(frappe.get_all("User", filters=accounts, pluck="name"))
	return [
		{"user": row.user, "partner": row.partner, "work_field": row.work_field}
		for row in there
		if row.user in enabled and has_role(row.user)
	]


def time_of(label: str, value: object) -> time | None:
	"""A time of day as a door sent it. Raises ValidationError for one that is none."""
	if value in (None, ""):
		return None
	try:
		return get_time(value).replace(microsecond=0)
	except (ParserError, ValueError, TypeError, OverflowError, AttributeError):
		frappe.throw(_("{0}: {1} is not a time of day.").format(_(label), str(value)[:20]))
