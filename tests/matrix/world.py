"""The children's files and the persons together, committed, and taken away again."""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import frappe
from frappe.utils import add_days, now_datetime

from pre_module.rules.access import EMERGENCY, MEETING
from tests.factories import (
	day,
	make_action,
	make_partner,
	make_referral,
	make_session,
	make_structure,
	make_user,
	share_with,
)
from tests.matrix.cast import Person, make_cast
from tests.matrix.files import (
	AGREED,
	NOT_AGREED,
	TAG,
	ChildFile,
	add_satellites,
	complete,
	open_file,
	repeat_lines_in,
)
from tests.matrix.marks import Marks
from tests.matrix.oracle import IN, OUT, SAME_STRUCTURE, YESTERDAY
from tests.matrix.rows import make_row


@dataclass
class World:
	"""own_referral: that of the person "referral"."""

	marks: Marks
	people: dict[str, Person]
	files: dict[str, ChildFile]
	own_referral: str


def make_world() -> World:
	"""Four children (see `oracle.py`), who may see them, and everything about them. Committed."""
	people, marks = make_cast(), Marks()
	if not frappe.db.exists("Tag", TAG):
		make_row("Tag", name=TAG)
	coordinator, referent = people["coordinator"].user, people["referent"].user
	here = make_structure(coordinator=coordinator).name
	elsewhere = make_structure(coordinator=make_user("PRE Coordinator").name).name
	formerly = make_structure(coordinator=coordinator).name
	referring, partner = make_partner(user=people["referral"].user), make_partner(user=people["sharing"].user)
	partner.append("people", {"full_name": "Dominique Exemple", "user": people["health"].user})
	partner.save()
	for structure in (here, elsewhere, formerly):
		open_charter(structure, people, [referring.name, partner.name])
	stranger = make_user("PRE Referent").name
	make_session(make_action(here))  # what the rows about enrolments and attendance are linked to
	files = {
		IN: open_file(marks, IN, here, referent),
		OUT: open_file(marks, OUT, elsewhere, stranger),
		YESTERDAY: open_file(marks, YESTERDAY, formerly, referent, until=day(-1)),
		SAME_STRUCTURE: open_file(marks, SAME_STRUCTURE, here, stranger),
	}
	_end_coordination(formerly, coordinator)
	_meet(people["team"], files[IN], day())
	_meet(people["team"], files[YESTERDAY], day(-60))
	_meet(people["nobody"], files[OUT], day())
	_meet(people["nobody"], files[SAME_STRUCTURE], day())
	grant(people["team"], files[IN], MEETING)
	grant(people["team"], files[YESTERDAY], MEETING, over=True)
	_agree_to_share(files[IN], partner.name)
	_agree_to_share(files[YESTERDAY], partner.name, withdrawn=True)
	repeat_lines_in(NOT_AGREED, files[IN])
	for key, doctype in READERS.items():
		_name(marks, people[key], files[IN], doctype)
		_name(marks, people[key], files[YESTERDAY], doctype, over=True)
	grant(people["emergency"], files[SAME_STRUCTURE], EMERGENCY)
	_open_emergency(people["emergency"], files[SAME_STRUCTURE])
	own_referral = _refer(people["referral"].user, files[IN])
	for key in ("coordinator", "referent", "team", "sharing"):
		# What one wrote, was sent or was given while the child was in one's scope.
		for letter in (IN, YESTERDAY):
			add_satellites(marks, files[letter], "PRE Child", files[letter].name, people[key].user)
	for file in files.values():
		complete(marks, file)
	frappe.db.commit()
	return World(marks, people, files, own_referral)


# Who is named on a sensitive document, by the key of the person.
READERS = {"health": "PRE Health Note", "report": "PRE Safeguarding Report"}


def open_charter(structure: str, people: dict[str, Person], partners: list[str]) -> None:
	"""R10: a charter in force, signed and accepted by everybody, so that it is never what closes a door."""
	since = add_days(now_datetime(), -100)
	charter = make_row(
		"PRE Charter", structure=structure, version=1, status="Published", in_force_from=since.date()
	)
	for person in people.values():
		make_row(
			"PRE Charter Acceptance",
			charter=charter.name,
			structure=structure,
			user=person.user,
			accepted_at=since,
		)
	for partner in partners:
		make_row(
			"PRE Charter Signature",
			**{
				"charter": charter.name,
				"structure": structure,
				"partner": partner,
				"signed_on": since.date(),
				"noted_at": since,
			},
		)


def _agree_to_share(file: ChildFile, partner: str, *, withdrawn: bool = False) -> None:
	"""R3: the agreement of the family, as it is noted; withdrawn: it was given, and taken back since."""
	for consent in share_with(frappe.get_doc("PRE Child", file.name), partner, [AGREED]):
		if withdrawn:
			consent.update({"withdrawn_on": day(), "withdrawal_reason": "Non dite."}).save()


def _name(marks: Marks, person: Person, file: ChildFile, doctype: str, *, over: bool = False) -> None:
	"""P10: a sensitive document on which a person is named, with what he wrote beside it; over: until yesterday."""
	span = {
		"from_time": add_days(now_datetime(), -10),
		"to_time": add_days(now_datetime(), -1) if over else None,
	}
	doc = make_row(
		doctype,
		**{"child": file.name, "structure": file.structure},
		readers=[{"doctype": "PRE Named Reader", "parentfield": "readers", "user": person.user, **span}],
	)
	file.has(doctype, doc.name)
	add_satellites(marks, file, doctype, doc.name, person.user)


