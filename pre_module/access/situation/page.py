"""A situation as its form and its list show it: the view, as HTML made here, with every text escaped."""

import frappe

from pre_module.access.situation.view import name_of, view_for

TEMPLATE = "pre_module/templates/situation/view.html"
MOST_ROWS = 500


@frappe.whitelist()
def show(situation: str) -> dict:
	"""What the reader sees of a situation: html, and the child's file for who may open it."""
	child = _child_of(situation)
	view = view_for(child, frappe.session.user)
	return {"html": html(view), "child": child if view["whole"] else None}


@frappe.whitelist()
def names(situations: list | str) -> dict[str, str]:
	"""The children's names behind some situations, of those alone that the reader may know. For the rows of a list."""
	asked = frappe.parse_json(situations)
	if not isinstance(asked, list) or not all(isinstance(name, str) for name in asked):
		frappe.throw(frappe._("Names of situations are expected."))
	# With the reader's own rights: a situation out of his sight is as one that does not exist.
	mine = frappe.get_list("PRE Situation", filters={"name": ("in", asked[:MOST_ROWS] or [""])}, pluck="name")
	# The child behind a situation that the reader may read; the number itself is not returned.
	rows = frappe.get_all("PRE Situation", filters={"name": ("in", mine or [""])}, fields=["name", "child"])
	found = {row.name: name_of(row.child, frappe.session.user) for row in rows}
	return {situation: name for situation, name in found.items() if name}


def html(view: dict) -> str:
	"""A view as HTML in the reader's language."""
	labels = {d["name"]: frappe._(d["name"]) for d in view["domains"]}
	restricted = sorted(frappe._(name) for name in view["restricted"] or [])
	context = {"v": frappe._dict(view), "domains": labels, "restricted": restricted}
	return frappe.render_template(TEMPLATE, context)


def _child_of(situation: str) -> str:
	doc = frappe.get_doc("PRE Situation", situation)
	doc.check_permission("read")
	return doc.child
