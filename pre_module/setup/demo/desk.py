"""How the demo writes: as a person, on a day, through the document's own controller and workflow."""

from datetime import date, datetime, time, timedelta
from random import Random

import frappe
from frappe.model.document import Document
from frappe.model.workflow import get_workflow

from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.clock import set_clock
from pre_module.setup.demo.days import Calendar
from pre_module.setup.demo.ledger import Ledger


class Desk:
	"""The desk at which the demo's people work.

	places: names of the town's documents by key. siblings: files opened so far, by number of the
	family. counted: how many of a kind were made so far.
	"""

	def __init__(self, calendar: Calendar, ledger: Ledger):
		self.calendar = calendar
		self.ledger = ledger
		self.places: dict[str, str] = {}
		self.siblings: dict[int, list[str]] = {}
		self.counted: dict[str, int] = {}
		self._lot = Random("hours")
		self._moment = datetime.min

	def on(self, day: date, person: str) -> None:
		"""It is that day, in office hours; that person (key of an account, or "Administrator") is at the desk."""
		self._moment = self._later_that_day(day, time(self._lot.randint(8, 17), self._lot.randint(0, 59)))
		set_clock(day, self._moment.hour, self._moment.minute)
		user = "Administrator" if person == "Administrator" else email_of(person)
		if frappe.session.user != user:
			# What is kept for this process (fields of DocTypes, settings) is the same for everybody: reading it
			# anew at each change of person would take half of the time.
			kept = frappe.local.cache
			frappe.set_user(user)
			frappe.local.cache = kept

	def _later_that_day(self, day: date, at: time) -> datetime:
		"""Of two gestures of one day, the second comes after the first: it may rest on what the first opened."""
		moment = datetime.combine(day, at)
		if self._moment.date() == day:
			moment = max(moment, self._moment + timedelta(minutes=1))
		return moment

	def insert(self, doctype: str, **values) -> Document:
		"""A new document, with the defaults its form would have, noted in the ledger."""
		doc = frappe.new_doc(doctype)
		for field, value in values.items():
			if isinstance(value, list):
				doc.set(field, [])
				for row in value:
					doc.append(field, row)
			else:
				doc.set(field, value)
		doc.insert()
		self.ledger.add(doctype, doc.name)
		return doc

	def move(self, doc: Document, status: str) -> None:
		"""Save the document in the workflow's state for a status; its workflow says who may do that, and when.

		Found by status, since a site may have renamed its states.
		"""
		workflow = get_workflow(doc.doctype)
		state = next(s.state for s in workflow.states if s.update_value == status)
		doc.set(workflow.workflow_state_field, state)
		doc.save()
