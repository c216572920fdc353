"""Hostile input at the doors of the matrix: SQL, dotted fields, forged flags, forged documents, rights given to oneself."""

import json
from collections.abc import Iterator

import frappe

from pre_module.access.protected import is_protected
from tests.factories import day
from tests.matrix.cast import Person
from tests.matrix.doors_lists import METHOD, shown_fields
from tests.matrix.files import ChildFile
from tests.matrix.probe import Probe
from tests.matrix.world import World

GET_LIST, GET_COUNT = METHOD + "frappe.client.get_list", METHOD + "frappe.desk.reportview.get_count"
REPORT_VIEW = METHOD + "frappe.desk.reportview.get"
ALWAYS = ("1=1 or 1=1", "1=1) or (1=1", "name is not null or 1=1 -- ")
SUB_QUERY = "(select full_name from `tabPRE Child` limit 1)"
FORGED = {
	"ignore_permissions": 1,
	"ignore_user_permissions": 1,
	"user": "Administrator",
	"flags": {"ignore_permissions": True},
	"run_as": "Administrator",
	"strict": 0,
	"debug": 1,
	"distinct": 1,
	"as_list": 1,
	"as_dict": 0,
	"join": "left join",
	"ignore_ifnull": 1,
	"with_childnames": 1,
}


def reading(world: World) -> Iterator[Probe]:
	"""Everything a hostile person asks to read."""
	for doctype in _doctypes():
		yield from _sql(doctype)
		yield from _forged(doctype)
		yield from _dotted(doctype)
	yield from _lines(world.files["b"])
	for file in world.files.values():
		for doctype, names in file.documents.items():
			yield from _forged_document(doctype, names[0], file)
	yield from _guessed()


def _doctypes() -> list[str]:
	ours = frappe.get_all(
		"DocType", {"module": "PRE Module", "istable": 0, "issingle": 0}, pluck="name", order_by="name"
	)
	return [d for d in ours if is_protected(d)] + ["Comment", "File", "Version", "ToDo"]


def _sql(doctype: str) -> Iterator[Probe]:
	def ask(door: str, path: str = GET_LIST, verb: str = "POST", **sent) -> Probe:
		return Probe(
			f"hostile {door}", doctype, path, {"doctype": doctype, "limit_page_length": 0, **sent}, verb
		)

	text = shown_fields(frappe.get_meta(doctype))[-1]
	for always in ALWAYS:
		yield ask("filters", fields=["*"], filters=[always])
		yield ask("filters", fields=["*"], filters=always)
		yield ask("filters", fields=["*"], filters=[[doctype, f"name`={always} -- ", "=", "x"]])
		yield ask("filters", fields=["*"], filters=[["name", always, "x"]])
		yield ask("filters", fields=["*"], filters=[["name", "=", f"' or {always} -- "]])
		yield ask("filters", fields=["*"], filters=[["name", "in", f"('x') or {always} -- "]])
		yield ask("or_filters", fields=["*"], or_filters=[always])
		yield ask("group_by", fields=["*"], group_by=f"name having {always}")
		yield ask("order_by", fields=["*"], order_by=f"name limit 100 offset 0 -- {always}")
	yield ask("or_filters", fields=["*"], or_filters=[["name", "like", "%"], ["owner", "like", "%"]])
	yield ask("filters", fields=["*"], filters=[["name", "in", SUB_QUERY]])
	yield ask("order_by", fields=["*"], order_by=f"{SUB_QUERY} desc")
	yield ask("order_by", fields=["*"], order_by="name; select 1")
	yield ask("having", fields=["*"], group_by="name", having="1=1 or 1=1")
	for field in (
		SUB_QUERY,
		f"{SUB_QUERY} as x",
		f"max({text}) as x",
		f"group_concat({text}) as x",
		f"distinct {text}",
		"*",
	):
		yield ask("fields", fields=[field])
		yield ask("fields", REPORT_VIEW, fields=[field])
	yield ask("fields", fields=f"name, {SUB_QUERY} as x")
	yield ask("fields", fields=["name union select full_name from `tabPRE Child`"])
	rest = {"fields": json.dumps(["*"]), "filters": json.dumps([ALWAYS[0]])}
	yield ask("filters", f"/api/resource/{doctype}", "GET", **rest)
	yield ask("filters", f"/api/v2/document/{doctype}", "GET", **rest)
	yield ask("link search", METHOD + "frappe.desk.search.search_link", txt="%' or 1=1 -- ")
	yield ask(
		"link search",
		METHOD + "frappe.desk.search.search_widget",
		txt="",
		searchfield="name` like '%' or 1=1 -- ",
	)
	yield ask(
		"link search", METHOD + "frappe.desk.search.search_link", txt="", query="frappe.client.get_list"
	)
	yield ask("link search", METHOD + "frappe.desk.search.search_link", txt="", ignore_user_permissions=1)


