"""PRE Child and PRE Referral: the keys under which the same child, written otherwise, is found."""

import frappe

from pre_module.controllers.duplicates import NAMES
from pre_module.rules.duplicates import name_keys

CHUNK = 1000


def execute() -> None:
	"""Fill the keys that are missing; harmless when it is stopped and run again."""
	# The patch of an upgrade acts for nobody; the keys say what the names on the same row say.
	for doctype, fields in NAMES.items():
		while rows := frappe.get_all(
			doctype, {"name_key": ("is", "not set")}, ["name", *fields], limit=CHUNK, as_list=True
		):
			for name, first, last in rows:
				every, main = name_keys(first or "", last or "")
				frappe.db.set_value(
					doctype,
					name,
					{"name_key": every or "-", "main_name_key": main or "-"},
					update_modified=False,
				)
			frappe.db.commit()  # a country's files take minutes: what is done stays done
