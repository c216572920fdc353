"""Which probes each person sends: all of them, once for each child where a document is aimed at.

Where not all are sent, a number drawn from the seed says which: another share each day, the same with the same seed.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from zlib import crc32

import frappe
from pypika.terms import Criterion

from pre_module.access.protected import SATELLITES, is_protected
from tests.matrix.cast import ADMINISTRATOR, FACTS, Person
from tests.matrix.doors_app import app_doors
from tests.matrix.doors_desk import desk_doors, report_doors
from tests.matrix.doors_documents import document_doors, file_doors, satellite_doors
from tests.matrix.doors_lists import copy_doors, line_doors, list_doors, plain_doors
from tests.matrix.doors_writes import write_doors
from tests.matrix.files import ChildFile
from tests.matrix.marks import TOKEN
from tests.matrix.oracle import DPO, IN, REGISTERS, YESTERDAY, scope_of
from tests.matrix.probe import Probe
from tests.matrix.satellites import satellites
from tests.matrix.world import World

# Of the doors that aim at a document, one in so many; other shares by how the door's name begins: slow (PDF) or many.
SHARE = 5
SHARES = {"PDF": 8, "app": 10, "sat": 8}
WRITES = 10
HAD_SCOPE = ("coordinator", "referent", "team", "sharing", "health", "report")
SEED = os.environ.get("MATRIX_SEED") or str(date.today())


def whole_lists() -> list[Probe]:
	"""The doors that show many documents at once, of every DocType of the app and of Frappe's copies."""
	probes = []
	for doctype in _doctypes(istable=0):
		about_child = is_protected(doctype)
		probes += list_doors(doctype) if about_child else plain_doors(doctype, {})
	for table in _doctypes(istable=1):
		parents = {
			r.parent for r in frappe.get_all("DocField", {"fieldtype": "Table", "options": table}, ["parent"])
		}
		for parent in sorted(parents):
			named = {"parent": parent}
			probes += line_doors(table, parent) if is_protected(parent) else plain_doors(table, named)
	for doctype in copies():
		probes += copy_doors(doctype)
	return probes


def _doctypes(*, istable: int) -> list[str]:
	ours = {"module": "PRE Module", "issingle": 0, "istable": istable}
	return frappe.get_all("DocType", ours, pluck="name", order_by="name")


def copies() -> list[str]:
	"""Every DocType of Frappe with a row that holds a token: found by looking through the whole base."""
	found = []
	for doctype in frappe.get_all(
		"DocType", {"module": ("!=", "PRE Module"), "issingle": 0, "is_virtual": 0}, pluck="name"
	):
		table = f"tab{doctype}"
		columns = [
			c.name
			for c in frappe.db.get_table_columns_description(table)
			if "text" in c.type or "char" in c.type
		]
		rows = frappe.qb.Table(table)
		like = Criterion.any(rows[c].like("%zq%") for c in columns)
		# what is like a token, then is one
		if TOKEN.search(repr(frappe.qb.from_(rows).select(*columns).where(like).run())):
			found.append(doctype)
	return found


def about(file: ChildFile, user: str) -> Iterator[Probe]:
	"""The doors that aim at one child's documents."""
	for doctype, names in sorted(file.documents.items()):
		yield from document_doors(doctype, names[0], file.letter)
		yield from file_doors(doctype, names[0], file.letter)
		yield from write_doors(doctype, names[0], file.letter, file.name, user)
	for satellite, kind, named in satellites():
		for name in frappe.get_all(
			satellite, {kind: "PRE Child", named: file.name}, pluck="name", limit=2, ignore_ifnull=True
		):
			yield from satellite_doors(satellite, name, "PRE Child", file.letter)
	yield from app_doors(file, user)


def plan(world: World) -> list[tuple[Person, Probe]]:
	"""Everything that is sent, as (who, what)."""
	user = world.people["nobody"].user
	lists = [
		*whole_lists(),
		*desk_doors([file.word for file in world.files.values()]),
		*report_doors(_report_values(world)),
	]
	aimed = {letter: list(about(file, user)) for letter, file in world.files.items()}
	wanted = []
	for person in world.people.values():
		wanted += [(person, p) for number, p in enumerate(lists) if _turn(person, number, _share(person, p))]
		seen = (IN,) if person.key == ADMINISTRATOR else scope_of(person)
		for letter in seen:
			readable = enumerate(p for p in aimed[letter] if not p.writes)
			# The coordonnateur tries all of it: each door is to show him something.
			wanted += [
				(person, p)
				for number, p in readable
				if person.key == "coordinator" or _turn(person, number, SHARES.get(p.door[:3], SHARE))
			]
		if person.key != ADMINISTRATOR:
			unseen = [aimed[letter] for letter in world.files if letter not in seen]
			for number, probes in enumerate(_alike(unseen)):
				wanted += [(person, p) for p in _some(person, number, probes)]
	return wanted


def _alike(aimed: Iterable[list[Probe]]) -> list[list[Probe]]:
	"""The same doors to the same kind of document, child by child."""
	groups = defaultdict(list)
	for probes in aimed:
		numbers = defaultdict(count)
		for probe in probes:
			kind = (probe.door, probe.doctype)
			groups[(*kind, next(numbers[kind]))].append(probe)
	return list(groups.values())


def _some(person: Person, number: int, probes: list[Probe]) -> list[Probe]:
	"""Of one door to the same document of several children, those that this person tries.

	Who once had scope tries that child and another in turn, the others one in turn. A door meets each person and each
	DocType, not each pair of them: who has scope elsewhere comes more often than who has none.
	"""
	if person.key == DPO:
		probes = [
			p for p in probes if not (p.writes and p.doctype in REGISTERS)
		]  # which he reads: he may comment
	if not probes:
		return []
	one = probes[crc32(f"{SEED} {person.key} {number}".encode()) % len(probes)]
	share = WRITES if one.writes else SHARES.get(one.door[:3], SHARE * (3 if person.key in FACTS else 6))
	if not _turn(person, number, share):
		return []
	once = [p for p in probes if p.child == YESTERDAY and person.key in HAD_SCOPE and not p.writes]
	return [*once, one] if one not in once else once


def _share(person: Person, probe: Probe) -> int:
	"""Of the doors that list, one in so many: all for the coordonnateur, fewer for who has less scope."""
	share = SHARE if person.key in FACTS or person.key == ADMINISTRATOR else 3 * SHARE
	return (1 if person.key == "coordinator" else share) * (2 if probe.doctype in SATELLITES else 1)


def _turn(person: Person, number: int, share: int) -> bool:
	"""Whether it is this person's turn, where one in `share` is tried: the same at each run with the same seed."""
	return (crc32(f"{SEED} {person.key}".encode()) + number) % share == 0


def _report_values(world: World) -> dict[str, dict[str, str]]:
	return {
		letter: {"structure": file.structure, "child": file.name, "user": world.people["referent"].user}
		for letter, file in world.files.items()
	}
