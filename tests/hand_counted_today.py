"""Children in charge today, with agreements to watch, laid out by hand in days from today (-10: ten days ago).

Structure C; warning before an agreement ends: 30 days.

| child | parcours | next review | in charge | agreements (I information, D diagnostic, S sharing, P parcours) |
| --- | --- | --- | --- | --- |
| a | Active since -100 | -10 | K1 | I D without end, P until +200 |
| b | Active since -100 | -40 | K1 | I D without end, P until +20 |
| c | Suspended, started -100 | -5 | K1 | I D without end, P withdrawn on -3 |
| d | Active since -100 | +15 | K2 | I D without end, P until -1 |
| e | Approved | - | K2 from -1 | mother: I D; father: I, D refused; P: nobody |
| f | Closed on -1, started -100 | - | K1 to -1 | none (left) |
| g | Active since -100 | - | K1 to -11, K2 from -10 | I D P without end |
| h | none, referral accepted | - | - | I without end, S until -5 |
| i | none, referral accepted | - | - | no holder of parental authority in the file |
| j | none, identified only | - | - | none |

Counted by hand:
K1 (at most 3): a b c = 3 children, no room; active 2, suspended 1, being prepared 0, late a b = 2
    (c is late too, but suspended). Twenty days ago: a b c f g = 5.
K2 (at most 4): d g = 2 children, room 2; active 2, suspended 0, being prepared e = 1, late 0.
    Twenty days ago: d = 1.
"""

import frappe

from pre_module.access.facts.referents import settle_child
from tests.factories import day, guardian
from tests.factories.charter import charter_long_ago
from tests.hand_rows import account, row

C, K1, K2, T1 = "Structure C (hand counted)", "CTR-HC-1", "CTR-HC-2", "HC-T1"

# children, maximum, room left, active, suspended, being prepared, late reviews
CASELOAD = {K1: (3, 3, 0, 2, 1, 0, 2), K2: (2, 4, 2, 2, 0, 1, 0)}

AGREEMENTS = {
	("b", "Parcours", "Sofia b", "Expiring"),
	("c", "Parcours", "Sofia c", "Withdrawn"),
	("d", "Parcours", "Sofia d", "Expired"),
	("e", "Diagnostic", "Marc e", "Refused"),
	("e", "Parcours", "Sofia e", "Missing"),
	("e", "Parcours", "Marc e", "Missing"),
	("h", "Diagnostic", "Sofia h", "Missing"),
	("h", "Sharing", "Sofia h", "Expired"),
	("i", None, "", "No holder named"),
}

# child: status of the parcours, next review, closed on, lines (référent, from, to)
PARCOURS = {
	"a": ("Active", -10, None, [(1, -100, None)]),
	"b": ("Active", -40, None, [(1, -100, None)]),
	"c": ("Suspended", -5, None, [(1, -100, None)]),
	"d": ("Active", 15, None, [(2, -100, None)]),
	"e": ("Approved", None, None, [(2, -1, None)]),
	"f": ("Closed", None, -1, [(1, -100, -1)]),
	"g": ("Active", None, None, [(1, -100, -11), (2, -10, None)]),
}
# child: stage, who, answer, until, withdrawn on
FOR_EVER = None
ANSWERS = {
	"a": [("Information", 0), ("Diagnostic", 0), ("Parcours", 0, "Given", 200)],
	"b": [("Information", 0), ("Diagnostic", 0), ("Parcours", 0, "Given", 20)],
	"c": [("Information", 0), ("Diagnostic", 0), ("Parcours", 0, "Given", FOR_EVER, -3)],
	"d": [("Information", 0), ("Diagnostic", 0), ("Parcours", 0, "Given", -1)],
	"e": [("Information", 0), ("Diagnostic", 0), ("Information", 1), ("Diagnostic", 1, "Refused")],
	"g": [("Information", 0), ("Diagnostic", 0), ("Parcours", 0)],
	"h": [("Information", 0), ("Sharing", 0, "Given", -5)],
}


def child_name(letter: str) -> str:
	return f"ENF-HC-{letter}"


def _day(offset: int | None) -> str | None:
	return None if offset is None else day(offset)


def lay_out() -> tuple[str, str]:
	"""Write the whole table; the accounts of the référents under K1 and K2."""
	frappe.db.set_single_value("PRE Settings", "consent_warning_days", 30)
	frappe.clear_document_cache("PRE Settings", "PRE Settings")
	row("PRE Structure", C, structure_name=C, legal_form="GIP")
	charter_long_ago(C)
	row("PRE Territory", T1, code=T1, territory_name="Les Tilleuls", territory_type="QPV")
	referents = account("PRE Referent"), account("PRE Referent")
	for name, referent, maximum, status in (
		(K1, referents[0], 3, "In Force"),
		(K2, referents[1], 4, "In Force"),
		("CTR-HC-3", referents[1], 9, "Draft"),
	):
		row(
			"PRE Referent Contract",
			name,
			referent=referent,
			referent_name=f"Référent {name}",
			structure=C,
			from_date=day(-300),
			to_date=day(300),
			maximum_children=maximum,
			status=status,
		)
	for letter in "abcdefghij":
		_child(letter)
	for letter, values in PARCOURS.items():
		_parcours(letter, referents, *values)
	for letter, answers in ANSWERS.items():
		for number, answer in enumerate(answers):
			_consent(letter, number, *answer)
	for letter in "abcdefghij":
		settle_child(child_name(letter))  # what the référents see of these rows
	return referents


def _child(letter: str) -> None:
	guardians = [guardian("Sofia", letter)] if letter != "i" else []
	if letter == "e":
		guardians.append(guardian("Marc", letter, relationship="Father"))
	guardians.append(guardian("Tante", letter, relationship="Other Relative", parental_authority="No"))
	row(
		"PRE Child",
		child_name(letter),
		first_name="Prénom",
		last_name=letter,
		full_name=f"Prénom {letter}",
		sex="Female",
		birth_date=day(-3000),
		structure=C,
		status={"f": "Left", "j": "Identified"}.get(letter, "Followed"),
		territory=T1 if letter == "a" else None,
		guardians=guardians,
	)


def _parcours(letter, referents, status, review, closed, lines) -> None:
	contracts = {1: K1, 2: K2}
	row(
		"PRE Parcours",
		f"PAR-HC-{letter}",
		child=child_name(letter),
		structure=C,
		status=status,
		referent=referents[lines[-1][0] - 1],
		started_on=None if status == "Approved" else day(-100),
		closed_on=_day(closed),
		next_review_on=_day(review),
		referents=[
			{
				"referent": referents[who - 1],
				"contract": contracts[who],
				"from_date": day(start),
				"to_date": _day(end),
			}
			for who, start, end in lines
		],
	)


def _consent(letter, number, stage, who, answer="Given", until=None, withdrawn=None) -> None:
	# The key of a holder is the row of the child's file, as a consent noted in the form keeps it.
	rows = frappe.get_all("PRE Child Guardian", {"parent": child_name(letter)}, pluck="name", order_by="idx")
	row(
		"PRE Consent",
		f"ACC-HC-{letter}{number}",
		child=child_name(letter),
		structure=C,
		stage=stage,
		guardian="Somebody",
		guardian_row=rows[who],
		answer=answer,
		status="Withdrawn" if withdrawn else answer,
		given_on=day(-50),
		valid_until=_day(until),
		withdrawn_on=_day(withdrawn),
		means="Signed on Paper",
	)
