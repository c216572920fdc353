"""Two files that may be of one child: proposed to a person with their reasons, never decided, never ranked (P6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pre_module.rules.identity import normalised
from pre_module.rules.refusal import _
from pre_module.rules.sound import distance, skeleton, sound

FEW_LETTERS, MANY_LETTERS = 4, 8  # of a word: from here on one letter, then two, may be wrong
LONGEST_KEY = 140


@dataclass(frozen=True)
class Identity:
	"""What is known of a child in a file or a referral. phones, emails: of the parents."""

	first_name: str
	last_name: str
	birth_date: date
	household: str = ""
	address: str = ""
	phones: frozenset[str] = frozenset()
	emails: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
	"""One thing that two identities have in common: an English sentence with {0}, and what goes in it."""

	message: str
	values: tuple[str, ...] = ()


def name_keys(first_name: str, last_name: str) -> tuple[str, str]:
	"""The keys under which an identity is looked up, in any order of its names: of all words, and of the two main ones."""
	firsts, lasts = words(first_name), words(last_name)
	every = sorted(skeleton(w) for w in (*firsts, *lasts))
	main = sorted(skeleton(w) for w in (*firsts[:1], *lasts[:1]))
	return " ".join(every)[:LONGEST_KEY], " ".join(main)[:LONGEST_KEY]


def dates_to_look_up(birth_date: date) -> list[date]:
	"""The birth date, and the same with day and month exchanged."""
	exchanged = _exchanged(birth_date)
	return [birth_date, *([exchanged] if exchanged and exchanged != birth_date else [])]


SAME_NAME = _("Same name.")
OTHER_ORDER = _("Same names, in another order.")
SHORTER = _("Same names, one of the two has more of them.")
SOUNDS_ALIKE = _("Names that sound alike: {0}, {1}.")
CLOSE = _("Names spelled almost alike: {0}, {1}.")
SAME_FIRST_NAME = _("First names alike: {0}, {1}.")


def resemblance(one: Identity, other: Identity) -> list[Reason]:
	"""Why two identities may be one child; nothing when they are not to be proposed.

	Brothers and sisters share a name and a home, namesakes a name: neither is enough without the first name and
	the birth date, or the first name and the home.
	"""
	names = _names(one, other)
	birth = _birth(one, other, same_name=names == [Reason(SAME_NAME)])
	home = _home(one, other)
	if names and (birth or home):
		return [*names, *birth, *home]
	first = _alike_among(words(one.first_name), words(other.first_name))
	if first and home and one.birth_date == other.birth_date:
		return [Reason(SAME_FIRST_NAME, first), *birth, *home]
	return []


def may_resemble(one: Identity, other: Identity) -> bool:
	"""Whether the names alone leave it open: what of the homes need not be read for the others."""
	return bool(_names(one, other)) or (
		one.birth_date == other.birth_date
		and bool(_alike_among(words(one.first_name), words(other.first_name)))
	)


def words(name: str) -> list[str]:
	"""The words of a name, without accents, capitals and hyphens, each once."""
	return list(dict.fromkeys(normalised(name.replace("ç", "ss").replace("Ç", "ss")).split()))


def _names(one: Identity, other: Identity) -> list[Reason]:
	mine = words(one.first_name) + words(one.last_name)
	theirs = words(other.first_name) + words(other.last_name)
	if mine == theirs:
		return [Reason(SAME_NAME)]
	if sorted(mine) == sorted(theirs):
		return [Reason(OTHER_ORDER)]
	few, many = sorted((mine, theirs), key=lambda names: (len(names), names))
	if len(few) < 2:
		return []
	pairs = _pairs(few, many)
	# A double family name found again whole, and no first name, is a brother's.
	if len(pairs) < len(few) or not (_first_found(one, other) or _first_found(other, one)):
		return []
	return [_how(pairs, one, other)]


def _first_found(one: Identity, other: Identity) -> bool:
	"""Whether the first name of one is among the first names of the other, or its names stand in another order."""
	exchanged = _alike_among(words(one.last_name), words(other.first_name))
	places = words(other.first_name) + (words(other.last_name) if exchanged else [])
	return bool(_alike_among(words(one.first_name), places))


def _how(pairs: list[tuple[str, str]], one: Identity, other: Identity) -> Reason:
	shown = (f"{one.first_name} {one.last_name}", f"{other.first_name} {other.last_name}")
	if all(a == b for a, b in pairs):
		return Reason(SHORTER)
	if all(sound(a) == sound(b) or skeleton(a) == skeleton(b) for a, b in pairs):
		return Reason(SOUNDS_ALIKE, shown)
	return Reason(CLOSE, shown)


def _pairs(few: Iterable[str], many: Iterable[str]) -> list[tuple[str, str]]:
	"""Each word of one name with a word of the other that is alike, the same words first."""
	left, pairs = list(many), []
	for word in sorted(few, key=lambda w: w not in left):
		found = word if word in left else next((w for w in left if alike(word, w)), None)
		if found:
			left.remove(found)
			pairs.append((word, found))
	return pairs


def _alike_among(some: Iterable[str], others: Iterable[str]) -> tuple[str, str] | None:
	others = list(others)
	return next(((a, b) for a in some for b in others if alike(a, b)), None)


def alike(one: str, other: str) -> bool:
	"""Whether two words are the same, sound the same, or differ by a slip of the pen."""
	if one == other or sound(one) == sound(other):
		return True
	shortest = min(len(one), len(other))
	wrong = 2 if shortest >= MANY_LETTERS else 1 if shortest >= FEW_LETTERS else 0
	if distance(one, other) <= wrong:
		return True
	return len(skeleton(one)) > 1 and skeleton(one) == skeleton(other) and distance(one, other) <= 3


def _birth(one: Identity, other: Identity, *, same_name: bool) -> list[Reason]:
	a, b = one.birth_date, other.birth_date
	if a == b:
		return [Reason(_("Same birth date."))]
	if _exchanged(a) == b:
		return [Reason(_("Birth dates with day and month exchanged."))]
	if distance(a.strftime("%Y%m%d"), b.strftime("%Y%m%d")) == 1:
		return [Reason(_("Birth dates that differ by one figure."))]
	if a.year == b.year and (same_name or (1, 1) in ((a.month, a.day), (b.month, b.day))):
		return [Reason(_("Born in the same year."))]
	return []


def _home(one: Identity, other: Identity) -> list[Reason]:
	found = []
	if one.household and one.household == other.household:
		found.append(Reason(_("Same household.")))
	elif one.address and normalised(one.address) == normalised(other.address):
		found.append(Reason(_("Same address.")))
	if {phone(p) for p in one.phones if phone(p)} & {phone(p) for p in other.phones}:
		found.append(Reason(_("Same phone of a parent.")))
	if {e.strip().casefold() for e in one.emails if e.strip()} & {e.strip().casefold() for e in other.emails}:
		found.append(Reason(_("Same e-mail of a parent.")))
	return found


def phone(number: str) -> str:
	"""The nine figures of a French number, however it is written; other numbers as figures."""
	figures = "".join(c for c in number if c.isdigit())
	return figures[-9:] if len(figures) >= 9 else ""


def _exchanged(day: date) -> date | None:
	try:
		return day.replace(month=day.day, day=day.month)
	except ValueError:
		return None
