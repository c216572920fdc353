"""The team of the demo, and what its meetings leave behind: who was there, what was decided, which tasks are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import frappe
from frappe.model.document import Document

from pre_module.access.situation.reading import reading_of
from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.desk import Desk

# Key of the account, key of the partner, field of work.
MEMBERS = (
	("team", "mds", "Social Service"),
	("school", "ele1", "School"),
	("referent1", None, "Town"),
	("referent2", None, "Association"),
)
REFERENTS = ("referent1", "referent2", "referent3")
# How the members come, meeting after meeting; at the fourth the quorum is not met.
ATTENDANCES = (
	("Present", "Present", "Present", "Excused"),
	("Present", "Replaced", "Present", "Present"),
	("Present", "Present", "Excused", "Present"),
	("Excused", "Absent", "Present", "Excused"),
	("Present", "Present", "Present", "Present"),
)
DECISIONS = (
	("Demander au CMP où en est la liste d'attente, et rappeler la famille.", "Mental Health"),
	("Proposer l'atelier du mercredi matin, avec un essai de trois séances.", "After-School"),
	("Rencontrer l'enseignant pour faire le point sur les devoirs du soir.", "Schooling"),
	("Orienter vers le point info parents de la maison des solidarités.", "Parenting"),
	("Prendre rendez-vous pour un bilan d'orthophonie.", "Speech and Language"),
)
WITH_DECISION = 2  # of the situations of a meeting
DONE_AFTER = 60  # days
REMARK = "Le calendrier des réunions du trimestre suivant est adopté."


def make_team(desk: Desk) -> None:
	"""The équipe pluridisciplinaire, called together by the coordonnateur in the first days."""
	desk.on(desk.calendar.beginning, "coordinator")
	team = desk.insert(
		"PRE Team",
		title="Équipe pluridisciplinaire de Saint-Aubin",
		structure=desk.places["structure"],
		orientation="School-Centred",
		from_date=desk.calendar.beginning,
		quorum_kind="Share of the Members",
		quorum=50,
		members=[
			{
				"user": email_of(account),
				"partner": desk.places[f"partner:{partner}"] if partner else None,
				"work_field": field,
			}
			for account, partner, field in MEMBERS
		],
	)
	desk.places["team"] = team.name


def hold(desk: Desk, meeting: Document, day: date, children: list[str], number: int) -> None:
	"""The day of a meeting: attendance, situations examined, decisions with their tasks."""
	for row, attendance in zip(meeting.members, ATTENDANCES[number % len(ATTENDANCES)], strict=False):
		row.attendance = attendance
		row.replaced_by = "Mme Collègue, même service" if attendance == "Replaced" else None
	for place, row in enumerate(meeting.agenda):
		row.status = "Postponed" if place == 5 else "Examined"
		row.minutes_spent = (row.minutes or 15) + (place + number) % 4 - 1
	meeting.remarks = REMARK if number % 3 == 0 else None
	meeting.status = "Held"
	meeting.save()
	with _without_notices():
		for place, child in enumerate(children[:WITH_DECISION]):
			_decide(desk, meeting, day, child, meeting.agenda[place].situation, number + place)


def _decide(desk: Desk, meeting: Document, day: date, child: str, situation: str, turn: int) -> None:
	text, domain = DECISIONS[turn % len(DECISIONS)]
	due = day + timedelta(days=14 + 7 * (turn % 3))
	decision = desk.insert(
		"PRE Team Decision",
		meeting=meeting.name,
		situation=situation,
		decision=text,
		need_domain=domain,
		in_charge=_carrier(child, due),
		due_on=due,
	)
	if (desk.calendar.today - day).days > DONE_AFTER and turn % 6:
		desk.on(due, "coordinator")
		decision.status = "Done"
		decision.save()
		desk.on(day, "coordinator")


def _carrier(child: str, due: date) -> str:
	"""The référent who sees the situation until that day, else the coordonnateur (R10)."""
	evening = datetime.combine(due, time(23, 59))
	for account in REFERENTS:
		user = email_of(account)
		if reading_of(child, user) and reading_of(child, user, evening):
			return user
	return email_of("coordinator")


@contextmanager
def _without_notices() -> Iterator[None]:
	"""Nobody is told of the demo's tasks: Frappe tells nothing while an app is installed."""
	before, frappe.flags.in_install = frappe.flags.in_install, "pre_module"
	try:
		yield
	finally:
		frappe.flags.in_install = before
