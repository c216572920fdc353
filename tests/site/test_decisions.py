"""R6, R10: decisions of the team become tasks, name no child, and are read by who may know them, in their domains."""

import frappe
import pytest
from frappe.desk.form import assign_to

from pre_module.access.scope import forget
from pre_module.access.situation.meeting_cut import cut_of
from pre_module.exceptions import CharterMissing, TeamIncomplete
from tests.factories import (
	PASSWORD,
	day,
	make_active_parcours,
	make_child,
	make_contract,
	make_decision,
	make_meeting,
	make_partner,
	make_structure,
	make_user,
	need_domain,
	share_with,
	situation_of,
)
from tests.site.doors import INSERTING, at_each

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
DECISION = "PRE Team Decision"


@pytest.fixture(autouse=True)
def mails(monkeypatch):
	"""What Frappe tells of an assignment by mail: in tests at once, and the site of the tests has no mailbox."""
	sent = []
	monkeypatch.setattr(frappe, "sendmail", lambda **values: sent.append(values))
	return sent


@pytest.fixture
def town():
	"""A coordonnateur, a child and its référent, a member without any partner, and one of a partner."""
	coordinator, member, teacher = make_user(COORD).name, make_user(TEAM).name, make_user(PARTNER).name
	structure = make_structure(coordinator=coordinator).name
	child = make_child(structure, first_name="Maëlys")
	contract = make_contract(structure)
	make_active_parcours(child, contract=contract)
	partner = make_partner(user=teacher).name
	meeting = make_meeting([child], [member, teacher])
	return frappe._dict(
		coordinator=coordinator,
		structure=structure,
		child=child,
		referent=contract.referent,
		member=member,
		teacher=teacher,
		partner=partner,
		meeting=meeting,
		situation=situation_of(child),
	)


def sees(user: str, name: str, ptype: str = "read") -> bool:
	forget()
	listed = name in frappe.get_list(DECISION, pluck="name", user=user, limit_page_length=0)
	permitted = frappe.has_permission(DECISION, "read", name, user=user)
	assert listed == permitted, "a list and the document disagree"
	return permitted if ptype == "read" else frappe.has_permission(DECISION, ptype, name, user=user)


def tasks(decision) -> list:
	filters = {"reference_type": DECISION, "reference_name": decision.name}
	return frappe.get_all(
		"ToDo", filters, ["allocated_to", "status", "date", "description"], order_by="creation"
	)


def test_a_decision_becomes_a_task_with_owner_and_day(town, as_user, mails):
	with as_user(town.coordinator):
		decision = make_decision(town.meeting, town.child, town.referent, due_on=day(20))
	[task] = tasks(decision)
	assert (task.allocated_to, task.status, str(task.date)) == (town.referent, "Open", day(20))
	assert task.description.startswith(town.situation) and "orthophoniste" in task.description
	assert "Maëlys" not in task.description and town.child.name not in task.description
	assert decision.child == town.child.name and str(decision.decided_on) == day()
	told = frappe.get_all("Notification Log", {"for_user": town.referent}, ["*"])
	assert mails and decision.name in told[0].subject
	for text in (frappe.as_json(told), frappe.as_json(mails)):
		assert "Maëlys" not in text and town.child.name not in text and "orthophoniste" not in text
	assert town.referent in frappe.db.get_value(DECISION, decision.name, "_assign")


def test_the_task_follows_the_decision(town, as_user):
	with as_user(town.coordinator):
		decision = make_decision(town.meeting, town.child, town.referent)
		decision.update({"due_on": day(9), "decision": "Rappeler la famille."}).save()
		[task] = tasks(decision)
		assert str(task.date) == day(9) and "Rappeler la famille." in task.description
		decision.update({"in_charge": town.coordinator}).save()
		assert [(t.allocated_to, t.status) for t in tasks(decision)] == [
			(town.referent, "Cancelled"),
			(town.coordinator, "Open"),
		]
		decision.update({"status": "Done"}).save()
	assert tasks(decision)[1].status == "Closed" and str(decision.done_on) == day()
	decision.update({"status": "Open"}).save()
	assert [t.status for t in tasks(decision) if t.allocated_to == town.coordinator] == ["Closed", "Open"]
	decision.update({"status": "Dropped"}).save()
	assert "Open" not in [t.status for t in tasks(decision)]


