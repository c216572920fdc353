"""Health notes and safeguarding reports: nobody but those meant learns even that one exists (R11, P10, P11, P14)."""

from contextlib import suppress
from datetime import datetime, timedelta
from types import MappingProxyType

import frappe
import frappe.client
import pytest
from frappe.utils import add_days, now_datetime
from frappe.www.printview import get_html_and_style
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pre_module.access import scope
from pre_module.access.guarded import guarded_condition, may_see_guarded
from pre_module.desk import guarded as desk
from pre_module.exceptions import ReportIncomplete
from pre_module.rules.access import COORDINATOR, REFERENT
from pre_module.rules.guarded import GUARDED, HEALTH, SAFEGUARDING
from tests.factories import day, make_child, make_contract, make_structure, make_user
from tests.factories.guarded import make_health_note, make_report, sent
from tests.site.doors import INSERTING, UPDATING, Swallowed, at_each, request
from tests.site.test_files import attach, pdf

MAKE = {HEALTH: make_health_note, SAFEGUARDING: make_report}
TOKEN = "jetonsecret4711"
TEXT = {HEALTH: "note", SAFEGUARDING: "facts"}
BY_HAND = {n: d for n, d in UPDATING.items() if n != "data_import"}  # imports ask for System Manager

# Nobody of these learns anything of the document.
SHUT_OUT = (
	"another référent of the child",
	"named until yesterday",
	"coordonnateur of another structure",
	"coordonnateur until yesterday",
	"named, without the charter",
	"team member",
	"partner",
	"manager",
	"evaluator",
	"data protection officer",
	"administrator of the app",
	"account without a role",
)
# These read it; the last two of them a safeguarding report only, for they hold no grant on the child.
READERS = ("author", "coordonnateur", "named référent")
NAMED_ONLY = ("named team member", "named partner", "named référent without a grant any more")


@pytest.fixture(params=GUARDED)
def doctype(request):
	return request.param


@pytest.fixture
def world():
	"""A child, and people who stand to it in every way."""
	here, elsewhere = make_structure().name, make_structure().name
	child = make_child(here)
	# The file is followed: an account made later is no reason to read its référents anew.
	frappe.db.set_value("PRE Child", child.name, "contract", make_contract(here).name)
	return frappe._dict(people=People(child, elsewhere), child=child, structure=here, elsewhere=elsewhere)


@pytest.fixture
def guarded(world, doctype, as_user):
	"""A document of the DocType: written by the author, some named on it, with a scan, a comment, a version."""
	people = world.people
	named = [people[p] for p in ("named référent", "named until yesterday", "named, without the charter")]
	named += [people[p] for p in NAMED_ONLY]
	with as_user(people["author"]):
		doc = MAKE[doctype](world.child, named, **{TEXT[doctype]: f"Le 3 novembre : {TOKEN}."})
		doc.scan = attach(doc, pdf(), f"{TOKEN}.pdf").file_url
		doc.save()
		doc.add_comment("Comment", TOKEN)
	line = next(r for r in doc.readers if r.user == people["named until yesterday"])
	frappe.db.set_value("PRE Named Reader", line.name, "to_time", add_days(now_datetime(), -1))
	return doc.reload()


class People(dict):
	"""Accounts by the way in which they stand to a child, each made when it is first asked for."""

	ROLES = MappingProxyType(
		{
			"team member": "PRE Team Member",
			"named team member": "PRE Team Member",
			"partner": "PRE Partner",
			"named partner": "PRE Partner",
			"manager": "PRE Manager",
			"evaluator": "PRE Evaluator",
			"data protection officer": "PRE Data Protection Officer",
			"administrator of the app": "PRE Administrator",
		}
	)
	OVER = ("coordonnateur until yesterday", "named référent without a grant any more")

	def __init__(self, child, elsewhere: str):
		super().__init__()
		self.child, self.elsewhere = child, elsewhere

	def __missing__(self, who: str) -> str:
		coordinates = who.startswith("coordonnateur")
		role = "PRE Coordinator" if coordinates else self.ROLES.get(who, "PRE Referent")
		roles = () if who == "account without a role" else (role,)
		# All but one accepted the charters, so that it is never what closes a door.
		user = self[who] = make_user(*roles, accepts="charter" not in who).name
		if coordinates:
			structure = self.elsewhere if "another" in who else self.child.structure
			grant(user, COORDINATOR, structure, over=who in self.OVER)
		elif role == "PRE Referent" and roles:
			grant(user, REFERENT, self.child.structure, self.child.name, over=who in self.OVER)
		return user


