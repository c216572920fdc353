"""Where each child of the demo stands, and on which days it came there."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pre_module.setup.demo.days import Calendar

# Stage reached, children at it: 160 in all. The stages of the process in their order, the side exits after them.
STAGES = {
	"accepted": 7,
	"diagnostic_draft": 6,
	"diagnostic_in_review": 5,
	"diagnostic_validated": 4,
	"diagnostic_closed": 2,
	"parcours_draft": 8,
	"proposed": 7,
	"approved": 6,
	"active": 70,
	"suspended": 10,
	"closed": 22,
	"abandoned": 3,
	"under_review": 2,
	"redirected": 4,
	"declined": 2,
	"withdrawn": 2,
}
# Referrals whose child has no file yet, or never had one.
WITHOUT_FILE = {"received": 13, "under_review": 12, "redirected": 8, "declined": 6, "withdrawn": 3}

# Days between one step and the next: shortest, longest.
STEPS = (
	("examined", 2, 12),
	("decided", 4, 16),
	("informed", 3, 14),
	("diagnosed", 4, 16),
	("reviewed", 12, 34),
	("validated", 3, 11),
	("drafted", 3, 12),
	("proposed", 5, 14),
	("approved", 3, 14),
	("started", 1, 10),
)
LAST_STEP = {
	"received": "received",
	"under_review": "examined",
	"redirected": "decided",
	"declined": "decided",
	"withdrawn": "decided",
	"accepted": "informed",
	"diagnostic_draft": "diagnosed",
	"diagnostic_in_review": "reviewed",
	"diagnostic_validated": "validated",
	"diagnostic_closed": "validated",
	"parcours_draft": "drafted",
	"proposed": "proposed",
	"approved": "approved",
	"abandoned": "proposed",
	"active": "started",
	"suspended": "started",
	"closed": "started",
}
# Days since the last step: those who wait, wait for some weeks; the others spread over the two years.
SINCE = {
	"received": (1, 20),
	"under_review": (1, 25),
	"redirected": (10, 330),
	"declined": (10, 330),
	"withdrawn": (10, 300),
	"active": (12, 345),
	"suspended": (70, 270),
	"closed": (130, 420),
	"abandoned": (40, 200),
	"diagnostic_closed": (30, 150),
}
WAITING = (2, 30)


@dataclass(frozen=True)
class Course:
	"""The stage a child reached and the day of each step up to there, in order of time."""

	stage: str
	days: dict[str, date]

	def has(self, step: str) -> bool:
		"""Whether the child came to that step."""
		return step in self.days


def draw_course(lot: Random, stage: str, calendar: Calendar, *, old: bool = False) -> Course:
	"""Days for a stage, counted back from today. old: referred at the very beginning of the two years."""
	last = LAST_STEP[stage]
	gaps: list[tuple[str, int]] = []
	for step, shortest, longest in STEPS if last != "received" else ():
		gaps.append((step, lot.randint(shortest, longest)))
		if step == last:
			break
	shortest, longest = SINCE.get(stage, WAITING)
	end = calendar.today - timedelta(days=lot.randint(shortest, longest))
	earliest = calendar.beginning + timedelta(days=lot.randint(4, 25))
	received = earliest if old else max(end - timedelta(days=sum(n for _s, n in gaps)), earliest)
	day, days = received, {"received": calendar.working(received)}
	for step, gap in gaps:
		day += timedelta(days=gap)
		days[step] = calendar.working(day)
	return Course(stage, days)


def spread_stages(lot: Random) -> list[str]:
	"""The stage of each of the 160 children, shuffled."""
	drawn = [stage for stage, count in STAGES.items() for _n in range(count)]
	lot.shuffle(drawn)
	return drawn
