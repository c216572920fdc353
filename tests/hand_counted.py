"""A small PRE laid out by hand, with its counts written out: what the figures and reports must say.

The rows are written as they would stand after years of work, past the controllers, which only write today's dates.
Everything else goes through the ORM of the reports under test.

School year 2024-2025 (1 September 2024 to 31 August 2025), structure A unless said:

| child | sex | born | age | at entry | today | school | accepted on | parcours (I individual, C collective) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 01 | F | 2016-01-10 |  8 | T1, REP  | T1, S2 | S1 | 2024-10-01 | 2024-11-15 to ...: I, C |
| 02 | M | 2013-09-01 | 11 | T1, REP+ | T3, S2 | S2 | 2023-10-01 | 2023-11-01 to 2025-03-01: I |
| 03 | M | 2013-09-02 | 10 | T2, REP  | T2, S1 | S1 | 2023-10-05 | 2023-11-01 to ...: C |
| 04 | F | 2019-09-01 |  5 | T3, none | T1, S3 | S3 | 2024-12-01 | 2025-09-10 to ...: I (after the year) |
| 05 | M | 2007-09-01 | 17 | -        | -      | -  | 2021-12-01 | 2022-01-10 to 2024-09-01 (first day): I |
| 06 | F | 2012-05-05 | 12 | T1       | T1     | -  | 2023-09-15 | 2023-10-01 to 2024-08-31 (day before): I |
| 07 | M | 2014-03-03 | 10 | T2 too early, REP | T1, S1 | S1 | 2022-12-01 | 2023-01-01 to 2025-01-15: I; 2025-02-01 to ...: C |
| 08 | F | 2010-02-02 | 14 | T1, REP+ | T2, -  | S2 | 2023-01-15, 2025-05-01 | 2023-02-01 to 2024-11-30: I |
| 09 | F | 2015-07-07 |  9 | T3, REP  | T3, S1 | S1 | 2025-02-11 | 2025-03-01 to 2025-06-30: I |
| 10 | M | 2018-02-02 |  6 | -        | T1     | -  | never (redirected) | - |
| 12 | F | 2016-06-06 |  8 | T1       | T1     | -  | 2024-08-31 (day before) | never started, closed 2025-01-01 |
| 13 | M | 2015-05-05 |  9 | structure B | T1  | -  | 2025-01-10 | - |
| 14 | M | 2022-10-01 |  1 | T1, none | T1, -  | -  | 2025-08-31 (last day) | - |

T1: QPV in force; T2: QPV in force from 2023-01-01 to 2024-12-31; T3: no priority.
S1: elementary, REP; S2: collège, REP+; S3: nursery, in no network.

Counted by hand, structure A:
F01 followed: 01 02 03 04 05 07 08 09 14 = 9; new 01 04 09 14 = 4; left 02 05 09 = 3
    (08 closed a parcours, but was accepted again afterwards; 07 goes on in a second one)
F02 individual: 01 02 05 07 08 09 = 6; F03: group only 03 = 1, not started 04 14 = 2
F05 girls 01 04 08 09 = 4, boys 5; under 2: 14; 2-5: 04; 6-10: 01 03 07 09; 11-16: 02 08; 17+: 05
    nursery 04; elementary 01 03 07 09; collège 02 08; not noted 05 14
F06 residence at entry: yes 01 02 03 08 14 = 5, no 04 07 09 = 3, unknown 05; today: yes 01 04 07 14 = 4,
    no 02 03 08 09 = 4, unknown 05. Network at entry: REP 01 03 07 09, REP+ 02 08, outside 04 05 14;
    today: REP 03 07 09, REP+ 01 02, outside 04 05 08 14

Referrals received in the year, structure A:

| referral | child | received | origin | partner | decision | days |
| --- | --- | --- | --- | --- | --- | --- |
| 01 | 01 | 2024-09-10 | School | P1 | Accepted 2024-10-01 | 21 |
| 04 | 04 | 2024-11-01 | Social Service | - | Accepted 2024-12-01 | 30 |
| 08 | 08 | 2025-04-01 | Health | P2 | Accepted 2025-05-01 | 30 |
| 09a | 09 | 2024-09-20 | School | P1 | Declined 2024-10-10 | 20 |
| 09b | 09 | 2025-02-01 | Family | - | Accepted 2025-02-11 | 10 |
| 10 | 10 | 2024-10-01 | School | - | Redirected 2024-11-01 | 31 |
| 11 | - | 2025-01-05 | Association | - | not decided | |
| 14 | 14 | 2025-08-01 | Family | - | Accepted 2025-08-31, by derogation | 30 |

F04 identified: 01 04 08 09 10 14 and the one without file = 7; taken in charge 01 04 08 09 14 = 5
F09 School 3, Family 2, Social Service 1, Health 1, Association 1; P1 2, P2 1, none 5
F11 Accepted 5, Redirected 1, Declined 1, undecided 1; median of 10 20 21 30 30 30 31 = 30 days
"""