EVERYBODY = (*READERS, *NAMED_ONLY, *SHUT_OUT)


def grant(user: str, ground: str, structure: str, child: str = "", *, over: bool = False) -> None:
	"""A row of the register as a fact writes it, since ten days; over: until yesterday."""
	row(
		"PRE Child Access",
		user=user,
		child=child,
		structure=structure,
		ground=ground,
		source_doctype="PRE Structure",
		source_name=structure,
		from_time=add_days(now_datetime(), -10),
		to_time=add_days(now_datetime(), -1) if over else None,
	)
	scope.forget()


def row(doctype: str, **values):
	"""A row past its controller: what is tested here is what stands on it."""
	doc = frappe.get_doc({"doctype": doctype, "name": frappe.generate_hash(), **values})
	doc.db_insert()
	return doc


# The doors by which a document is read


def call(method: str, **asked):
	"""A method of the site as a request calls it, so with whatever the app puts in its place."""
	sent = {key: value if isinstance(value, str) else frappe.as_json(value) for key, value in asked.items()}
	return request("POST", f"/api/method/{method}", data=sent)


def of(doctype: str, kind: str, name: str):
	"""Frappe's own records of a document."""
	fields = {
		"Version": ("ref_doctype", "docname"),
		"Comment": ("reference_doctype", "reference_name"),
		"File": ("attached_to_doctype", "attached_to_name"),
		"View Log": ("reference_doctype", "reference_name"),
	}
	filters = dict(zip(fields[kind], (doctype, name), strict=True))
	return call("frappe.client.get_list", doctype=kind, filters=filters, fields=["*"])


def named_users(doctype: str):
	fields = ["name", "`tabPRE Named Reader`.`user`"]
	return call("frappe.desk.reportview.get", doctype=doctype, fields=fields, filters=[])


