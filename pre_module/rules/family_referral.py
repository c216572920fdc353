"""R12 « ils peuvent saisir eux-mêmes » : what a parent must say to refer a child, and nothing more than is needed."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date

from pre_module.rules.dates import age_on
from pre_module.rules.refusal import Refusal, _

OLDEST = 25
SHORTEST_PHONE = 9  # figures
LONGEST_PHONE = 20  # characters, those between the figures too: what a field of phones holds

ASKED = {
	"guardian_name": _("Write your first name and your last name."),
	"relationship_declared": _("Say who you are for the child."),
	"guardian_phone": _("Write a phone number on which you can be called."),
	"child_first_name": _("Write the first name of your child."),
	"child_last_name": _("Write the last name of your child."),
	"birth_date": _("Write the birth date of your child."),
	"structure": _("Choose your town."),
	"reasons": _("Tick at least one box."),
	"family_word": _("Say in a few words what you ask for."),
	"parental_authority_declared": _(
		"Tick the box if you hold parental authority. Otherwise call us: we will help you."
	),
	"contact_agreed": _("Tick the box: without your agreement we can't call you back."),
}


def check_answers(answers: Mapping[str, str], *, reasons: Collection[str], today: date) -> dict[str, Refusal]:
	"""R12: the field → what to correct, for each answer that is missing or can't be. reasons: the boxes ticked."""
	wrong = {
		field: Refusal("family", message)
		for field, message in ASKED.items()
		if not (reasons if field == "reasons" else (answers.get(field) or "").strip())
	}
	for field, check in (("guardian_phone", _phone), ("guardian_email", _email)):
		value = (answers.get(field) or "").strip()
		if value and not check(value):
			wrong[field] = Refusal("family", MALFORMED[field])
	if "birth_date" not in wrong and (found := _birth_date(answers["birth_date"].strip(), today)):
		wrong["birth_date"] = found
	return wrong


MALFORMED = {
	"guardian_phone": _("This phone number is not complete: write at least nine figures."),
	"guardian_email": _("This e-mail address is not complete: it looks like name@example.org."),
}


# As Frappe takes addresses in its fields of e-mail, and an ending of two letters at least; a test compares.
_ATOM, _LABEL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
EMAIL = re.compile(
	rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z0-9][a-z0-9-]*[a-z0-9]", re.IGNORECASE | re.ASCII
)


def tidy_phone(value: str) -> str:
	"""A number as its field holds it: figures of any script as 0 to 9, usual separators, 20 characters where it can."""
	figures = (str(unicodedata.decimal(c, c)) for c in value)
	spaced = re.sub(r"[\s/\u2010-\u2015]+", " ", "".join(figures)).strip()
	return spaced if len(spaced) <= LONGEST_PHONE else re.sub(r"[ ().\-]", "", spaced)


def _phone(value: str) -> bool:
	written = tidy_phone(value)
	figures = sum(c.isdigit() for c in written)
	return SHORTEST_PHONE <= figures <= 15 and bool(re.fullmatch(r"[0-9 +().\-]{9,20}", written))


def _email(value: str) -> bool:
	return bool(EMAIL.fullmatch(value))


def _birth_date(value: str, today: date) -> Refusal | None:
	day = parse_day(value)
	if not day:
		return Refusal("family", _("This birth date doesn't exist: write the day, the month and the year."))
	if day > today:
		return Refusal("family", _("This birth date lies in the future."))
	if age_on(day, today) > OLDEST:
		return Refusal("family", _("This is not the birth date of a child: check the year."))
	return None


def parse_day(value: str) -> date | None:
	"""A day as a browser sends it (2017-03-12) or as people write it (12/03/2017)."""
	written = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", value.strip())
	sent = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value.strip())
	try:
		if written:
			return date(int(written[3]), int(written[2]), int(written[1]))
		return date(*map(int, sent.groups())) if sent else None
	except ValueError:
		return None
