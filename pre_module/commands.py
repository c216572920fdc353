"""bench commands: the national lists from a file on the server, without a browser."""

import os
import sys
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context

FAILED, LINES_LEFT_OUT = 1, 3


@click.command("pre-import-schools")
@click.argument("file")
@click.option(
	"--communes", default="", help="INSEE or postal codes, separated by commas; else the whole file."
)
@pass_context
def import_schools(context, file: str, communes: str):
	"""Import schools from the CSV of the annuaire de l'éducation.

	Harmless to run again. Exit code: 0 done, 1 nothing done, 3 done with lines left out, which are printed.
	"""
	_import(context, "Schools", file, communes)


@click.command("pre-import-territories")
@click.argument("file")
@click.option("--communes", default="", help="INSEE codes, separated by commas; else the whole file.")
@click.option("--structure", help="PRE Structure given to the territories that have none.")
@pass_context
def import_territories(context, file: str, communes: str, structure: str | None):
	"""Import territories from the CSV of the national list of QPV.

	Harmless to run again. Exit code: 0 done, 1 nothing done, 3 done with lines left out, which are printed.
	"""
	_import(context, "Territories", file, communes, structure)


@click.command("pre-import-school-holidays")
@click.argument("file")
@pass_context
def import_school_holidays(context, file: str):
	"""Import school holidays from the CSV of the national calendrier scolaire.

	Harmless to run again. Exit code: 0 done, 1 nothing done, 3 done with lines left out, which are printed.
	"""
	_import(context, "School Holidays", file, "")


def _import(context, import_type: str, file: str, communes: str, structure: str | None = None) -> None:
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		frappe.local.lang = frappe.db.get_default("lang") or "en"
		code = run(import_type, file, communes, structure)
	finally:
		frappe.destroy()
	sys.exit(code)


def run(import_type: str, file: str, communes: str = "", structure: str | None = None) -> int:
	"""Import on the connected site, say what was done, and give the exit code."""
	from frappe import _

	from pre_module.setup.imports.lists import parse_communes
	from pre_module.setup.imports.reading import UnreadableFile
	from pre_module.setup.imports.run import import_file, reason_text

	path = _find(file)
	if not path:
		return _fail(_("There is no file {0}.").format(file))
	# Said to the console of an administrator of the server.
	if structure and not frappe.db.exists("PRE Structure", structure):
		return _fail(_("There is no structure {0}.").format(structure))
	try:
		chosen = parse_communes(communes)
	except ValueError as code:
		return _fail(_("{0} is neither an INSEE code nor a postal code.").format(code))
	try:
		with click.progressbar(length=100, label=path.name, file=sys.stderr) as bar:
			result = import_file(
				import_type, path, chosen, structure, lambda share: bar.update(int(share * 100) - bar.pos)
			)
	except UnreadableFile as unreadable:
		return _fail(reason_text(unreadable.reason))
	counts = (result.created, result.updated, result.unchanged, len(result.left_out))
	click.echo(_("{0} created, {1} updated, {2} unchanged, {3} lines left out.").format(*counts))
	for line, code, reason in result.left_out:
		click.echo(_("Line {0} ({1}): {2}").format(line, code or "-", reason))
	if chosen and not any(counts):
		return _fail(_("No line of the file is in the communes asked for."))
	return LINES_LEFT_OUT if result.left_out else 0


def _find(file: str) -> Path | None:
	"""The file as the person who typed the command sees it: bench itself moves to the folder of the sites."""
	places = (os.environ.get("PWD", "."), ".", "..")
	return next((path for place in places if (path := Path(place, file)).is_file()), None)


def _fail(message: str) -> int:
	click.secho(message, fg="red", err=True)
	return FAILED


commands = [import_schools, import_territories, import_school_holidays]
