"""R3, R10: what a family lets a partner know; the intersection of everyone asked, and nothing beyond."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.consent import INFORMATION, SHARING, Guardian
from pre_module.rules.sharing import (
	CHILD,
	SharingAgreement,
	completed_by,
	last_day_shared,
	missing_for_sharing,
	shared_domains,
)

TODAY = date(2026, 11, 23)
MOTHER = Guardian("m", "Sofia Exemple", True)
FATHER = Guardian("f", "Karim Exemple", True)
STEPFATHER = Guardian("s", "Luc Autre", False)
DOMAINS = ("Schooling", "Health", "Culture")
PARTNERS = ("school", "clinic")


def ago(days: int) -> date:
	return TODAY - timedelta(days=days)


def agreement(guardian=MOTHER, domains=("Schooling",), partner="school", given_on=None, **values):
	named = {partner: frozenset(domains)} if domains else {}
	return SharingAgreement(SHARING, guardian.key, given_on or ago(10), domains=named, **values)


def shared(guardians, agreements, partner="school", on=TODAY, assent_from=None) -> set[str]:
	return set(shared_domains(guardians, agreements, partner, on, assent_from))


def test_R3_only_what_each_holder_agreed_to_is_shared():
	answers = [agreement(MOTHER, ("Schooling", "Health")), agreement(FATHER, ("Schooling", "Culture"))]
	assert shared([MOTHER, FATHER], answers) == {"Schooling"}
	assert shared([MOTHER, FATHER], answers[:1]) == set()


def test_R3_another_guardian_is_neither_asked_nor_heard():
	assert shared([MOTHER, STEPFATHER], [agreement(MOTHER)]) == {"Schooling"}
	assert shared([STEPFATHER], [agreement(STEPFATHER)]) == set()


def test_R3_without_a_holder_of_authority_nothing_is_shared():
	assert shared([], [agreement(MOTHER)]) == set()


def test_R10_a_partner_that_is_not_named_gets_nothing():
	assert shared([MOTHER], [agreement(MOTHER)], partner="clinic") == set()


def test_R3_the_agreement_of_another_stage_shares_nothing():
	assert shared([MOTHER], [replace(agreement(MOTHER), stage=INFORMATION)]) == set()


def test_R3_from_its_first_day_to_its_last():
	answer = agreement(given_on=TODAY, valid_until=TODAY + timedelta(days=3))
	found = [bool(shared([MOTHER], [answer], on=TODAY + timedelta(days=d))) for d in (-1, 0, 3, 4)]
	assert found == [False, True, True, False]


def test_R3_nothing_on_the_day_of_the_withdrawal():
	answer = agreement(withdrawn_on=TODAY)
	assert shared([MOTHER], [answer], on=ago(1)) == {"Schooling"}
	assert shared([MOTHER], [answer]) == set()


def test_R3_a_refusal_closes_to_all_partners_what_was_agreed_before():
	answers = [agreement(given_on=ago(9)), agreement(given_on=ago(2), domains=(), given=False)]
	assert shared([MOTHER], answers, on=ago(3)) == {"Schooling"}
	assert shared([MOTHER], answers) == set()


def test_R3_the_last_agreement_that_names_the_partner_takes_the_place_of_the_older():
	older = agreement(domains=("Schooling", "Health"), given_on=ago(9))
	newer = agreement(domains=("Schooling",), given_on=ago(2), valid_until=ago(1))
	elsewhere = agreement(domains=("Culture",), partner="clinic", given_on=ago(1))
	assert shared([MOTHER], [older, newer, elsewhere], on=ago(2)) == {"Schooling"}
	assert shared([MOTHER], [older, newer, elsewhere]) == set()  # time never brings the wider one back
	assert shared([MOTHER], [older, elsewhere]) == {"Schooling", "Health"}


def test_R3_two_papers_of_one_day_both_count():
	answers = [agreement(domains=("Schooling",)), agreement(domains=("Health",))]
	assert shared([MOTHER], answers) == {"Schooling", "Health"}


def test_P17_from_the_age_on_nothing_is_shared_without_the_childs_assent():
	plain = agreement(domains=("Schooling", "Health"))
	assert shared([MOTHER], [plain], assent_from=TODAY + timedelta(days=1)) == {"Schooling", "Health"}
	assert shared([MOTHER], [plain], assent_from=TODAY) == set()
	given_too = replace(plain, assent=True, assent_on=ago(1))
	assert shared([MOTHER], [given_too], assent_from=TODAY) == {"Schooling", "Health"}
	assert (
		shared([MOTHER], [given_too, replace(plain, assent=False, assent_on=TODAY)], assent_from=TODAY)
		== set()
	)


def test_P17_the_child_agrees_to_the_domains_of_the_paper_it_was_shown():
	answers = [
		agreement(MOTHER, ("Schooling", "Health")),
		agreement(FATHER, ("Schooling", "Health")),
		agreement(MOTHER, ("Schooling",), given_on=ago(20), assent=True, assent_on=ago(20)),
	]
	assert shared([MOTHER, FATHER], answers, assent_from=ago(100)) == {"Schooling"}


def test_P17_an_assent_ends_with_its_agreement():
	answer = agreement(assent=True, assent_on=ago(5), valid_until=ago(1))
	lasting = agreement(given_on=ago(5))
	assert shared([MOTHER], [answer, lasting], assent_from=ago(100), on=ago(1)) == {"Schooling"}
	assert shared([MOTHER], [answer, lasting], assent_from=ago(100)) == set()


def test_R3_the_last_day_is_the_first_end_that_leaves_nothing():
	answers = [
		agreement(MOTHER, ("Schooling", "Health"), valid_until=TODAY + timedelta(days=9)),
		agreement(FATHER, ("Schooling",), valid_until=TODAY + timedelta(days=4)),
	]
	assert last_day_shared([MOTHER, FATHER], answers, "school", TODAY) == TODAY + timedelta(days=4)
	assert last_day_shared([MOTHER], [agreement(MOTHER)], "school", TODAY) is None
	birthday = TODAY + timedelta(days=2)
	assert last_day_shared([MOTHER], answers, "school", TODAY, birthday) == birthday - timedelta(days=1)


def test_R3_the_document_that_completed_it_is_the_last_in_force():
	answers = [agreement(MOTHER, name="ACC-1"), agreement(FATHER, given_on=ago(3), name="ACC-2")]
	assert completed_by(answers, "school", TODAY) == "ACC-2"


def test_R3_what_is_missing_names_each_person_and_domain():
	answers = [agreement(MOTHER, ("Schooling", "Health")), agreement(FATHER, ("Schooling",))]
	asked = frozenset({"Schooling", "Health"})
	found = missing_for_sharing([MOTHER, FATHER], answers, "school", asked, TODAY, TODAY)
	assert [(m.guardian, set(m.domains)) for m in found] == [(FATHER, {"Health"}), (CHILD, set(asked))]


days = st.integers(-10, 30).map(ago)
pasts = st.integers(0, 30).map(ago)
answers = st.builds(
	SharingAgreement,
	stage=st.sampled_from([SHARING, SHARING, SHARING, INFORMATION]),
	guardian=st.sampled_from(["m", "f", "s"]),
	given_on=pasts,
	given=st.sampled_from([True, True, True, False]),
	valid_until=st.none() | days,
	withdrawn_on=st.none() | st.none() | pasts,
	domains=st.dictionaries(
		st.sampled_from(PARTNERS), st.frozensets(st.sampled_from(DOMAINS), min_size=1), max_size=2
	),
	assent=st.sampled_from([None, True, True, False]),
	assent_on=pasts,
	name=st.sampled_from(["A", "B", "C"]),
)
many = st.lists(answers, max_size=7)
partners = st.sampled_from(PARTNERS)
holders = st.sampled_from([[MOTHER], [MOTHER, FATHER], [MOTHER, STEPFATHER]])
ages = st.none() | days


@given(holders, many, partners, days, ages)
def test_R10_never_more_than_a_paper_names(guardians, given_answers, partner, on, assent_from):
	found = shared(guardians, given_answers, partner, on, assent_from)
	for guardian in guardians:
		if guardian.holds_authority:
			mine = [a for a in given_answers if a.guardian == guardian.key and a.given and a.is_valid(on)]
			assert found <= set().union(*(a.for_partner(partner) for a in mine))


@given(many, partners, days, ages)
def test_R3_one_more_holder_of_authority_never_widens(given_answers, partner, on, assent_from):
	alone = shared([MOTHER], given_answers, partner, on, assent_from)
	assert shared([MOTHER, FATHER], given_answers, partner, on, assent_from) <= alone


@given(holders, many, partners, days, days)
def test_P17_asking_the_child_never_widens(guardians, given_answers, partner, on, assent_from):
	asked = shared(guardians, given_answers, partner, on, assent_from)
	assert asked <= shared(guardians, given_answers, partner, on)


@given(holders, many, partners, ages)
def test_R3_withdrawing_closes_at_once(guardians, given_answers, partner, assent_from):
	withdrawn = [
		replace(a, withdrawn_on=TODAY) if a.guardian == "m" and a.given and not a.withdrawn_on else a
		for a in given_answers
	]
	before = [a for a in withdrawn if a.given_on < TODAY]
	assert shared(guardians, before, partner, TODAY, assent_from) == set()


@given(holders, many, partners, ages, st.sampled_from([MOTHER]))
def test_R3_a_refusal_today_closes_at_once(guardians, given_answers, partner, assent_from, who):
	before = [a for a in given_answers if a.given_on < TODAY]
	no = SharingAgreement(SHARING, who.key, TODAY, given=False)
	assert shared(guardians, [*before, no], partner, TODAY, assent_from) == set()


@given(holders, many, partners, ages, st.integers(0, 10))
def test_R3_without_a_new_answer_time_only_narrows(guardians, given_answers, partner, assent_from, later):
	day = TODAY + timedelta(days=later)
	now = shared(guardians, given_answers, partner, TODAY, assent_from)
	assert shared(guardians, given_answers, partner, day, assent_from) <= now


@given(holders, many, partners, ages)
def test_R3_the_last_day_is_right_day_by_day(guardians, given_answers, partner, assent_from):
	if not shared(guardians, given_answers, partner, TODAY, assent_from):
		return
	last = last_day_shared(guardians, given_answers, partner, TODAY, assent_from)
	for n in range(15):
		day = TODAY + timedelta(days=n)
		open_then = bool(shared(guardians, given_answers, partner, day, assent_from))
		assert open_then == (last is None or day <= last)
	assert completed_by(given_answers, partner, TODAY)


@given(holders, many, partners, days, ages)
def test_R3_the_order_in_which_answers_are_noted_changes_nothing(
	guardians, given_answers, partner, on, assent_from
):
	forward = shared(guardians, given_answers, partner, on, assent_from)
	assert forward == shared(guardians, given_answers[::-1], partner, on, assent_from)


@given(holders, many, partners, ages, st.frozensets(st.sampled_from(DOMAINS), min_size=1))
def test_R3_nothing_is_missing_exactly_when_it_is_shared(
	guardians, given_answers, partner, assent_from, wanted
):
	missing = missing_for_sharing(guardians, given_answers, partner, wanted, TODAY, assent_from)
	found = shared(guardians, given_answers, partner, TODAY, assent_from)
	assert (not missing) == (wanted <= found)
