"""What the two national lists say, line by line, and why a line or a file is refused; no Frappe."""

import pytest

from pre_module.setup.imports.lists import Record, parse_communes
from pre_module.setup.imports.reading import LeftOut, UnreadableFile
from pre_module.setup.imports.schools import SCHOOLS
from pre_module.setup.imports.territories import TERRITORIES
from tests.national_files import (
	SCHOOL_HEADER,
	SCHOOLS_SAMPLE,
	TERRITORIES_SAMPLE,
	TERRITORY_HEADER,
	school,
	uai,
	write,
)


def read(source, path, communes=frozenset()):
	return list(source.read(source.open(path, communes), communes))


def records(lines):
	return [line for line in lines if isinstance(line, Record)]


def left_out(lines):
	return [(line.line, line.code, str(line.reason)) for line in lines if isinstance(line, LeftOut)]


def one(tmp_path, **cells):
	"""What becomes of one school with these cells."""
	(line,) = read(SCHOOLS, write(tmp_path / "one.csv", [school(1, **cells)]))
	return line


def test_sample_of_the_directory_keeps_the_good_lines_and_names_the_others():
	lines = read(SCHOOLS, SCHOOLS_SAMPLE)
	assert [(r.values["school_name"], r.values["level"]) for r in records(lines)] == [
		("Ecole maternelle Les Glycines", "Nursery"),
		("Ecole élémentaire Jean de La Fontaine", "Elementary"),
		("Ecole primaire du Moulin", "Primary"),
		("Collège des Trois Ponts", "Collège"),
		("Lycée de la Vallée", "Lycée"),
		("Ecole privée Sainte-Odile", "Primary"),
		("Ecole maternelle de la Gare", "Nursery"),
	]
	reasons = {line: reason for line, _, reason in left_out(lines)}
	# The school of line 4 has its address on two lines of the file, as an editor shows it.
	assert list(reasons) == [9, 11, 12, 13]
	assert "check letter" in reasons[9]
	assert "name is missing" in reasons[11]
	assert "Information et orientation" in reasons[12]
	assert "already on line 2" in reasons[13]


def test_school_has_the_fields_of_the_directory(tmp_path):
	line = one(
		tmp_path,
		Statut_public_prive="Privé",
		Appartenance_Education_Prioritaire="REP+",
		Mail="ce.x@ecole.example",
		Code_commune="1004",
		Code_postal="1500",
	)
	assert line.code == uai(1)
	assert line.values == {
		"school_name": "Ecole élémentaire du Lavoir 1",
		"level": "Elementary",
		"commune": "Valbrune",
		"address": "3 rue du Lavoir",
		"postal_code": "01500",
		"insee_code": "01004",
		"phone": "01 99 00 00 00",
		"email": "ce.x@ecole.example",
		"sector": "Private",
		"priority_network": "REP+",
		"closed": 0,
	}


@pytest.mark.parametrize(
	("state", "closed"),
	[("OUVERT", 0), ("A FERMER", 0), ("A OUVRIR", 0), ("FERME", 1), ("Fermé", 1), ("", 0)],
)
def test_state_of_a_school(tmp_path, state, closed):
	assert one(tmp_path, etat=state).values["closed"] == closed


@pytest.mark.parametrize(
	("kind", "nursery", "elementary", "nature", "level"),
	[
		("École", "1", "0", "", "Nursery"),
		("ECOLE", "1", "1", "", "Primary"),
		("Ecole", "", "", "ECOLE MATERNELLE", "Nursery"),
		("Ecole", "", "", "ECOLE DE NIVEAU ELEMENTAIRE", "Elementary"),
		("Ecole", "", "", "ECOLE PRIMAIRE FRANCAISE A L ETRANGER", "Primary"),
		("Ecole", "", "", "", "Other"),
		("EREA", "", "", "", "Other"),
		("Médico-social", "", "", "", "Other"),
	],
)
def test_level_of_a_school(tmp_path, kind, nursery, elementary, nature, level):
	line = one(
		tmp_path,
		Type_etablissement=kind,
		Ecole_maternelle=nursery,
		Ecole_elementaire=elementary,
		libelle_nature=nature,
	)
	assert line.values["level"] == level


