"""Several people at work at the same time, each with a connection of their own; nothing pretended."""

import threading
from collections.abc import Callable

import frappe
from frappe.model.naming import NamingSeries


def in_session(site: str, work: Callable[[], object], start: threading.Barrier | None = None) -> object:
	"""Do a piece of work in a session of its own; what it returned, or the exception that stopped it.

	start: wait for the others, once connected and after a first read, as a request has read before it writes.
	"""
	answer: list[object] = []

	def session():
		frappe.init(site=site)
		frappe.connect()
		frappe.flags.in_test = frappe.flags.mute_emails = True
		try:
			frappe.get_all("User", limit=1)
			if start:
				start.wait(30)
			answer.append(work())
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			answer[:] = [error]
		finally:
			frappe.destroy()

	thread = threading.Thread(target=session)
	thread.start()
	if start:
		return thread, answer
	thread.join(60)
	return answer[0]


def at_once(site: str, *works: Callable[[], object]) -> list[object]:
	"""Do pieces of work at the same moment, each in a session of its own; their answers or exceptions, in order."""
	begin_series()
	start = threading.Barrier(len(works))
	running = [in_session(site, work, start) for work in works]
	for thread, _answer in running:
		thread.join(90)
	return [answer[0] for _thread, answer in running]


def begin_series() -> None:
	"""Begin this year's numbers of every DocType of the app.

	Of two documents that are the very first of a series at the same moment, MariaDB stops one (Frappe's `tabSeries`).
	"""
	filters = {"fieldname": "naming_series", "parent": ("like", "PRE %")}
	for options in frappe.get_all("DocField", filters, pluck="options"):
		for series in filter(None, (options or "").split("\n")):
			if NamingSeries(series).get_current_value() == 0:
				NamingSeries(series).update_counter(0)
	frappe.db.commit()