def _forged(doctype: str) -> Iterator[Probe]:
	for key, value in FORGED.items():
		sent = {"doctype": doctype, "fields": ["*"], "limit_page_length": 0, key: value}
		yield Probe("hostile flags", doctype, GET_LIST, sent)
		yield Probe("hostile flags", doctype, REPORT_VIEW, sent)
	sent = {
		"fields": json.dumps(["*"]),
		"limit_page_length": 0,
		"ignore_permissions": 1,
		"as_dict": 0,
		"debug": 1,
	}
	yield Probe("hostile flags", doctype, f"/api/resource/{doctype}", sent, "GET")
	yield Probe("hostile flags", doctype, f"/api/v2/document/{doctype}", sent, "GET")


def _dotted(doctype: str) -> Iterator[Probe]:
	"""Fields of lines and of linked documents, by each way that Frappe reads them."""
	for field in frappe.get_meta(doctype).fields:
		if field.fieldtype == "Table" or (field.fieldtype == "Link" and is_protected(field.options)):
			far = shown_fields(frappe.get_meta(field.options))[1:6] or ["owner"]
			fields = ["name", *(f"{field.fieldname}.{f}" for f in far)]
			sent = {"doctype": doctype, "fields": fields, "limit_page_length": 0}
			yield Probe("hostile dotted fields", doctype, GET_LIST, sent)
			yield Probe("hostile dotted fields", doctype, REPORT_VIEW, sent)
			rest = {"fields": json.dumps(fields), "limit_page_length": 0}
			yield Probe("hostile dotted fields", doctype, f"/api/resource/{doctype}", rest, "GET")
			quoted = [f"`tab{field.options}`.`{f}`" for f in far]
			yield Probe("hostile dotted fields", doctype, REPORT_VIEW, {**sent, "fields": quoted})
			yield Probe(
				"hostile dotted fields",
				doctype,
				GET_LIST,
				{**sent, "fields": ["name"], "order_by": quoted[0]},
			)
			filters = [[field.options, far[0], "like", "zqb%"]]
			yield Probe(
				"hostile dotted fields", doctype, GET_LIST, {**sent, "fields": ["*"], "filters": filters}
			)


def _lines(file: ChildFile) -> Iterator[Probe]:
	"""Lines of documents under a parent of which one may read everything."""
	for doctype, names in file.documents.items():
		for table in frappe.get_meta(doctype).get_table_fields():
			row = frappe.db.get_value(table.options, {"parent": names[0]})
			for parent in (doctype, "PRE Structure", "User", "ToDo", None):
				sent = {"doctype": table.options, "fields": ["*"], "limit_page_length": 0}
				yield Probe("hostile parent", table.options, GET_LIST, {**sent, "parent": parent})
				yield Probe("hostile parent", table.options, REPORT_VIEW, {**sent, "parent_doctype": parent})
				one = {"doctype": table.options, "name": row, "parent": parent}
				yield Probe(
					"hostile parent", table.options, METHOD + "frappe.client.get", one, child=file.letter
				)
				value = {
					"doctype": table.options,
					"fieldname": shown_fields(frappe.get_meta(table.options)),
					"filters": row,
				}
				yield Probe(
					"hostile parent",
					table.options,
					METHOD + "frappe.client.get_value",
					{**value, "parent": parent},
				)
			yield Probe(
				"hostile parent",
				table.options,
				f"/api/resource/{table.options}/{row}",
				{},
				"GET",
				file.letter,
			)
			yield Probe(
				"hostile parent",
				table.options,
				f"/api/v2/document/{table.options}/{row}",
				{},
				"GET",
				file.letter,
			)
			form = {"doctype": table.options, "name": row}
			yield Probe(
				"hostile parent",
				table.options,
				METHOD + "frappe.desk.form.load.getdoc",
				form,
				child=file.letter,
			)