from tests.factories import need_domain, reference
from tests.factories.charter import charter_long_ago
from tests.hand_rows import account, row

YEAR = "2024-2025"
A, B = "Structure A (hand counted)", "Structure B (hand counted)"
T1, T2, T3 = "HC-T1", "HC-T2", "HC-T3"
S1, S2, S3 = "HC-S1", "HC-S2", "HC-S3"
P1, P2 = "Partner 1 (hand counted)", "Partner 2 (hand counted)"

# sex, born, territory at entry, network at entry, territory today, school today, school in the year, entry
CHILDREN = {
	"01": ("Female", "2016-01-10", T1, "REP", T1, S2, S1, "2024-10-01"),
	"02": ("Male", "2013-09-01", T1, "REP+", T3, S2, S2, "2023-10-01"),
	"03": ("Male", "2013-09-02", T2, "REP", T2, S1, S1, "2023-10-05"),
	"04": ("Female", "2019-09-01", T3, "None", T1, S3, S3, "2024-12-01"),
	"05": ("Male", "2007-09-01", None, None, None, None, None, "2021-12-01"),
	"06": ("Female", "2012-05-05", T1, "None", T1, None, None, "2023-09-15"),
	"07": ("Male", "2014-03-03", T2, "REP", T1, S1, S1, "2022-12-01"),
	"08": ("Female", "2010-02-02", T1, "REP+", T2, None, S2, "2023-01-15"),
	"09": ("Female", "2015-07-07", T3, "REP", T3, S1, S1, "2025-02-11"),
	"10": ("Male", "2018-02-02", None, None, T1, None, None, None),
	"12": ("Female", "2016-06-06", T1, "None", T1, None, None, "2024-08-31"),
	"13": ("Male", "2015-05-05", T1, "None", T1, None, None, "2025-01-10"),
	"14": ("Male", "2022-10-01", T1, "None", T1, None, None, "2025-08-31"),
}
# child, received, origin, partner, territory, status, decided, more
REFERRALS = {
	"01": ("01", "2024-09-10", "School", P1, T1, "Accepted", "2024-10-01"),
	"02": ("02", "2023-09-15", "School", P1, T1, "Accepted", "2023-10-01"),
	"03": ("03", "2023-09-20", "School", P1, T1, "Accepted", "2023-10-05"),
	"04": ("04", "2024-11-01", "Social Service", None, T3, "Accepted", "2024-12-01"),
	"05": ("05", "2021-11-01", "School", None, None, "Accepted", "2021-12-01"),
	"06": ("06", "2023-09-01", "School", None, T1, "Accepted", "2023-09-15"),
	"07": ("07", "2022-11-01", "School", None, None, "Accepted", "2022-12-01"),
	"08": ("08", "2025-04-01", "Health", P2, T1, "Accepted", "2025-05-01"),
	"09a": ("09", "2024-09-20", "School", P1, T3, "Declined", "2024-10-10"),
	"09b": ("09", "2025-02-01", "Family", None, T3, "Accepted", "2025-02-11"),
	"10": ("10", "2024-10-01", "School", None, None, "Redirected", "2024-11-01"),
	"11": (None, "2025-01-05", "Association", None, None, "Received", None),
	"12": ("12", "2024-08-01", "School", None, None, "Accepted", "2024-08-31"),
	"13": ("13", "2024-12-20", "School", None, None, "Accepted", "2025-01-10"),
	"14": ("14", "2025-08-01", "Family", None, None, "Accepted", "2025-08-31"),
}
# child, started, closed, actions (domain, mode, funding, hours), référents (which, from, to)
PRE, SERVICES = "PRE", "Existing Services"
PARCOURS = {
	"01": (
		"01",
		"2024-11-15",
		None,
		[("Schooling", "Individual", PRE, 10), ("Sport", "Collective", SERVICES, 5)],
		[(1, "2024-11-15", None)],
	),
	"02": (
		"02",
		"2023-11-01",
		"2025-03-01",
		[("Schooling", "Individual", PRE, 0)],
		[(2, "2023-11-01", None)],
	),
	"03": ("03", "2023-11-01", None, [("Sport", "Collective", PRE, 20)], [(2, "2023-11-01", None)]),
	"04": ("04", "2025-09-10", None, [("Schooling", "Individual", PRE, 7)], [(1, "2025-09-10", None)]),
	"05": (
		"05",
		"2022-01-10",
		"2024-09-01",
		[("Schooling", "Individual", PRE, 0)],
		[(1, "2022-01-10", "2023-12-31"), (2, "2024-01-01", "2024-09-01")],
	),
	"06": ("06", "2023-10-01", "2024-08-31", [("Schooling", "Individual", PRE, 99)], []),
	"07a": (
		"07",
		"2023-01-01",
		"2025-01-15",
		[("Language", "Individual", PRE, 0)],
		[(2, "2023-01-01", None)],
	),
	"07b": ("07", "2025-02-01", None, [("Sport", "Collective", PRE, 0)], [(2, "2025-02-01", None)]),
	"08": ("08", "2023-02-01", "2024-11-30", [("Schooling", "Individual", SERVICES, 0)], []),
	"09": (
		"09",
		"2025-03-01",
		"2025-06-30",
		[("Mental Health", "Individual", PRE, 3.5)],
		[(1, "2025-03-01", "2025-06-30")],
	),
	"12": ("12", None, "2025-01-01", [("Schooling", "Individual", PRE, 50)], []),
}
# child, dated, needs (domain, answer of existing services)
DIAGNOSTICS = {
	"01": ("01", "2024-10-20", [("Schooling", "Insufficient"), ("Language", "Covered")]),
	"02": ("02", "2023-10-20", [("Schooling", "None")]),
	"09": (
		"09",
		"2025-02-20",
		[("Schooling", "None"), ("Mental Health", "Waiting List"), ("Schooling", "Awaited")],
	),
}
# Counted by hand from the two tables above, 2024-2025, structure A:
# domain: needs, covered, awaited, waiting list, not covered, no service asked, actions, individual, collective, PRE,
# services, hours, referrals redirected for it, redirected and answered
NEEDS_AND_ACTIONS = {
	"Language": (1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0),
	"Mental Health": (1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 3.5, 1, 1),
	"Schooling": (3, 0, 1, 0, 2, 0, 4, 4, 0, 3, 1, 10, 1, 1),
	"Sport": (0, 0, 0, 0, 0, 0, 3, 0, 3, 2, 1, 25, 0, 0),
}
# The gaps of 2024-2025, structure A: 01's schooling, noted in October (T1); 09's schooling and mental health, noted in
# February (T3). The PRE acts for 01's schooling (parcours under way); 09's parcours is closed.
# by quarter, total, served by the PRE
UNCOVERED = {
	"Domain": {"Mental Health": ([0, 1, 0, 0], 1, 0), "Schooling": ([1, 1, 0, 0], 2, 1)},
	"Territory": {T1: ([1, 0, 0, 0], 1, 1), T3: ([0, 2, 0, 0], 2, 0)},
}
STANDING = {"Covered": "Covered", "Awaited": "Sought"}  # all other answers leave a gap