@pytest.mark.parametrize(
	("cells", "reason"),
	[
		({"Identifiant_de_l_etablissement": ""}, "UAI code is missing"),
		({"Identifiant_de_l_etablissement": "0000001X"}, "check letter"),
		({"Nom_etablissement": "  "}, "name is missing"),
		({"Nom_etablissement": "N" * 10_000}, "Name: longer than 140"),
		({"Adresse_1": "<script>alert(1)</script>"}, "Address: HTML"),
		({"Nom_etablissement": "=HYPERLINK(1)"}, "Name: a text can't start"),
		({"Type_etablissement": "Service Administratif"}, "Not a type of school: Service Administratif"),
		({"Type_etablissement": ""}, "Not a type of school: -"),
		({"Appartenance_Education_Prioritaire": "ZEP"}, "Not a network of priority education: ZEP"),
	],
)
def test_school_left_out(tmp_path, cells, reason):
	line = one(tmp_path, **cells)
	assert isinstance(line, LeftOut) and line.line == 2
	assert reason in str(line.reason)


def test_empty_cells_and_absent_columns_say_nothing(tmp_path):
	assert not {"phone", "email"} & set(one(tmp_path, Telephone="").values)
	header = ["Identifiant_de_l_etablissement", "Nom_etablissement", "Type_etablissement"]
	row = {name: school(1)[name] for name in header}
	(line,) = read(SCHOOLS, write(tmp_path / "short.csv", [row], header))
	assert set(line.values) == {"school_name", "level"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
	rows = [school(1, Nom_etablissement="Ecole Hélène l’Œuvre")]
	(line,) = read(SCHOOLS, write(tmp_path / "f.csv", rows, delimiter=delimiter, encoding=encoding))
	assert line.values["school_name"] == "Ecole Hélène l’Œuvre"


def test_lower_case_header(tmp_path):
	rows = [{name.lower(): text for name, text in school(1).items()}]
	(line,) = read(SCHOOLS, write(tmp_path / "f.csv", rows, [name.lower() for name in SCHOOL_HEADER]))
	assert line.code == uai(1)


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"", "empty"),
		(b"\xef\xbb\xbf \r\n", "empty"),
		(b"PK\x03\x04\x00\x00", "not a CSV"),
		("a;b\n".encode("utf-16"), "not a CSV"),
		(b"nom;\x81\x8d\n", "neither UTF-8"),
		(b"nom;ville\nx;y\n", "identifiant_de_l_etablissement, nom_etablissement, type_etablissement"),
		(b'"', "columns missing"),
	],
)
def test_file_refused_as_a_whole(tmp_path, content, reason):
	path = tmp_path / "f.csv"
	path.write_bytes(content)
	with pytest.raises(UnreadableFile, match=reason):
		SCHOOLS.open(path)


def test_a_list_of_territories_is_no_list_of_schools():
	with pytest.raises(UnreadableFile, match="identifiant_de_l_etablissement"):
		SCHOOLS.open(TERRITORIES_SAMPLE)
	with pytest.raises(UnreadableFile, match="code_qp"):
		TERRITORIES.open(SCHOOLS_SAMPLE)


def test_broken_lines_are_named_and_the_others_kept(tmp_path):
	path = write(tmp_path / "f.csv", [school(n) for n in range(1, 101)])
	lines = path.read_text().splitlines()
	lines[10] = '"' + lines[10]  # a quotation mark that nothing closes
	lines[20] = lines[20].rsplit(";", 5)[0]  # cells missing
	lines[30] += ";one;too;many"
	lines[40] = ""
	path.write_text("\n".join(lines))
	result = read(SCHOOLS, path)
	assert len(records(result)) == 96
	assert [(number, code) for number, code, _ in left_out(result)] == [(11, ""), (21, ""), (31, "")]
	assert "quotation mark" in left_out(result)[0][2]
	assert f"{len(SCHOOL_HEADER) - 5} columns" in left_out(result)[1][2]


def test_quotation_mark_open_to_the_end_of_the_file(tmp_path):
	path = write(tmp_path / "f.csv", [school(1), school(2)])
	path.write_text(path.read_text() + '"unfinished\n')
	result = read(SCHOOLS, path)
	assert len(records(result)) == 2
	assert [line[0] for line in left_out(result)] == [4]


