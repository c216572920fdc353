"""What Frappe's list query lets through: SQL typed in filters and fields, and fields of linked documents.

Frappe has no hook here, so its query class is wrapped, once per process. Frappe 15 joins a filter given as a text, or
a field name with a back quote or « || » in it, before the permission and without parentheses: `1=1 or 1=1` reads every
row, and a sub-query in a field reads every table. The SQL of a request is therefore checked whatever the DocType.
"""

import re

import frappe
from frappe import _

from pre_module.access.frappe_doors import lines
from pre_module.access.frappe_doors.asking import is_ours
from pre_module.access.levels import is_plain, may_filter, names_hidden

COLUMN = r"(?:`[\w .-]+`\.|\w+\.)?`?\w+`?"
PLAIN_NAME = re.compile(r"\w+")
IF_NULL = re.compile(rf"""ifnull\(\s*{COLUMN}\s*,\s*(?:'[\w :.-]*'|"[\w :.-]*"|\d*)\s*\)""", re.IGNORECASE)
QUOTED = re.compile(r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`""", re.DOTALL)
# Elsewhere than in MariaDB a back slash is a character like another.
QUOTED_PLAINLY = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`""", re.DOTALL)
FORBIDDEN = re.compile(
	r"\b(?:select|union|into|from|having|procedure|sleep|benchmark|get_lock|load_file|extractvalue|updatexml)\b"
	r"|--|\#|/\*|;|@|\\|['\"`]",
	re.IGNORECASE,
)
REFUSED = "This filter or column is not allowed here."
# P6: what measures a child against its own start puts no children in order, and picks none.
NEVER_COMPARED = {"PRE Review": ("t_score", "share_reached")}


def install() -> None:
	"""Wrap Frappe's query class once per process; later versions of Frappe may have another one."""
	lines.install()
	try:
		from frappe.model.db_query import DatabaseQuery
	except ImportError:
		return
	if getattr(DatabaseQuery, "pre_module_guards", False):
		return
	DatabaseQuery.pre_module_guards = True
	for name, before in CHECKS.items():
		if hasattr(DatabaseQuery, name):
			setattr(DatabaseQuery, name, _checked(getattr(DatabaseQuery, name), before))


def before_job(*args, **kwargs) -> None:
	"""Hooked to before_job: reports run in the background too."""
	install()


def _checked(original, check):
	def checked(query, *args, **kwargs):
		if _is_our_site():
			args = check(query, *args) or args
		return original(query, *args, **kwargs)

	checked.__name__, checked.__doc__ = original.__name__, original.__doc__
	return checked


def _is_our_site() -> bool:
	"""A bench serves several sites: those without the app keep Frappe as it is."""
	if not hasattr(frappe.local, "pre_module_is_here"):
		frappe.local.pre_module_is_here = "pre_module" in frappe.get_installed_apps()
	return frappe.local.pre_module_is_here


def check_filters(query, filters, *rest):
	"""A filter typed as a text is one condition on the row, in parentheses, without a word that reads elsewhere."""
	if query.flags.ignore_permissions or not isinstance(filters, list | tuple):
		return None
	for typed in (f for f in filters if isinstance(f, str)):
		_check_level(query, typed)
	return ([_one_condition(f) if isinstance(f, str) else f for f in filters], *rest)


def check_filter_names(query, condition, *rest):
	"""The column of a filter is a column's name; Frappe pastes it into the SQL."""
	names = condition if isinstance(condition, list | tuple) else list(condition or {})
	name = names[0] if len(names) in (1, 3) else names[1] if len(names) > 3 else ""
	check_column(name)
	if query.flags.ignore_permissions:
		return
	if any(field in name for field in _never_compared(query)):
		frappe.throw(_(REFUSED), frappe.DataError)
	asked_of = names[0] if len(names) > 3 else query.doctype
	column = PLAIN_NAME.findall(name.partition("(")[2] or name)[0]
	if not may_filter(asked_of, column, query.doctype, query.user):
		raise frappe.PermissionError(_(REFUSED))


def check_fields(query, *rest):
	"""No field reads another table."""
	for field in query.fields or []:
		if isinstance(field, str):
			check_expression(field, commas=bool(query.flags.ignore_permissions))
			if not is_plain(field, query.doctype):
				_check_level(query, field)


def check_order(query, parameters, *rest):
	"""Nor does an order; nor does it rank children (P6)."""
	if isinstance(parameters, str):
		check_expression(parameters, commas=True)
		_check_level(query, parameters)
	if _never_compared(query) and not query.flags.ignore_permissions:
		_check_ranks_nobody(query, str(parameters or ""))


def _check_level(query, sql: str) -> None:
	if not query.flags.ignore_permissions and names_hidden(sql, query.doctype, query.user):
		raise frappe.PermissionError(_(REFUSED))


def _never_compared(query) -> tuple[str, ...]:
	return NEVER_COMPARED.get(query.doctype, ())


def _check_ranks_nobody(query, order: str) -> None:
	"""No order by a column that is never compared; where one is read, by no alias or number that could stand for it."""
	columns = _never_compared(query)
	if any(column in order for column in columns):
		frappe.throw(_(REFUSED), frappe.DataError)
	read = [str(field).lower() for field in query.fields or [] if any(c in str(field) for c in columns)]
	if any(" as " in field for field in read):
		frappe.throw(_(REFUSED), frappe.DataError)
	if read:
		plain = frappe.get_meta(query.doctype).get_valid_columns()
		for part in order.replace(f"`tab{query.doctype}`.", "").replace("`", "").split(","):
			if part.split() and part.split()[0] not in plain:
				frappe.throw(_(REFUSED), frappe.DataError)


def hide_linked(query, *rest):
	"""A field of a linked document of ours is empty where that document is out of the reader's sight."""
	from pre_module.access.conditions import query_condition

	if query.flags.ignore_permissions:
		return
	for link in query.link_tables:
		condition = is_ours(link.doctype) and query_condition(query.user, link.doctype)
		if condition:
			link.table_name = f"(select * from `tab{link.doctype}` where {condition})"


CHECKS = {
	"build_filter_conditions": check_filters,
	"prepare_filter_condition": check_filter_names,
	"sanitize_fields": check_fields,
	"validate_order_by_and_group_by": check_order,
	# Called once the tables of the query are known and before they are joined.
	"apply_fieldlevel_read_permissions": hide_linked,
}


def check_column(name: object) -> None:
	"""Raises frappe.DataError unless it is one column, as it is or with Frappe's own ifnull around it."""
	if not isinstance(name, str) or not (
		PLAIN_NAME.fullmatch(name.strip()) or IF_NULL.fullmatch(name.strip())
	):
		frappe.throw(_(REFUSED), frappe.DataError)


def check_expression(sql: str, commas: bool = False) -> None:
	"""Raises frappe.DataError for an expression that could read anything but its own row."""
	bare = (QUOTED if frappe.db.db_type == "mariadb" else QUOTED_PLAINLY).sub("x", sql)
	depth, top_comma = 0, False
	for character in bare:
		depth += {"(": 1, ")": -1}.get(character, 0)
		top_comma = top_comma or (character == "," and depth == 0)
		if depth < 0:
			break
	if depth or FORBIDDEN.search(bare) or (top_comma and not commas):
		frappe.throw(_(REFUSED), frappe.DataError)


def _one_condition(sql: str) -> str:
	check_expression(sql)
	return f"({sql})"
