"""Emergency access: who may ask, how it is refused, told, counted and ended (rules/emergency.py)."""

from datetime import timedelta

import frappe
import frappe.client
import pytest
from frappe.utils import now_datetime
from frappe.utils.data import get_datetime

from pre_module.access import charter, emergency, scope
from pre_module.access.emergency import EmergencyRefused
from pre_module.access.traces.writing import TRACE
from pre_module.exceptions import ImpossibleValue
from pre_module.rules.emergency import ATTEMPTS_A_DAY
from pre_module.rules.identity import same_identity
from tests.factories import PASSWORD, day, make_child, make_structure, make_user, years_old
from tests.factories.charter import accept_long_ago
from tests.site.doors import INSERTING, UPDATING, at_each

DOCTYPE, REGISTER = "PRE Emergency Access", "PRE Child Access"
REASON = "Le collège appelle : fugue depuis ce matin."
REF, COORD, DPO = "PRE Referent", "PRE Coordinator", "PRE Data Protection Officer"


@pytest.fixture
def town():
	"""A child of a structure with its coordonnateur; a référent and a coordonnateur of elsewhere; an officer."""
	coordinator, elsewhere = make_user(COORD), make_user(COORD)
	structure = make_structure(coordinator=coordinator.name)
	make_structure(coordinator=elsewhere.name)
	officer, referent = make_user(DPO), make_user(REF)
	child = make_child(structure.name, first_name="Maël-Éloi", last_name="D'Exemple Ouvrard")
	frappe.db.commit()  # a refusal rolls back to here
	return frappe._dict(
		coordinator=coordinator.name,
		elsewhere=elsewhere.name,
		officer=officer.name,
		referent=referent.name,
		structure=structure.name,
		child=child,
	)


def identity(child, **other) -> dict:
	return {
		"last_name": child.last_name,
		"first_name": child.first_name,
		"birth_date": str(child.birth_date),
		"reason": REASON,
		**other,
	}


def sees(child, ptype: str = "read") -> bool:
	scope.forget()
	return frappe.has_permission("PRE Child", ptype, child.name)


@pytest.mark.parametrize("who", ["referent", "elsewhere"])
def test_one_file_for_24_hours_to_read_only(town, as_user, who):
	other = make_child(town.structure)
	with as_user(town[who]):
		assert not sees(town.child)
		opened = emergency.open(**identity(town.child))
		assert opened["child"] == town.child.name
		assert sees(town.child)
		assert not sees(town.child, "write")
		assert not sees(other)
		assert frappe.get_list("PRE Child", pluck="name") == [town.child.name]
		with pytest.raises(frappe.PermissionError):
			frappe.client.set_value("PRE Child", town.child.name, "first_name", "Autre")
	doc = frappe.get_doc(DOCTYPE, opened["name"])
	assert (doc.user, doc.child, doc.structure, doc.reason) == (
		town[who],
		town.child.name,
		town.structure,
		REASON,
	)
	assert get_datetime(doc.to_time) - get_datetime(doc.from_time) == timedelta(hours=24)
	(row,) = frappe.get_all(REGISTER, {"source_name": doc.name}, ["*"])
	assert (row.user, row.child, row.ground, row.reason) == (town[who], town.child.name, "Emergency", REASON)
	assert get_datetime(row.to_time) == get_datetime(doc.to_time)


def test_it_ends_by_its_date_and_no_job_runs(town, as_user, monkeypatch):
	with as_user(town.referent):
		emergency.open(**identity(town.child))
		for hours, open_still in ((23.99, True), (24.01, False)):
			then = now_datetime() + timedelta(hours=hours)
			monkeypatch.setattr("pre_module.access.scope.now_datetime", lambda then=then: then)
			assert sees(town.child) == open_still


@pytest.mark.parametrize(
	"other",
	[
		{"last_name": "DEXEMPLE OUVRARD", "first_name": "mael eloi"},
		{"last_name": "Exemple", "first_name": "Maël-Éloi"},
		{"birth_date": "2011-04-05"},
		{"last_name": "", "first_name": ""},
		{"last_name": "%", "first_name": "%"},
		{"file_number": "ENF-2000-0001"},
	],
)
def test_another_identity_opens_nothing_and_says_nothing(town, as_user, other):
	with as_user(town.referent), pytest.raises(EmergencyRefused, match="No single file answers"):
		emergency.open(**identity(town.child, **other))
	assert not frappe.get_all(DOCTYPE, {"user": town.referent})
	(trace,) = frappe.get_all(
		TRACE, {"user": town.referent, "what": "Emergency Refused"}, ["child", "detail"]
	)
	assert (trace.child or "", trace.detail) == ("", "No file")


def test_capitals_accents_and_hyphens_do_not_matter(town, as_user):
	with as_user(town.referent):
		typed = identity(town.child, last_name="d exemple OUVRARD", first_name="MAEL ELOI")
		assert emergency.open(**typed)["child"] == town.child.name


