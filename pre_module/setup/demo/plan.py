"""The plan of the demo: who its children are, before anything is written. Plain Python, same seed, same plan."""

from dataclasses import dataclass
from datetime import date
from random import Random

from pre_module.rules.dates import age_on
from pre_module.setup.demo import pupils
from pre_module.setup.demo.days import Calendar
from pre_module.setup.demo.families import SIZES, Family, make_families
from pre_module.setup.demo.stages import WITHOUT_FILE, Course, draw_course, spread_stages
from pre_module.setup.demo.texts import Voice, load

SEED = "pre-demo-1"
ORIGINS = ("School", "Social Service", "Health", "Association", "Family", "Other")
ORIGIN_WEIGHTS = (56, 12, 8, 12, 9, 3)
DEROGATIONS = 3


@dataclass
class ChildPlan:
	"""One child, or one referral whose child has no file (has_file no)."""

	number: int
	family: Family
	first_name: str
	sex: str
	birth_date: date
	schooling: list[tuple[str, str, str]]
	course: Course
	origin: str
	teacher: str
	has_file: bool = True
	derogation: bool = False

	@property
	def last_name(self) -> str:
		return self.family.last_name

	@property
	def full_name(self) -> str:
		return f"{self.first_name} {self.last_name}"

	def lot(self, purpose: str) -> Random:
		"""A seeded lot of its own, so that one more draw elsewhere changes nothing here."""
		return Random(f"{SEED}:{self.number}:{purpose}")

	def age(self, day: date) -> int:
		"""Completed years on a day."""
		return age_on(self.birth_date, day)

	def school_on(self, year: str) -> tuple[str | None, str]:
		"""Key of the school and class in a school year."""
		return next(((s, c) for y, s, c in self.schooling if y == year), (None, ""))

	def voice(self, purpose: str) -> Voice:
		"""Sentences about this child."""
		level = self.schooling[-1][2] if self.schooling else ""
		return Voice(self.lot(purpose), self.first_name, self.sex, level, self.teacher)


def make_plan(today: date, start_month: int = 9) -> list[ChildPlan]:
	"""The 160 children and the referrals without file, in the order in which they were referred."""
	calendar = Calendar(today, start_month)
	lot = Random(SEED)
	families = make_families(lot)
	members = [f for f, size in zip(families, SIZES, strict=True) for _n in range(size)]
	stages = spread_stages(lot)
	ages = pupils.ages(lot)
	sexes = pupils.sexes(lot, len(members))
	_give_past_to_the_oldest(ages, stages)
	plans = [_child(lot, n, members[n], stages[n], ages[n], sexes[n], calendar) for n in range(len(members))]
	alone = [p for p in plans if SIZES[p.family.number] == 1 and p.course.has("informed")]
	for plan in [p for p in alone if p.age(today) <= 9][:DEROGATIONS]:
		_make_derogation(plan)
	for stage, count in WITHOUT_FILE.items():
		for _n in range(count):
			family = lot.choice([f for f in families if f.zone != "none"])
			sex = lot.choice(("Male", "Male", "Female"))
			plan = _child(lot, len(plans), family, stage, lot.randint(3, 13), sex, calendar)
			plan.has_file = False
			plans.append(plan)
	return sorted(plans, key=lambda p: (p.course.days["received"], p.number))


def _give_past_to_the_oldest(ages: list[int], stages: list[str]) -> None:
	"""Who is 17 now entered at 16, last school year: a started parcours."""
	started = [n for n, stage in enumerate(stages) if stage in ("active", "closed")]
	for n, age in enumerate(ages):
		if age >= 16 and n not in started:
			other = next(m for m in started if ages[m] < 16)
			ages[n], ages[other] = ages[other], ages[n]


def _child(lot, number, family, stage, age, sex, calendar) -> ChildPlan:
	born = pupils.birth_date(lot, age, calendar.year_start)
	course = draw_course(lot, stage, calendar, old=age >= 16)
	years = ((calendar.last_year, calendar.beginning), (calendar.this_year, calendar.year_start))
	schooling = []
	for year, start in years:
		school = pupils.school_in(family.number, born, start, family.zone == "none")
		if school:
			schooling.append((year, school, pupils.class_in(born, start)))
	if family.zone == "none" and len(schooling) < 2:
		# Nothing would tie the child to the programme: it lives in the network's sector instead.
		family.zone = "rep"
	return ChildPlan(
		number=number,
		family=family,
		first_name=family.first_name(lot, sex),
		sex=sex,
		birth_date=born,
		schooling=schooling,
		course=course,
		origin=lot.choices(ORIGINS, ORIGIN_WEIGHTS)[0],
		teacher=lot.choice(load("names")["teachers"]),
	)


def _make_derogation(plan: ChildPlan) -> None:
	"""Outside the territories and the network: followed by derogation (R1)."""
	plan.derogation = True
	plan.family.zone = "none"
	plan.schooling = [(year, "pri", level) for year, _school, level in plan.schooling]
