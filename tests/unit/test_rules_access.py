"""R10 and design.md section 4: what each ground opens, and a register that never rewrites the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.access import (
	COORDINATOR,
	EMERGENCY,
	ENROLMENT,
	GROUNDS,
	MEETING,
	OF_ENROLMENT,
	READING,
	REFERENT,
	REFERRAL,
	SHARING,
	WHOLE_FILE,
	Charters,
	Grant,
	first_moment,
	grounds_for,
	last_moment,
	merged,
	opens,
	sees,
	settle,
	within,
)

NOW = datetime(2026, 3, 3, 10, 30)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DOCTYPES = ("PRE Child", "PRE Consent", "PRE Referral", "PRE Situation", "Any Other With A Child")


def grant(ground: str = REFERENT, **values) -> Grant:
	base = Grant(
		user="referente@example.org",
		child="" if ground == COORDINATOR else "ENF-1",
		structure="S",
		ground=ground,
		source_doctype="PRE Referral" if ground == REFERRAL else "PRE Referent Contract",
		source_name="SAI-1" if ground == REFERRAL else "CTR-1",
		start=NOW - DAY,
	)
	return replace(base, **values)


SIGNED = Charters(frozenset({"S"}), frozenset({"S"}))
ACCEPTED_ONLY = Charters(frozenset({"S"}), frozenset())
NONE = Charters(frozenset(), frozenset())


def seen(*grants, charters=SIGNED, at=NOW, doctype="PRE Child", child="ENF-1", structure="S", **more) -> bool:
	return sees(grants, charters, at, doctype=doctype, child=child, structure=structure, **more)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("ground", WHOLE_FILE)
def test_the_whole_file_is_open_to_who_accompanies_the_child(ground, doctype):
	assert seen(grant(ground), doctype=doctype)
	assert not seen(grant(ground, structure="T"), doctype=doctype, child="ENF-2")


@pytest.mark.parametrize("ground", (MEETING, SHARING))
def test_the_team_and_the_partners_see_the_situation_only(ground):
	"""R10 « never more than the consent names »."""
	assert seen(grant(ground), doctype="PRE Situation")
	for doctype in DOCTYPES:
		if doctype != "PRE Situation":
			assert not seen(grant(ground), doctype=doctype)


def test_an_agreement_to_share_lets_a_professional_named_on_a_health_note_read_it():
	"""P14: the note asks besides that he is named; a meeting's agenda alone never does."""
	assert seen(grant(SHARING), doctype="PRE Health Note")
	assert not seen(grant(MEETING), doctype="PRE Health Note")
	assert not seen(grant(SHARING), doctype="PRE Safeguarding Report")


def test_an_own_referral_opens_that_referral_and_nothing_else():
	own = grant(REFERRAL)
	assert seen(own, doctype="PRE Referral", name="SAI-1")
	assert not seen(own, doctype="PRE Referral", name="SAI-2")
	for doctype in DOCTYPES:
		if doctype != "PRE Referral":
			assert not seen(own, doctype=doctype, name="SAI-1")


@pytest.mark.parametrize("doctype", OF_ENROLMENT)
def test_a_sharing_agreement_opens_one_enrolment_to_the_partner_that_leads_the_action(doctype):
	"""R10: by the enrolment that gave it, never by the child alone; the situation stays open beside it."""
	one = grant(SHARING, source_doctype=ENROLMENT, source_name="INS-1")
	assert seen(one, doctype=doctype, enrolment="INS-1")
	assert not seen(one, doctype=doctype, enrolment="INS-2")
	assert not seen(one, doctype=doctype)
	assert not seen(grant(SHARING), doctype=doctype, enrolment="CTR-1")
	assert not seen(grant(SHARING, source_name="INS-1"), doctype=doctype, enrolment="INS-1")
	assert not seen(
		grant(MEETING, source_doctype=ENROLMENT, source_name="INS-1"), doctype=doctype, enrolment="INS-1"
	)
	assert not seen(one, doctype=doctype, enrolment="INS-1", charters=ACCEPTED_ONLY)
	assert not seen(one, doctype="PRE Parcours", enrolment="INS-1")
	assert seen(grant(), doctype=doctype, enrolment="INS-2"), "the référent sees all of his child"


def test_an_emergency_reads_and_changes_nothing():
	urgent = grant(EMERGENCY)
	assert all(seen(urgent, ptype=ptype) for ptype in READING)
	for ptype in ("write", "print", "export", "create", "delete", "share", "email"):
		assert not seen(urgent, ptype=ptype)


@pytest.mark.parametrize("ground", GROUNDS)
def test_no_ground_opens_anything_without_the_charter(ground):
	"""R10 « the charter comes first »: accepted in person, and signed by the institution for a partner's grounds."""
	name, doctype = "SAI-1", "PRE Referral" if ground == REFERRAL else "PRE Situation"
	assert not seen(grant(ground), charters=NONE, doctype=doctype, name=name)
	needs_signature = ground in (REFERRAL, SHARING)
	assert seen(grant(ground), charters=ACCEPTED_ONLY, doctype=doctype, name=name) is not needs_signature
	assert seen(grant(ground), charters=SIGNED, doctype=doctype, name=name)


