"""A situation on one page: shortened no more than needed, never silently, and always short enough."""

from hypothesis import given
from hypothesis import strategies as st

from pre_module.desk.one_page import LINES, PARTS, fit, height, shorten

TEXT = st.text("abc déf,. \n", max_size=600)
LINE = st.fixed_dictionaries({"text": TEXT, "service": TEXT, "planning": TEXT})
DOMAIN = st.fixed_dictionaries({part: st.lists(LINE, max_size=5) for part in PARTS} | {"name": TEXT})
VIEW = st.fixed_dictionaries(
	{
		"domains": st.lists(DOMAIN, max_size=14),
		"factors": st.lists(
			st.fixed_dictionaries({"factors": st.lists(st.text("abcé ", max_size=40), max_size=20)}),
			max_size=2,
		),
		"words": st.dictionaries(st.sampled_from(["child_word", "parents_word"]), TEXT),
	}
)


def line(text: str) -> dict:
	return {"text": text}


def view(*texts: str) -> dict:
	parts = {**{part: [] for part in PARTS}, "needs": [line(t) for t in texts]}
	return {"domains": [{"name": "Sport", **parts}], "factors": [], "words": {}}


def test_what_is_short_stays_whole():
	told = fit(view("Nager.", "Courir."), ["Que proposer ?"])
	assert [row["text"] for row in told["domains"][0]["needs"]] == ["Nager.", "Courir."]
	assert not told["shortened"] and told["more_domains"] == 0


def test_a_long_question_alone_is_said_to_be_shortened():
	assert fit(view("Nager."), ["Que proposer ? " * 1000])["shortened"]


@given(VIEW, st.lists(TEXT, max_size=5))
def test_it_always_fits_and_says_what_is_missing(drawn, beside):
	told = fit(drawn, beside)
	others = [shorten(text, told["characters"]) for text in beside]
	assert height(told, others) <= LINES or not told["domains"]
	assert len(told["domains"]) + told["more_domains"] == len(drawn["domains"])
	if not told["shortened"]:
		for before, after in zip(drawn["domains"], told["domains"], strict=True):
			for part in PARTS:
				assert [" ".join(r["text"].split()) for r in before[part]] == [r["text"] for r in after[part]]


def test_texts_are_cut_between_words():
	assert shorten("Une phrase assez longue.", 40) == "Une phrase assez longue."
	assert shorten("Une phrase assez\nlongue, vraiment.", 20) == "Une phrase assez…"
	assert shorten("x" * 50, 10) == "x" * 9 + "…"
	assert shorten(None, 10) == ""


@given(TEXT, st.integers(5, 200))
def test_a_text_is_never_longer_than_asked(text, characters):
	assert len(shorten(text, characters)) <= characters