def test_the_decision_follows_the_task(town, as_user):
	decision = make_decision(town.meeting, town.child, town.referent)
	with as_user(town.referent):
		assign_to.close(DECISION, decision.name, town.referent)
	decision.reload()
	assert (decision.status, str(decision.done_on)) == ("Done", day())
	task = frappe.get_doc("ToDo", {"reference_name": decision.name})
	task.update({"status": "Open"}).save()
	decision.reload()
	assert (decision.status, decision.done_on) == ("Open", None)
	assign_to.remove(DECISION, decision.name, town.referent)
	decision.reload()
	assert (decision.status, decision.in_charge) == ("Open", None)


def test_no_name_of_the_child_stands_in_a_decision_at_any_door(town, as_user):
	values = {
		"meeting": town.meeting.name,
		"situation": town.situation,
		"decision": "Rencontrer MAELYS à la maison.",
	}
	doors = {k: d for k, d in INSERTING.items() if k != "data_import"}

	def attempt(door):
		forget()
		with as_user(town.coordinator):
			with pytest.raises(frappe.ValidationError, match="without any name"):
				door(DECISION, None, values)
			door(DECISION, None, {**values, "decision": "Proposer un rendez-vous."})

	at_each(doors, attempt)


def test_a_task_on_a_decision_names_no_child(town):
	decision = make_decision(town.meeting, town.child, town.referent)
	task = frappe.get_doc("ToDo", {"reference_name": decision.name})
	task.description = "Pour Maëlys"
	with pytest.raises(frappe.ValidationError, match="without any name"):
		task.save()


def test_R6_a_task_has_its_day(town):
	with pytest.raises(TeamIncomplete, match="until when"):
		make_decision(town.meeting, town.child, town.referent, due_on=None)
	with pytest.raises(TeamIncomplete, match="before the meeting"):
		make_decision(town.meeting, town.child, town.referent, due_on=day(-1))


def test_R10_a_task_goes_to_who_sees_the_situation_until_its_day(town):
	"""An anonymous member does for the seven days that the agenda stays open, nobody else of elsewhere ever does."""
	make_decision(town.meeting, town.child, town.member, due_on=day(7))
	for person, due in ((town.member, day(8)), (make_user(TEAM).name, day(1)), (make_user(REF).name, day(1))):
		with pytest.raises(CharterMissing, match="does not see this situation"):
			make_decision(town.meeting, town.child, person, due_on=due)


def test_R10_a_partner_is_given_tasks_of_the_shared_domains(town):
	share_with(town.child, town.partner, ["Schooling"])
	make_decision(
		town.meeting, town.child, town.teacher, due_on=day(30), need_domain=need_domain("Schooling")
	)
	with pytest.raises(CharterMissing, match="does not share the domain"):
		make_decision(town.meeting, town.child, town.teacher, need_domain=need_domain("Sport"))
	with pytest.raises(CharterMissing, match="say of which domain"):
		make_decision(town.meeting, town.child, town.teacher)


def test_who_reads_a_decision(town):
	decision = make_decision(town.meeting, town.child, town.member, due_on=day(2))
	stranger = make_user(COORD).name
	make_structure(coordinator=stranger)
	assert sees(town.coordinator, decision.name) and sees(town.coordinator, decision.name, "write")
	assert sees(town.referent, decision.name) and not sees(town.referent, decision.name, "write")
	assert sees(town.member, decision.name) and not sees(town.member, decision.name, "write")
	others = (town.teacher, stranger, *(make_user(r).name for r in (REF, TEAM, PARTNER)))
	assert not any(sees(user, decision.name) for user in others)
	for role in ("PRE Manager", "PRE Evaluator", "PRE Administrator", "PRE Data Protection Officer"):
		assert not frappe.has_permission(DECISION, "read", decision.name, user=make_user(role).name)


def test_whoever_carries_it_out_reads_it_no_longer_than_the_situation(town):
	decision = make_decision(town.meeting, town.child, town.member, due_on=day(2))
	assert sees(town.member, decision.name)
	town.meeting.reload()
	town.meeting.update({"status": "Cancelled"}).save()
	assert not sees(town.member, decision.name)


def test_a_narrower_agreement_closes_the_decisions_of_the_other_domains(town):
	share_with(town.child, town.partner, ["Schooling", "Sport"])
	decision = make_decision(town.meeting, town.child, town.teacher, need_domain=need_domain("Sport"))
	assert sees(town.teacher, decision.name)
	share_with(town.child, town.partner, ["Schooling"], given_on=day())
	assert not sees(town.teacher, decision.name)


