"""Ages, classes and schools of the demo's children."""

from datetime import date, timedelta
from random import Random

# Age on the first day of the school year, and how many children have it (F05: 14.6, 52.4, 31.5 and 1.5 % of 160).
# Nobody is drawn at 2: a decision of last year would have met a child of 1 (R1).
BANDS = (((3, 5), 23), ((6, 10), 84), ((11, 16), 50), ((17, 17), 3))
BOYS = 93  # of 160, 58.2 %
CLASSES = {2: "TPS", 3: "PS", 4: "MS", 5: "GS", 6: "CP", 7: "CE1", 8: "CE2", 9: "CM1", 10: "CM2"}
CLASSES |= {11: "6e", 12: "5e", 13: "4e", 14: "3e", 15: "3e"}
LEVELS = ((range(2, 6), ("mat1", "mat2", "pri")), (range(6, 11), ("ele1", "ele2", "pri")))


def ages(lot: Random) -> list[int]:
	"""The age of each child on the first day of the current school year, shuffled."""
	drawn = [lot.randint(*band) for band, count in BANDS for _n in range(count)]
	lot.shuffle(drawn)
	return drawn


def sexes(lot: Random, total: int) -> list[str]:
	"""Sex of each child, shuffled."""
	drawn = ["Male"] * BOYS + ["Female"] * (total - BOYS)
	lot.shuffle(drawn)
	return drawn


def birth_date(lot: Random, age: int, year_start: date) -> date:
	"""A birth date for that age on that day. At 17 it is a summer child, who was 16 for most of last year."""
	latest = year_start.replace(year=year_start.year - age)
	return latest - timedelta(days=lot.randint(2, 60) if age == 17 else lot.randint(2, 360))


def class_in(born: date, year: date) -> str:
	"""Class of a child in the school year that starts that day; empty once past the schools of the town."""
	return CLASSES.get(year.year - born.year, "")


def school_in(lot_of_family: int, born: date, year: date, in_network: bool) -> str | None:
	"""Key of the school in that school year: the same one as long as the child stays at its level.

	in_network: the child lives outside the priority territories, so it is followed for its school's network.
	"""
	age = year.year - born.year
	for level, schools in LEVELS:
		if age in level:
			choice = [s for s in schools if s not in ("mat2", "pri")] if in_network else schools
			return choice[lot_of_family % len(choice)]
	return "col" if 11 <= age <= 15 else None
