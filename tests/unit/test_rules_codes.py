"""UAI, QPV and SIRET codes, as their publishers define them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.codes import UAI_LETTERS, is_qpv, is_siret, is_uai, qpv_validity, uai_check_letter

digits = st.text("0123456789", min_size=7, max_size=7)


@pytest.mark.parametrize("code", ["0750654D", "0750655E", "0693446W"])
def test_a_uai_code_of_the_national_directory_is_one(code):
	assert is_uai(code)


@given(digits)
def test_exactly_one_letter_closes_seven_digits(seven):
	assert [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_uai(seven + c)] == [uai_check_letter(seven)]


@given(digits, st.integers(0, 6), st.sampled_from("123456789"))
def test_one_digit_mistyped_never_passes(seven, place, more):
	wrong = str((int(seven[place]) + int(more)) % 10)
	assert not is_uai(seven[:place] + wrong + seven[place + 1 :] + uai_check_letter(seven))


def test_the_letters_i_o_and_q_never_close_a_code():
	assert len(UAI_LETTERS) == 23 and not set("IOQ") & set(UAI_LETTERS)


@pytest.mark.parametrize(
	"code", ["", "0750655", "0750655e", "075065EE", "0750655E ", "0750655E\n", "٠750655E", "00750655E"]
)
def test_what_has_not_the_form_is_no_uai_code(code):
	assert not is_uai(code)


@pytest.mark.parametrize("wrong", ["", "123456", "12345678", "123456A", "٠123456", "123456\n"])
def test_a_check_letter_belongs_to_seven_digits_only(wrong):
	with pytest.raises(ValueError):
		uai_check_letter(wrong)


@pytest.mark.parametrize("code", ["QP075001", "QN07501M", "QP971002", "QN97101I", "QP02A001", "QN02B01M"])
def test_a_code_of_the_national_lists_is_a_qpv_code(code):
	assert is_qpv(code)


@pytest.mark.parametrize(
	"code", ["", "QP07500", "QP0750011", "QX075001", "qp075001", "QP075001\n", " QP075001", "QPABCDEF"]
)
def test_what_has_not_the_form_is_no_qpv_code(code):
	assert not is_qpv(code)


@pytest.mark.parametrize("code", ["73282932000074", "35600000000048"])
def test_a_siret_satisfies_its_check_digit(code):
	assert is_siret(code)


@pytest.mark.parametrize("code", ["73282932000075", "7328293200007", "732829320000744", "7328293200007A", ""])
def test_what_does_not_is_no_siret(code):
	assert not is_siret(code)


@pytest.mark.parametrize(
	"code, first, last",
	[
		("QP075001", date(2015, 1, 1), date(2023, 12, 31)),
		("QP971002", date(2015, 1, 1), date(2024, 12, 31)),
		("QN07501M", date(2024, 1, 1), None),
		("QN97101I", date(2025, 1, 1), None),
	],
)
def test_a_code_says_when_its_territory_is_a_priority_one(code, first, last):
	assert qpv_validity(code) == (first, last)


def test_what_is_no_qpv_code_says_nothing_of_its_dates():
	with pytest.raises(ValueError):
		qpv_validity("QX075001")


def test_an_establishment_of_la_poste_sums_to_a_multiple_of_five():
	assert is_siret("35600000049837")
	assert not is_siret("35600000049838")


@given(
	st.text("0123456789", min_size=13, max_size=13).filter(lambda start: not start.startswith("356000000"))
)
def test_exactly_one_last_digit_closes_a_siret(start):
	assert sum(is_siret(start + d) for d in "0123456789") == 1