CLIENT, REPORTVIEW, FORM = "frappe.client", "frappe.desk.reportview", "frappe.desk.form"
READING = {
	"get": lambda dt, name, child: call(f"{CLIENT}.get", doctype=dt, name=name),
	"get by filter": lambda dt, name, child: call(f"{CLIENT}.get", doctype=dt, filters={"child": child}),
	"get_list": lambda dt, name, child: call(f"{CLIENT}.get_list", doctype=dt, fields=["*"]),
	"get_value": lambda dt, name, child: call(
		f"{CLIENT}.get_value", doctype=dt, fieldname="name", filters={"child": child}
	),
	"get_value of one": lambda dt, name, child: call(
		f"{CLIENT}.get_value", doctype=dt, fieldname=TEXT[dt], filters=name
	),
	"get_count": lambda dt, name, child: call(f"{CLIENT}.get_count", doctype=dt, filters={"child": child})[
		"message"
	],
	"has_permission": lambda dt, name, child: call(
		f"{CLIENT}.has_permission", doctype=dt, docname=name, perm_type="read"
	)["message"]["has_permission"],
	"form": lambda dt, name, child: call(f"{FORM}.load.getdoc", doctype=dt, name=name),
	"docinfo": lambda dt, name, child: call(f"{FORM}.load.get_docinfo", doctype=dt, name=name),
	"child's form": lambda dt, name, child: call(f"{FORM}.load.getdoc", doctype="PRE Child", name=child),
	"offered on the child's form": lambda dt, name, child: dt in desk.of_child(child)["read"],
	"search_link": lambda dt, name, child: call("frappe.desk.search.search_link", doctype=dt, txt=name[:5]),
	"search_link of all": lambda dt, name, child: call("frappe.desk.search.search_link", doctype=dt, txt=""),
	"search_widget": lambda dt, name, child: call(
		"frappe.desk.search.search_widget", doctype=dt, txt="", searchfield=TEXT[dt]
	),
	"global search": lambda dt, name, child: call("frappe.utils.global_search.search", text=TOKEN),
	"list": lambda dt, name, child: call(
		f"{REPORTVIEW}.get", doctype=dt, fields=["name", TEXT[dt]], filters=[], start=0, page_length=20
	),
	"list with its lines": lambda dt, name, child: named_users(dt),
	"list count": lambda dt, name, child: call(f"{REPORTVIEW}.get_count", doctype=dt, fields=[], filters=[])[
		"message"
	],
	"list sidebar": lambda dt, name, child: call(
		f"{REPORTVIEW}.get_sidebar_stats", doctype=dt, stats=["child", "_user_tags"], filters=[]
	),
	"group count": lambda dt, name, child: call(
		"frappe.desk.listview.get_group_by_count", doctype=dt, current_filters="[]", field="child"
	)["message"],
	"named readers": lambda dt, name, child: call(
		f"{CLIENT}.get_list", doctype="PRE Named Reader", parent=dt, fields=["parent", "user"]
	),
	"preview": lambda dt, name, child: call(
		"frappe.desk.link_preview.get_preview_data", doctype=dt, docname=name
	),
	"versions": lambda dt, name, child: of(dt, "Version", name),
	"comments": lambda dt, name, child: of(dt, "Comment", name),
	"files": lambda dt, name, child: of(dt, "File", name),
	"views": lambda dt, name, child: of(dt, "View Log", name),
	"linked with": lambda dt, name, child: call(
		f"{FORM}.linked_with.get", doctype="PRE Child", docname=child
	),
	"connections": lambda dt, name, child: call(
		"frappe.desk.notifications.get_open_count", doctype="PRE Child", name=child, items=[dt]
	),
	"rest v1": lambda dt, name, child: request("GET", f"/api/resource/{dt}/{name}"),
	"rest v1 list": lambda dt, name, child: request("GET", f"/api/resource/{dt}"),
	"rest v2": lambda dt, name, child: request("GET", f"/api/v2/document/{dt}/{name}"),
	"rest v2 list": lambda dt, name, child: request("GET", f"/api/v2/document/{dt}"),
	"rest v2 count": lambda dt, name, child: request("GET", f"/api/v2/doctype/{dt}/count")["data"],
}
NO = (frappe.PermissionError, frappe.DoesNotExistError, frappe.LinkValidationError)
BROKEN = (KeyError,)  # Frappe's global search, on a SQLite that it does not know yet: it answers nobody


def learnt(door, doc, user: str, as_user) -> bool:
	"""Whether a person learns by a door that the document exists. A refusal may repeat the name that was asked."""
	frappe.local.response = frappe._dict({"docs": []})
	frappe.clear_messages()
	frappe.flags.error_message = None
	answer = None
	with as_user(user), suppress(*NO, *(BROKEN if frappe.db.db_type == "sqlite" else ())):
		answer = door(doc.doctype, doc.name, doc.child)
	said = frappe.as_json(frappe.local.message_log)
	if isinstance(answer, bool | int | list):  # a number, or the groups counted
		return bool(answer)
	answer = frappe.as_json(answer)
	return TOKEN in answer + said or doc.name in answer


def test_nobody_else_learns_that_it_exists(guarded, world, as_user):
	leaks = [
		(who, door)
		for who in SHUT_OUT
		for door, read in READING.items()
		if learnt(read, guarded, world.people[who], as_user)
	]
	assert not leaks, "\n".join(map(str, leaks))