def test_the_file_number_needs_the_birth_date(town, as_user):
	by_number = {"file_number": town.child.name, "reason": REASON}
	with as_user(town.referent):
		with pytest.raises(EmergencyRefused):
			emergency.open(birth_date=years_old(7), **by_number)
		assert emergency.open(birth_date=str(town.child.birth_date), **by_number)["child"] == town.child.name


def test_two_children_of_one_identity_open_nothing(town, as_user):
	make_child(town.structure, first_name="Mael Eloi", last_name="D'Exemple-Ouvrard")
	frappe.db.commit()
	with as_user(town.referent), pytest.raises(EmergencyRefused, match="No single file answers"):
		emergency.open(**identity(town.child))


@pytest.mark.parametrize(
	"reason",
	[
		"",
		"urgent",
		"aaaaaaaaaaaaaaaaaaaaaaaaa",
		"a a a a a a a a a a a a a a a a a a a a a",
		". . . . . . . . . . . . .",
	],
)
def test_a_reason_is_a_sentence(town, as_user, reason):
	with as_user(town.referent), pytest.raises(ImpossibleValue):
		emergency.open(**identity(town.child, reason=reason))
	assert not frappe.get_all(REGISTER, {"user": town.referent, "ground": "Emergency"})


@pytest.mark.parametrize(
	"role",
	["PRE Administrator", "PRE Team Member", "PRE Partner", "PRE Manager", "PRE Evaluator", DPO, None],
)
def test_nobody_else_may_ask(town, as_user, role):
	person = make_user(*([role] if role else []))
	frappe.db.commit()
	with as_user(person.name), pytest.raises(frappe.PermissionError):
		emergency.open(**identity(town.child))
	assert frappe.db.count(TRACE, {"user": person.name, "what": "Emergency Refused"}) == 1


def test_the_charter_comes_first(town, as_user):
	stranger = make_user(REF, accepts=False)
	frappe.db.commit()
	with as_user(stranger.name), pytest.raises(EmergencyRefused, match="Accept the charter first"):
		emergency.open(**identity(town.child))
	elsewhere = make_structure()
	accept_long_ago(stranger.name, elsewhere.name)
	charter.forget()
	frappe.db.commit()
	with as_user(stranger.name), pytest.raises(EmergencyRefused, match="No single file answers"):
		emergency.open(**identity(town.child))


def test_who_sees_the_file_already_needs_no_emergency(town, as_user):
	with as_user(town.coordinator), pytest.raises(EmergencyRefused, match="You see this file already"):
		emergency.open(**identity(town.child))


def test_nothing_opens_when_nobody_can_be_told(town, as_user, monkeypatch):
	monkeypatch.setattr("pre_module.access.emergency.people_to_tell", lambda structure: [])
	with as_user(town.referent), pytest.raises(EmergencyRefused, match="Nobody can be told"):
		emergency.open(**identity(town.child))


@pytest.fixture
def mail(monkeypatch):
	"""A site that has a mail server, and sends nothing."""
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


def test_the_coordonnateur_and_every_officer_are_told_at_once_without_a_name(town, as_user, mail):
	second = make_user(DPO).name
	make_user(DPO, enabled=0)
	before = set(frappe.get_all("Email Queue", pluck="name"))
	with as_user(town.referent):
		opened = emergency.open(**identity(town.child))
	told = frappe.get_all(
		"Notification Log", {"document_name": opened["name"]}, ["for_user", "subject", "email_content"]
	)
	people = {town.coordinator, town.officer, second}
	assert people <= {row.for_user for row in told}
	assert town.elsewhere not in {row.for_user for row in told}
	(mail,) = set(frappe.get_all("Email Queue", pluck="name")) - before
	queued = frappe.get_doc("Email Queue", mail)
	assert people <= {row.recipient for row in queued.recipients}
	for text in (queued.message, *[row.subject + (row.email_content or "") for row in told]):
		assert town.child.name in text
		assert not any(word in text for word in ("Maël", "Ouvrard", "Ma=C3=ABl"))
	assert "fugue depuis ce matin" in queued.message
	with as_user(town.coordinator):
		assert opened["name"] in frappe.get_list(DOCTYPE, pluck="name")
	with as_user(town.elsewhere):
		assert frappe.get_list(DOCTYPE) == []


def test_a_site_without_mail_tells_all_the_same(town, as_user):
	with as_user(town.referent):
		opened = emergency.open(**identity(town.child))
	assert frappe.db.exists("Notification Log", {"document_name": opened["name"], "for_user": town.officer})


@pytest.mark.parametrize("who", ["coordinator", "officer"])
def test_who_was_told_closes_it_at_once(town, as_user, who):
	with as_user(town.referent):
		name = emergency.open(**identity(town.child))["name"]
	with as_user(town[who]):
		emergency.close(name)
	with as_user(town.referent):
		assert not sees(town.child)
	doc = frappe.get_doc(DOCTYPE, name)
	assert doc.closed_by == town[who] and doc.closed_at
	(row,) = frappe.get_all(REGISTER, {"source_name": name}, ["from_time", "to_time"])
	assert get_datetime(row.to_time) <= now_datetime()
	with as_user(town[who]), pytest.raises(frappe.ValidationError, match="is over"):
		emergency.close(name)


