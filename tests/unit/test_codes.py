"""National codes as the lists that are imported publish them, and codes that are nearly right."""

import pytest

from pre_module.rules.codes import is_qpv, is_uai


@pytest.mark.parametrize("code", ["0951099D", "0450922H", "0490867B", "0770033T", "0491700G"])
def test_uai_published_in_the_directory(code):
	assert is_uai(code)


@pytest.mark.parametrize(
	"code",
	[
		"QP093028",
		"QP971001",
		"QP974018",
		"QP987001",
		"QP02A001",
		"QP02B002",
		"QN07501M",
		"QN97401I",
		"QN97418M",
		"QN02A01N",
	],
)
def test_qpv_of_both_lists_mainland_corsica_overseas(code):
	assert is_qpv(code)


@pytest.mark.parametrize(
	"code",
	[
		"QP93028",  # the département takes three characters
		"QP09302M",  # a letter at the end is of the list of 2024
		"QN093028",  # and that list always has one
		"QX09302M",
		"QN2A001M",
		"QP961001",  # no such département
		"qp093028",
		"QP093028 ",
		"QP093028\n",
		"QP0930281",
		"",
	],
)
def test_qpv_nearly_right(code):
	assert not is_qpv(code)