def test_those_meant_read_it(guarded, world, as_user):
	"""And so the doors above do lead to it."""
	doors = ("get", "get_list", "get_count", "form", "docinfo", "list", "group count", "rest v1")
	for who in READERS:
		seen = [d for d in doors if learnt(READING[d], guarded, world.people[who], as_user)]
		assert set(doors) - set(seen) == set(), who


def test_a_person_named_without_a_grant_reads_a_safeguarding_report_and_no_health_note(
	guarded, world, as_user
):
	for who in NAMED_ONLY:
		for door in ("get", "get_list", "form", "docinfo", "list", "list with its lines", "rest v2"):
			seen = learnt(READING[door], guarded, world.people[who], as_user)
			assert seen == (guarded.doctype == SAFEGUARDING), (who, door)


def test_the_scan_opens_to_the_same_people(guarded, world, as_user):
	file = frappe.get_doc("File", {"attached_to_name": guarded.name, "attached_to_doctype": guarded.doctype})
	for who in (*READERS, *SHUT_OUT):
		with as_user(world.people[who]):
			assert bool(frappe.get_doc("File", file.name).is_downloadable()) == (who in READERS), who


def test_it_prints_for_the_coordonnateur_only(guarded, world, as_user):
	for who in EVERYBODY:
		with as_user(world.people[who]):
			if who == "coordonnateur":
				assert TOKEN in get_html_and_style(guarded.doctype, guarded.name)["html"]
			else:
				with pytest.raises(frappe.PermissionError):
					get_html_and_style(guarded.doctype, guarded.name)


def test_neither_list_nor_child_nor_alert_keeps_a_trace(guarded):
	"""No connection on the child's file, nothing in its timeline, nothing searched by text, no alert."""
	links = {link.link_doctype for link in frappe.get_meta("PRE Child").links}
	assert not links & set(GUARDED)
	for doctype in GUARDED:
		meta = frappe.get_meta(doctype)
		assert not meta.title_field and not meta.allow_import and meta.autoname == "hash"
		assert not [f.fieldname for f in meta.fields if f.in_global_search or f.in_preview]
	about_child = {"reference_doctype": "PRE Child", "reference_name": guarded.child}
	assert not frappe.get_all("Comment", filters={**about_child, "content": ("like", f"%{TOKEN}%")})
	assert not frappe.get_all("Notification", filters={"document_type": ("in", GUARDED)})
	assert not frappe.db.exists("Notification Log", {"document_name": guarded.name})


# Who writes


def test_who_writes_a_new_one(world, doctype, as_user):
	"""A référent with a grant on the child, the coordonnateur of its structure; nobody else."""
	may = {"author", "coordonnateur", "named référent", "another référent of the child"}
	may |= {"named until yesterday"}  # of another document: a référent of the child like the others
	for who in EVERYBODY:
		with as_user(user := world.people[who]):
			if who in may:
				doc = MAKE[doctype](world.child)
				assert [r.user for r in doc.readers] == [doc.author] == [user]
				assert doc.structure == world.structure
			else:
				with pytest.raises(frappe.PermissionError):
					MAKE[doctype](world.child)


def test_the_form_of_the_child_offers_new_ones_and_what_one_reads(guarded, world, as_user):
	answers = {}
	for who in ("author", "coordonnateur", "another référent of the child", "named until yesterday"):
		with as_user(world.people[who]):
			answers[who] = desk.of_child(guarded.child)
	assert all(set(a["make"]) == set(GUARDED) for a in answers.values())
	assert [guarded.doctype in a["read"] for a in answers.values()] == [True, True, False, False]
	empty = make_child(world.structure)
	grant(world.people["another référent of the child"], REFERENT, world.structure, empty.name)
	with as_user(world.people["another référent of the child"]):
		assert desk.of_child(empty.name) == answers["another référent of the child"]
	with as_user(world.people["manager"]), pytest.raises(frappe.PermissionError):
		desk.of_child(guarded.child)


