"""What a rule answers: nothing, or one refusal for each thing that is missing.

Rules know neither Frappe nor languages. A refusal carries the English sentence, wrapped by the `_` below so
that it is extracted for translation, and the values to put in it; the door that asked translates and shows it.
"""

from dataclasses import dataclass
from datetime import date


class Label(str):
	"""A value that is a label of the app and is translated when shown, unlike a person's words."""

	__slots__ = ()


@dataclass(frozen=True)
class Refusal:
	"""One reason why a rule says no.

	rule: identifier of the rule ("R3"). message: English sentence with {0}, {1}... values: what goes in them
	(str as typed, `Label`, int or date).
	"""

	rule: str
	message: str
	values: tuple[str | int | date, ...] = ()

	def __str__(self) -> str:
		return f"{self.rule}: {self.message.format(*self.values)}"


def _(message: str) -> str:
	"""Mark a sentence for translation, and leave it as it is."""
	return message
