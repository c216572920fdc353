"""Two files of one child made one: who could see either stays known, and sees on what the facts still open.

Nothing of the past is rewritten: the rows of the number merged away end when the files are merged, new rows begin then.
"""

from dataclasses import replace

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from pre_module.access.facts import meetings, moves, referents, referrals, sharing
from pre_module.access.register import settle
from pre_module.access.scope import grants_where
from pre_module.rules.access import EMERGENCY, Grant


def before(merged: Document) -> list[Grant]:
	"""While the file is there: a row of its own for everyone whom its structure opened it to. Returns what is live."""
	since = get_datetime(merged.structure_since or merged.creation)
	moves.note_coordinators(merged.name, merged.structure, since)
	return grants_where({"child": merged.name}, not_over_at=now_datetime())


def after(kept: str, live: list[Grant], moved_referrals: list[str]) -> None:
	"""Once everything hangs on the file kept: each fact opens it to whoever it opened the other to."""
	for name in moved_referrals:
		referrals.settle_referral(name)
	referents.settle_child(kept)
	meetings.settle_child(kept)
	sharing.settle_child(kept)
	# The structure that decides whether an emergency access goes on: it was told of it.
	structure = frappe.db.get_value("PRE Child", kept, "structure")
	for grant in live:
		if grant.ground == EMERGENCY and grant.structure == structure:
			due = [replace(grant, child=kept, start=now_datetime())]
			settle(due, source_doctype=grant.source_doctype, source_name=grant.source_name)
