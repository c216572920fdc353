"""A line of the traces as a document: to be read. No door writes, changes or deletes one."""

from frappe import _

from pre_module.controllers.by_server import WrittenByServer


class TraceRecord(WrittenByServer):
	"""Base class of both tables. The lines are written by `writing.py` and removed by `retention.py`, straight in the table."""

	def refusal(self) -> str:
		return _("Access traces are written by the application only; nobody changes or removes one.")
