"""The team's meetings of the demo: one a month with the situations of the weeks before, one cancelled, one to come."""

from datetime import date, timedelta

from frappe.model.document import Document
from frappe.utils import getdate

from pre_module.access.situation.opening import situation_of
from pre_module.rules.dates import add_months
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.team import hold, make_team

MOST = 6  # situations on one agenda
QUESTIONS = (
	"Quels relais de droit commun ont répondu, et lesquels manquent encore ?",
	"Faut-il proposer un accompagnement individuel ou un groupe ?",
	"Les absences relevées ce trimestre appellent-elles une autre réponse ?",
	"Comment soutenir les parents dans le suivi de la scolarité ?",
	"L'orthophonie est en liste d'attente : que proposer d'ici là ?",
	"Premier bilan des actions : que garder, que changer ?",
)
PLACES = ("Salle du conseil, mairie", "Maison des solidarités de la Vallée", "Centre social La Passerelle")


def make_meetings(desk: Desk, plans: list[ChildPlan]) -> None:
	"""One meeting a month over the two years; the one of next week has the situations of today's diagnostics."""
	make_team(desk)
	month = desk.calendar.beginning
	number = 0
	while month < desk.calendar.today:
		day = desk.calendar.working(month + timedelta(days=20))
		agenda = _children(desk, plans, day - timedelta(days=45), day)
		if agenda and day < desk.calendar.today:
			_held(desk, day, agenda, number)
			number += 1
		month = add_months(month, 1)
	recent = _children(desk, plans, desk.calendar.today - timedelta(days=60), desk.calendar.today)
	if recent:
		desk.on(desk.calendar.today, "coordinator")
		soon = desk.calendar.today + timedelta(days=5)
		soon += timedelta(days=7 - soon.weekday() if soon.weekday() > 4 else 0)
		_meeting(desk, soon, recent, number)


def _held(desk: Desk, day: date, agenda: list[str], number: int) -> None:
	desk.on(day - timedelta(days=10), "coordinator")
	meeting = _meeting(desk, day, agenda, number)
	desk.on(day, "coordinator")
	if number == 4:
		meeting.status = "Cancelled"
		meeting.save()
	else:
		hold(desk, meeting, day, agenda, number)


def _meeting(desk: Desk, day: date, agenda: list[str], number: int) -> Document:
	return desk.insert(
		"PRE Team Meeting",
		structure=desk.places["structure"],
		meeting_date=day,
		team=desk.places["team"],
		start_time="09:30:00",
		planned_minutes=120,
		place=PLACES[number % len(PLACES)],
		agenda=[
			{
				"situation": situation_of(child),
				"minutes": 15 + 5 * ((number + row) % 3),
				"question": QUESTIONS[(number + row) % len(QUESTIONS)],
			}
			for row, child in enumerate(agenda)
		],
	)


def _children(desk: Desk, plans: list[ChildPlan], start: date, end: date) -> list[str]:
	"""The files of the children whose diagnostic was written in these days."""
	named = [
		desk.places[f"child:{plan.number}"]
		for plan in plans
		if plan.course.has("diagnosed")
		and start <= getdate(plan.course.days["diagnosed"]) <= end
		and f"child:{plan.number}" in desk.places
	]
	return named[:MOST]
