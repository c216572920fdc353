"""The demo data: what it counts, that it obeys every rule, that it comes and goes without a trace.

It is made once, committed for real, and cleared at the end of this file: so its own command is what is tested.
"""

from collections import Counter
from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate
from frappe.utils.background_jobs import get_queues

from pre_module.controllers.school_year import current_school_year
from pre_module.figures.families import silent_lines
from pre_module.rules.dates import age_on
from pre_module.setup import demo
from pre_module.setup.demo.days import Calendar
from pre_module.setup.demo.intake import ONLINE
from pre_module.setup.demo.ledger import RECORD, noted
from pre_module.setup.demo.plan import make_plan
from pre_module.setup.demo.referrals import reasons_of
from pre_module.setup.demo.stages import STAGES, WITHOUT_FILE
from tests.factories import make_child, make_partner

DOCTYPES = (
	"PRE Structure",
	"PRE Territory",
	"PRE School",
	"PRE Partner",
	"PRE Eligibility Criteria",
	"PRE Household",
	"PRE Child",
	"PRE Referral",
	"PRE Consent",
	"PRE Diagnostic",
	"PRE Parcours",
	"PRE Parcours Suspension",
	"PRE Parcours Version",
	"PRE Review",
	"PRE Review Criterion",
	"PRE Review Level",
	"PRE Review Participant",
	"PRE Referent Contract",
	"PRE Health Note",
	"PRE Safeguarding Report",
	"PRE Named Reader",
	"PRE Charter",
	"PRE Charter Signature",
	"PRE Charter Acceptance",
	"PRE Situation",
	"PRE Team",
	"PRE Team Person",
	"PRE Team Meeting",
	"PRE Team Meeting Item",
	"PRE Family Contact",
	"PRE Family Contact Person",
	"PRE Handover",
	"PRE Workload Weights",
	"PRE Team Decision",
	"ToDo",
	"PRE Action",
	"PRE Action Planning",
	"PRE Action Session",
	"PRE Action Enrolment",
	"PRE Attendance",
	"PRE Child Access",
	"PRE Child Merge",
	"PRE Emergency Access",
	"PRE Access Trace",
	"PRE Guarded Trace",
	"User",
	"Contact",
	"Comment",
	"Version",
	"Workflow Action",
	"Email Queue",
	"DocShare",
	"Notification Settings",
	RECORD,
)


class Killed(Exception):
	"""Stands for the end of a process in the middle of its work."""


@pytest.fixture(scope="module")
def before(site):
	"""How many documents the site had before the demo."""
	frappe.db.rollback()
	return counts()


@pytest.fixture(scope="module", autouse=True)
def made(before):
	"""The demo, and how many jobs were queued by making it."""
	frappe.set_user("Administrator")
	jobs = queued()
	demo.create()
	yield queued() - jobs
	frappe.db.rollback()
	frappe.set_user("Administrator")
	demo.clear()


def counts() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in DOCTYPES}


def queued() -> int:
	return sum(job.id.startswith(f"{frappe.local.site}::") for queue in get_queues() for job in queue.jobs)


def statuses(doctype: str, **filters) -> Counter:
	names = ("in", noted()[doctype])
	return Counter(frappe.get_all(doctype, filters={"name": names, **filters}, pluck="status"))


def test_it_counts_what_was_asked(before):
	made = {doctype: number - before[doctype] for doctype, number in counts().items()}
	assert made["PRE Structure"] == 1
	assert made["PRE Territory"] == 2
	assert made["PRE School"] == 6
	assert made["PRE Partner"] == 15
	assert made["PRE Child"] == 160
	assert made["PRE Referral"] == 160 + sum(WITHOUT_FILE.values()) + ONLINE
	assert (made["PRE Health Note"], made["PRE Safeguarding Report"]) == (5, 2)
	referents = frappe.get_all(
		"PRE Referent Contract",
		filters={"status": "In Force", "from_date": ("<=", getdate()), "to_date": (">=", getdate())},
		pluck="referent",
	)
	assert len(set(referents)) == len(referents) == 3


@pytest.mark.parametrize(
	"doctype", ["PRE Referral", "PRE Diagnostic", "PRE Parcours", "PRE Referent Contract"]
)
def test_each_status_of_each_workflow_is_there(doctype):
	options = frappe.get_meta(doctype).get_field("status").options.split("\n")
	assert set(statuses(doctype)) == set(options)


