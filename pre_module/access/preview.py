"""« What will they see? »: a child's file as a colleague can open it now, or as a partner would after an agreement.

Asked by who may read the child's file himself; what he may not read is not told of here either, and safeguarding
reports and health notes never are.
"""

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname, getdate, now_datetime

from pre_module.access.charter import partners_of
from pre_module.access.facts.sharing import accounts_of
from pre_module.access.protected import CHILD, HOUSEHOLD, MEETING, REGISTERS, protected_doctypes
from pre_module.access.scope import scope_of
from pre_module.access.situation import page
from pre_module.access.situation.reading import named_for, partner_signed
from pre_module.access.situation.view import view_for, view_of
from pre_module.controllers.sharing import family_of
from pre_module.rules.access import ROLES_OF
from pre_module.rules.guarded import GUARDED
from pre_module.rules.sharing import CHILD as THE_CHILD

TEMPLATE = "pre_module/templates/situation/preview.html"
READERS = sorted({role for roles in ROLES_OF.values() for role in roles})


@frappe.whitelist()
def as_user(child: str, user: str) -> str:
	"""Which documents of a child's file a person can open now, and why; and the situation as he sees it. As HTML."""
	_check_asker(child)
	_check_account(user)
	# Of a file that the person asking may read (`_check_asker`).
	structure = frappe.db.get_value(CHILD, child, "structure")
	charters = scope_of(user).charters
	seen = view_for(child, user) if _may_read("PRE Situation", _situation(child), user) else None
	return frappe.render_template(
		TEMPLATE,
		{
			"who": get_fullname(user),
			"documents": _documents(child, user),
			"grants": _grants(child, structure, user),
			"missing": _missing_charter(user, structure, charters),
			"view": page.html(seen) if seen else "",
			"partner": "",
		},
	)


@frappe.whitelist()
def as_partner(child: str, partner: str, domains: list | str) -> str:
	"""What a partner's people would see were these domains shared with it, and what is still missing. As HTML."""
	_check_asker(child)
	chosen = _chosen(domains)
	if not frappe.db.exists("PRE Partner", partner):
		frappe.throw(_("Choose a partner."))
	return frappe.render_template(
		TEMPLATE,
		{
			"who": partner,
			"documents": [],
			"grants": [],
			"missing": _missing_for_partner(child, partner, chosen),
			"view": page.html(view_of(child, named_for(chosen))),
			"partner": partner,
		},
	)


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def users(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> list[list[str]]:
	"""Open accounts that may be granted a child's documents. A link query of Frappe: rows of (user, full name)."""
	if not {"PRE Coordinator", "PRE Referent"} & set(frappe.get_roles()):
		raise frappe.PermissionError
	# Accounts of staff and partners, whom the asker may choose to share with; no child's data.
	named = frappe.get_all(
		"Has Role", filters={"role": ("in", READERS), "parenttype": "User"}, pluck="parent"
	)
	rows = frappe.get_all(
		"User",
		filters={"enabled": 1, "name": ("in", sorted(set(named)) or [""])},
		or_filters={"name": ("like", f"%{txt}%"), "full_name": ("like", f"%{txt}%")},
		fields=["name", "full_name"],
		order_by="full_name",
		limit_start=start,
		limit_page_length=page_len,
	)
	return [[r.name, r.full_name] for r in rows]


def _check_asker(child: str) -> None:
	frappe.has_permission(CHILD, "read", child, throw=True)


def _check_account(user: str) -> None:
	if not frappe.db.exists("User", {"name": user, "enabled": 1}) or set(READERS).isdisjoint(
		frappe.get_roles(user)
	):
		frappe.throw(_("Choose an account that a child's documents can be opened to."))


def _chosen(domains: list | str) -> frozenset[str]:
	asked = frappe.parse_json(domains)
	if not isinstance(asked, list) or not all(isinstance(d, str) for d in asked):
		frappe.throw(_("Choose at least one domain."))
	chosen = frozenset(d for d in asked if frappe.db.exists("PRE Need Domain", d))
	if not chosen:
		frappe.throw(_("Choose at least one domain."))
	return chosen


def _situation(child: str) -> str | None:
	# A number, of a file that the person asking may read.
	return frappe.db.get_value("PRE Situation", {"child": child})


def _may_read(doctype: str, name: str | None, user: str | None = None) -> bool:
	"""The real question, the one each door asks."""
	return bool(name) and bool(frappe.has_permission(doctype, "read", name, user=user))


def _documents(child: str, user: str) -> list[dict]:
	"""The documents of the file that the asker may read, and whether the other may open each."""
	found = []
	for doctype, name in _of_the_file(child):
		if _may_read(doctype, name):
			found.append({"doctype": _(doctype), "name": name, "opens": _may_read(doctype, name, user)})
	return found


def _of_the_file(child: str) -> list[tuple[str, str]]:
	# Names only, each asked of the asker's own permission before it is shown.
	found = [(CHILD, child)]
	household = frappe.db.get_value(CHILD, child, "household")
	if household:
		found.append((HOUSEHOLD, household))
	for doctype in protected_doctypes():
		if doctype not in (CHILD, HOUSEHOLD, MEETING, *REGISTERS, *GUARDED):
			# Names only; each is told when both the asker and the other person may read it.
			names = frappe.get_all(doctype, filters={"child": child}, order_by="creation", pluck="name")
			found += [(doctype, name) for name in names]
	return found


def _grants(child: str, structure: str, user: str) -> list[dict]:
	"""The live rows of the register behind it."""
	scope = scope_of(user)
	return [
		{
			"ground": _(g.ground),
			"source": f"{_(g.source_doctype)} {g.source_name}",
			"start": g.start,
			"end": g.end,
			"opens": scope.charters.open(g),
		}
		for g in scope.about(child)
		if g.child == child
		or (not g.child and g.structure == structure and g.source_doctype == "PRE Structure")
	]


def _missing_charter(user: str, structure: str, charters) -> list[str]:
	if structure not in charters.accepted:
		return [
			_("{0} has not accepted the charter of the structure: nothing is open before.").format(
				_name(user)
			)
		]
	if structure not in charters.signed and partners_of(user):
		return [_("The institution of {0} has not signed the charter in force.").format(_name(user))]
	return []


def _missing_for_partner(child: str, partner: str, domains: frozenset[str]) -> list[str]:
	# Of a file that the person asking may read (`_check_asker`).
	structure, now = frappe.db.get_value(CHILD, child, "structure"), now_datetime()
	missing = []
	if frappe.db.get_value("PRE Partner", partner, "disabled"):
		missing.append(_("The partner is disabled."))
	if not partner_signed(partner, structure, now):
		missing.append(_("{0} has not signed the charter in force.").format(escape_html(partner)))
	accounts = accounts_of(partner)
	if not accounts:
		missing.append(_("None of its people has an account."))
	missing += [
		_("{0} has not accepted the charter in person.").format(_name(user))
		for user in accounts
		if structure not in scope_of(user).charters.accepted
	]
	family = family_of(child)
	if not any(g.holds_authority for g in family.guardians):
		missing.append(_("No holder of parental authority is named in the child's file."))
	for lacking in family.missing(partner, domains, getdate()):
		named = ", ".join(sorted(_(d) for d in lacking.domains))
		if lacking.guardian == THE_CHILD:
			missing.append(_("The child, of an age to be asked, has not agreed to: {0}.").format(named))
		else:
			who = escape_html(lacking.guardian.name)
			missing.append(_("{0} has not agreed to share: {1}.").format(who, named))
	return missing


def _name(user: str) -> str:
	return escape_html(get_fullname(user))
