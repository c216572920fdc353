"""Emergency access: a référent or a coordonnateur of another structure reads one child's file for 24 hours.

For a reason typed; the coordonnateurs of the child's structure and the data protection officers are told in the same
transaction. The grant ends by its date, nothing has to run. Attempts are counted in the base and noted one by one.
"""

from datetime import date, datetime
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.rate_limiter import rate_limit
from frappe.utils import get_datetime, getdate, now_datetime

from pre_module.access.charter import accepted_structures
from pre_module.access.emergency_notice import people_to_tell, tell, tell_of_end
from pre_module.access.register import closed_structures, settle
from pre_module.access.traces.writing import TRACE, write_line
from pre_module.controllers.refusals import refuse
from pre_module.rules.access import EMERGENCY, ROLES_OF, Grant
from pre_module.rules.emergency import ATTEMPTS_A_DAY, check_reason, counted_from, ends_at
from pre_module.rules.identity import same_identity
from pre_module.rules.refusal import _ as mark
from pre_module.rules.traces import EMERGENCY_OPENED, EMERGENCY_REFUSED

DOCTYPE = "PRE Emergency Access"
OVER_THE_LIMIT = "Too many attempts"
REQUESTS_AN_HOUR = 20  # of one address, whoever is logged in there

NO_FILE = mark(
	"No single file answers to exactly this identity, in a structure whose charter you accepted. Check each letter and"
	" the birth date."
)


class EmergencyRefused(frappe.ValidationError):
	"""The file can't be opened in emergency; the attempt is counted and noted."""


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=REQUESTS_AN_HOUR, seconds=3600)
def open(
	birth_date: str,
	reason: str,
	last_name: str | None = None,
	first_name: str | None = None,
	file_number: str | None = None,
) -> dict[str, str]:
	"""Open the file of the one child of exactly this identity, or of this number and birth date, to the person asking.

	Returns {"name", "child", "to_time"}. Raises EmergencyRefused, the same whether no file or several answer to the
	identity; frappe.PermissionError for whoever has no role to ask; ImpossibleValue for a reason that is none.
	"""
	_check_role()
	refuse(check_reason(reason))
	_check_attempts()
	_check_some_charter()
	child = _the_child(getdate(birth_date), last_name or "", first_name or "", (file_number or "").strip())
	_check_child(child)
	return _give(child, reason.strip())


@frappe.whitelist(methods=["POST"])
def close(name: str) -> None:
	"""End an emergency access now: the coordonnateur of the structure, or the data protection officer."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("read")
	now = now_datetime()
	if doc.closed_at or get_datetime(doc.to_time) <= now:
		frappe.throw(_("This emergency access is over."))
	doc.closed_at, doc.closed_by = now, frappe.session.user
	_save(doc)
	settle([], source_doctype=DOCTYPE, source_name=doc.name)
	tell_of_end(doc)


def _check_role() -> None:
	if set(ROLES_OF[EMERGENCY]).isdisjoint(frappe.get_roles()):
		_refuse(
			_("Only référents and coordonnateurs ask for an emergency access."),
			"Role",
			frappe.PermissionError,
		)


def _check_attempts() -> None:
	"""The person's attempts are counted one after the other: two at once don't both pass."""
	user, since = frappe.session.user, counted_from(now_datetime())
	# The person's own account, to be locked.
	frappe.db.get_value("User", user, "name", for_update=True)
	# Own attempts, counted to limit them.
	opened = frappe.db.count(DOCTYPE, {"user": user, "from_time": (">=", since)})
	refused = frappe.db.count(
		TRACE,
		{"user": user, "what": EMERGENCY_REFUSED, "at": (">=", since), "detail": ("!=", OVER_THE_LIMIT)},
	)
	if opened + refused >= ATTEMPTS_A_DAY:
		message = _("Not more than {0} attempts in 24 hours: call the coordonnateur of the structure.")
		_refuse(message.format(ATTEMPTS_A_DAY), OVER_THE_LIMIT)


def _check_some_charter() -> None:
	if not accepted_structures(frappe.session.user):
		_refuse(_("Accept the charter first: without it no file opens (R10)."), "No charter accepted")


def _the_child(birth_date: date, last_name: str, first_name: str, file_number: str) -> frappe._dict:
	if file_number:
		filters = {"name": file_number, "birth_date": birth_date}
	else:
		filters = {"birth_date": birth_date}
	# Past permissions: the identity typed is compared, whole; nothing of a file that differs is answered.
	rows = frappe.get_all(
		"PRE Child", filters, ["name", "last_name", "first_name", "birth_date", "structure"], limit=0
	)
	if not file_number:
		people = [(r.name, r.last_name, r.first_name, getdate(r.birth_date)) for r in rows]
		same = same_identity(people, last_name, first_name, birth_date)
		rows = [r for r in rows if r.name in same]
	if len(rows) != 1:
		_refuse(_(NO_FILE), "No file" if not rows else "Several files")
	return rows[0]


def _check_child(child: frappe._dict) -> None:
	if child.structure not in accepted_structures(frappe.session.user) - closed_structures():
		# As for no file at all: another sentence would tell that there is one.
		_refuse(_(NO_FILE), "Charter of the structure", child=child.name)
	if frappe.has_permission("PRE Child", "read", child.name):
		_refuse(
			_("You see this file already: {0}.").format(child.name), "Sees the file already", child=child.name
		)
	if not people_to_tell(child.structure):
		message = _(
			"Nobody can be told: this structure has no coordonnateur and the site no data protection officer."
		)
		_refuse(message, "Nobody to tell", child=child.name)


def _give(child: frappe._dict, reason: str) -> dict[str, str]:
	start, user = now_datetime(), frappe.session.user
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"child": child.name,
			"structure": child.structure,
			"user": user,
			"from_time": start,
			"to_time": ends_at(start),
			"reason": reason,
			"told": "\n".join(people_to_tell(child.structure)),
		}
	)
	_save(doc)
	settle([grant_of(doc)], source_doctype=DOCTYPE, source_name=doc.name)
	write_line(EMERGENCY_OPENED, child.name, DOCTYPE, doc.name, reason)
	tell(doc)
	return {"name": doc.name, "child": child.name, "to_time": str(doc.to_time)}


def grant_of(doc: Document) -> Grant:
	"""What the register says of an emergency access."""
	start, end = get_datetime(doc.from_time), get_datetime(doc.to_time)
	return Grant(doc.user, doc.child, doc.structure, EMERGENCY, DOCTYPE, doc.name, start, end, doc.reason)


def _save(doc: Document) -> None:
	doc.flags.by_the_server = True
	doc.save(ignore_permissions=True)  # nobody has the right to write one; the values are the server's


def _refuse(message: str, why: str, exc: type[Exception] = EmergencyRefused, child: str = "") -> NoReturn:
	"""Note the attempt for good, since the refusal undoes the request, then refuse."""
	frappe.db.rollback()
	write_line(EMERGENCY_REFUSED, child, DOCTYPE, "", why)
	frappe.db.commit()  # also lets the person's next attempt in
	frappe.throw(message, exc, title=_("Emergency Access"))