def _forged_document(doctype: str, name: str, file: ChildFile) -> Iterator[Probe]:
	"""A document as a request would have it: whose rights are those of the one that is stored."""

	def ask(door: str, path: str, /, **sent) -> Probe:
		return Probe(f"hostile {door}", doctype, METHOD + path, sent, child=file.letter)

	lies = {
		"child": "",
		"owner": "Guest",
		"structure": "",
		"__islocal": 1,
		"flags": {"ignore_permissions": 1},
	}
	doc = json.dumps({"doctype": doctype, "name": name, **lies})
	yield ask("document", "frappe.www.printview.get_html_and_style", doc=doc)
	yield ask("document", "frappe.model.workflow.get_transitions", doc=doc)
	yield ask("document", "frappe.desk.form.load.get_docinfo", doc=doc, doctype=doctype, name=name)
	yield ask("run_doc_method", "run_doc_method", docs=doc, method="get_title")
	yield ask("run_doc_method", "run_doc_method", dt=doctype, dn=name, method="as_dict")
	yield ask("run_doc_method", "run_doc_method", dt=doctype, dn=name, method="reload")
	path = f"/api/v2/document/{doctype}/{name}/method/as_dict"
	yield Probe("hostile run_doc_method", doctype, path, {}, "GET", file.letter)
	path = f"/api/resource/{doctype}/{name}"
	yield Probe("hostile run_doc_method", doctype, path, {"run_method": "as_dict"}, "GET", file.letter)
	forged = {"doctype": doctype, "name": name, "user": "Administrator", "ignore_permissions": 1}
	yield ask("document", "frappe.desk.form.load.getdoc", **forged)
	yield ask("document", "frappe.client.get", **forged)
	print_it = {"doctype": doctype, "name": name, "format": "Standard", "key": "x", "ignore_permissions": 1}
	yield Probe("hostile document", doctype, "/printview", print_it, "GET", file.letter)


def _guessed() -> Iterator[Probe]:
	"""Numbers in sequence: what is there and what isn't gives the same, nothing."""
	for doctype in (
		"PRE Child",
		"PRE Parcours",
		"PRE Referral",
		"PRE Consent",
		"PRE Diagnostic",
		"PRE Household",
	):
		known = frappe.db.get_value(doctype, {}, "name", order_by="name desc")
		series, _dash, last = known.rpartition("-")
		for number in range(max(1, int(last) - 8), int(last) + 3):
			name = f"{series}-{number:0{len(last)}}"
			yield Probe("hostile guess", doctype, f"/api/resource/{doctype}/{name}", {}, "GET", "?")