def test_the_children_stand_where_the_plan_says():
	assert statuses("PRE Parcours") == {
		"Draft": STAGES["parcours_draft"],
		"Proposed": STAGES["proposed"],
		"Approved": STAGES["approved"],
		"Active": STAGES["active"],
		"Suspended": STAGES["suspended"],
		"Closed": STAGES["closed"] + STAGES["abandoned"],
	}
	referrals = statuses("PRE Referral")
	for status, stage in (("Redirected", "redirected"), ("Declined", "declined"), ("Withdrawn", "withdrawn")):
		assert referrals[status] == STAGES[stage] + WITHOUT_FILE[stage]
	assert set(statuses("PRE Child")) == {"Identified", "Followed", "Left"}


def test_reviews_tell_two_school_years():
	reviews = frappe.get_all(
		"PRE Review",
		filters={"name": ("in", noted()["PRE Review"])},
		fields=["name", "parcours", "kind", "review_date", "t_score", "docstatus"],
	)
	kinds = Counter(review.kind for review in reviews)
	assert kinds["Exit"] == STAGES["closed"], "each parcours that was left has its exit review"
	assert kinds["Initial"] > 80 and kinds["Interim"] > 60
	assert {review.docstatus for review in reviews} == {1} and all(review.t_score for review in reviews)
	years = {current_school_year(getdate(review.review_date)) for review in reviews}
	assert len(years) == 2
	late = {"name": ("in", noted()["PRE Parcours"]), "status": "Active", "next_review_on": ("<", getdate())}
	assert frappe.db.count("PRE Parcours", late) >= 5
	assert frappe.db.count("PRE Parcours Version") > 100


def test_agreements_are_of_every_kind():
	assert set(statuses("PRE Consent")) == {"Given", "Refused", "Withdrawn"}
	given = {"name": ("in", noted()["PRE Consent"]), "status": "Given"}
	today = getdate()
	soon = frappe.utils.add_days(today, frappe.db.get_single_value("PRE Settings", "consent_warning_days"))
	assert frappe.db.count("PRE Consent", {**given, "valid_until": ("<", today)})
	assert frappe.db.count("PRE Consent", {**given, "valid_until": ("between", [today, soon])})


def test_some_reviews_are_late_and_some_parcours_changed_hands():
	parcours = noted()["PRE Parcours"]
	late = {"name": ("in", parcours), "status": "Active", "next_review_on": ("<", getdate())}
	assert 5 <= frappe.db.count("PRE Parcours", late) <= 20
	lines = frappe.get_all("PRE Parcours Referent", {"parent": ("in", parcours)}, ["parent", "referent"])
	hands = Counter(parent for parent, _referent in {(line.parent, line.referent) for line in lines})
	assert max(hands.values()) == 2


def test_families_were_met_over_two_years_and_some_are_silent():
	contacts = frappe.get_all(
		"PRE Family Contact",
		{"name": ("in", noted()["PRE Family Contact"])},
		["contact_date", "reached", "contact_kind", "author", "next_gesture_on"],
	)
	assert len(contacts) > 300
	days = [getdate(c.contact_date) for c in contacts]
	assert min(days) < Calendar(getdate()).year_start <= max(days) <= getdate()
	assert {c.reached for c in contacts} == {0, 1}
	assert len({c.contact_kind for c in contacts}) == 7
	assert len({c.author for c in contacts}) == 3
	assert any(c.next_gesture_on and getdate(c.next_gesture_on) >= getdate() for c in contacts)
	assert 3 <= len({line["child"] for line in silent_lines({})}) <= 60
	[handover] = frappe.get_all(
		"PRE Handover", {"name": ("in", noted()["PRE Handover"])}, ["status", "child"]
	)
	assert handover.status == "Done"


@pytest.mark.parametrize(
	"doctype",
	[
		"PRE Structure",
		"PRE Partner",
		"PRE Household",
		"PRE Child",
		"PRE Referral",
		"PRE Diagnostic",
		"PRE Parcours",
		"PRE Referent Contract",
		"PRE Handover",
	],
)
def test_every_document_can_be_saved_again(doctype):
	"""No rule is broken today either: each document passes its controller, its lists and its links once more."""
	for name in noted()[doctype]:
		doc = frappe.get_doc(doctype, name)
		before = doc.as_dict(no_default_fields=True)
		doc.save()
		assert doc.as_dict(no_default_fields=True).get("status") == before.get("status")


def test_every_agreement_passes_its_controller():
	for name in noted()["PRE Consent"]:
		doc = frappe.get_doc("PRE Consent", name)
		doc.load_doc_before_save()
		doc.run_method("before_validate")
		doc.run_method("validate")


