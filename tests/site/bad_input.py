"""Trying bad input at each door, in French."""

import frappe
import pytest
from frappe import _

from tests.factories import guardian, make_structure, years_old
from tests.site.doors import INSERTING, Swallowed, as_pattern, at_each, nothing_written

# An import reads dates, numbers and links itself, before our code: see test_data_import.py.
ASKING = {name: door for name, door in INSERTING.items() if name != "data_import"}
NO_DATE = "{0}: {1} is not a date that exists."
NO_YEAR = "{0}: the year {1} is not possible."
TOO_LONG = "{0}: {1} characters are too many; {2} at most."
NO_TEXT = "{0}: a text is expected."
NO_NUMBER = "{0}: {1} is not a number."
HTML = "{0}: HTML is not accepted, write plain text."
FORMULA = "{0}: a text can't start like a spreadsheet formula."
TWICE = "Two guardians have the same identity: {0}."


def says(sentence: str) -> str:
	"""Pattern of our sentence in French; a sentence without its translation is no French."""
	assert _(sentence) != sentence
	return as_pattern(_(sentence))


def child_values(**values) -> dict:
	"""A child's file that lacks nothing, as a program sends it."""
	return {
		"first_name": "Inès",
		"last_name": "Exemple",
		"birth_date": years_old(8),
		"sex": "Female",
		"structure": make_structure().name,
		"guardians": [guardian()],
		**values,
	}


def refused_everywhere(doctype: str, values: dict, exception, sentence: str, doors=None) -> None:
	"""A new document of these values is refused at each door, in French, and nothing is written."""
	pattern = says(sentence)

	def attempt(door):
		with nothing_written(), pytest.raises((exception, Swallowed), match=pattern):
			door(doctype, None, values)

	at_each(doors or ASKING, attempt)
