"""How a name sounds in French: what is written otherwise and said alike gets the same key."""

import re

from pre_module.rules.identity import normalised

# In this order; a later line reads what the earlier ones left. Capitals stand for sounds of several letters.
_SOUNDS = tuple(
	(re.compile(pattern), sound)
	for pattern, sound in (
		(r"ph", "f"),
		(r"ch(?=[rl])", "k"),
		(r"t?s?ch|sh", "C"),
		(r"kh", "k"),
		(r"h", ""),
		(r"eau|au", "o"),
		(r"(?<=[aeo])uill?|ill(?=[aeou])", "i"),
		(r"gu(?=[eiy])", "G"),
		(r"gn", "n"),
		(r"dj", "j"),
		(r"cq|ck|qu|q", "k"),
		(r"sc(?=[eiy])|c(?=[eiy])", "s"),
		(r"c", "k"),
		(r"g(?=[eiy])", "j"),
		(r"G", "g"),
		(r"ier$", "ie"),
		(r"ou|w", "u"),
		(r"ai|ay|ei|ey|oe|ae", "e"),
		(r"oi|oy", "ua"),
		(r"y", "i"),
		(r"ti(?=on)", "si"),
		(r"x", "ks"),
		(r"tz|ts|z", "s"),
		(r"bv", "v"),
		(r"m(?=[bp])", "n"),
		(r"(.)\1+", r"\1"),
	)
)
_SILENT = "esxztdp"  # at the end of a word
_VOWELS = "aeiou"


def sound(word: str) -> str:
	"""What is heard of one word: « Lefebvre » and « Lefèvre », « Philippe » and « Filipe » give the same."""
	# A cedilla tells how the c is said, and is lost with the accents.
	heard = letters = normalised(re.sub("[çÇ]", "ss", word)).replace(" ", "")
	for pattern, written in _SOUNDS:
		heard = pattern.sub(written, heard)
	while len(heard) > 2 and heard[-1] in _SILENT:
		heard = heard[:-1]
	return heard or letters


def skeleton(word: str) -> str:
	"""The consonants heard, and an A for a vowel in front: « Mohamed » and « Muhammad » share it, to be looked up."""
	heard = sound(word)
	key = ("A" if heard[:1] in _VOWELS else "") + "".join(c for c in heard if c not in _VOWELS)
	return (key or heard).upper()


def distance(one: str, other: str) -> int:
	"""How many letters to add, leave out, change, or exchange with their neighbour."""
	before: list[int] = []
	row = list(range(len(other) + 1))
	for i, a in enumerate(one, 1):
		before, last, row = row, before, [i]
		for j, b in enumerate(other, 1):
			cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
			if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
				cost = min(cost, last[j - 2] + 1)
			row.append(cost)
	return row[-1]
