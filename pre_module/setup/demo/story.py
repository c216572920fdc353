"""One child of the demo from its referral to where it stands today."""

from datetime import timedelta

from pre_module.setup.demo.agreements import agree, refuse
from pre_module.setup.demo.children import entrust, note_new_class
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.diagnostics import diagnose
from pre_module.setup.demo.parcours import accompany
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.referrals import refer


def tell(desk: Desk, plan: ChildPlan) -> None:
	"""Write everything of one child, each step on its day and by whom it belongs to."""
	referral, child = refer(desk, plan)
	if child is None:
		return
	if plan.course.has("informed"):
		_inform(desk, plan, child.name)
	if plan.course.has("diagnosed"):
		entrust(desk, plan, child.name, plan.course.days["diagnosed"])
		agree(desk, plan, child.name, "Diagnostic", plan.course.days["diagnosed"])
		if plan.lot("sharing").random() < 0.65:
			agree(desk, plan, child.name, "Sharing", plan.course.days["diagnosed"])
		diagnostic = diagnose(desk, plan, child.name, referral.name)
		if plan.course.has("drafted"):
			accompany(desk, plan, child, diagnostic.name)
		elif plan.course.stage == "diagnostic_closed":
			_stop_there(desk, plan, child.name, diagnostic)
	note_new_class(desk, plan, child)


def _inform(desk: Desk, plan: ChildPlan, child: str) -> None:
	"""The first agreement. Where the family is still expected: from one parent only, or from none, or a refusal."""
	day = plan.course.days["informed"]
	desk.on(day, "coordinator")
	if plan.course.stage != "accepted":
		agree(desk, plan, child, "Information", day)
		return
	answer = plan.lot("awaited").choice(("one", "one", "none", "refused"))
	if answer == "one":
		agree(desk, plan, child, "Information", day, plan.family.holders[:1])
	elif answer == "refused":
		refuse(desk, plan, child, "Information", day)


def _stop_there(desk: Desk, plan: ChildPlan, child: str, diagnostic) -> None:
	"""The family does not want a parcours: the diagnostic is closed."""
	day = desk.calendar.working(plan.course.days["validated"] + timedelta(days=10))
	desk.on(day, "coordinator")
	refuse(desk, plan, child, "Parcours", day)
	desk.move(diagnostic, "Closed")
