"""Names of people: when two are the same."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from pre_module.rules.refusal import Refusal, _


def normalised(name: str) -> str:
	"""A name without case, accents, hyphens, apostrophes and double spaces, to compare it; in any script."""
	decomposed = unicodedata.normalize("NFKD", name).casefold().replace("œ", "oe").replace("æ", "ae")
	letters = "".join(c for c in decomposed if not unicodedata.combining(c))
	# A name of signs alone stays what it is: compared as nothing, any two of them would be one person.
	return re.sub(r"[\W_]+", " ", letters).strip() or " ".join(name.split())


def check_guardians(guardians: Sequence[tuple[str, str, date | None]]) -> list[Refusal]:
	"""R3, P3: no guardian twice in a file, else one person's agreement would count for two.

	guardians: (first name, last name, birth date if known). Two of the same name are told apart by two
	different birth dates.
	"""
	refusals = []
	for i, (first, last, birth) in enumerate(guardians):
		for other_first, other_last, other_birth in guardians[:i]:
			same_name = normalised(f"{first} {last}") == normalised(f"{other_first} {other_last}")
			told_apart = birth and other_birth and birth != other_birth
			if same_name and not told_apart:
				refusals.append(
					Refusal("R3", _("Two guardians have the same identity: {0}."), (f"{first} {last}",))
				)
	return refusals


def same_identity(
	children: Iterable[tuple[str, str, str, date]], last_name: str, first_name: str, birth_date: date
) -> list[str]:
	"""The file numbers of exactly this identity, whatever capitals, accents and hyphens.

	children: (file number, last name, first name, birth date).
	"""
	wanted = (normalised(last_name), normalised(first_name), birth_date)
	return [
		number
		for number, last, first, born in children
		if (normalised(last or ""), normalised(first or ""), born) == wanted
	]
