"""The persons measured: each sees children in another way."""

from dataclasses import dataclass
from unittest.mock import patch

import frappe

from tests.factories import PASSWORD, make_user

CHARGED = 60  # children of a référent
MANY = 5_000


@dataclass(frozen=True)
class Person:
	"""structures: numbers of those he coordinates. granted: how many children, one by one, in `granted_in`."""

	name: str
	roles: tuple[str, ...]
	structures: tuple[int, ...] = ()
	granted: int = 0
	granted_in: tuple[int, ...] = ()
	wide: bool = False  # sees so many that reading a table in order is faster than by index

	@property
	def user(self) -> str:
		return f"{self.name.replace(' ', '.')}@benchmark.example"

	@property
	def accepted(self) -> tuple[int, ...]:
		"""The structures whose charter he accepted."""
		return (*self.structures, *self.granted_in)


COORDONNATEUR = Person("coordonnateur", ("PRE Coordinator",), structures=(0,))
REFERENT = Person("referent", ("PRE Referent",), granted=CHARGED, granted_in=(1,))
BOTH = Person("both", ("PRE Coordinator", "PRE Referent"), structures=(2,), granted=CHARGED, granted_in=(3,))
OF_MANY = Person(
	"referent of many", ("PRE Referent",), granted=MANY, granted_in=tuple(range(10, 60)), wide=True
)
PERSONS = (COORDONNATEUR, REFERENT, BOTH, OF_MANY)


def make_accounts() -> None:
	"""Accounts that can log in, made as the Desk makes them."""
	for person in PERSONS:
		if not frappe.db.exists("User", person.user):
			make_user(*person.roles, log_in=True, email=person.user, last_name=person.name)


def delete_accounts() -> None:
	"""Take them away again."""
	# Frappe wants another System Manager to stay; these were none.
	with patch("frappe.core.doctype.user.user.User.a_system_manager_should_exist"):
		for person in PERSONS:
			frappe.delete_doc(
				"User",
				person.user,
				force=True,
				ignore_missing=True,
				ignore_permissions=True,  # the benchmark's own accounts
				delete_permanently=True,
			)


def password() -> str:
	"""The one of all these accounts."""
	return PASSWORD
