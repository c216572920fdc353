"""Silent families (R12): parents whom nobody informed for longer than the interval, those who live apart each apart."""

from frappe import _
from frappe.utils import formatdate, getdate

from pre_module.controllers.family_information import attempts_of, silences_of
from pre_module.desk.day.day import UNDER_WAY, Day
from pre_module.desk.day.row import Row
from pre_module.rules.family_information import Silence

KEY = "silent"


def label() -> str:
	return _("Silent Families")


def empty() -> str:
	return _("Every family was informed in time.")


def rows(day: Day) -> list[Row]:
	"""One line per silence, by the day of the last information."""
	since = {
		p.child: getdate(p.started_on)
		for p in day.phase.values()
		if p.status in UNDER_WAY and p.started_on and p.child in day.children
	}
	found = silences_of(since, day.today)
	attempts = attempts_of(list(found))
	return sorted(
		(
			_row(day, child, s, since[child], attempts[child])
			for child, silent in found.items()
			for s in silent
		),
		key=lambda row: (row.on, row.title),
	)


def _row(day: Day, child: str, silence: Silence, since, attempts: list) -> Row:
	return Row(
		text=sentence(silence, since, attempts),
		doctype="PRE Child",
		name=child,
		child=child,
		title=day.title(child),
		on=max(silence.last or since, since),
		late=silence.days,
	)


def sentence(silence: Silence, since, attempts: list) -> str:
	"""Who, since when, and how often nobody answered since: facts."""
	names = ", ".join(h.name for h in silence.holders)
	text = (
		_("{0}: informed last on {1}").format(names, formatdate(silence.last))
		if silence.last
		else _("{0}: no information yet, since the start on {1}").format(names, formatdate(since))
	)
	tried = sum(1 for day in attempts if day > (silence.last or since))
	return f"{text}. " + _("{0} attempt(s) since.").format(tried) if tried else text
