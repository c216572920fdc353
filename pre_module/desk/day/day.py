"""A person, a day, and the children in that person's charge: read once, asked by every section."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import frappe
from frappe.utils import add_days, getdate, strip_html

from pre_module.figures.watch import lines_of

UNDER_WAY = ("Active", "Suspended")


@dataclass(frozen=True)
class Day:
	"""user: the person who asks, never another."""

	user: str
	today: date

	@cached_property
	def until(self) -> date:
		"""The last day that the page looks ahead to (PRE Settings)."""
		return getdate(add_days(self.today, frappe.get_cached_doc("PRE Settings").day_ahead_days or 0))

	@cached_property
	def parcours(self) -> list:
		"""The parcours, not closed, that the lines put in this person's charge today (R5); of those he may see."""
		line = "PRE Parcours Referent"
		return frappe.get_list(
			"PRE Parcours",
			filters=[
				["PRE Parcours", "status", "!=", "Closed"],
				[line, "referent", "=", self.user],
				[line, "from_date", "<=", self.today],
			],
			or_filters=[[line, "to_date", "is", "not set"], [line, "to_date", ">=", self.today]],
			fields=["name", "child", "status", "started_on", "next_review_on"],
			order_by="`tabPRE Parcours`.`name`",
			distinct=True,
			limit_page_length=0,
		)

	@cached_property
	def contracts(self) -> list[str]:
		"""The person's contracts in force today."""
		# The person's own.
		return frappe.get_all(
			"PRE Referent Contract",
			filters={
				"referent": self.user,
				"status": "In Force",
				"from_date": ("<=", self.today),
				"to_date": (">=", self.today),
			},
			pluck="name",
		)

	@cached_property
	def children(self) -> dict:
		"""The children in charge, by file number, those of the first steps too; by name, as people look for them."""
		# get_list: only children whom the person may see, whatever the lines say.
		rows = frappe.get_list(
			"PRE Child",
			filters={"status": ("!=", "Left")},
			or_filters={
				"name": ("in", [p.child for p in self.parcours] or [""]),
				"contract": ("in", self.contracts or ["-"]),
			},
			fields=["name", "full_name", "class_level", "contract"],
			order_by="full_name, name",
			limit_page_length=0,
		)
		return {row.name: row for row in rows}

	@cached_property
	def phase(self) -> dict[str, object]:
		"""The parcours of each child that says where it stands: one under way before one being prepared."""
		last_first = sorted(self.parcours, key=lambda p: p.status in UNDER_WAY)
		return {p.child: p for p in last_first}

	@cached_property
	def agreements(self) -> list[dict]:
		"""R3: the agreements of the children in charge that are not valid for long, as the report has them (F13)."""
		warning = frappe.get_cached_doc("PRE Settings").consent_warning_days or 0
		return lines_of(list(self.children), self.today, warning)

	@cached_property
	def tasks(self) -> list:
		"""The open tasks assigned to this person, dated up to the last day the page looks to (Frappe's ToDo)."""
		rows = frappe.get_list(
			"ToDo",
			filters={"allocated_to": self.user, "status": "Open", "date": ("<=", self.until)},
			fields=["name", "date", "description", "reference_type", "reference_name"],
			order_by="date, name",
			limit_page_length=0,
		)
		for row in rows:
			row.text = " ".join(strip_html(row.description or "").split())[:200]
		return rows

	def title(self, child: str) -> str:
		"""The child's name."""
		return self.children[child].full_name

	def late(self, day: date | None) -> int:
		"""Days since a day that has passed."""
		return max(0, (self.today - getdate(day)).days) if day else 0
