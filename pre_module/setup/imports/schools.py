"""Schools: the « annuaire de l'éducation » (fr-en-annuaire-education), by its own columns."""

from pre_module.rules.codes import is_uai
from pre_module.rules.refusal import Refusal, _
from pre_module.setup.imports.lists import NationalList, Record, check_texts, commune_code
from pre_module.setup.imports.reading import LeftOut, Line, fold

_COLUMNS = {
	"uai": ("identifiant_de_l_etablissement",),
	"name": ("nom_etablissement",),
	"type": ("type_etablissement",),
	"sector": ("statut_public_prive",),
	"address": ("adresse_1",),
	"postal_code": ("code_postal",),
	"insee": ("code_commune",),
	"commune": ("nom_commune",),
	"nursery": ("ecole_maternelle",),
	"elementary": ("ecole_elementaire",),
	"network": ("appartenance_education_prioritaire",),
	"state": ("etat",),
	"phone": ("telephone",),
	"email": ("mail",),
	"nature": ("libelle_nature",),
}
_LEVELS = {
	"college": "Collège",
	"lycee": "Lycée",
	"erea": "Other",
	"medico_social": "Other",
	"autre": "Other",
}
_NETWORKS = {"": "None", "HORS EP": "None", "REP": "REP", "REP+": "REP+"}
# A school that is to close, or to open, is no closed school yet.
_OPEN = ("", "ouvert", "a_fermer", "a_ouvrir")


def _places(line: Line) -> set[str]:
	return {commune_code(line.get("insee")), commune_code(line.get("postal_code"))}


def _parse(line: Line) -> Record | LeftOut:
	code = line.get("uai").upper()
	texts = {
		"Name": line.get("name"),
		"Commune": line.get("commune"),
		"Address": line.get("address"),
		"Phone": line.get("phone"),
		"E-Mail": line.get("email"),
	}
	refusal = _check_code(code) or _check_name(texts["Name"]) or check_texts(texts) or _check_kind(line)
	if refusal:
		return LeftOut(line.number, code, refusal)
	values = {
		"school_name": texts["Name"],
		"level": _level(line),
		"commune": texts["Commune"],
		"address": texts["Address"],
		"postal_code": line.get("postal_code") and commune_code(line.get("postal_code")),
		"insee_code": line.get("insee") and commune_code(line.get("insee")),
		"phone": texts["Phone"],
		"email": texts["E-Mail"],
		"sector": {"public": "Public", "prive": "Private"}.get(fold(line.get("sector")), ""),
	}
	# An empty cell says nothing: what the municipality typed stays.
	values = {field: value for field, value in values.items() if value}
	if "network" in line.cells:
		values["priority_network"] = _NETWORKS[line.get("network").upper()]
	if "state" in line.cells:
		values["closed"] = int(fold(line.get("state")) not in _OPEN)
	return Record(line.number, code, values)


def _check_code(code: str) -> Refusal | None:
	if not code:
		return Refusal("file", _("The UAI code is missing."))
	if not is_uai(code):
		return Refusal("file", _("Not a UAI code: seven digits and the check letter that belongs to them."))
	return None


def _check_name(name: str) -> Refusal | None:
	return None if name else Refusal("file", _("The name is missing."))


def _check_kind(line: Line) -> Refusal | None:
	kind = fold(line.get("type"))
	if kind != "ecole" and kind not in _LEVELS:
		return Refusal("file", _("Not a type of school: {0}."), (line.get("type")[:60] or "-",))
	if line.get("network").upper() not in _NETWORKS:
		return Refusal("file", _("Not a network of priority education: {0}."), (line.get("network")[:60],))
	return None


def _level(line: Line) -> str:
	"""Level of a school: by its two flags, else by its nature, where the directory leaves them empty."""
	kind = fold(line.get("type"))
	if kind != "ecole":
		return _LEVELS[kind]
	nature = fold(line.get("nature"))
	nursery, elementary = (line.get(flag) in ("1", "1.0", "Oui") for flag in ("nursery", "elementary"))
	if not nursery and not elementary:
		nursery, elementary = "maternelle" in nature, "elementaire" in nature
		nursery, elementary = nursery or "primaire" in nature, elementary or "primaire" in nature
	return {
		(True, True): "Primary",
		(True, False): "Nursery",
		(False, True): "Elementary",
		(False, False): "Other",
	}[nursery, elementary]


SCHOOLS = NationalList(
	doctype="PRE School",
	columns=_COLUMNS,
	required=("uai", "name", "type"),
	place_columns=("insee", "postal_code"),
	places=_places,
	parse=_parse,
)
