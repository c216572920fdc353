"""The charter on the screen: what a person has to accept, the button that accepts, the text a new one starts from."""

from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.access.app_screen import has_permission as is_of_the_app
from pre_module.access.charter import SUPERUSER, ToAccept, charters_to_accept, structures_without_charter
from pre_module.access.charter_people import coordinated_structures

PARTS = ("framework", "text", "transmission", "retention")
MODEL = Path(__file__).parents[1] / "doctype" / "pre_charter" / "model"


def add_to_boot(bootinfo: frappe._dict) -> None:
	"""Hook extend_bootinfo: the names of the charters the person has to accept, and the structures without any."""
	bootinfo.pre_charters = state()


@frappe.whitelist()
def state() -> dict[str, list[dict]]:
	"""The charters that whoever asks has to accept, and the structures that concern him and have none."""
	user = frappe.session.user
	if user in (SUPERUSER, "Guest") or not is_of_the_app():
		return {"to_accept": [], "missing": []}
	return {"to_accept": [_shown(c) for c in charters_to_accept(user)], "missing": _missing(user)}


@frappe.whitelist()
def to_accept() -> list[dict]:
	"""The charters that whoever asks has to accept, with their text and the partners that signed them."""
	return [{**_shown(c), **_read(c.charter)} for c in charters_to_accept(frappe.session.user)]


@frappe.whitelist(methods=["POST"])
def accept(charter: str) -> dict:
	"""R10: whoever is logged in accepts a charter, now. Once done, doing it again changes nothing.

	The answer: what is left to accept, as in the boot information. Raises CharterMissing for a charter that is no
	longer, or not yet, to be accepted; frappe.PermissionError for who may not read it.
	"""
	frappe.get_doc("PRE Charter", charter).check_permission("read")
	doc = frappe.new_doc("PRE Charter Acceptance", charter=charter)
	try:
		# No role may make one: this is the only door, and its document takes who and when from the session.
		doc.insert(ignore_permissions=True)
	except frappe.DuplicateEntryError:
		frappe.clear_last_message()  # a second click
	return state()


@frappe.whitelist()
def model(structure: str | None = None) -> dict[str, str]:
	"""The text a new charter starts from: the structure's last version, or the model of the app (in French).

	Raises frappe.PermissionError for who may not write charters.
	"""
	frappe.has_permission("PRE Charter", "create", throw=True)
	# get_list: only what the reader may read.
	last = frappe.get_list(
		"PRE Charter",
		filters={"structure": structure or "", "status": "Published"},
		fields=["title", *PARTS],
		order_by="version desc",
		limit=1,
	)
	if last:
		return last[0]
	texts = {part: (MODEL / f"{part}.txt").read_text(encoding="utf-8").strip() for part in PARTS}
	return {"title": _("Charter of Confidentiality"), **texts}


@frappe.whitelist()
def new_version(source_name: str) -> Document:
	"""A new charter of a structure, for the form to show; nothing is saved. source_name: the structure."""
	texts = model(source_name)
	return frappe.new_doc("PRE Charter", structure=source_name, **texts)


@frappe.whitelist()
def new_signature(source_name: str) -> Document:
	"""A new signature of a charter, for the form to show; nothing is saved. source_name: the charter."""
	frappe.has_permission("PRE Charter Signature", "create", throw=True)
	charter = frappe.get_doc("PRE Charter", source_name)
	charter.check_permission("read")
	return frappe.new_doc("PRE Charter Signature", charter=charter.name, structure=charter.structure)


@frappe.whitelist()
def partners(charter: str) -> list[dict]:
	"""P5: the partners bound by a charter, with the day of each signature; to whoever may read the charter."""
	frappe.get_doc("PRE Charter", charter).check_permission("read")
	return signatories(charter)


def signatories(charter: str) -> list[dict]:
	"""The partners that signed a charter: institutions, no name of a person."""
	# The charter names them: whoever reads it may know them.
	return frappe.get_all(
		"PRE Charter Signature",
		filters={"charter": charter, "withdrawn": 0},
		fields=["partner", "signed_on"],
		order_by="partner",
	)


def _shown(found: ToAccept) -> dict:
	days = (found.until - getdate()).days if found.until else None
	return {
		"name": found.charter,
		"structure": found.structure,
		"closed": found.closed,
		"until": str(found.until) if found.until else None,
		"days": days,
	}


def _missing(user: str) -> list[dict]:
	mine = coordinated_structures(user)
	return [{"structure": s, "mine": s in mine} for s in sorted(structures_without_charter(user))]


def _read(name: str) -> dict:
	doc: Document = frappe.get_doc("PRE Charter", name)
	doc.check_permission("read")
	return {
		"title": doc.title,
		"version": doc.version,
		"in_force_from": doc.in_force_from,
		"parts": [{"label": _(doc.meta.get_field(part).label), "text": doc.get(part)} for part in PARTS],
		"partners": signatories(name),
	}
