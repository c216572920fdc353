"""The sentences of the demo: French, factual, dated, chosen by a seeded lot from `data/`."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pre_module.setup.demo.days import in_french

DATA = Path(__file__).parent / "data"
DOMAINS = {
	"Schooling": "schooling",
	"Behaviour and Relations": "behaviour",
	"Physical Health": "physical_health",
	"Mental Health": "mental_health",
	"Speech and Language": "language",
	"Parenting": "parenting",
	"Culture and Leisure": "culture",
	"Sport": "sport",
	"Social and Economic": "social",
	"After-School": "after_school",
}
# How often each domain comes up (F10), the first ones most.
WEIGHTS = (26, 16, 8, 9, 12, 12, 6, 5, 6, 8)


@cache
def load(name: str) -> Any:
	"""The content of `data/<name>.json`."""
	return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def domain(name: str) -> dict:
	"""Observations and threads (need, service asked, objective, evaluation, actions) of a need domain."""
	return load(f"domains/{DOMAINS[name]}")


def pick_domains(lot: Random, count: int) -> list[str]:
	"""Different need domains, the frequent ones more often."""
	chosen: list[str] = []
	while len(chosen) < count:
		name = lot.choices(list(DOMAINS), WEIGHTS)[0]
		if name not in chosen:
			chosen.append(name)
	return chosen


def fitting_thread(lot: Random, name: str, age: int) -> dict:
	"""A thread of a domain for a child of that age; the nearest age when none fits."""
	threads = domain(name)["threads"]
	fitting = [t for t in threads if t["from"] <= age <= t["to"]]
	return lot.choice(fitting or sorted(threads, key=lambda t: (t["from"] > age, t["from"]))[:2])


class Voice:
	"""Fills the sentences about one child: its name, its pronoun, its class, days before a given one."""

	def __init__(self, lot: Random, first_name: str, sex: str, class_level: str, teacher: str):
		self.lot = lot
		girl = sex == "Female"
		self.words = {
			"prenom": first_name,
			"il": "elle" if girl else "il",
			"Il": "Elle" if girl else "Il",
			"e": "e" if girl else "",
			"classe": class_level or "la classe",
			"enseignant": teacher,
		}

	def say(self, text: str, before: date, within: int = 40) -> str:
		"""The sentence, its date drawn from the `within` days up to `before`."""
		day = before - timedelta(days=self.lot.randint(2, within))
		while day.weekday() > 4:
			day -= timedelta(days=1)
		return text.format(**self.words, date=in_french(day))

	def choose(self, kind: str, before: date) -> str:
		"""One of the sentences of `data/words.json` under that key."""
		return self.say(self.lot.choice(load("words")[kind]), before)
