"""Territories: the national list of « quartiers prioritaires de la politique de la ville » (ANCT, data.gouv.fr)."""

from pre_module.rules.codes import is_qpv, qpv_validity
from pre_module.rules.refusal import Refusal, _
from pre_module.setup.imports.lists import NationalList, Record, check_texts, commune_code
from pre_module.setup.imports.reading import LeftOut, Line

# First the list of 2024, then the names other publications of the same list use.
_COLUMNS = {
	"code": ("code_qp", "code_quartier"),
	"name": ("lib_qp", "nom_qp", "quartier_prioritaire"),
	"insee": ("insee_com", "code_insee"),
	"commune": ("lib_com", "commune_qp", "noms_des_communes_concernees"),
}


def _parse(line: Line) -> Record | LeftOut:
	code = line.get("code").upper()
	texts = {"Name": line.get("name"), "Commune": _first(line.get("commune"))}
	refusal = _check_code(code) or _check_name(texts["Name"]) or check_texts(texts)
	if refusal:
		return LeftOut(line.number, code, refusal)
	values = {
		"territory_name": texts["Name"],
		"territory_type": "QPV",
		"commune": texts["Commune"],
		"insee_code": next(iter(_insee_codes(line)), ""),
	}
	start, end = qpv_validity(code)
	defaults = {"valid_from": start, "valid_until": end} if end else {"valid_from": start}
	# An empty cell says nothing: what the municipality typed stays.
	return Record(line.number, code, {field: value for field, value in values.items() if value}, defaults)


def _check_code(code: str) -> Refusal | None:
	if not code:
		return Refusal("file", _("The QPV code is missing."))
	if not is_qpv(code):
		return Refusal("file", _("Not a QPV code: QN or QP and six characters, as in the national list."))
	return None


def _check_name(name: str) -> Refusal | None:
	return None if name else Refusal("file", _("The name is missing."))


def _first(text: str) -> str:
	"""The main commune of a territory that lies on several."""
	return text.split(";")[0].strip()


def _insee_codes(line: Line) -> list[str]:
	return [commune_code(code.strip()) for code in line.get("insee").split(";") if code.strip()]


TERRITORIES = NationalList(
	doctype="PRE Territory",
	columns=_COLUMNS,
	required=("code", "name"),
	place_columns=("insee",),
	places=lambda line: set(_insee_codes(line)),
	parse=_parse,
)