def test_the_file_number_is_not_in_what_its_bearer_reads(town, as_user):
	decision = make_decision(town.meeting, town.child, town.member)
	with as_user(town.member):
		doc = frappe.get_doc(DECISION, decision.name)
		doc.apply_fieldlevel_read_permissions()
		assert not doc.get("child") and doc.situation == town.situation


@pytest.mark.parametrize("role", [COORD, REF, TEAM, PARTNER])
def test_only_the_coordonnateur_of_the_structure_writes_decisions(town, role, as_user):
	intruder = make_user(role).name
	if role == COORD:
		make_structure(coordinator=intruder)
	meeting = make_meeting([town.child], [intruder])
	with as_user(intruder), pytest.raises(frappe.PermissionError):
		make_decision(meeting, town.child)


def test_a_decision_is_on_a_situation_of_the_agenda(town, as_user):
	other = make_child(town.structure)
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="not on the agenda"):
		make_decision(town.meeting, other)


def test_what_a_request_says_of_the_child_counts_for_nothing(town, as_user):
	other = make_child(town.structure)
	with as_user(town.coordinator):
		decision = make_decision(town.meeting, town.child, child=other.name, structure=other.structure)
		assert (decision.child, decision.structure) == (town.child.name, town.structure)
		decision.child = other.name
		decision.save()
	assert frappe.db.get_value(DECISION, decision.name, "child") == town.child.name


def told(town, reader: str) -> list[str]:
	forget()
	town.meeting.reload()
	return [d["decision"] for s in cut_of(town.meeting, reader) for d in s["decisions"]]


def test_R10_each_member_is_told_his_situations_and_his_domains_only(town):
	hidden = make_child(town.structure)
	town.meeting.append("agenda", {"situation": situation_of(hidden)})
	town.meeting.save()
	for text, domain in (("Lire.", "Schooling"), ("Nager.", "Sport"), ("Tout.", None)):
		make_decision(
			town.meeting, town.child, decision=text, need_domain=need_domain(domain) if domain else None
		)
	assert told(town, town.coordinator) == told(town, town.member) == ["Lire.", "Nager.", "Tout."]
	[mine, _other] = cut_of(town.meeting, town.member)
	assert not mine["named"] and set(mine["header"]) == {"age", "school_level"}
	share_with(town.child, town.partner, ["Schooling"])
	assert told(town, town.teacher) == ["Lire."]
	[named, anonymous] = cut_of(town.meeting, town.teacher)
	assert named["header"]["first_name"] == "Maëlys" and not anonymous["named"]
	assert [s["situation"] for s in cut_of(town.meeting, town.referent)] == [town.situation]
	assert cut_of(town.meeting, make_user(TEAM).name) == []


@pytest.mark.commits
@pytest.mark.usefixtures("world")
def test_decisions_over_http(server):
	"""A member who carries nothing out gets no decision at the plain doors, whatever he asks for."""
	structure = make_structure().name
	child, account = make_child(structure), make_user(TEAM, log_in=True)
	meeting = make_meeting([child], [account.name])
	foreign = make_decision(meeting, child)
	mine = make_decision(meeting, child, account.name)
	frappe.db.commit()
	visitor = server.client().login(account.name, PASSWORD)
	listed = visitor.get("/api/resource/PRE Team Decision", fields='["*"]').json()["data"]
	assert [row["name"] for row in listed] == [mine.name]
	assert child.name not in str(listed)
	answers = [
		visitor.get(f"/api/resource/PRE Team Decision/{foreign.name}"),
		visitor.put(f"/api/resource/PRE Team Decision/{foreign.name}", in_charge=account.name),
		visitor.put(f"/api/resource/PRE Team Decision/{mine.name}", decision="Autre"),
		visitor.post(
			"/api/resource/PRE Team Decision",
			meeting=meeting.name,
			situation=situation_of(child),
			decision="x",
		),
		visitor.post(
			"/api/method/frappe.desk.form.assign_to.add",
			doctype=DECISION,
			name=foreign.name,
			assign_to=f'["{account.name}"]',
		),
	]
	assert [a.status_code for a in answers] == [403] * 5, [(a.status_code, a.text[:200]) for a in answers]
	assert child.name not in visitor.get(f"/api/resource/PRE Team Decision/{mine.name}").text
