"""A parent's request becomes a referral: once, whole, with its papers; nothing of it is answered but a reference."""

import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import IO

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from pre_module.intake.papers import Paper
from pre_module.rules.family_referral import parse_day, tidy_phone

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another on the phone
SUBMISSION = re.compile(r"[0-9a-f]{32}")
TYPED = (
	"guardian_name",
	"relationship_declared",
	"guardian_phone",
	"guardian_email",
	"guardian_language",
	"when_to_call",
	"child_first_name",
	"child_last_name",
	"sex",
	"family_address",
	"school",
	"class_level",
	"family_word",
	"other_parent_knows",
)


def new_submission() -> str:
	"""What an empty page carries: sent twice, it makes one referral."""
	return secrets.token_hex(16)


def key_of(page: str, answers: Mapping[str, str], reasons: Sequence[str], uploads: Sequence) -> str:
	"""Under which key a sending is stored: the same page with the same answers and papers; with others it is another request.

	uploads: files of the request (werkzeug's), read and put back at their beginning.
	"""
	said = [page, sorted(answers.items()), sorted(reasons)]
	for upload in uploads:
		said.append(_digest(upload.stream))
	return sha256(json.dumps(said).encode()).hexdigest()[:32]


def _digest(stream: IO[bytes]) -> str:
	digest = sha256()
	while part := stream.read(1 << 20):
		digest.update(part)
	stream.seek(0)
	return digest.hexdigest()


def reference_of(submission: str) -> str | None:
	"""The reference given for a page that was sent already."""
	# By a value drawn by lot, which only the person who sent the page has.
	return frappe.db.get_value("PRE Referral", {"submission": submission}, "online_reference")


def send(submission: str, answers: Mapping[str, str], reasons: Sequence[str], papers: Sequence[Paper]) -> str:
	"""Write the referral, and return the reference to give. The same page sent at the same moment: one of them wins.

	R10: whoever is logged in on that computer, the request is the family's: it is written as a guest's.
	"""
	with _as_guest():
		return _send(submission, answers, reasons, papers)


@contextmanager
def _as_guest() -> Iterator[None]:
	"""The user alone changes, and comes back: the session of the account goes on after the page."""
	before = frappe.session.user
	frappe.session.user, frappe.local.user_perms = "Guest", None
	try:
		yield
	finally:
		frappe.session.user, frappe.local.user_perms = before, None


def _send(
	submission: str, answers: Mapping[str, str], reasons: Sequence[str], papers: Sequence[Paper]
) -> str:
	frappe.db.savepoint("family_referral")
	try:
		referral = _write(submission, answers, reasons)
	except (frappe.UniqueValidationError, frappe.DuplicateEntryError):
		frappe.db.rollback(save_point="family_referral")
		frappe.clear_messages()
		frappe.db.rollback()  # MariaDB shows the other one's row to a new transaction only
		if known := reference_of(submission):
			return known
		raise
	for paper in papers:
		_attach(referral, paper)
	return referral.online_reference


def _write(submission: str, answers: Mapping[str, str], reasons: Sequence[str]) -> Document:
	today = getdate()
	referral = frappe.new_doc("PRE Referral")
	referral.update({field: (answers.get(field) or "").strip() for field in TYPED})
	referral.update(
		{
			"guardian_phone": tidy_phone(answers.get("guardian_phone") or ""),
			"structure": answers["structure"],
			"birth_date": parse_day(answers["birth_date"]),
			"received_on": today,
			"origin": "Family",
			"referrer_name": referral.guardian_name,
			"referrer_phone": tidy_phone(answers.get("guardian_phone") or ""),
			"family_informed": 1,
			"family_informed_on": today,
			"reasons": [{"need_domain": domain} for domain in reasons],
			"parental_authority_declared": 1,
			"contact_agreed": 1,
			"declared_on": now_datetime(),
			"online_reference": new_reference(),
			"submission": submission,
		}
	)
	referral.flags.from_the_family = True
	# A guest has no right on any document: this page writes one, and reads none.
	return referral.insert(ignore_permissions=True)


def _attach(referral: Document, paper: Paper) -> None:
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": paper.name,
			"content": paper.content,
			"is_private": 1,
			"attached_to_doctype": referral.doctype,
			"attached_to_name": referral.name,
		}
	).insert(ignore_permissions=True)  # as the referral it belongs to


def new_reference() -> str:
	"""« K7M2-9QXD »: drawn by lot, so that it tells nothing of how many were sent before."""
	drawn = "".join(secrets.choice(LETTERS) for _letter in range(8))
	return f"{drawn[:4]}-{drawn[4:]}"
