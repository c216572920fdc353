"""Files in the shape of the national lists, with invented schools and territories."""

import csv
import random
from pathlib import Path

from pre_module.rules.codes import uai_check_letter

DATA = Path(__file__).parent / "data"
SCHOOLS_SAMPLE = DATA / "annuaire-education-sample.csv"
TERRITORIES_SAMPLE = DATA / "qpv-2024-sample.csv"

SCHOOL_HEADER = SCHOOLS_SAMPLE.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
TERRITORY_HEADER = TERRITORIES_SAMPLE.read_text(encoding="utf-8-sig").splitlines()[0].split(";")


def uai(number: int) -> str:
	"""A valid UAI code from seven digits."""
	digits = f"{number:07d}"
	return digits + uai_check_letter(digits)


def school(number: int, **cells: str) -> dict[str, str]:
	"""One invented school as the directory writes it; other cells by column name."""
	return {
		"Identifiant_de_l_etablissement": uai(number),
		"Nom_etablissement": f"Ecole élémentaire du Lavoir {number}",
		"Type_etablissement": "Ecole",
		"Statut_public_prive": "Public",
		"Adresse_1": "3 rue du Lavoir",
		"Code_postal": "99100",
		"Code_commune": "99001",
		"Nom_commune": "Valbrune",
		"Ecole_maternelle": "0",
		"Ecole_elementaire": "1",
		"Telephone": "01 99 00 00 00",
		"etat": "OUVERT",
		"libelle_nature": "ECOLE DE NIVEAU ELEMENTAIRE",
		**cells,
	}


def write(path: Path, rows: list[dict[str, str]], header=None, delimiter=";", encoding="utf-8") -> Path:
	"""A CSV of rows by column name, in the directory's columns unless others are given."""
	with path.open("w", encoding=encoding, newline="") as file:
		writer = csv.DictWriter(file, header or SCHOOL_HEADER, restval="", delimiter=delimiter)
		writer.writeheader()
		writer.writerows(rows)
	return path


def write_many_schools(path: Path, count: int, seed: int = 2005) -> Path:
	"""A directory of `count` invented schools of every type, always the same for one seed."""
	rng = random.Random(seed)
	kinds = (
		("Ecole", "0", "1"),
		("Ecole", "1", "0"),
		("Ecole", "1", "1"),
		("Collège", "", ""),
		("Lycée", "", ""),
	)
	rows = []
	for number in range(1, count + 1):
		kind, nursery, elementary = rng.choice(kinds)
		commune = rng.randrange(1, 900)
		cells = {
			"Nom_etablissement": f"{kind} des Tilleuls {number}",
			"Type_etablissement": kind,
			"Ecole_maternelle": nursery,
			"Ecole_elementaire": elementary,
			"Code_commune": f"99{commune:03d}",
			"Nom_commune": f"Commune {commune}",
			"Appartenance_Education_Prioritaire": rng.choice(("", "", "", "REP", "REP+")),
			"Web": "https://ecole.example/" + "x" * 60,
			"nom_circonscription": "Circonscription d'inspection du 1er degré de Valbrune " + "y" * 200,
		}
		rows.append(school(9_800_000 + number, **cells))
	return write(path, rows)
