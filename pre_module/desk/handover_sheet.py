"""What the handover sheet shows: all that the référent who takes over needs on the first day, of one child."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.rules.dates import age_on

LAST_CONTACTS = 6


def handover_document(doc: Document) -> frappe._dict:
	"""R5: the child, the parents, where the parcours stands, the last contacts, what is promised.

	Raises frappe.PermissionError for who may not read the child's file or the parcours.
	"""
	child = frappe.get_doc("PRE Child", doc.child)
	child.check_permission("read")
	parcours = frappe.get_doc("PRE Parcours", doc.parcours)
	parcours.check_permission("read")
	return frappe._dict(
		# Name and public contact of the structure, and of the school: institutions.
		structure=frappe.get_cached_doc("PRE Structure", doc.structure),
		school=frappe.db.get_value("PRE School", child.school, "school_name") if child.school else "",
		child=child,
		age=age_on(getdate(child.birth_date), getdate()),
		parcours=parcours,
		parents=child.guardians,
		actions=[a for a in parcours.actions if not a.to_date or getdate(a.to_date) >= getdate()],
		contacts=_contacts(doc.child, {}, LAST_CONTACTS, "contact_date desc, creation desc"),
		promises=_contacts(
			doc.child,
			{"next_gesture_on": ("is", "set"), "next_gesture_done_on": ("is", "not set")},
			0,
			"next_gesture_on",
		),
		agreements=_agreements(doc.child),
		domains={row.need_domain: _(row.need_domain) for row in parcours.objectives if row.need_domain},
	)


def _contacts(child: str, more: dict, limit: int, order_by: str) -> list:
	# With the reader's own rights.
	rows = frappe.get_list(
		"PRE Family Contact",
		filters={"child": child, **more},
		fields=[
			"contact_date",
			"contact_kind",
			"reached",
			"summary",
			"author_name",
			"next_gesture",
			"next_gesture_on",
		],
		order_by=order_by,
		limit_page_length=limit,
	)
	for row in rows:
		row.kind = _(row.contact_kind)
	return rows


def _agreements(child: str) -> list:
	"""What the family agreed to and until when, the answers in force."""
	rows = frappe.get_list(
		"PRE Consent",
		filters={"child": child, "status": "Given"},
		fields=["stage", "guardian", "valid_until"],
		order_by="stage, guardian",
		limit_page_length=0,
	)
	today = getdate()
	return [row for row in rows if not row.valid_until or getdate(row.valid_until) >= today]
