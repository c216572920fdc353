"""The persons: those with facts that give scope, every other role of the app, an account without a role, Guest.

A role added tomorrow has its person the same day, without facts. The facts themselves are documents, as a municipality
would write them: `world.py` makes them.
"""

from dataclasses import dataclass

import frappe

from tests.factories import make_user

GUEST, ADMINISTRATOR = "Guest", "Administrator"
# Who has facts, and by which role.
FACTS = {
	"coordinator": "PRE Coordinator",
	"referent": "PRE Referent",
	"emergency": "PRE Referent",
	"team": "PRE Team Member",
	"referral": "PRE Partner",
	"sharing": "PRE Partner",
	"health": "PRE Partner",
	"report": "PRE Team Member",
}
ALONE_TOO = ("PRE Referent",)  # without any fact the condition takes another way


@dataclass(frozen=True)
class Person:
	"""key: the fact that gives scope, else the role, "nobody", "Guest". user: the account."""

	key: str
	user: str
	role: str | None = None

	def __str__(self) -> str:
		return f"{self.role} ({self.key})" if self.key in FACTS else self.key


def make_cast() -> dict[str, Person]:
	"""Accounts that can log in, by key; what gives them scope is written afterwards."""
	make_user("System Manager")  # Frappe makes one of the next account that is saved on a site without any
	people = {key: Person(key, make_user(role, log_in=True).name, role) for key, role in FACTS.items()}
	for role in frappe.get_all("Role", {"name": ("like", "PRE %")}, pluck="name", order_by="name"):
		if role not in FACTS.values() or role in ALONE_TOO:
			people[role] = Person(role, make_user(role, log_in=True).name, role)
	people["nobody"] = Person("nobody", make_user(log_in=True).name)
	people[GUEST] = Person(GUEST, GUEST)
	people[ADMINISTRATOR] = Person(ADMINISTRATOR, ADMINISTRATOR)
	return people
