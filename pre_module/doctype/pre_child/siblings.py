"""Brothers and sisters: the link stands in both files."""

import frappe


def link_siblings(child) -> None:
	"""Write, in the file of each brother or sister added or removed by this save, the same change.

	child: the saved PRE Child. The other file is saved as a document, so whoever has it open gets Frappe's
	conflict message instead of losing a write.
	"""
	if child.flags.from_sibling:
		return
	before = child.get_doc_before_save()
	was = {row.sibling: row.sibling_link for row in before.siblings} if before else {}
	now = {row.sibling: row.sibling_link for row in child.siblings}
	for name in {*was, *now}:
		if was.get(name) != now.get(name):
			_write_link(name, child.name, now.get(name))


def _write_link(name: str, sibling: str, link: str | None) -> None:
	other = frappe.get_doc("PRE Child", name)
	rows = [row for row in other.siblings if row.sibling == sibling]
	if link and rows:
		rows[0].sibling_link = link
	elif link:
		other.append("siblings", {"sibling": sibling, "sibling_link": link})
	else:
		for row in rows:
			other.remove(row)
	other.flags.from_sibling = True
	# The writer may have no right on the other file; only this one line of it changes.
	other.save(ignore_permissions=True)
