"""Names that are written otherwise and said alike in French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pre_module.rules.sound import distance, skeleton, sound

WORDS = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=12)


@pytest.mark.parametrize(
	"one, other",
	[
		("Dupont", "Dupond"),
		("Lefebvre", "Lefèvre"),
		("Philippe", "Filipe"),
		("Thomas", "Toma"),
		("François", "Fransois"),
		("Benoît", "Benoist"),
		("Christophe", "Kristof"),
		("Renaud", "Reno"),
		("Gauthier", "Gotié"),
		("Guy", "Gui"),
		("Khadija", "Khadidja"),
		("Aïcha", "Aysha"),
		("Djamel", "Jamel"),
		("Ousmane", "Usman"),
		("Yannis", "Yanis"),
		("N'Diaye", "Ndiaye"),
		("Dembélé", "Denbele"),
	],
)
def test_names_said_alike_have_one_sound(one, other):
	assert sound(one) == sound(other)
	assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
	"one, other",
	[("Léo", "Théo"), ("Mamadou", "Mohamed"), ("Fatou", "Fatima"), ("Martin", "Bertin"), ("Sacha", "Sarah")],
)
def test_names_said_otherwise_keep_apart(one, other):
	assert sound(one) != sound(other)
	assert skeleton(one) != skeleton(other)


def test_vowels_are_left_out_of_the_key():
	assert skeleton("Mohamed") == skeleton("Muhammad") == "MM"
	assert skeleton("Ali") == "AL"
	assert skeleton("Éa") == "A"


@given(WORDS)
def test_every_name_has_a_key(word):
	assert sound(word) and skeleton(word)


@given(WORDS, WORDS)
def test_the_distance_is_one_between_two_words(one, other):
	assert distance(one, other) == distance(other, one)
	assert (distance(one, other) == 0) == (one == other)
	assert distance(one, other) <= max(len(one), len(other))


@pytest.mark.parametrize(
	"one, other, letters", [("ines", "inse", 1), ("sarah", "sara", 1), ("", "abc", 3), ("marie", "marine", 1)]
)
def test_the_distance_counts_letters(one, other, letters):
	assert distance(one, other) == letters
