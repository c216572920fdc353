"""Doors by which an attachment is downloaded."""

from collections.abc import Iterable

import frappe

from pre_module.access.traces.asked import Asked
from pre_module.access.traces.writing import Seen
from pre_module.rules.traces import DOWNLOADED


def downloaded(asked: Asked) -> Iterable[Seen]:
	"""A file by its address. The same content may hang on several documents: those this person may read."""
	url = asked.text("file_url") or asked.path
	filters = {"name": asked.text("fid")} if asked.text("fid") else {"file_url": url}
	# Which records share the address, to keep those this person may read.
	names = [
		n for n in frappe.get_all("File", filters, pluck="name") if frappe.has_permission("File", "read", n)
	]
	# The kind of file, not its name: people name a file after the child, and who reads traces reads no name.
	yield Seen(DOWNLOADED, "File", tuple(names), url.rpartition(".")[2] if "." in url else "")


def zipped(asked: Asked) -> Iterable[Seen]:
	"""Several files as one."""
	rows = asked.parsed("files") or []
	names = [str(row.get("name") if isinstance(row, dict) else row) for row in rows]
	yield Seen(DOWNLOADED, "File", tuple(names), "zip")