def test_nobody_but_author_and_coordonnateur_changes_it(guarded, world, as_user):
	for who in ("named référent", *NAMED_ONLY, *SHUT_OUT):
		user = world.people[who]
		own = make_child(world.structure)
		grant(user, REFERENT, world.structure, own.name)
		forgeries = (
			{TEXT[guarded.doctype]: "Autre chose."},
			{"readers": [{"user": user}]},
			{"child": own.name, "structure": world.elsewhere, "author": user, "owner": user},
		)
		with as_user(user):
			for forged in forgeries:
				nothing_is_written(guarded, forged)


def nothing_is_written(guarded, forged: dict) -> None:
	"""Every door refuses it to the person of the moment, who kept an old copy of the document."""

	def attempt(door):
		with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError, Swallowed)):
			door(guarded.doctype, guarded.name, {"modified": guarded.modified, **forged})
		frappe.db.rollback()
		assert frappe.db.get_value(guarded.doctype, guarded.name, "modified") == guarded.modified

	at_each(BY_HAND, attempt)


@pytest.mark.parametrize("who", ["author", "coordonnateur"])
def test_author_and_coordonnateur_name_readers_and_close_them(guarded, world, as_user, who):
	newcomer = world.people["another référent of the child"]
	before = {r.name: (r.user, r.from_time, r.to_time) for r in guarded.readers}
	with as_user(world.people[who]):
		doc = frappe.get_doc(guarded.doctype, guarded.name)
		doc.readers = [r for r in doc.readers if r.user != world.people["named référent"]]
		doc.append("readers", {"user": newcomer, "from_time": "2020-01-01", "to_time": "2030-01-01"})
		doc.save()
	after = {r.name: (r.user, r.from_time, r.to_time) for r in doc.reload().readers}
	for name, (user, start, end) in before.items():
		closed = (
			after[name][2] is not None if user == world.people["named référent"] else after[name][2] == end
		)
		assert (user, start) == after[name][:2] and closed
	(added,) = [r for r in doc.readers if r.name not in before]
	assert added.user == newcomer and not added.to_time
	assert abs(added.from_time - now_datetime()) < timedelta(minutes=1)
	assert learnt(READING["get"], doc, newcomer, as_user)
	assert not learnt(READING["get"], doc, world.people["named référent"], as_user)
	assert not learnt(READING["get_list"], doc, world.people["named référent"], as_user)


def test_the_times_of_a_reader_are_the_servers_at_every_door(guarded):
	line = next(r for r in guarded.readers if r.to_time)
	lines = [
		{**r.as_dict(), "to_time": None, "from_time": "2020-01-01", "user": "Administrator"}
		for r in guarded.readers
	]

	def attempt(door):
		with suppress(frappe.ValidationError, Swallowed):
			door(guarded.doctype, guarded.name, {"readers": lines})
		now = {
			r.name: (r.user, r.from_time, r.to_time)
			for r in frappe.get_doc(guarded.doctype, guarded.name).readers
		}
		assert {k: now[k] for k in (r.name for r in guarded.readers)} == {
			r.name: (r.user, r.from_time, r.to_time) for r in guarded.readers
		}

	at_each({n: d for n, d in UPDATING.items() if n not in ("data_import", "bulk_edit")}, attempt)
	for forge in (
		lambda: request("PUT", f"/api/resource/PRE Named Reader/{line.name}", data={"to_time": ""}),
		lambda: frappe.client.save({**line.as_dict(), "to_time": None}),
		lambda: frappe.delete_doc("PRE Named Reader", line.name),
	):
		with pytest.raises(frappe.PermissionError):
			forge()
	frappe.client.delete("PRE Named Reader", line.name)
	frappe.client.set_value("PRE Named Reader", line.name, "to_time", None)
	assert frappe.db.get_value("PRE Named Reader", line.name, "to_time") == line.to_time


