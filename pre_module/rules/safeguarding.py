"""R11, a worrying situation on its way to the département's cell or to the parquet."""

from dataclasses import dataclass
from datetime import date

from pre_module.rules.refusal import Label, Refusal, _

DRAFT, SENT, ACKNOWLEDGED = "Draft", "Sent", "Acknowledged"

# What was sent is what was sent: a correction or a new fact is a report of its own.
SENT_FOR_GOOD = (
	("kind", "Kind"),
	("addressee", "Addressee"),
	("facts", "Facts Observed"),
	("sent_on", "Sent On"),
	("means", "Means"),
)


@dataclass(frozen=True)
class Report:
	"""A safeguarding report as the rule reads it. informed: "Yes", "No" or empty while it is not known."""

	kind: str
	addressee: str
	facts: str
	sent_on: date | None = None
	means: str = ""
	acknowledged_on: date | None = None
	informed: str = ""
	informed_on: date | None = None
	reason_not_informed: str = ""

	@property
	def status(self) -> str:
		"""Where it stands: Draft, Sent or Acknowledged."""
		if not self.sent_on:
			return DRAFT
		return ACKNOWLEDGED if self.acknowledged_on else SENT


def check_report(report: Report, today: date) -> list[Refusal]:
	"""R11 « information préoccupante »: sent when, to whom, acknowledged, parents informed or why not."""
	return [*_check_days(report, today), *_check_sent(report), *_check_parents(report)]


def check_sent_for_good(before: Report, after: Report) -> list[Refusal]:
	"""R11: once sent, a report stays what was sent."""
	if not before.sent_on:
		return []
	message = _("{0}: what was sent can't be changed any more; write another report.")
	return [
		Refusal("R11", message, (Label(label),))
		for field, label in SENT_FOR_GOOD
		if (getattr(before, field) or "") != (getattr(after, field) or "")
	]


def _check_days(report: Report, today: date) -> list[Refusal]:
	days = (
		("Sent On", report.sent_on),
		("Acknowledged On", report.acknowledged_on),
		("Parents Informed On", report.informed_on),
	)
	message = _("{0} lies in the future.")
	refusals = [Refusal("R11", message, (Label(label),)) for label, day in days if day and day > today]
	if report.acknowledged_on and not report.sent_on:
		refusals.append(Refusal("R11", _("Only a report that was sent can be acknowledged: note the day.")))
	elif report.acknowledged_on and report.acknowledged_on < report.sent_on:
		refusals.append(Refusal("R11", _("The report was acknowledged before it was sent.")))
	return refusals


def _check_sent(report: Report) -> list[Refusal]:
	if not report.sent_on:
		return []
	refusals = []
	if not report.addressee.strip():
		refusals.append(Refusal("R11", _("Say to whom the report was sent.")))
	if not report.facts.strip():
		refusals.append(Refusal("R11", _("A report is sent with the facts observed.")))
	if report.informed not in ("Yes", "No"):
		refusals.append(Refusal("R11", _("Say whether the parents were informed of the report.")))
	return refusals


def _check_parents(report: Report) -> list[Refusal]:
	"""P11: parents are told first unless it is against the child's interest; the choice and its reason are kept."""
	reason = report.reason_not_informed.strip()
	if report.informed == "No" and not reason:
		return [Refusal("R11", _("The parents were not informed: say why this is in the child's interest."))]
	if report.informed != "Yes":
		return []
	if not report.informed_on:
		return [Refusal("R11", _("Note the day on which the parents were informed."))]
	if report.sent_on and report.informed_on > report.sent_on and not reason:
		return [Refusal("R11", _("The parents were informed after the report was sent: say why not before."))]
	return []