def child_name(number: str) -> str:
	return f"ENF-HC-{number}"


def lay_out() -> tuple[str, str]:
	"""Write the whole table; the accounts of référent 1 and 2."""
	_places()
	referents = account("PRE Referent"), account("PRE Referent")
	for number, values in CHILDREN.items():
		_child(number, *values)
	for number, values in REFERRALS.items():
		_referral(number, *values)
	for number, values in PARCOURS.items():
		_parcours(number, referents, *values)
	for number, (child, dated, needs) in DIAGNOSTICS.items():
		lines = [
			{"need_domain": need_domain(d), "need": "Besoin", "answer": a, "standing": STANDING.get(a, "Gap")}
			for d, a in needs
		]
		row(
			"PRE Diagnostic",
			f"DIA-HC-{number}",
			child=child_name(child),
			structure=A,
			diagnostic_date=dated,
			status="Validated",
			needs=lines,
		)
	return referents


def _places() -> None:
	for structure in (A, B):
		row("PRE Structure", structure, structure_name=structure, legal_form="GIP")
		charter_long_ago(structure)
	row("PRE Territory", T1, code=T1, territory_name="Les Tilleuls", territory_type="QPV")
	row(
		"PRE Territory",
		T2,
		code=T2,
		territory_name="Les Ormes",
		territory_type="QPV",
		valid_from="2023-01-01",
		valid_until="2024-12-31",
	)
	row("PRE Territory", T3, code=T3, territory_name="Le Centre", territory_type="Other")
	for name, level, network in (
		(S1, "Elementary", "REP"),
		(S2, "Collège", "REP+"),
		(S3, "Nursery", "None"),
	):
		row("PRE School", name, uai=name, school_name=name, level=level, priority_network=network)
	kind = reference("PRE Partner Type", "Association", referral_origin="Association")
	for name in (P1, P2):
		row("PRE Partner", name, partner_name=name, partner_type=kind)