def writing(world: World, person: Person, partner: str) -> Iterator[Probe]:
	"""Everything by which a person would give himself a right, or a document to another child."""

	def insert(doctype: str, **values) -> Iterator[Probe]:
		yield Probe("hostile rights", doctype, f"/api/resource/{doctype}", values, writes=True)
		doc = json.dumps(
			{"doctype": doctype, **values, "flags": {"ignore_permissions": True}, "ignore_permissions": 1}
		)
		yield Probe("hostile rights", doctype, METHOD + "frappe.client.insert", {"doc": doc}, writes=True)
		yield Probe(
			"hostile rights",
			doctype,
			METHOD + "frappe.desk.form.save.savedocs",
			{"doc": doc, "action": "Save"},
			writes=True,
		)

	me, out, gone = person.user, world.files["b"], world.files["c"]
	roles = [
		{"doctype": "Has Role", "role": role}
		for role in ("PRE Coordinator", "PRE Referent", "System Manager")
	]
	yield Probe("hostile rights", "User", f"/api/resource/User/{me}", {"roles": roles}, "PUT", writes=True)
	value = {"doctype": "User", "name": me, "fieldname": "role_profile_name", "value": "x"}
	yield Probe("hostile rights", "User", METHOD + "frappe.client.set_value", value, writes=True)
	own_line = {"parent": me, "parenttype": "User", "parentfield": "roles"}
	yield from insert("Has Role", **own_line, role="System Manager")
	in_office = {"user": me, "function": "PRE", "from_date": day(-10)}
	structure = {"parent": out.structure, "parenttype": "PRE Structure", "parentfield": "coordinators"}
	yield from insert("PRE Structure Coordinator", **structure, **in_office)
	path = f"/api/resource/PRE Structure/{out.structure}"
	yield Probe("hostile rights", "PRE Structure", path, {"coordinators": [in_office]}, "PUT", writes=True)
	yield from insert(
		"PRE Child Access",
		**{
			"child": out.name,
			"user": me,
			"structure": out.structure,
			"ground": "Emergency",
			"from_time": day(-1),
		},
		source_doctype="PRE Child",
		source_name=out.name,
	)
	yield from insert("PRE Emergency Access", child=out.name, user=me, structure=out.structure, reason="x")
	for doctype in ("PRE Health Note", "PRE Safeguarding Report"):
		line = {"parent": out.documents[doctype][0], "parenttype": doctype, "parentfield": "readers"}
		yield from insert("PRE Named Reader", **line, user=me, from_time=day(-1))
		path = f"/api/resource/{doctype}/{out.documents[doctype][0]}"
		yield Probe("hostile rights", doctype, path, {"readers": [{"user": me}]}, "PUT", writes=True)
	contract = frappe.db.get_value("PRE Referent Contract", {"structure": out.structure})
	path = f"/api/resource/PRE Referent Contract/{contract}"
	yield Probe("hostile rights", "PRE Referent Contract", path, {"referent": me}, "PUT", writes=True)
	for file in (out, gone):
		parcours = file.documents["PRE Parcours"][0]
		line = {"referent": me, "contract": contract, "from_date": day()}
		above = {"parent": parcours, "parenttype": "PRE Parcours", "parentfield": "referents"}
		yield from insert("PRE Parcours Referent", **above, **line)
		path = f"/api/resource/PRE Parcours/{parcours}"
		yield Probe("hostile rights", "PRE Parcours", path, {"referents": [line]}, "PUT", writes=True)
		name = {"share_doctype": "PRE Child", "share_name": file.name, "user": me, "read": 1, "write": 1}
		yield from insert("DocShare", **name)
		yield from insert("Document Share Key", reference_doctype="PRE Child", reference_docname=file.name)
		yield from insert(
			"User Permission", user=me, allow="PRE Child", for_value=file.name, apply_to_all_doctypes=1
		)
		yield from insert(
			"PRE Consent", child=file.name, stage="Sharing", answer="Given", partners=[{"partner": partner}]
		)
		yield Probe(
			"hostile rights",
			"PRE Child",
			f"/api/resource/PRE Child/{file.name}",
			{"owner": me},
			"PUT",
			writes=True,
		)
		comment = {
			"reference_doctype": "PRE Child",
			"reference_name": file.name,
			"content": "x",
			"comment_type": "Comment",
		}
		yield from insert("Comment", **comment)
		yield from insert(
			"ToDo", reference_type="PRE Child", reference_name=file.name, description="x", allocated_to=me
		)
		situation = file.documents.get("PRE Situation", ["x"])[0]
		agenda = [{"situation": situation, "question": "x"}]
		yield from insert(
			"PRE Team Meeting",
			structure=file.structure,
			meeting_date=day(),
			agenda=agenda,
			members=[{"user": me}],
		)
	for doctype in ("DocPerm", "Custom DocPerm"):
		yield from insert(doctype, parent="PRE Child", role="All", read=1, write=1, permlevel=0)
	yield from insert(
		"Report",
		report_name="Mine",
		ref_doctype="ToDo",
		report_type="Query Report",
		query="select * from `tabPRE Child`",
	)
	yield from insert(
		"Server Script", name="Mine", script_type="API", api_method="mine", script="frappe.db.sql('x')"
	)
	yield from insert(
		"Property Setter", doc_type="PRE Child", property="module", value="Core", doctype_or_field="DocType"
	)


def moving(file: ChildFile, other: ChildFile) -> Iterator[Probe]:
	"""A document of one child given to another, by REST and by the list's quick edit."""
	for doctype, names in file.documents.items():
		field = "child" if frappe.get_meta(doctype).has_field("child") else None
		if field and frappe.get_meta(doctype).get_field("child").fieldtype == "Link":
			path = f"/api/resource/{doctype}/{names[0]}"
			yield Probe("hostile move", doctype, path, {"child": other.name}, "PUT", file.letter, writes=True)
			value = {"doctype": doctype, "name": names[0], "fieldname": "child", "value": other.name}
			yield Probe(
				"hostile move",
				doctype,
				METHOD + "frappe.client.set_value",
				value,
				child=file.letter,
				writes=True,
			)