def test_a_line_of_another_document_is_not_taken_over(world, doctype):
	other = MAKE[doctype](world.child)
	doc = MAKE[doctype](world.child)
	stolen = {**other.readers[0].as_dict(), "user": world.people["named référent"]}
	doc.append("readers", stolen)
	doc.save()
	other.reload()
	assert [r.user for r in other.readers] == ["Administrator"]
	assert [r.user for r in doc.reload().readers] == ["Administrator", world.people["named référent"]]


def test_who_has_nothing_to_read_here_is_not_named(world, doctype):
	closed = make_user("PRE Referent", enabled=0).name

	def attempt(door):
		for user in (world.people["manager"], world.people["evaluator"], closed):
			with pytest.raises((ReportIncomplete, Swallowed), match="can't be named"):
				door(doctype, None, {**_values(doctype, world.child.name), "readers": [{"user": user}]})

	at_each({n: d for n, d in INSERTING.items() if n != "data_import"}, attempt)


def test_the_form_offers_the_accounts_that_can_be_named(world, as_user):
	closed, manager = make_user("PRE Referent", enabled=0).name, world.people["manager"]
	author, partner = world.people["author"], world.people["partner"]
	asked = {"doctype": "User", "searchfield": "name", "start": 0, "page_len": 500, "filters": {}}
	with as_user(author):
		offered = {value for value, _name in desk.nameable(txt="person", **asked)}
		picked = call("frappe.client.validate_link", doctype="User", docname=partner, fields=[])
	assert picked["message"]["name"] == partner
	assert {author, partner} <= offered
	assert not {manager, closed} & offered
	with as_user(partner), pytest.raises(frappe.PermissionError):
		desk.nameable(txt="", **asked)


def _values(doctype: str, child: str) -> dict:
	if doctype == SAFEGUARDING:
		return {"child": child, "kind": "Report to the Parquet", "facts": "Faits."}
	return {
		"child": child,
		"nature": "Hearing",
		"note_date": "2026-01-05",
		"note": "Fait.",
		"source": "La mère",
		"necessity": "Pour l'atelier.",
	}


def test_the_child_structure_and_author_are_not_typed(guarded, world):
	other = make_child(world.elsewhere)

	def attempt(door):
		for forged in ({"child": other.name}, {"structure": world.elsewhere}, {"author": "Administrator"}):
			with suppress(frappe.ValidationError, Swallowed):
				door(guarded.doctype, guarded.name, forged)
			frappe.db.rollback()
		now = frappe.db.get_value(guarded.doctype, guarded.name, ["child", "structure", "author"])
		assert now == (guarded.child, guarded.structure, guarded.author)

	at_each({n: d for n, d in UPDATING.items() if n != "data_import"}, attempt)


def test_a_child_that_moves_takes_its_guarded_documents_along(guarded, world, as_user):
	child = frappe.get_doc("PRE Child", guarded.child)
	child.update({"structure": world.elsewhere, "contract": None})
	child.save()
	scope.forget()
	assert learnt(READING["get"], guarded, world.people["coordonnateur of another structure"], as_user)
	assert not learnt(READING["get"], guarded, world.people["coordonnateur"], as_user)


def test_nobody_deletes_exports_or_reports(doctype):
	assert not frappe.get_all("DocPerm", {"parent": doctype, "delete": 1})
	for right in ("export", "report", "import", "share", "email"):
		assert not frappe.get_all("DocPerm", {"parent": doctype, right: 1}), right


# R11 and P14 at each door


R11 = {
	"sent without addressee": {"addressee": None},
	"parents not informed, no reason": {"parents_informed": "No", "parents_informed_on": None},
	"acknowledged before sent": {"acknowledged_on": -3},
	"sent tomorrow": {"sent_on": 1},
}


