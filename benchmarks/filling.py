"""Fills an empty site by bulk, from a fixed seed: the same rows at each run.

Rows are written straight into the tables: nothing of the app is measured here, and the rules would take hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import cycle, islice
from random import Random

import frappe

from benchmarks.people import PERSONS, Person, delete_accounts, make_accounts
from pre_module.access.scope import REGISTER
from pre_module.rules.access import COORDINATOR, MEETING, REFERENT, SHARING

SEED = 2026
OF_EACH = ("name", "creation", "modified", "owner")
FILLED = "pre_benchmark"  # default value of the site, noting what it was filled with
OWNER = "nobody@benchmark.example"  # of every row, to find it again
SINCE = datetime(2024, 9, 1, 8)
LONG_AGO = "2020-01-01 08:00:00"
LAST_NAMES = (
	"Martin Bernard Petit Robert Diallo Traoré Nguyen Benali Garcia Moreau Leroy Roux Haddad Faure".split()
)
FIRST_NAMES = "Inès Adam Lina Noé Maya Ilyès Léa Sacha Aya Tom Nour Jade Malo Sara Enzo Awa".split()


@dataclass(frozen=True)
class Size:
	"""How much of each."""

	children: int = 100_000
	grants: int = 400_000
	structures: int = 530
	users: int = 2_000
	coordinated: int = 1_000  # children of one structure (design.md, section 8)

	def __str__(self) -> str:
		return f"{self.children:,} children, {self.grants:,} grants, {self.structures} structures, {self.users:,} users"


class NotEmpty(Exception):
	"""The site holds children that this benchmark did not write."""


def fill(size: Size) -> bool:
	"""Fill the connected site, committed; False when it holds these very data already.

	Raises: NotEmpty: another site than one made for this.
	"""
	if frappe.db.get_default(FILLED) == str(size):
		return False
	if frappe.db.count("PRE Child") or frappe.db.count(REGISTER):
		raise NotEmpty(f"{frappe.local.site} holds children already: name a site that is made for this.")
	write(size)
	frappe.db.set_default(FILLED, str(size))
	frappe.db.commit()
	return True


def write(size: Size) -> None:
	"""Write all rows of a size, committed, and have the database count them: both choose their plans by that."""
	make_accounts()
	for doctype, fields, rows in Town(size).tables():
		frappe.db.bulk_insert(doctype, [*OF_EACH, *fields], rows, chunk_size=5_000)
	frappe.db.commit()
	analyze = "analyze table" if frappe.db.db_type == "mariadb" else "analyze"
	for doctype, _fields, _rows in Town(size).tables():
		frappe.db.sql(f"{analyze} `tab{doctype}`")
	frappe.db.commit()


def clear() -> None:
	"""Take away what `write` wrote, committed."""
	for doctype, _fields, _rows in Town(Size()).tables():
		frappe.db.delete(doctype, {"owner": OWNER})
	delete_accounts()
	frappe.db.commit()


class Town:
	"""All rows of a size. Structures, children and users are numbers; `*_name` gives what the tables say."""

	def __init__(self, size: Size):
		self.size = size
		self.random = Random(SEED)

	def tables(self) -> Iterator[tuple[str, list[str], Iterator[tuple]]]:
		"""DocType, fields after the four of every document, rows."""
		yield "User", ["email", "first_name", "full_name", "enabled", "user_type"], self.users()
		yield "PRE Structure", ["structure_name", "legal_form", "commune"], self.structures()
		yield (
			"PRE Charter",
			["title", "structure", "version", "status", "in_force_from", "published_at"],
			self.charters(),
		)
		yield "PRE Charter Acceptance", ["charter", "structure", "user", "accepted_at"], self.acceptances()
		yield (
			"PRE Child",
			["last_name", "first_name", "full_name", "birth_date", "sex", "structure", "status"],
			self.children(),
		)
		yield (
			"PRE Parcours",
			["child", "structure", "referent", "referent_name", "status", "planned_start"],
			self.parcours(),
		)
		yield (
			"PRE Consent",
			["child", "stage", "guardian", "answer", "status", "structure", "given_on"],
			self.consents(),
		)
		yield (
			REGISTER,
			["child", "user", "structure", "ground", "source_doctype", "source_name", "from_time", "to_time"],
			self.grants(),
		)

	@cached_property
	def structure_of(self) -> list[int]:
		"""The structure of each child: a large one first, the others by lot."""
		lot, others = (
			Random(SEED),
			self.size.children - self.size.coordinated,
		)  # the same whatever was drawn before
		return [0] * self.size.coordinated + [lot.randrange(1, self.size.structures) for _ in range(others)]

	@cached_property
	def children_of(self) -> dict[int, list[int]]:
		found = {structure: [] for structure in range(self.size.structures)}
		for child, structure in enumerate(self.structure_of):
			found[structure].append(child)
		return found

	def users(self) -> Iterator[tuple]:
		for number in range(self.size.users):
			user = user_name(number)
			yield (*self.document(user), user, "Camille", f"Camille {number}", 1, "System User")

	def structures(self) -> Iterator[tuple]:
		for number in range(self.size.structures):
			name = structure_name(number)
			yield (*self.document(name), name, "Caisse des écoles", f"Exempleville {number}")

	def charters(self) -> Iterator[tuple]:
		for number in range(self.size.structures):
			yield (
				*self.document(charter_name(number)),
				*("Charte", structure_name(number), 1, "Published", LONG_AGO[:10], LONG_AGO),
			)

	def acceptances(self) -> Iterator[tuple]:
		given = [(user_name(n), n % self.size.structures) for n in range(self.size.users)]
		given += [(person.user, number) for person in PERSONS for number in person.accepted]
		for line, (user, number) in enumerate(given):
			yield (
				*self.document(f"acceptance-{line}"),
				*(charter_name(number), structure_name(number), user, LONG_AGO),
			)

	def children(self) -> Iterator[tuple]:
		for child, structure in enumerate(self.structure_of):
			first, last = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
			born = date(2010, 1, 1) + timedelta(days=self.random.randrange(4_500))
			yield (
				*self.document(child_name(child)),
				*(last, first, f"{first} {last}", born, self.random.choice(("Female", "Male"))),
				*(structure_name(structure), "Followed"),
			)

	def parcours(self) -> Iterator[tuple]:
		for child, structure in enumerate(self.structure_of):
			referent = user_name(self.referent_of(structure, child))
			yield (
				*self.document(f"PAR-2026-{child:06}"),
				*(child_name(child), structure_name(structure), referent, "Camille", "Active", "2026-01-05"),
			)

	def consents(self) -> Iterator[tuple]:
		for child, structure in enumerate(self.structure_of):
			for stage in ("Information", "Parcours"):
				yield (
					*self.document(f"ACC-2026-{stage[0]}{child:06}"),
					*(child_name(child), stage, "Dominique Exemple", "Given", "Given"),
					*(structure_name(structure), "2026-01-05"),
				)

	def grants(self) -> Iterator[tuple]:
		"""Those of the measured persons, a coordonnateur of each structure, then what fills the register."""
		rows = self._all_grants()
		for line, row in enumerate(islice(rows, self.size.grants)):
			yield (*self.document(f"grant-{line}"), *row)

	def _all_grants(self) -> Iterator[tuple]:
		for person in PERSONS:
			yield from self._grants_of(person)
		for number in range(self.size.structures):
			yield _grant(None, user_name(number), number, COORDINATOR, "PRE Structure", is_over=False)
		kinds = cycle(
			(
				(REFERENT, "PRE Referent Contract", False),
				(REFERENT, "PRE Referent Contract", True),
				(MEETING, "PRE Team Meeting", True),
				(SHARING, "PRE Consent", False),
			)
		)
		for ground, source, is_over in kinds:
			for child, structure in enumerate(self.structure_of):
				user = user_name(self.referent_of(structure, child))
				yield _grant(child, user, structure, ground, source, is_over=is_over)

	def _grants_of(self, person: Person) -> Iterator[tuple]:
		for number in person.structures:
			yield _grant(None, person.user, number, COORDINATOR, "PRE Structure", is_over=False)
		for child in self.granted_to(person):
			structure = self.structure_of[child]
			# what he was in charge of in the years before, too
			for is_over in (False, True):
				yield _grant(
					child, person.user, structure, REFERENT, "PRE Referent Contract", is_over=is_over
				)

	def granted_to(self, person: Person) -> list[int]:
		"""The children granted one by one to a person: spread over his structures."""
		pool = [child for number in person.granted_in for child in self.children_of[number]]
		return pool[: person.granted]

	def referent_of(self, structure: int, child: int) -> int:
		"""Four référents in each structure, who work in others as well where the users are fewer."""
		return (structure * 4 + child % 4) % self.size.users

	def document(self, name: str) -> tuple:
		"""The fields of every document; `modified` by lot, so that no list finds its own rows first."""
		modified = SINCE + timedelta(seconds=self.random.randrange(60_000_000))
		return name, SINCE, modified, OWNER


def _grant(child: int | None, user: str, structure: int, ground: str, source: str, *, is_over: bool) -> tuple:
	return (
		*("" if child is None else child_name(child), user, structure_name(structure), ground, source),
		*(f"{ground} {structure}", SINCE, SINCE + timedelta(days=300) if is_over else None),
	)


def child_name(number: int) -> str:
	"""File number of a child."""
	return f"ENF-2026-{number:06}"


def structure_name(number: int) -> str:
	"""Name of a structure."""
	return f"Caisse des écoles {number:03}"


def charter_name(number: int) -> str:
	"""Name of a structure's charter."""
	return f"CHA-2026-{number:03}"


def user_name(number: int) -> str:
	"""An account that nobody logs in with."""
	return f"user{number}@benchmark.example"