def test_only_some_communes(tmp_path):
	other = {"Code_commune": "99002", "Code_postal": "99200"}
	path = write(
		tmp_path / "f.csv", [school(1), school(2, **other), school(3, Nom_etablissement="", **other)]
	)
	assert [r.code for r in records(read(SCHOOLS, path, frozenset({"99001"})))] == [uai(1)]
	by_postal_code = read(SCHOOLS, path, frozenset({"99200"}))
	assert [r.code for r in records(by_postal_code)] == [uai(2)]
	assert [line[0] for line in left_out(by_postal_code)] == [4]
	assert not left_out(read(SCHOOLS, path, frozenset({"99001"})))


def test_communes_as_people_type_them():
	assert parse_communes(" 99001, 2a004;99002\n01053 ") == {"99001", "2A004", "99002", "01053"}
	assert parse_communes(None) == parse_communes("  ") == frozenset()


@pytest.mark.parametrize("text", ["Valbrune", "9900", "990011", "99001 <b>", "2C001", "٩٩٠٠١"])
def test_communes_that_are_no_codes(text):
	with pytest.raises(ValueError):
		parse_communes(text)


def test_choosing_communes_asks_for_their_column(tmp_path):
	header = ["Identifiant_de_l_etablissement", "Nom_etablissement", "Type_etablissement"]
	path = write(tmp_path / "f.csv", [{name: school(1)[name] for name in header}], header)
	with pytest.raises(UnreadableFile, match="code_commune"):
		SCHOOLS.open(path, frozenset({"99001"}))


def test_progress_goes_from_nothing_to_all(tmp_path):
	file = SCHOOLS.open(write(tmp_path / "f.csv", [school(n) for n in range(1, 51)]))
	seen = [file.progress for _ in file.lines()]
	assert seen == sorted(seen) and 0 < seen[0] < 0.2 and seen[-1] == 1


def test_sample_of_the_list_of_qpv():
	lines = read(TERRITORIES, TERRITORIES_SAMPLE)
	assert [(r.code, r.values["commune"], r.values["insee_code"]) for r in records(lines)] == [
		("QN09998M", "Valbrune", "99001"),
		("QN09999N", "Valbrune", "99001"),  # on two communes: the main one
		("QN97499I", "Petite-Ance", "01053"),  # the list drops the zero in front
		("QP099001", "Hautecombe-sur-Ance", "99002"),
	]
	assert left_out(lines) == [
		(5, "QX09901M", "file: Not a QPV code: QN or QP and six characters, as in the national list.")
	]
	assert {r.values["territory_type"] for r in records(lines)} == {"QPV"}


def test_territory_on_two_communes_is_found_by_either():
	assert [r.code for r in records(read(TERRITORIES, TERRITORIES_SAMPLE, frozenset({"99002"})))] == [
		"QN09999N",
		"QP099001",
	]


@pytest.mark.parametrize(
	("cells", "reason"),
	[
		({"code_qp": ""}, "QPV code is missing"),
		({"code_qp": "QP93028"}, "Not a QPV code"),
		({"lib_qp": ""}, "name is missing"),
		({"lib_qp": "<b>Cité</b>"}, "Name: HTML"),
		({"lib_qp": "x" * 141}, "Name: longer"),
	],
)
def test_territory_left_out(tmp_path, cells, reason):
	row = {"code_qp": "QN09998M", "lib_qp": "Les Hauts", "insee_com": "99001", "lib_com": "Valbrune", **cells}
	(line,) = read(TERRITORIES, write(tmp_path / "f.csv", [row], TERRITORY_HEADER))
	assert isinstance(line, LeftOut) and reason in str(line.reason)


@pytest.mark.parametrize(
	"header",
	[
		("code_qp", "nom_qp", "commune_qp"),
		("Code quartier", "Quartier prioritaire", "Noms des communes concernées"),
	],
)
def test_other_names_of_the_columns_of_qpv(tmp_path, header):
	row = dict(zip(header, ("QP099001", "Les Anciens Abattoirs", "Valbrune"), strict=True))
	(line,) = read(TERRITORIES, write(tmp_path / "f.csv", [row], header))
	assert (line.values["territory_name"], line.values["commune"]) == ("Les Anciens Abattoirs", "Valbrune")
