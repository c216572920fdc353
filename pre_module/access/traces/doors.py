"""The doors by which a person is given something of a child's file, and what each of them gave.

A door is a whitelisted method, by the name of the function that answers in the end (a second name for it is the
same door, and so is the function that replaces it by a hook), or a path. A new one is one line of a table here; the
app's own stand in `own_doors.py`.
"""

import re
from collections.abc import Callable, Iterable
from inspect import unwrap

import frappe
from werkzeug.wrappers import Request

from pre_module.access.traces import exports, files, lists, own_doors, prints, reading
from pre_module.access.traces.asked import Asked
from pre_module.access.traces.writing import Seen

METHODS: dict[str, Callable[[Asked], Iterable[Seen]]] = {
	"frappe.client.get": reading.got,
	"frappe.client.get_value": reading.value,
	"frappe.client.validate_link": reading.link,
	"frappe.desk.form.load.getdoc": reading.document,
	"frappe.desk.form.load.get_docinfo": reading.document,
	"frappe.desk.link_preview.get_preview_data": reading.preview,
	"frappe.handler.run_doc_method": reading.method_of_document,
	"frappe.api.v2.run_doc_method": reading.method_of_document,
	"frappe.client.get_list": lists.taken,
	"frappe.desk.reportview.get": lists.shown,
	"frappe.desk.reportview.get_list": lists.shown,
	"frappe.desk.search.get_link_title": reading.title,
	"frappe.desk.search.search_link": lists.searched,
	"frappe.desk.search.search_widget": lists.searched,
	"frappe.utils.global_search.search": lists.searched_everywhere,
	"frappe.www.printview.get_html_and_style": prints.shown,
	"frappe.www.printview.get_rendered_raw_commands": prints.shown,
	"frappe.utils.print_format.download_pdf": prints.document,
	"frappe.utils.print_format.print_by_server": prints.document,
	"frappe.utils.weasyprint.download_pdf": prints.document,
	"frappe.utils.print_format.download_multi_pdf": prints.several,
	"frappe.utils.print_format.download_multi_pdf_async": prints.several,
	"frappe.utils.print_format.report_to_pdf": prints.report,
	"frappe.desk.reportview.export_query": exports.of_list,
	"frappe.desk.query_report.export_query": exports.of_report,
	"frappe.desk.query_report.run": lists.reported,
	"frappe.core.doctype.data_export.exporter.export_data": exports.of_data,
	"frappe.core.doctype.data_import.data_import.download_template": exports.of_template,
	"frappe.core.doctype.communication.email.make": exports.by_mail,
	"frappe.handler.download_file": files.downloaded,
	"frappe.core.api.file.zip_files": files.zipped,
	"frappe.desk.calendar.get_events": lists.taken,
	**own_doors.METHODS,
}

PATHS: tuple[tuple[re.Pattern, Callable[[Asked], Iterable[Seen]]], ...] = (
	(re.compile(r"/printview/?"), prints.document),
	(re.compile(r"/private/files/.+"), files.downloaded),
)
REST = re.compile(
	r"/api/(?:(?:v1/)?resource|v2/document)/(?P<doctype>[^/]+)(?:/(?P<name>.+?))?(?:/method/[^/]+)?/?"
)
METHOD = re.compile(r"/api/(?:v1/|v2/)?method/(?P<method>[^/]+)(?:/(?P<of_doctype>[^/]+))?/?")


def what_was_given(request: Request) -> Iterable[Seen]:
	"""What an answered request gave to the person; nothing where no door of ours was asked."""
	asked = Asked.of(request)
	if rest := REST.fullmatch(request.path):
		return _by_rest(request, asked, rest["doctype"], rest["name"])
	method = _method(request)
	if method:
		finder = METHODS.get(_real_name(method))
		return finder(asked) if finder else ()
	return next((finder(asked) for path, finder in PATHS if path.fullmatch(request.path)), ())


def _by_rest(request: Request, asked: Asked, doctype: str, name: str | None) -> Iterable[Seen]:
	if name and request.method in ("GET", "POST"):
		return reading.document(asked.about(doctype, name))
	if not name and request.method == "GET":
		return lists.taken(asked.about(doctype))
	return ()  # a change, noted in its transaction


def _method(request: Request) -> str | None:
	# Frappe 15 writes the method of /api/method in the form; its second API does not.
	if frappe.form_dict.get("cmd"):
		return frappe.form_dict.cmd
	found = METHOD.fullmatch(request.path)
	return found["method"] if found and not found["of_doctype"] else None


def _real_name(method: str) -> str:
	"""The name under which METHODS has a door: the function's own, or that of the one it replaces."""
	if method in METHODS:
		return method
	own = _own_name(method)
	if own in METHODS:
		return own
	for replaced, replacements in frappe.get_hooks("override_whitelisted_methods", {}).items():
		if replaced in METHODS and (method in replacements or own in replacements):
			return replaced
	return own


def _own_name(method: str) -> str:
	"""Where the function of a method is written; the name as it is for a server script of the site."""
	path = method if "." in method else f"frappe.handler.{method}"
	try:
		function = unwrap(frappe.get_attr(path))
	except (ImportError, AttributeError, frappe.AppNotInstalledError):
		return method
	own = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"
	# The package is its own module, and has that name twice (`pre_module/__init__.py`).
	return own.replace("pre_module.pre_module.", "pre_module.", 1)
