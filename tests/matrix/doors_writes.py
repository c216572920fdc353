"""Doors that write: sent only about children out of scope, so each must be refused and leave the base as it was."""

import json
from collections.abc import Iterator

import frappe

from tests.matrix.doors_lists import METHOD
from tests.matrix.probe import Probe


def write_doors(doctype: str, name: str, child: str, file_number: str, user: str) -> Iterator[Probe]:
	"""Every door that would change a document or hang something on it. user: whom to assign it to, share it with."""

	def ask(door: str, method: str, **sent) -> Probe:
		return Probe(door, doctype, METHOD + method, sent, child=child, writes=True)

	meta = frappe.get_meta(doctype)
	text = next((f.fieldname for f in meta.fields if f.fieldtype == "Small Text"), "owner")
	named = {"doctype": doctype, "name": name}
	yield ask("frappe.client.set_value", "frappe.client.set_value", **named, fieldname=text, value="Changed.")
	stored = frappe.get_doc(doctype, name).as_dict()
	whole = frappe.as_json({**stored, text: "Changed."})
	yield ask("frappe.client.save", "frappe.client.save", doc=whole)
	yield ask("frappe.client.delete", "frappe.client.delete", **named)
	yield ask(
		"frappe.client.bulk_update",
		"frappe.client.bulk_update",
		docs=json.dumps([{**named, "docname": name, text: "x"}]),
	)
	yield ask(
		"form save",
		"frappe.desk.form.save.savedocs",
		doc=whole,
		action="Save",
	)
	yield ask("list delete", "frappe.desk.reportview.delete_items", items=json.dumps([name]), doctype=doctype)
	yield ask("rename", "frappe.client.rename_doc", doctype=doctype, old_name=name, new_name="x")
	path = f"{doctype}/{name}"
	yield Probe(
		"REST v1 write", doctype, f"/api/resource/{path}", {text: "Changed."}, "PUT", child, writes=True
	)
	yield Probe("REST v1 delete", doctype, f"/api/resource/{path}", {}, "DELETE", child, writes=True)
	yield Probe(
		"REST v2 write", doctype, f"/api/v2/document/{path}", {text: "Changed."}, "PATCH", child, writes=True
	)
	yield Probe("REST v2 delete", doctype, f"/api/v2/document/{path}", {}, "DELETE", child, writes=True)
	if meta.has_field("child"):
		new = {"doctype": doctype, "child": file_number}
		yield ask("frappe.client.insert", "frappe.client.insert", doc=json.dumps(new))
		yield Probe("REST v1 insert", doctype, f"/api/resource/{doctype}", new, "POST", child, writes=True)
	yield from _beside(ask, doctype, name, user)


def _beside(ask, doctype: str, name: str, user: str) -> Iterator[Probe]:
	"""What hangs on a document: a comment, a tag, a like, an assignment, a share, a mail, a file."""
	named = {"reference_doctype": doctype, "reference_name": name}
	yield ask(
		"add a comment",
		"frappe.desk.form.utils.add_comment",
		**named,
		content="Seen.",
		comment_email=user,
		comment_by="Camille",
	)
	yield ask("add a tag", "frappe.desk.doctype.tag.tag.add_tag", tag="Forged", dt=doctype, dn=name)
	yield ask("like", "frappe.desk.like.toggle_like", doctype=doctype, name=name, add="Yes")
	yield ask(
		"assign",
		"frappe.desk.form.assign_to.add",
		doctype=doctype,
		name=name,
		assign_to=json.dumps([user]),
		description="x",
	)
	yield ask("share", "frappe.share.add", doctype=doctype, name=name, user=user, read=1)
	yield ask(
		"share",
		"frappe.share.set_permission",
		**{"doctype": doctype, "name": name, "user": user, "permission_to": "read"},
	)
	yield ask(
		"follow",
		"frappe.desk.form.document_follow.update_follow",
		doctype=doctype,
		doc_name=name,
		following=1,
	)
	yield ask(
		"write an e-mail",
		"frappe.core.doctype.communication.email.make",
		**{
			"doctype": doctype,
			"name": name,
			"content": "x",
			"subject": "x",
			"recipients": user,
			"send_email": 0,
		},
	)
	yield ask(
		"attach a file",
		"frappe.client.attach_file",
		**{"filename": "x.txt", "filedata": "eA==", "decode_base64": 1, "doctype": doctype, "docname": name},
	)
	yield ask(
		"workflow action",
		"frappe.model.workflow.apply_workflow",
		doc=json.dumps({"doctype": doctype, "name": name}),
		action="Close",
	)
