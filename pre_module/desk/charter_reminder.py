"""R10: an e-mail to those whose word a charter still waits for. It names the charter and the structure, no child."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, get_datetime, get_url, getdate
from pypika.functions import Lower, Max

from pre_module.access.charter_campaign import PARTNER, PERSON, Missing, missing_words, structures_followed

CHARTER = "PRE Charter"


@frappe.whitelist(methods=["POST"])
def remind(structure: str | None = None) -> dict[str, int]:
	"""Write to the people and partners that are missing, once a day at most to each address.

	structure: that one only. For who follows the campaign: the coordonnateur in his structures, the data protection
	officer. The answer: how many were written to, and how many had been today already. Raises frappe.PermissionError.
	"""
	followed = structures_followed(frappe.session.user)
	structures = [s for s in followed if structure in (None, "", s)]
	if not structures:
		raise frappe.PermissionError
	waiting = _by_address(missing_words(structures))
	charters = {m.version.name for missing in waiting.values() for m in missing}
	# Two reminders at once: the second waits here, then finds what the first has sent.
	for name in sorted(charters):
		frappe.db.get_value(CHARTER, name, "name", for_update=True)
	done = _written_to_on(getdate())
	for address, missing in waiting.items():
		if address.lower() not in done:
			_write(address, missing)
	already = sum(address.lower() in done for address in waiting)
	return {"sent": len(waiting) - already, "already": already}


def last_reminders() -> dict[str, date]:
	"""Address → day of its last reminder, as far as Frappe still keeps it."""
	return {address: getdate(day) for address, day in _reminders()}


def addresses_of(missing: Iterable[Missing]) -> dict[tuple[str, str], str]:
	"""(kind, account or partner) → where to write: the account's address, the institution's own; none where empty."""
	found = {}
	for kind, doctype in ((PERSON, "User"), (PARTNER, "PRE Partner")):
		names = {m.name for m in missing if m.kind == kind}
		# Addresses of staff and institutions, for who follows the campaign.
		rows = frappe.get_all(doctype, {"name": ("in", list(names) or [""])}, ["name", "email"])
		found.update({(kind, row.name): row.email.strip() for row in rows if (row.email or "").strip()})
	return found


def _by_address(missing: list[Missing]) -> dict[str, list[Missing]]:
	addresses, found = addresses_of(missing), defaultdict(list)
	for one in missing:
		if address := addresses.get((one.kind, one.name)):
			found[address].append(one)
	return found


def _reminders(since: date | None = None) -> list[tuple]:
	queue, recipient = frappe.qb.DocType("Email Queue"), frappe.qb.DocType("Email Queue Recipient")
	query = (
		frappe.qb.from_(queue)
		.join(recipient)
		.on(recipient.parent == queue.name)
		.select(Lower(recipient.recipient), Max(queue.creation))
		.where(queue.reference_doctype == CHARTER)
		.groupby(Lower(recipient.recipient))
	)
	# Whom we wrote to, of our own messages only.
	return (query.where(queue.creation >= get_datetime(since)) if since else query).run()


def _written_to_on(day: date) -> set[str]:
	return {address for address, _when in _reminders(since=day)}


def _write(address: str, missing: list[Missing]) -> None:
	# The reader's own language, where the address is that of an account.
	lang = frappe.db.get_value("User", {"email": address}, "language") or frappe.db.get_default("lang")
	lines = "".join(f"<li>{_line(one, lang)}</li>" for one in missing)
	link = f'<p><a href="{get_url("/app")}">{get_url("/app")}</a></p>'
	frappe.sendmail(
		recipients=[address],
		subject=_("Charter of confidentiality: your agreement is awaited", lang),
		message=f"<p>{_('The charter of confidentiality of the programme waits for you:', lang)}</p><ul>{lines}</ul>{link}",
		reference_doctype=CHARTER,
		reference_name=missing[0].version.name,
	)


def _line(one: Missing, lang: str) -> str:
	if one.kind == PARTNER:
		said = _("{0}: to be signed by {1}.", lang).format(
			escape_html(one.structure), escape_html(one.partners[0])
		)
	else:
		said = _("{0}: log in, read it and accept it.", lang).format(escape_html(one.structure))
	if one.until:
		said += " " + _("Before {0}: from that day on nothing is open any more.", lang).format(
			formatdate(one.until)
		)
	return said