def test_a_document_without_a_child_is_opened_by_no_childs_grant():
	"""An empty file number on both sides is no match."""
	assert not seen(grant(child=""), child="", structure="")
	assert not seen(
		grant(COORDINATOR, structure=""),
		child="",
		structure="",
		charters=Charters(frozenset({""}), frozenset()),
	)


@given(st.integers(-48, 48), st.one_of(st.none(), st.integers(-48, 48)), st.sampled_from(GROUNDS))
def test_the_dates_rule(start, end, ground):
	"""A grant opens from its first moment, included, to its last, excluded, whatever job ran or did not."""
	end_time = None if end is None else NOW + end * HOUR
	one = grant(ground, start=NOW + start * HOUR, end=end_time)
	doctype = "PRE Referral" if ground == REFERRAL else "PRE Situation"
	assert seen(one, doctype=doctype, name="SAI-1") == (start <= 0 and (end is None or end > 0))


def test_every_ground_is_found_for_the_lists():
	for doctype in DOCTYPES:
		for ground in GROUNDS:
			listed = ground in grounds_for(doctype)
			assert listed == (opens(ground, doctype) and ground not in (COORDINATOR, REFERRAL))


# The register.

moments = st.integers(-6, 6).map(lambda hours: NOW + hours * HOUR)
grants = st.builds(
	lambda user, child, start, length: grant(
		user=user, child=child, start=start, end=None if length is None else start + length * HOUR
	),
	st.sampled_from(("a", "b")),
	st.sampled_from(("ENF-1", "ENF-2")),
	moments,
	st.one_of(st.none(), st.integers(1, 8)),
)


def after(written: list[Grant], due: list[Grant], now: datetime) -> list[Grant]:
	"""The register's rows once a settlement is written, as `access/register.py` writes it."""
	change = settle(now, [g for g in written if g.end is None or g.end > now], due)
	ends = {id(row): end for row, end in change.ended}
	dropped = {id(row) for row in change.dropped}
	kept = [replace(g, end=ends.get(id(g), g.end)) for g in written if id(g) not in dropped]
	return [*kept, *change.opened]


def live(rows: list[Grant], at: datetime) -> set[tuple]:
	return {row.key for row in rows if row.is_live(at)}


@given(st.lists(grants, max_size=5), st.lists(grants, max_size=5), st.integers(0, 5))
def test_from_now_on_the_register_says_what_is_due(first, second, hours):
	rows = after([], first, NOW)
	now = NOW + hours * HOUR
	rows = after(rows, second, now)
	for later in range(0, 16):
		at = now + later * HOUR
		assert live(rows, at) == live(second, at)


@given(st.lists(grants, max_size=5), st.lists(grants, max_size=5), st.integers(1, 5))
def test_the_past_is_never_rewritten(first, second, hours):
	"""Who could see on 3 March is answered the same ever after."""
	now = NOW + hours * HOUR
	rows = after([], first, NOW)
	later = after(rows, second, now)
	for minutes in range(0, hours * 60, 20):
		at = NOW + timedelta(minutes=minutes)
		assert live(later, at) == live(rows, at)
	assert not live(after([], first, NOW), NOW - timedelta(seconds=1))


@given(st.lists(grants, max_size=6))
def test_settling_twice_changes_nothing(due):
	rows = after([], due, NOW)
	again = settle(NOW, rows, due)
	assert (again.opened, again.ended, again.dropped) == ([], [], [])


@given(st.lists(grants, max_size=6))
def test_merging_keeps_every_moment_and_leaves_no_two_that_touch(due):
	result = merged(due)
	for hour in range(-8, 18):
		at = NOW + hour * HOUR
		assert live(result, at) == live(due, at)
	for one in result:
		for other in result:
			if one is not other and one.key == other.key:
				assert (one.end is not None and one.end < other.start) or (
					other.end is not None and other.end < one.start
				)


def test_a_charge_that_was_ended_for_yesterday_was_open_until_now():
	row = grant(start=NOW - 10 * DAY)
	change = settle(NOW, [row], [replace(row, end=NOW - DAY)])
	assert change.ended == [(row, NOW)]


def test_days_are_whole():
	assert first_moment(date(2026, 3, 3)) == datetime(2026, 3, 3)
	assert last_moment(date(2026, 3, 3)) == datetime(2026, 3, 4)
	assert last_moment(None) is None


moments = st.integers(-50, 50).map(lambda n: NOW + n * DAY)


@given(start=moments, end=st.none() | moments, since=moments, until=st.none() | moments, at=moments)
def test_a_grant_within_a_span_opens_what_both_do(start, end, since, until, at):
	whole = grant(start=start, end=end)
	inside = since <= at and (until is None or at < until)
	assert any(g.is_live(at) for g in within(whole, since, until)) == (whole.is_live(at) and inside)