@pytest.mark.parametrize("who", ["referent", "elsewhere"])
def test_nobody_else_closes_it(town, as_user, who):
	with as_user(town.referent):
		name = emergency.open(**identity(town.child))["name"]
	with as_user(town[who]), pytest.raises(frappe.PermissionError):
		emergency.close(name)


# An import and a bulk edit answer in the language of the account.
BY_HAND = "never written or changed by hand|ne s’écrit ni ne se modifie à la main"
FORGED = {"from_time": "2020-01-01 00:00:00", "to_time": "2099-01-01 00:00:00", "reason": REASON}


def test_no_door_writes_one(town):
	"""As Administrator, whom no right stops."""
	values = {"child": town.child.name, "structure": town.structure, "user": town.elsewhere, **FORGED}

	def attempt(door):
		with pytest.raises(Exception, match=BY_HAND):
			door(DOCTYPE, None, values)
		assert not frappe.get_all(DOCTYPE)

	at_each(INSERTING, attempt)


def test_no_door_changes_one(town, as_user):
	with as_user(town.referent):
		name = emergency.open(**identity(town.child))["name"]
	before = frappe.get_doc(DOCTYPE, name).as_dict()

	def attempt(door):
		with pytest.raises(Exception, match=BY_HAND):
			door(DOCTYPE, name, {"to_time": FORGED["to_time"], "user": town.elsewhere})
		assert frappe.get_doc(DOCTYPE, name).as_dict() == before

	at_each(UPDATING, attempt)
	for attempt_ in (
		lambda: frappe.delete_doc(DOCTYPE, name, force=True, ignore_permissions=True),
		lambda: frappe.rename_doc(DOCTYPE, name, "URG-0", force=True),
		lambda: frappe.get_doc(DOCTYPE, name).save(ignore_permissions=True),
	):
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			attempt_()
	assert frappe.get_doc(DOCTYPE, name).as_dict() == before


def test_names_guessed_one_after_the_other_are_limited_and_noted(town, as_user):
	with as_user(town.referent):
		for number in range(ATTEMPTS_A_DAY):
			with pytest.raises(EmergencyRefused, match="No single file"):
				emergency.open(**identity(town.child, last_name=f"Essai {number}"))
		with pytest.raises(EmergencyRefused, match="Not more than 5 attempts"):
			emergency.open(**identity(town.child))
		assert not sees(town.child)
	assert frappe.db.count(TRACE, {"user": town.referent, "what": "Emergency Refused"}) == ATTEMPTS_A_DAY + 1
	# Yesterday's attempts are over.
	frappe.db.set_value(TRACE, {"user": town.referent}, "at", f"{day(-2)} 10:00:00")
	with as_user(town.referent):
		assert emergency.open(**identity(town.child))["child"] == town.child.name


def test_same_identity_is_the_whole_identity():
	"""R10: no part of a name finds anybody."""
	born = get_datetime("2017-03-01").date()
	children = [("A", "Le Goff", "Anne-Maëlle", born), ("B", "Legoff", "Anne", born)]
	assert same_identity(children, "LE GOFF", "anne maelle", born) == ["A"]
	assert same_identity(children, "Le Goff", "Anne", born) == []


@pytest.fixture
def no_lines_left(world):
	"""What nobody can delete goes straight from the tables, before the documents."""
	yield
	frappe.db.rollback()
	for table in (DOCTYPE, TRACE, REGISTER, "Notification Log", "Error Log"):
		frappe.db.delete(table)
	frappe.db.commit()


@pytest.mark.commits
@pytest.mark.usefixtures("no_lines_left")
def test_over_http_a_refusal_stays_noted_and_a_forged_user_is_not_heard(http):
	coordinator = make_user(COORD)
	structure = make_structure(coordinator=coordinator.name)
	child = make_child(structure.name)
	referent = make_user(REF, log_in=True)
	frappe.db.commit()
	http.login(referent.name, PASSWORD)
	door = "/api/method/pre_module.access.emergency.open"
	assert not http.get(door, **identity(child)).ok  # a link can't ask
	refused = http.post(door, **identity(child, last_name="Autre"))
	assert refused.status_code == 417 and child.name not in refused.text
	frappe.db.rollback()
	assert frappe.db.count(TRACE, {"user": referent.name, "what": "Emergency Refused"}) == 1
	answer = http.post(door, **identity(child), user=coordinator.name, to_time="2099-01-01", doctype="User")
	assert answer.ok, answer.text
	frappe.db.rollback()
	doc = frappe.get_doc(DOCTYPE, answer.json()["message"]["name"])
	assert doc.user == referent.name
	assert get_datetime(doc.to_time) < now_datetime() + timedelta(hours=25)
	assert http.get(f"/api/resource/PRE Child/{child.name}").ok
	assert not http.put(f"/api/resource/PRE Child/{child.name}", first_name="Autre").ok