def _child(number, sex, born, entry_territory, network, territory, school_today, school, entry) -> None:
	lines = [{"school_year": YEAR, "school": school}] if school else []
	if number == "01":
		lines.append({"school_year": "2025-2026", "school": S2})
	row(
		"PRE Child",
		child_name(number),
		first_name="Enfant",
		last_name=number,
		full_name=f"Enfant {number}",
		sex=sex,
		birth_date=born,
		structure=B if number == "13" else A,
		status="Followed",
		territory=territory,
		school=school_today,
		entry_date=entry,
		territory_at_entry=entry_territory,
		network_at_entry=network,
		schooling=lines,
	)


def _referral(number, child, received, origin, partner, territory, status, decided) -> None:
	row(
		"PRE Referral",
		f"SAI-HC-{number}",
		child=child_name(child) if child else None,
		structure=B if number == "13" else A,
		received_on=received,
		origin=origin,
		partner=partner,
		territory=territory,
		status=status,
		decided_on=decided,
		derogation=int(number == "14"),
		child_first_name="Enfant",
		child_last_name=number,
		birth_date="2015-01-01",
		redirect_answer="Covered" if status == "Redirected" else None,
		reasons=[{"need_domain": d} for d in ("Mental Health", "Schooling")]
		if status == "Redirected"
		else [],
	)


def _parcours(number, referents, child, started, closed, actions, charges) -> None:
	row(
		"PRE Parcours",
		f"PAR-HC-{number}",
		child=child_name(child),
		structure=A,
		status="Closed" if closed else "Active",
		started_on=started,
		closed_on=closed,
		actions=[
			{
				"action_title": "Action",
				"objective_code": "O1",
				"need_domain": need_domain(domain),
				"mode": mode,
				"funded_by": funding,
				"planned_hours": hours,
			}
			for domain, mode, funding, hours in actions
		],
		referents=[
			{"referent": referents[who - 1], "from_date": start, "to_date": end}
			for who, start, end in charges
		],
	)
