"""R11: what a safeguarding report keeps, and that what was sent stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.safeguarding import SENT_FOR_GOOD, Report, check_report, check_sent_for_good

TODAY = date(2026, 11, 22)
DRAFT = Report(
	"Worrying Information to the CRIP", "", "Le 3 novembre, l'enfant dit à l'école : « j'ai peur »."
)


def ago(days: int) -> date:
	return TODAY - timedelta(days=days)


SENT = replace(DRAFT, addressee="CRIP", sent_on=ago(3), informed="Yes", informed_on=ago(4))


def refused(report: Report) -> list[str]:
	found = check_report(report, TODAY)
	assert {r.rule for r in found} <= {"R11"}
	return [str(r).removeprefix("R11: ") for r in found]


def test_R11_a_draft_waits_for_nothing_but_its_facts():
	assert refused(DRAFT) == []
	assert DRAFT.status == "Draft"


def test_R11_sent_with_addressee_day_and_parents_informed_it_is_whole():
	assert refused(SENT) == []
	assert SENT.status == "Sent"
	assert replace(SENT, acknowledged_on=ago(1)).status == "Acknowledged"


@pytest.mark.parametrize(
	("missing", "said"),
	[
		({"addressee": " "}, "Say to whom the report was sent."),
		({"facts": " "}, "A report is sent with the facts observed."),
		({"informed": "", "informed_on": None}, "Say whether the parents were informed of the report."),
		({"informed_on": None}, "Note the day on which the parents were informed."),
	],
)
def test_R11_a_report_is_not_sent_without(missing, said):
	assert refused(replace(SENT, **missing)) == [said]


def test_R11_P11_not_informing_the_parents_needs_its_reason_even_before_sending():
	said = "The parents were not informed: say why this is in the child's interest."
	for report in (SENT, DRAFT):
		silent = replace(report, informed="No", informed_on=None, reason_not_informed=" ")
		assert refused(silent) == [said]
		assert refused(replace(silent, reason_not_informed="Danger au retour.")) == []


def test_R11_P11_informing_the_parents_only_afterwards_needs_its_reason():
	late = replace(SENT, informed_on=ago(1))
	assert refused(late) == ["The parents were informed after the report was sent: say why not before."]
	assert refused(replace(late, reason_not_informed="Danger au retour.")) == []
	assert refused(replace(SENT, informed_on=SENT.sent_on)) == []


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"acknowledged_on": ago(4)}, "The report was acknowledged before it was sent."),
		(
			{"acknowledged_on": ago(1), "sent_on": None},
			"Only a report that was sent can be acknowledged: note the day.",
		),
		({"acknowledged_on": ago(-1)}, "Acknowledged On lies in the future."),
		({"sent_on": ago(-1)}, "Sent On lies in the future."),
		({"informed_on": ago(-1), "reason_not_informed": "x"}, "Parents Informed On lies in the future."),
	],
)
def test_R11_its_days_follow_each_other_and_lie_in_the_past(values, said):
	assert refused(replace(SENT, **values)) == [said]


def test_R11_acknowledged_on_the_day_it_was_sent():
	assert refused(replace(SENT, acknowledged_on=SENT.sent_on)) == []


@pytest.mark.parametrize("field", [field for field, _label in SENT_FOR_GOOD])
def test_R11_once_sent_it_stays_what_was_sent(field):
	changed = replace(SENT, **{field: ago(9) if field == "sent_on" else "Autre"})
	(refusal,) = check_sent_for_good(SENT, changed)
	assert refusal.values == (dict(SENT_FOR_GOOD)[field],)
	assert check_sent_for_good(DRAFT, changed) == []


def test_R11_the_sending_is_not_taken_back():
	assert check_sent_for_good(SENT, replace(SENT, sent_on=None))


def test_R11_the_acknowledgement_and_the_parents_come_afterwards():
	later = replace(
		SENT,
		acknowledged_on=TODAY,
		informed="No",
		informed_on=None,
		reason_not_informed="Danger au retour.",
	)
	assert check_sent_for_good(SENT, later) == []


days = st.none() | st.integers(-5, 30).map(ago)
reports = st.builds(
	Report,
	kind=st.just("Report to the Parquet"),
	addressee=st.sampled_from(["", "Parquet"]),
	facts=st.sampled_from(["", "Faits."]),
	sent_on=days,
	acknowledged_on=days,
	informed=st.sampled_from(["", "Yes", "No"]),
	informed_on=days,
	reason_not_informed=st.sampled_from(["", "Raison."]),
)


@given(reports)
def test_R11_what_passes_is_whole(report):
	if check_report(report, TODAY):
		return
	assert all(d is None or d <= TODAY for d in (report.sent_on, report.acknowledged_on))
	if report.sent_on:
		assert report.addressee and report.facts
		assert report.reason_not_informed or report.informed_on <= report.sent_on
	if report.acknowledged_on:
		assert report.sent_on <= report.acknowledged_on
