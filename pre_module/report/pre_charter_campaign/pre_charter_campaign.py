"""R10: partners that have not signed the charter in force or to come, people who have not accepted it."""

from collections import defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from pre_module.access.charter import published_versions
from pre_module.access.charter_campaign import PARTNER, PERSON, Missing, missing_words, structures_followed
from pre_module.desk.charter_reminder import addresses_of, last_reminders
from pre_module.report.shape import column, link, plain, summary


def execute(filters: dict[str, Any] | None = None):
	"""Columns, lines, message, chart, numbers on top; of the structures whose campaign the reader follows."""
	chosen = (filters or {}).get("structure")
	structures = [s for s in structures_followed(frappe.session.user) if not chosen or s == chosen]
	lines = shown(missing_words(structures))
	if kind := (filters or {}).get("kind"):
		lines = [line for line in lines if line["kind"] == kind]
	return columns(), lines, without_charter(structures), None, numbers(lines)


def columns() -> list[dict]:
	return [
		link("structure", _("Structure"), "PRE Structure", 170),
		column("version", _("Version"), "Int", 80),
		column("kind_label", _("Awaited"), "Data", 190),
		column("who", _("Who"), "Data", 190),
		column("roles", _("Roles"), "Data", 150, align="left"),
		column("partners", _("Partner"), "Data", 170, align="left"),
		column("state", _("Access"), "Data", 130),
		column("days_left", _("Days Left"), "Int", 110),
		column("since", _("Awaited Since"), "Date", 130),
		column("reminded_on", _("Last Reminder"), "Date", 140),
		link("charter", _("Charter"), "PRE Charter", 130),
	]


def shown(missing: list[Missing]) -> list[dict[str, Any]]:
	"""Lines in the reader's language; the account's name, never more of the person than colleagues know."""
	names, roles, reminders, today = _full_names(missing), _roles(missing), last_reminders(), getdate()
	addresses, lines = addresses_of(missing), []
	for one in missing:
		address = addresses.get((one.kind, one.name), "")
		lines.append(
			{
				"structure": one.structure,
				"charter": one.version.name,
				"version": one.version.number,
				"kind": one.kind,
				"kind_label": _(one.kind),
				"user": one.user,
				"who": plain(names.get(one.user) if one.user else one.partners[0]),
				"roles": ", ".join(roles[one.user]) or None,
				"partners": plain(", ".join(one.partners)) if one.user and one.partners else None,
				"since": one.version.in_force_from,
				"state": _("Open for now") if one.until else _("Nothing open"),
				"days_left": (one.until - today).days if one.until else None,
				"reminded_on": reminders.get(address.lower()),
			}
		)
	return lines


def _full_names(missing: list[Missing]) -> dict[str, str]:
	# Names of colleagues, for who follows the campaign.
	users = frappe.get_all("User", {"name": ("in", _users(missing))}, ["name", "full_name"])
	return {user.name: user.full_name or user.name for user in users}


def _roles(missing: list[Missing]) -> dict[str, list[str]]:
	found = defaultdict(list)
	filters = {"parenttype": "User", "parent": ("in", _users(missing)), "role": ("like", "PRE %")}
	# Roles of colleagues, for who follows the campaign.
	for row in frappe.get_all("Has Role", filters, ["parent", "role"], order_by="role"):
		found[row.parent].append(_(row.role))
	return found


def _users(missing: list[Missing]) -> list[str]:
	return list({m.user for m in missing if m.user}) or [""]


def without_charter(structures: list[str]) -> str | None:
	"""The structures followed that have no charter at all: nobody can sign nor accept anything there."""
	without = sorted(set(structures) - published_versions(structures).keys())
	if not without:
		return None
	return _("No charter is published yet: {0}.").format(", ".join(escape_html(s) for s in without))


def numbers(lines: list[dict[str, Any]]) -> list[dict]:
	partners = sum(line["kind"] == PARTNER for line in lines)
	people = len({line["user"] for line in lines if line["kind"] == PERSON})
	closed = len({line["user"] for line in lines if line["kind"] == PERSON and line["days_left"] is None})
	return [
		summary(_("Partners to sign"), partners, "Orange" if partners else "Green"),
		summary(_("People to accept"), people, "Orange" if people else "Green"),
		summary(_("People who see nothing today"), closed, "Red" if closed else "Green"),
	]