@pytest.mark.parametrize("case", R11)
def test_R11_at_each_door(case):
	report = make_report(make_child())
	values = sent(**{k: day(v) if isinstance(v, int) else v for k, v in R11[case].items()})

	def attempt(door):
		with pytest.raises((ReportIncomplete, Swallowed)):
			door(SAFEGUARDING, report.name, values)
		assert frappe.db.get_value(SAFEGUARDING, report.name, "status") == "Draft"

	at_each({n: d for n, d in UPDATING.items() if n != "data_import"}, attempt)


def test_R11_what_was_sent_stays_at_each_door(world, as_user):
	with as_user(world.people["author"]):
		report = make_report(world.child, **sent())
		assert (report.status, report.sent_by) == ("Sent", world.people["author"])

	def attempt(door):
		for change in ({"facts": "Autre."}, {"addressee": "Autre"}, {"sent_on": ""}):
			with pytest.raises((ReportIncomplete, Swallowed)):
				door(SAFEGUARDING, report.name, change)
		door(SAFEGUARDING, report.name, {"acknowledged_on": day(-1), "sent_by": "Administrator"})
		kept = frappe.db.get_value(SAFEGUARDING, report.name, ["status", "sent_by"])
		assert kept == ("Acknowledged", world.people["author"])

	at_each({n: d for n, d in UPDATING.items() if n != "data_import"}, attempt)


@pytest.mark.parametrize("missing", ["necessity", "source", "note", "nature"])
def test_P14_a_health_note_says_why_it_is_strictly_necessary(missing):
	values = {**_values(HEALTH, make_child().name), missing: "" if missing == "nature" else "  "}

	def attempt(door):
		with pytest.raises((frappe.MandatoryError, Swallowed)):
			door(HEALTH, None, values)

	at_each({n: d for n, d in INSERTING.items() if n != "data_import"}, attempt)


# The condition of the lists and the answer for one document are the same


NOW = datetime(2026, 11, 22, 10, 0, 0)
USERS = ["a@example.org", "l'autre@example.org", "c@example.org"]
STRUCTURES = ["Caisse d'Été", 'CCAS "100 %"', "GIP"]
CHILDREN = ["K1", "K2", "K3"]
moments = st.integers(-3, 3).map(lambda n: NOW + timedelta(hours=n))
readers = st.lists(st.tuples(st.sampled_from(USERS), moments, st.none() | moments), max_size=3)
documents = st.lists(
	st.tuples(st.none() | st.sampled_from(STRUCTURES), st.sampled_from(CHILDREN), readers), max_size=5
)
some_structures = st.sets(st.sampled_from(STRUCTURES))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
	documents=documents,
	coordinated=some_structures,
	accepted=some_structures,
	children=st.sets(st.sampled_from(CHILDREN)),
	at=moments,
)
def test_the_condition_of_lists_says_what_is_said_of_each_document(
	doctype, documents, coordinated, accepted, children, at
):
	frappe.db.savepoint("one_example")
	names = [_random_document(doctype, *document) for document in documents]
	known = {
		"coordinated": coordinated,
		"accepted": accepted,
	}
	sql = " union ".join(f"select '{child}' as name" for child in sorted(children)) or None
	for user in USERS:
		condition = guarded_condition(doctype, user, at, children_sql=sql, **known)
		listed = frappe.db.sql(f"select name from `tab{doctype}` where {condition}", pluck=True)
		seen = [
			name
			for name in names
			if may_see_guarded(
				{"doctype": doctype, "name": name}, user, at, sees_child=lambda c: c in children, **known
			)
		]
		assert sorted(set(listed) & set(names)) == sorted(seen)
	frappe.db.rollback(save_point="one_example")


def _random_document(doctype: str, structure: str | None, child: str, named: list) -> str:
	doc = row(doctype, structure=structure, child=child)
	for user, start, end in named:
		row(
			"PRE Named Reader",
			parent=doc.name,
			parenttype=doctype,
			parentfield="readers",
			user=user,
			from_time=start,
			to_time=end,
		)
	return doc.name