def test_days_follow_the_order_of_the_process():
	for parcours in frappe.get_all("PRE Parcours", {"name": ("in", noted()["PRE Parcours"])}, ["*"]):
		referral = frappe.get_doc("PRE Referral", {"child": parcours.child})
		diagnostic = frappe.get_doc("PRE Diagnostic", parcours.diagnostic)
		days = [
			referral.received_on,
			referral.decided_on,
			diagnostic.diagnostic_date,
			diagnostic.validated_on,
			parcours.proposed_on,
			parcours.family_approved_on,
			parcours.started_on,
			parcours.suspended_on or parcours.closed_on,
			getdate(),
		]
		days = [getdate(d) for d in days if d]
		assert days == sorted(days), parcours.name
		assert parcours.creation.date() == days[0] or parcours.creation.date() >= days[2]


def test_ages_and_boys_are_those_of_the_national_survey():
	start = Calendar(getdate()).year_start
	rows = frappe.get_all("PRE Child", {"name": ("in", noted()["PRE Child"])}, ["birth_date", "sex"])
	ages = [age_on(getdate(r.birth_date), start) for r in rows]
	shares = [
		sum(low <= age <= high for age in ages) / 1.6 for low, high in ((0, 5), (6, 10), (11, 16), (17, 99))
	]
	assert shares == pytest.approx([14.6, 52.4, 31.5, 1.5], abs=0.5)
	assert sum(r.sex == "Male" for r in rows) / 1.6 == pytest.approx(58.2, abs=0.5)


def test_children_of_a_family_share_household_and_know_each_other():
	households = Counter(
		frappe.get_all("PRE Child", {"name": ("in", noted()["PRE Child"])}, pluck="household")
	)
	families = [name for name, children in households.items() if children > 1]
	assert len(families) == 35
	for household in families:
		children = frappe.get_all("PRE Child", {"household": household}, pluck="name")
		for child in children:
			siblings = {row.sibling for row in frappe.get_doc("PRE Child", child).siblings}
			assert siblings == set(children) - {child}


def test_same_seed_same_content():
	today = getdate()
	assert make_plan(today) == make_plan(today)
	plans = [p for p in make_plan(today) if p.has_file]
	rows = frappe.get_all(
		"PRE Child", {"name": ("in", noted()["PRE Child"])}, ["full_name", "birth_date", "name"]
	)
	assert Counter((p.full_name, p.birth_date) for p in plans) == Counter(
		(r.full_name, getdate(r.birth_date)) for r in rows
	)
	for plan in plans:
		names = [
			r.name for r in rows if (r.full_name, getdate(r.birth_date)) == (plan.full_name, plan.birth_date)
		]
		referral = frappe.get_doc(
			"PRE Referral", {"child": ("in", names), "received_on": plan.course.days["received"]}
		)
		assert [row.need_domain for row in referral.reasons] == reasons_of(plan)


@pytest.mark.parametrize("month, day", [(9, 1), (9, 5), (12, 24), (2, 28), (7, 20), (8, 31)])
def test_the_plan_holds_on_any_day_of_the_year(month, day):
	today = getdate().replace(month=month, day=day)
	for plan in make_plan(today):
		days = list(plan.course.days.values())
		assert days == sorted(days) and days[-1] <= today
		assert days[0] >= Calendar(today).beginning
		if plan.course.has("decided"):
			assert 2 <= plan.age(plan.course.days["decided"]) <= 16


def test_accounts_can_log_in_and_are_in_french():
	accounts = demo.accounts()
	assert {a["role"] for a in accounts} == {
		r for r in frappe.get_all("Role", pluck="name") if r[:4] == "PRE "
	}
	for account in accounts:
		frappe.utils.password.check_password(account["email"], demo.PASSWORD)
		user = frappe.get_doc("User", account["email"])
		assert (user.language, user.time_zone, user.full_name) == ("fr", "Europe/Paris", account["full_name"])
		assert account["role"] in frappe.get_roles(user.name)
		assert ("System Manager" in frappe.get_roles(user.name)) == (account["role"] == "PRE Administrator")


