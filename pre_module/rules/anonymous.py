"""R10, P5: a situation that names nobody: texts without the names known in a file, the level of a school alone."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

HIDDEN = "[…]"

# Words of a name that are no name: alone, they say nothing of anybody.
_PARTICLES = frozenset("de du des la le les da dos van von ben bin el al et mme mlle mr".split())
_OF_SCHOOLS = frozenset(
	"ecole elementaire maternelle primaire college lycee groupe scolaire cite publique prive privee public"
	" saint sainte st ste rep sur sous aux".split()
)
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}(?!\d)")

NURSERY, ELEMENTARY, COLLEGE, LYCEE, OTHER = "Nursery", "Elementary", "Collège", "Lycée", "Other"
_LEVEL_OF_CLASS = {
	**dict.fromkeys(("TPS", "PS", "MS", "GS"), NURSERY),
	**dict.fromkeys(("CP", "CE1", "CE2", "CM1", "CM2"), ELEMENTARY),
}


def school_level(level: str | None, class_level: str | None) -> str:
	"""R10 « pas d'école au-delà du niveau »: the level alone; of a primary school, that of the class."""
	if level in (NURSERY, ELEMENTARY, COLLEGE, LYCEE):
		return level
	return _LEVEL_OF_CLASS.get(class_level or "", ELEMENTARY if level == "Primary" else OTHER)


def name_parts(names: Iterable[str], *, of_schools: bool = False) -> frozenset[str]:
	"""The words of names by which somebody would be known, folded; particles and one letter alone are none."""
	parts: set[str] = set()
	for name in names:
		written = re.findall(r"[^\W_]+", _folded(name)[0])
		words = {w for w in written if len(w) > 1}
		if of_schools:
			parts |= words - _PARTICLES - _OF_SCHOOLS
		else:
			# « Ben » alone is a first name; « Anne-Marie » is written in one word too.
			parts |= (words - _PARTICLES or words) | ({"".join(written)} if len(written) > 1 else set())
	return frozenset(parts)


def scrub(text: str, parts: frozenset[str], born: date | None = None) -> str:
	"""R10, P5: a text in which these words of names, phone numbers, addresses of mail and a birth date are hidden.

	Whatever their case, accents, ligatures and invisible signs; whole words only. What a text tells otherwise than
	by a name (« the baker's son ») stays: the reminder beside each field asks for facts (P15).
	"""
	folded, where = _folded(text)
	spans = [m.span() for m in re.finditer(r"[^\W_]+", folded) if m.group() in parts]
	patterns = [_MAIL, _PHONE, *(_birth_dates(born) if born else [])]
	spans += [m.span() for pattern in patterns for m in pattern.finditer(folded)]
	hidden = set()
	for start, end in spans:
		hidden.update(range(where[start], where[end - 1] + 1))
	for n, sign in enumerate(text):
		if unicodedata.combining(sign) and n - 1 in hidden:
			hidden.add(n)
	return _masked(text, hidden)


def names_somebody(text: str, parts: frozenset[str]) -> bool:
	"""R10: whether a text holds one of these words of names."""
	return any(m.group() in parts for m in re.finditer(r"[^\W_]+", _folded(text)[0]))


def _masked(text: str, hidden: set[int]) -> str:
	shown, inside = [], False
	for n, sign in enumerate(text):
		if n not in hidden:
			shown.append(sign)
		elif not inside:
			shown.append(HIDDEN)
		inside = n in hidden
	return "".join(shown)


def _folded(text: str) -> tuple[str, list[int]]:
	"""A text without case, accents, ligatures and invisible signs; and where each of its signs stood."""
	signs, where = [], []
	for n, sign in enumerate(text):
		plain = unicodedata.normalize("NFKD", sign).casefold().replace("œ", "oe").replace("æ", "ae")
		for letter in plain:
			if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf":
				signs.append(letter)
				where.append(n)
	return "".join(signs), where


def _birth_dates(born: date) -> list[re.Pattern]:
	day, month, year = born.day, born.month, born.year
	return [
		re.compile(rf"\b0?{day}\s*[/.-]\s*0?{month}\s*[/.-]\s*(?:{year}|{year % 100:02})\b"),
		re.compile(rf"\b{year}-{month:02}-{day:02}\b"),
		re.compile(rf"\b0?{day}(?:er)?\s+{_MONTHS[month - 1]}\s+{year}\b"),
	]