def grant(person: Person, file: ChildFile, ground: str, *, over: bool = False) -> None:
	"""A row of the register as the fact writes it, open since ten days; over: until yesterday.

	What writes these rows (an agenda, a reason typed) has tests of its own.
	"""
	make_row(
		"PRE Child Access",
		**{"user": person.user, "child": file.name, "structure": file.structure, "ground": ground},
		source_doctype="PRE Child",
		source_name=file.name,
		from_time=add_days(now_datetime(), -10),
		to_time=add_days(now_datetime(), -1 if over else 1),
	)


def _meet(member: Person, file: ChildFile, on: str) -> None:
	"""R6: a meeting of the team with the child's situation on its agenda."""
	situation = frappe.db.get_value("PRE Situation", {"child": file.name})
	meeting = make_row(
		"PRE Team Meeting",
		structure=file.structure,
		meeting_date=on,
		agenda=[{"doctype": "PRE Team Meeting Item", "situation": situation}],
		members=[{"doctype": "PRE Team Meeting Member", "user": member.user}],
	)
	file.has("PRE Team Meeting", meeting.name)


def _open_emergency(person: Person, file: ChildFile) -> None:
	make_row(
		"PRE Emergency Access",
		child=file.name,
		structure=file.structure,
		user=person.user,
		from_time=add_days(now_datetime(), -1),
		to_time=add_days(now_datetime(), 1),
	)


def _end_coordination(structure: str, coordinator: str) -> None:
	doc = frappe.get_doc("PRE Structure", structure)
	doc.coordinators[0].to_date = day(-1)
	doc.append("coordinators", {"user": make_user("PRE Coordinator").name, "from_date": day()})
	doc.save()


def _refer(user: str, file: ChildFile) -> str:
	"""A referral by a partner, of which the child's file was made since."""
	frappe.set_user(user)
	try:
		name = make_referral(structure=file.structure).name
	finally:
		frappe.set_user("Administrator")
	frappe.db.set_value("PRE Referral", name, "child", file.name)
	return name


# Leaving nothing behind


def rows() -> dict[str, dict[str, str]]:
	"""Names of all rows, with their time of change, by table: what is there at a moment."""
	found = {}
	for table in frappe.db.get_tables(cached=False):  # every table of the site, DocTypes or not
		columns = frappe.db.get_table_columns_description(table) if table.startswith("tab") else []
		names = {c.name for c in columns}
		if "name" in names and table not in ("tabSessions", "tabSeries"):
			changed = "modified" if "modified" in names else "name"
			found[table] = dict(frappe.db.sql(f"select name, {changed} from `{table}`"))
	return found


def remove_since(before: dict[str, dict[str, str]]) -> None:
	"""Delete every row and every stored file that was not there before, whatever made it."""
	frappe.db.rollback()
	for table, now in rows().items():
		new = [name for name in now if name not in before.get(table, {})]
		if table == "tabFile" and new:
			for url in frappe.get_all("File", {"name": ("in", new), "is_folder": 0}, pluck="file_url"):
				Path(frappe.get_site_path((url or "").lstrip("/"))).unlink(missing_ok=True)
		gone = frappe.qb.Table(table)
		for start in range(0, len(new), 500):
			frappe.qb.from_(gone).delete().where(gone.name.isin(new[start : start + 500])).run()
	index = frappe.qb.Table("__global_search")
	frappe.qb.from_(index).delete().where(index.doctype.like("PRE %")).run()
	frappe.db.commit()
	frappe.clear_cache()


# What nobody may change by a request of the matrix: the app's own rows, and the rights of Frappe.
RIGHTS = (
	"Custom DocPerm",
	"Custom Field",
	"DocPerm",
	"DocShare",
	"DocType",
	"Document Share Key",
	"Has Role",
	"Property Setter",
	"Report",
	"Server Script",
	"User Permission",
)
BESIDE = ("Comment", "Document Follow", "File", "Tag Link", "ToDo", "Version", "Workflow Action")
TRACES = ("PRE Access Trace", "PRE Guarded Trace")  # reading is what writes them


def contents(tables: list[str] | None = None) -> dict[str, int]:
	"""A checksum of each table that must stay as it is; of these tables alone, when told.

	Without the column where Frappe notes who opened a document: that is a reading.
	"""
	ours = frappe.get_all("DocType", {"module": "PRE Module", "issingle": 0}, pluck="name")
	tables = tables or [d for d in (*ours, *RIGHTS, *BESIDE) if d not in TRACES]
	sums = {t: _checksum(t) for t in tables}
	if "DocShare" in sums:  # Frappe shares each account with itself
		sums["DocShare"] = frappe.db.count("DocShare", {"share_doctype": ("!=", "User")})
	return sums


def _checksum(doctype: str) -> int:
	columns = [c for c in frappe.db.get_table_columns(doctype) if c != "_seen"]
	lines = frappe.get_all(doctype, fields=columns, order_by="name", as_list=True)
	return crc32(repr(lines).encode())
