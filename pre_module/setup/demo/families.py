"""Families of the demo: invented names drawn from lists, households, holders of parental authority."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from pre_module.setup.demo.texts import load

# 35 families with two or three children, the others with one: 160 children in all.
SIZES = [3] * 10 + [2] * 25 + [1] * 80
SHAPES = ("couple", "separated", "mother", "other")
SHAPE_WEIGHTS = (50, 25, 20, 5)
ZONES = ("qpv", "rep", "none")
ZONE_WEIGHTS = (62, 25, 13)


@dataclass
class Family:
	"""A household and its adults. guardians: rows of the child's file. zone: key of its territory, or "none"."""

	number: int
	names: dict
	last_name: str
	zone: str
	address: str
	phone: str
	guardians: list[dict]
	by_ase: bool = False
	used: set[str] = field(default_factory=set)

	@property
	def holders(self) -> list[str]:
		"""Names of the holders of parental authority, as in the file."""
		return [
			f"{g['first_name']} {g['last_name']}" for g in self.guardians if g["parental_authority"] == "Yes"
		]

	def first_name(self, lot: Random, sex: str) -> str:
		"""A first name that no other child of the family has."""
		free = [n for n in self.names[sex] if n not in self.used]
		name = lot.choice(free or self.names[sex])
		self.used.add(name)
		return name


def make_families(lot: Random) -> list[Family]:
	"""All families, the same ones for the same seed."""
	taken: set[tuple[str, str]] = set()
	return [_family(lot, number, taken) for number in range(len(SIZES))]


def _family(lot: Random, number: int, taken: set) -> Family:
	origins = load("names")["families"]
	names = lot.choices(origins, [o["share"] for o in origins])[0]
	last_name = lot.choice(names["last"])
	zone = lot.choices(ZONES, ZONE_WEIGHTS)[0]
	street = lot.choice(load("names")["streets"][zone])
	shape = lot.choices(SHAPES, SHAPE_WEIGHTS)[0]
	return Family(
		number=number,
		names=names,
		last_name=last_name,
		zone=zone,
		address=f"{lot.randint(1, 48)} {street}",
		phone=_mobile(number, 0),
		guardians=_guardians(lot, number, names, last_name, shape, taken),
		by_ase=shape == "other" and number % 2 == 0,
	)


def _guardians(lot: Random, number: int, names: dict, last_name: str, shape: str, taken: set) -> list[dict]:
	language = names["language"] if names["language"] and lot.random() < 0.35 else ""
	maiden = lot.choice([n for n in names["last"] if n != last_name])
	mother_name = last_name if shape == "couple" and lot.random() < 0.6 else maiden
	mother = _adult(lot, names["mother"], mother_name, "Mother", taken, language)
	mother["phone"] = _mobile(number, 1)
	father = _adult(lot, names["father"], last_name, "Father", taken, language)
	father["phone"] = _mobile(number, 2)
	if shape == "couple":
		return [mother, father]
	if shape == "separated":
		streets = load("names")["streets"]["none"]
		away = {"lives_with_child": 0, "address": f"{lot.randint(1, 60)} {lot.choice(streets)}"}
		return [mother, {**father, **away}]
	if shape == "mother":
		return [mother]
	carer = _adult(lot, names["mother"], maiden, "Grandparent", taken, language)
	carer |= {"parental_authority": "No", "phone": _mobile(number, 3)}
	return [{**mother, "lives_with_child": 0}, carer]


def _adult(
	lot: Random, first_names: list[str], last_name: str, relationship: str, taken: set, language: str
) -> dict:
	free = [n for n in first_names if (n, last_name) not in taken] or first_names
	first_name = lot.choice(free)
	taken.add((first_name, last_name))
	return {
		"first_name": first_name,
		"last_name": last_name,
		"relationship": relationship,
		"parental_authority": "Yes",
		"lives_with_child": 1,
		"language": language,
		"birth_date": date(lot.randint(1978, 1996), lot.randint(1, 12), lot.randint(1, 28)),
	}


def _mobile(number: int, holder: int) -> str:
	# 06 39 98: numbers that the French regulator keeps for works of fiction.
	line = number * 4 + holder
	return f"06 39 98 {line // 100 % 100:02d} {line % 100:02d}"
