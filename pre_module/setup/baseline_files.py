"""The documents the app ships as a baseline, read from the files of `baseline/`."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import frappe

FOLDER = Path(__file__).parent / "baseline"

# In this order: a workflow links to its states and actions.
DOCTYPES = (
	"Workflow State",
	"Workflow Action Master",
	"Workflow",
	"Notification",
	"PRE Partner Type",
	"PRE Need Domain",
	"PRE Factor",
	"PRE Exit Reason",
	"PRE Contact Kind",
	"PRE School Holiday",
)


@dataclass(frozen=True)
class Shipped:
	"""One document as the app ships it; fields it doesn't name have their default."""

	doctype: str
	name: str
	values: dict


def shipped_documents() -> Iterator[Shipped]:
	"""Everything shipped: a list is a CSV file, documents with lines of their own are a JSON file."""
	for doctype in DOCTYPES:
		for values in _read(FOLDER / frappe.scrub(doctype)):
			yield Shipped(doctype, _name_of(doctype, values), values)


def _read(path: Path) -> list[dict]:
	if path.with_suffix(".csv").exists():
		with path.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
			return list(csv.DictReader(lines))
	return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def _name_of(doctype: str, values: dict) -> str:
	rule = frappe.get_meta(doctype).autoname or ""
	return values[rule.removeprefix("field:")] if rule.startswith("field:") else values["name"]
