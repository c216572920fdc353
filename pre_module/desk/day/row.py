"""A line of the page of the day."""

from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class Row:
	"""text: in the reader's language, plain (the page escapes it). on: the day it was or is due.

	late: days since then, 0 when it has not passed. doctype, name: the document that a tap opens. done: the contact whose
	next gesture can be ticked off here.
	"""

	text: str
	doctype: str
	name: str
	child: str = ""
	title: str = ""
	on: date | None = None
	late: int = 0
	done: str = ""

	def shown(self) -> dict:
		"""As the page gets it."""
		return asdict(self)
