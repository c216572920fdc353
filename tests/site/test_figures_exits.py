"""F14, F17 and F18 against rows laid out by hand (tests/hand_counted.py), with their reviews.

Closed in 2024-2025, structure A, started (12 never started; 07b, 01... are open):

| parcours | entry decision | closed | days | reason (category) | situation | T start | T exit | objectives at exit |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 02 | 2023-10-01 | 2025-03-01 | 517: 17 months | Objectives Met | No Further Support | 30 | 50 | Schooling 0, Sport 1 |
| 05 | 2021-12-01 | 2024-09-01 | 1005: 33 months | Moving House | - | 40 | 40 | Schooling -1 |
| 07a | 2022-12-01 | 2025-01-15 | 776: 25 months | Lost Contact | Not Known | 40 | - | - |
| 08 | start 2023-02-01 (accepted again later) | 2024-11-30 | 668: 21 months | Objectives Met | - | 50 | 43.8 | Sport -1, Sport 0 |
| 09 | 2025-02-11 | 2025-06-30 | 139: 4 months | not noted | - | - | - | - |

A cancelled exit review of 07a (T 70) does not count.

By hand: F14 five: under 6 months 09; 12 to 19 months 02; beyond 05 07a 08 = 3; median of 139 517 668 776 1005 = 668.
F17: Objectives Met 2, Moving House 1, Lost Contact 1, not noted 1.
F18: situation No Further Support 1, Not Known 1, not noted 3; improved 02, same 05, worse 08, not measured 07a 09 = 2;
objectives 02: 2 of 2, 05: 0 of 1, 08: 1 of 2: 3 of 5; Schooling 1 of 2, Sport 2 of 3. Medians of 30 40 50 and of
50 40 43.8: 40 and 43.8.
"""

import frappe
import pytest

from pre_module.figures.exits import Exits, _for_outside, exits
from pre_module.figures.filters import read_filters
from pre_module.figures.partition import Partition
from pre_module.report.pre_exits_and_progress.pre_exits_and_progress import execute
from tests import hand_counted as hand
from tests.factories import need_domain
from tests.hand_rows import account, row

# parcours: reason, situation, start, exit, levels at the exit
LEFT = {
	"02": ("Objectives Met", "No Further Support Needed", 30, 50, [("Schooling", "0"), ("Sport", "1")]),
	"05": ("Moving House", None, 40, 40, [("Schooling", "-1")]),
	"07a": ("Lost Contact", "Not Known", 40, None, []),
	"08": ("Objectives Met", None, 50, 43.8, [("Sport", "-1"), ("Sport", "0")]),
}


@pytest.fixture
def laid_out():
	hand.lay_out()
	for number, (reason, situation, start, end, levels) in LEFT.items():
		values = {"exit_reason": reason, "exit_situation": situation}
		frappe.db.set_value("PRE Parcours", f"PAR-HC-{number}", values)
		_review(number, "Initial", start, [])
		if end is not None:
			_review(number, "Exit", end, levels)
	_review("07a", "Exit", 70, [("Schooling", "2")], docstatus=2)


def _review(number: str, kind: str, score: float, levels: list, docstatus: int = 1) -> None:
	lines = [{"objective_code": "O1", "need_domain": need_domain(d), "level": level} for d, level in levels]
	row(
		"PRE Review",
		f"BIL-HC-{number}-{kind}-{docstatus}",
		parcours=f"PAR-HC-{number}",
		child=hand.child_name(number[:2]),
		structure=hand.A,
		kind=kind,
		review_date="2024-10-01",
		t_score=score,
		docstatus=docstatus,
		levels=lines,
	)


@pytest.fixture
def found(laid_out):
	return exits(read_filters(hand_filters()))


def hand_filters() -> dict:
	return {"structure": hand.A, "school_year": hand.YEAR}


def cells(partition) -> dict:
	return {label: value for label, value in partition.cells if value}


def test_F14_from_the_decision_to_the_exit(found):
	assert cells(found.durations) == {
		"Under 6 months": 1,
		"12 months to the usual length": 1,
		"Beyond the usual length": 3,
	}
	assert (found.durations.total, found.durations.median_days) == (5, 668)


def test_F17_exits_by_the_surveys_reasons(found):
	assert cells(found.reasons) == {"Objectives Met": 2, "Moving House": 1, "Lost Contact": 1, "Not noted": 1}


def test_F18_situation_progress_and_objectives(found):
	assert cells(found.situations) == {"No Further Support Needed": 1, "Not Known": 1, "Not noted": 3}
	assert cells(found.progress) == {
		"Improved": 1,
		"Same": 1,
		"Worse": 1,
		"Not measured at both dates": 2,
	}
	assert cells(found.objectives) == {"At or above what was expected": 3, "Below": 2}
	assert found.domains == (("Schooling", 1, 2), ("Sport", 2, 3))
	assert found.scores == (40, 43.8)


def test_the_filters_narrow_it(laid_out):
	by_territory = exits(read_filters({**hand_filters(), "territory": hand.T3}))
	assert by_territory.reasons.total == 2, "02 and 09 live in T3 today"
	assert exits(read_filters({**hand_filters(), "school_year": "2025-2026"})).reasons.total == 0


def test_P2_small_numbers_stay_inside(laid_out, as_user):
	manager = account("PRE Manager")
	with as_user(manager):
		shown = exits(read_filters(hand_filters()))
		assert shown.domains is None and shown.scores == (None, None)
		assert all(value is None or value == 0 or value >= 5 for _label, value in shown.reasons.cells)
		_columns, lines, _message, chart, _numbers = execute(hand_filters())
	assert chart is None
	assert not any("domain" in (line["label"] or "") for line in lines)


@pytest.mark.parametrize(
	("children", "shown"), [((10, 6), True), ((10, 0), True), ((10, 4), False), ((4, 10), False)]
)
def test_P2_many_objectives_of_few_children_stay_inside(children, shown):
	"""children: with an objective reached at the exit, with one that is not."""

	def part(**cells):
		return Partition.of("F18", "", cells)

	found = Exits(
		durations=part(short=10),
		reasons=part(met=10),
		situations=part(known=10),
		progress=part(improved=10, worse=6),
		objectives=part(reached=40, below=12 if children[1] else 0),
		domains=(),
		scores=(40.0, 50.0),
	)
	told = _for_outside(found, 5, children).objectives
	assert (told.total is not None and all(value is not None for _label, value in told.cells)) == shown
	assert shown or not any(value for _label, value in told.cells)


def test_the_report_reads_the_figures(laid_out):
	_columns, lines, _message, chart, numbers = execute(hand_filters())
	counted = {line["label"]: line.get("count") for line in lines}
	assert counted["Exits by reason"] == 5 and counted["Improved"] == 1 and counted["Sport"] == 2
	notes = {line["label"]: line.get("note") for line in lines}
	assert notes["Median duration"] == "668 days" and notes["Median T score at the exit"] == "43.8"
	assert chart and [n["value"] for n in numbers] == [5, 1, 3]