def test_everybody_sees_what_his_function_says(as_user):
	children = set(noted()["PRE Child"])
	mine = {}
	for account in demo.accounts():
		with as_user(account["email"]):
			role, seen = account["role"], lambda doctype: set(frappe.get_list(doctype, pluck="name"))
			if role == "PRE Coordinator":
				assert seen("PRE Child") == children
			elif role == "PRE Referent":
				mine[account["email"]] = seen("PRE Child")
			elif role in ("PRE Partner", "PRE Team Member"):
				assert seen("PRE Situation") or seen("PRE Referral"), (
					"what was shared, or is on the next agenda"
				)
			elif role == "PRE Data Protection Officer":
				assert seen("PRE Child Access"), "the whole register, by file number"
			if role not in ("PRE Coordinator", "PRE Referent"):
				with pytest.raises(frappe.PermissionError):
					frappe.get_list("PRE Child")
	assert mine == in_charge_today()


def in_charge_today() -> dict[str, set[str]]:
	"""The children each référent has today, read from the parcours and the files themselves."""
	today, found = getdate(), {a["email"]: set() for a in demo.accounts() if a["role"] == "PRE Referent"}
	started = set(frappe.get_all("PRE Parcours", {"started_on": ("is", "set")}, pluck="child"))
	for parcours in frappe.get_all("PRE Parcours", {"name": ("in", noted()["PRE Parcours"])}, pluck="name"):
		doc = frappe.get_doc("PRE Parcours", parcours)
		for line in doc.referents:
			if getdate(line.from_date) <= today and (not line.to_date or getdate(line.to_date) >= today):
				found[line.referent].add(doc.child)
	for child in frappe.get_all("PRE Child", {"contract": ("is", "set")}, ["name", "contract", "status"]):
		contract = frappe.get_doc("PRE Referent Contract", child.contract)
		if child.name not in started and child.status != "Left" and contract.status == "In Force":
			found[contract.referent].add(child.name)
	return found


def test_actions_live_through_two_school_years():
	calendar = Calendar(getdate())
	actions = noted()["PRE Action"]
	assert len(actions) == 12
	days = frappe.get_all("PRE Action Session", {"action": ("in", actions)}, ["session_date", "status"])
	assert min(d.session_date for d in days) < calendar.year_start < max(d.session_date for d in days)
	assert not [
		d for d in days if d.status == "Planned" and d.session_date < calendar.today - timedelta(days=1)
	]
	assert frappe.db.count("PRE Attendance", {"action": ("in", actions)}) > 300
	for field, value in (("status", "Waiting"), ("status", "Left"), ("absence_alert", 1)):
		assert frappe.db.count("PRE Action Enrolment", {"action": ("in", actions), field: value}), value


def test_the_school_follows_its_own_referrals_only(as_user):
	school = next(a["email"] for a in demo.accounts() if a["email"].startswith("ecole@"))
	with as_user(school):
		seen = set(frappe.get_list("PRE Referral", pluck="name"))
	assert seen == set(frappe.get_all("PRE Referral", {"owner": school}, pluck="name")) != set()


def test_nothing_is_sent_nor_queued(made, before):
	assert made == 0
	assert frappe.db.count("Email Queue") == before["Email Queue"]


def test_a_second_run_adds_nothing():
	there = counts()
	demo.create()
	assert counts() == there


def test_clear_removes_all_of_it_and_nothing_else(before):
	own = make_partner()
	demo.clear()
	assert frappe.db.exists("PRE Partner", own.name)
	assert counts() == {**before, "PRE Partner": before["PRE Partner"] + 1, "Version": counts()["Version"]}


def test_clear_is_refused_while_a_real_file_hangs_on_it():
	child = make_child(structure=noted()["PRE Structure"][0])
	with pytest.raises(frappe.ValidationError, match=child.name):
		demo.clear()
	assert frappe.db.count("PRE Child", {"name": ("in", noted()["PRE Child"])}) == 160


def test_a_run_that_was_killed_is_taken_up_without_doubles():
	def kill(number, total):
		if number == 2:
			raise Killed

	demo.clear()
	seen = []
	for _run in range(2):
		with pytest.raises(Killed):
			demo.create(progress=kill)
		frappe.db.rollback()
		seen.append(counts())
	assert seen[0] == seen[1]
	assert frappe.session.user == "Administrator"


def test_it_refuses_a_site_with_children_of_its_own():
	demo.clear()
	make_child()
	with pytest.raises(frappe.ValidationError, match="empty site"):
		demo.create()


@pytest.mark.parametrize("command", [demo.create, demo.clear])
def test_only_a_system_manager_may(command, as_user):
	coordinator = next(a["email"] for a in demo.accounts() if a["role"] == "PRE Coordinator")
	with as_user(coordinator), pytest.raises(frappe.PermissionError):
		command()
