"""R10: the charter first. Written by the coordonnateur, published for good, signed by partners, accepted in person."""

from contextlib import contextmanager
from datetime import datetime, time

import frappe
import frappe.client
import frappe.sessions
import pytest
from frappe import _
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from pre_module.access.charter import (
	accepted_structures,
	charters_to_accept,
	forget,
	signed_structures,
	structures_without_charter,
)
from pre_module.desk import charter as screen
from pre_module.desk import next_step
from pre_module.exceptions import CharterMissing
from pre_module.setup.demo.clock import demo_clock, set_clock
from tests.factories import (
	accept_charter,
	day,
	make_charter,
	make_contract,
	make_partner,
	make_structure,
	make_user,
)
from tests.site.doors import INSERTING, UPDATING, Swallowed, as_pattern, at_each, request

COORD, REF, TEAM, PARTNER = "PRE Coordinator", "PRE Referent", "PRE Team Member", "PRE Partner"
DPO, MANAGER = "PRE Data Protection Officer", "PRE Manager"
CHARTER, SIGNATURE, ACCEPTANCE = "PRE Charter", "PRE Charter Signature", "PRE Charter Acceptance"
REFUSED = (frappe.ValidationError, frappe.PermissionError, Swallowed)
# Other values of what is published; dates far from any of the tests.
CONTENT = {
	"title": "Autre",
	"framework": "Autre",
	"text": "Autre",
	"transmission": "Autre",
	"retention": "Autre",
	"in_force_from": "2999-01-01",
	"previous_until": "2999-01-01",
	"version": 12,
	"status": "Draft",
	"published_at": "2020-01-01 00:00:00",
}


KEPT = "{0} of a signature can't change: say that it no longer counts, and note a new one."
STOPS = "The version before can't stop before this one is in force, nor in the past."


def said(sentence: str) -> str:
	"""A pattern for one of our sentences: imports speak the language of the account or the site."""
	return f"{as_pattern(sentence)}|{as_pattern(_(sentence, 'fr'))}"


@pytest.fixture
def coordinator():
	return make_user(COORD, accepts=False).name


@pytest.fixture
def structure(coordinator):
	return make_structure(coordinator=coordinator, charter=False).name


@pytest.fixture
def charter(structure):
	return make_charter(structure)


@contextmanager
def on(offset: int):
	"""It is some days later, late in the evening."""
	with demo_clock():
		set_clock(getdate(add_days(getdate(), offset)), 23, 58)
		forget()
		yield
	forget()


def values(structure: str, **more) -> dict:
	return {
		"title": "Charte",
		"structure": structure,
		"framework": "Cadre.",
		"text": "Texte.",
		"transmission": "Courrier.",
		"retention": "Deux ans.",
		"in_force_from": day(),
		**more,
	}


def sign(charter: str, partner: str, **more):
	return frappe.get_doc(
		{
			"doctype": SIGNATURE,
			"charter": charter,
			"partner": partner,
			"signed_on": day(),
			"signatory": "Dominique Exemple",
			"signatory_function": "Direction",
			**more,
		}
	).insert()


# Acceptance: in person, now, for good


def test_the_person_accepts_by_the_button_now(charter, structure, coordinator, as_user):
	before = now_datetime()
	with as_user(coordinator):
		assert accepted_structures(coordinator) == set()
		left = screen.accept(charter.name)
		assert left == {"to_accept": [], "missing": []}
		assert accepted_structures(coordinator) == signed_structures(coordinator) == {structure}
		assert screen.accept(charter.name) == left  # a second click
		row = frappe.get_doc(ACCEPTANCE, {"charter": charter.name})
		assert (row.user, row.structure) == (coordinator, structure)
		assert before <= get_datetime(row.accepted_at) <= now_datetime()
	assert frappe.db.count(ACCEPTANCE, {"charter": charter.name}) == 1


def test_the_button_takes_a_post_only_and_nobody_else(charter, coordinator, as_user):
	path = "/api/method/pre_module.desk.charter.accept"
	with as_user(coordinator):
		with pytest.raises(frappe.PermissionError):
			request("GET", path, query_string={"charter": charter.name})
		# Whatever else the request says is not taken.
		sent = {"charter": charter.name, "user": "Administrator", "accepted_at": "2020-01-01"}
		request("POST", path, data=frappe.as_json({"charter": charter.name}), content_type="application/json")
		with pytest.raises(TypeError):
			screen.accept(**sent)
	assert frappe.get_all(ACCEPTANCE, {"charter": charter.name}, pluck="user") == [coordinator]


def test_no_role_makes_an_acceptance_at_any_other_door(charter, coordinator, as_user):
	for role in (COORD, REF, PARTNER, DPO, "PRE Administrator"):
		person = coordinator if role == COORD else make_user(role, accepts=False).name
		with as_user(person):

			def attempt(door):
				with pytest.raises(REFUSED):
					door(ACCEPTANCE, None, {"charter": charter.name})
				assert not frappe.db.exists(ACCEPTANCE, {"charter": charter.name})

			at_each(INSERTING, attempt)


def test_administrator_accepts_for_nobody_at_any_door(charter, coordinator):
	def attempt(door):
		with pytest.raises(
			REFUSED, match=said("Nobody accepts the charter for another: {0} does it in person.")
		):
			door(ACCEPTANCE, None, {"charter": charter.name, "user": coordinator})
		assert not frappe.db.exists(ACCEPTANCE, {"charter": charter.name})

	at_each(INSERTING, attempt)


def test_no_acceptance_is_dated_by_a_request(charter):
	elsewhere = make_structure(charter=False).name

	def attempt(door):
		before = now_datetime()
		sent = {"charter": charter.name, "accepted_at": "2020-01-01 08:00:00", "structure": elsewhere}
		name = door(ACCEPTANCE, None, sent)
		row = frappe.get_doc(ACCEPTANCE, name)
		assert row.user == "Administrator"
		assert get_datetime(row.accepted_at) >= before
		assert row.structure == charter.structure

	at_each(INSERTING, attempt)


def test_an_acceptance_never_changes(charter, coordinator):
	other = make_charter(make_structure(charter=False).name)
	name = accept_charter(coordinator, charter.name).name
	for change in (
		{"user": "Administrator"},
		{"accepted_at": "2020-01-01 08:00:00"},
		{"charter": other.name},
	):

		def attempt(door, change=change):
			with pytest.raises(REFUSED):
				door(ACCEPTANCE, name, change)
			(field,) = change
			assert str(frappe.db.get_value(ACCEPTANCE, name, field)) != change[field]

		at_each(UPDATING, attempt)


def test_an_acceptance_is_never_deleted(charter, coordinator):
	name = accept_charter(coordinator, charter.name).name
	for delete in (
		lambda: frappe.client.delete(ACCEPTANCE, name),
		lambda: frappe.delete_doc(ACCEPTANCE, name, force=True, ignore_permissions=True),
		lambda: request("DELETE", f"/api/resource/{ACCEPTANCE}/{name}"),
	):
		with pytest.raises(CharterMissing):
			delete()
	assert frappe.db.exists(ACCEPTANCE, name)


def test_who_acts_in_the_name_of_another_does_not_accept_for_him(charter, coordinator, as_user):
	with as_user(coordinator):
		frappe.session.data.impersonated_by = "Administrator"
		with pytest.raises(
			CharterMissing,
			match=said("You act in the name of another person: only that person accepts the charter."),
		):
			screen.accept(charter.name)
	assert not frappe.db.exists(ACCEPTANCE, {"charter": charter.name})


def test_neither_a_draft_nor_a_replaced_version_is_accepted(structure, coordinator, as_user):
	first = make_charter(structure, in_force_from=day(-100))
	draft = make_charter(structure, publish=False)
	with as_user(coordinator):
		with pytest.raises(CharterMissing, match=said("The charter is not published yet.")):
			screen.accept(draft.name)
	draft.status = "Published"
	draft.save()
	with (
		as_user(coordinator),
		pytest.raises(
			CharterMissing,
			match=said("A newer version of the charter is in force: that one is to be accepted."),
		),
	):
		screen.accept(first.name)


def test_who_has_no_role_of_the_app_accepts_nothing(charter, as_user):
	with as_user(make_user(accepts=False).name), pytest.raises(frappe.PermissionError):
		screen.accept(charter.name)


# Versions: the server counts them; published, they stay


def test_versions_follow_each_other_and_the_old_one_closes_a_month_later(structure):
	first = make_charter(structure, in_force_from=day(-400), version=7, previous_until=day(3))
	assert (first.version, first.previous_until) == (1, None)
	second = make_charter(structure, in_force_from=day(10))
	assert (second.version, str(second.previous_until)) == (2, day(40))
	assert make_charter(make_structure(charter=False).name).version == 1


def test_one_draft_at_a_time(structure):
	make_charter(structure, publish=False)

	def attempt(door):
		with pytest.raises(REFUSED, match=said("{0} has a draft already: {1} ({2}). Go on with that one.")):
			door(CHARTER, None, values(structure))

	at_each(INSERTING, attempt)


def test_a_charter_without_its_parts_is_not_published_at_any_door(structure):
	draft = make_charter(structure, publish=False, retention="")

	def attempt(door):
		with pytest.raises(REFUSED, match=said("The charter says nothing of: {0}.")):
			door(CHARTER, draft.name, {"status": "Published"})
		assert frappe.db.get_value(CHARTER, draft.name, "status") == "Draft"

	at_each(UPDATING, attempt)


def test_a_new_version_begins_after_the_last_and_not_in_the_past(structure):
	make_charter(structure, in_force_from=day(-5))
	draft = make_charter(structure, publish=False)
	for change, sentence in (
		({"in_force_from": day(-5)}, "The version before is in force from {0}: this one must begin later."),
		({"in_force_from": day(-1)}, "A new version of the charter can't begin in the past."),
		({"previous_until": day(-1)}, STOPS),
		({"in_force_from": day(10), "previous_until": day(9)}, STOPS),
	):
		with pytest.raises(CharterMissing, match=said(sentence)):
			frappe.get_doc(CHARTER, draft.name).update({**change, "status": "Published"}).save()


def test_a_published_charter_never_changes_at_any_door(structure):
	make_charter(structure, in_force_from=day(-5))
	charter = make_charter(structure)
	elsewhere = make_structure(charter=False).name
	stored = frappe.get_doc(CHARTER, charter.name).as_dict()

	def attempt(door):
		for field, value in {**CONTENT, "structure": elsewhere}.items():
			with pytest.raises(REFUSED):
				door(CHARTER, charter.name, {field: value})
			frappe.clear_messages()
			assert frappe.db.get_value(CHARTER, charter.name, field) == stored[field], field

	at_each(UPDATING, attempt)


def test_a_published_charter_is_saved_again_as_it_is_and_never_deleted(charter, coordinator, as_user):
	frappe.get_doc(CHARTER, charter.name).save()
	for person in ("Administrator", coordinator):
		with as_user(person), pytest.raises(REFUSED):
			frappe.client.delete(CHARTER, charter.name)
	with pytest.raises(CharterMissing):
		frappe.delete_doc(CHARTER, charter.name, force=True, ignore_permissions=True)
	with pytest.raises(frappe.ValidationError):
		frappe.rename_doc(CHARTER, charter.name, "CHA-AUTRE")


def test_a_draft_goes(structure, coordinator, as_user):
	draft = make_charter(structure, publish=False)
	with as_user(coordinator):
		frappe.client.delete(CHARTER, draft.name)
	assert not frappe.db.exists(CHARTER, draft.name)


# Time: a new version asks again, the old one stops on its day


def test_a_new_version_asks_again_and_the_old_one_stops_on_its_day(structure, coordinator, as_user):
	first = make_charter(structure, in_force_from=day(-100))
	with on(-1):
		accept_charter(coordinator, first.name)
	assert charters_to_accept(coordinator) == []
	second = make_charter(structure, in_force_from=day(5), previous_until=day(20))
	(asked,) = charters_to_accept(coordinator)
	assert (asked.charter, asked.closed, str(asked.until)) == (second.name, False, day(20))
	for offset, opened in ((0, True), (5, True), (19, True), (20, False), (400, False)):
		with on(offset):
			assert accepted_structures(coordinator) == ({structure} if opened else set()), offset
			assert [c.closed for c in charters_to_accept(coordinator)] == [not opened]
	with on(20), as_user(coordinator):
		screen.accept(second.name)
		assert accepted_structures(coordinator) == {structure}
	with on(400):
		assert accepted_structures(coordinator) == {structure}


def test_the_register_of_the_past_is_answered_for_that_moment(structure, coordinator):
	charter = make_charter(structure, in_force_from=day(-100))
	accepted = get_datetime(accept_charter(coordinator, charter.name).accepted_at)
	assert accepted_structures(coordinator, accepted) == {structure}
	assert accepted_structures(coordinator, get_datetime(add_days(accepted, -1))) == set()
	make_charter(structure, in_force_from=day(2), previous_until=day(3))
	third_day = datetime.combine(getdate(day(3)), time.min)
	assert accepted_structures(coordinator, third_day) == set()


def test_accepting_ahead_opens_only_from_the_first_day(structure, coordinator):
	later = make_charter(structure, in_force_from=day(5))
	accept_charter(coordinator, later.name)
	assert accepted_structures(coordinator) == set()
	with on(5):
		assert accepted_structures(coordinator) == {structure}


def test_administrator_of_frappe_passes_and_is_asked_nothing(charter, structure):
	assert structure in accepted_structures("Administrator")
	assert structure in signed_structures("Administrator")
	assert charters_to_accept("Administrator") == []


# Signatures


def test_a_partner_signs_and_its_people_are_bound_then_only(charter, structure, as_user):
	person = make_user(PARTNER, accepts=False).name
	partner = make_partner(user=person, signs=False, structure=structure).name
	accept_charter(person, charter.name)
	assert accepted_structures(person) == {structure}
	assert signed_structures(person) == set()
	signature = sign(charter.name, partner)
	assert signed_structures(person) == {structure}
	signature.withdrawn, signature.withdrawal_reason = 1, "Fin de la convention."
	signature.save()
	assert signed_structures(person) == set()
	sign(charter.name, partner)
	assert signed_structures(person) == {structure}
	frappe.db.set_value("PRE Partner", partner, "disabled", 1)
	forget()
	assert signed_structures(person) == set()


def test_a_signature_counts_from_the_moment_it_was_noted(structure):
	charter = make_charter(structure, in_force_from=day(-100))
	person = make_user(PARTNER, accepts=False).name
	partner = make_partner(user=person, signs=False, structure=structure).name
	frappe.db.set_value(
		ACCEPTANCE, accept_charter(person, charter.name).name, "accepted_at", add_days(now_datetime(), -50)
	)
	signature = sign(charter.name, partner, signed_on=day(-30), noted_at="2020-01-01 00:00:00")
	assert signed_structures(person, now_datetime()) == {structure}
	assert signed_structures(person, get_datetime(add_days(now_datetime(), -1))) == set()
	assert get_datetime(signature.noted_at).date() == getdate()


def test_the_rules_of_a_signature_at_each_door(charter, structure):
	draft = make_charter(make_structure(charter=False).name, publish=False)
	partner, other = make_partner(signs=False).name, make_partner(signs=False).name
	mine = {"charter": charter.name, "signatory": "Dominique", "signatory_function": "Direction"}

	def refused(door, name, sent, sentence):
		with pytest.raises(REFUSED, match=said(sentence)):
			door(SIGNATURE, name, sent)
		frappe.clear_messages()

	def making(door):
		refused(
			door,
			None,
			{**mine, "partner": partner, "signed_on": day(), "charter": draft.name},
			"The charter is not published yet.",
		)
		refused(
			door,
			None,
			{**mine, "partner": partner, "signed_on": day(1)},
			"The signature is dated in the future.",
		)
		name = door(
			SIGNATURE,
			None,
			{**mine, "partner": partner, "signed_on": day(-3), "noted_at": "2020-01-01 00:00:00"},
		)
		row = frappe.get_doc(SIGNATURE, name)
		assert (row.structure, get_datetime(row.noted_at).date()) == (structure, getdate())
		refused(
			door,
			None,
			{**mine, "partner": partner, "signed_on": day()},
			"{0} has signed this charter already: {1}.",
		)

	at_each(INSERTING, making)
	signature = sign(charter.name, partner)

	def changing(door):
		refused(door, signature.name, {"partner": other}, KEPT)
		refused(door, signature.name, {"signed_on": day(-9)}, KEPT)
		refused(door, signature.name, {"withdrawn": 1}, "Say why the signature no longer counts.")
		door(SIGNATURE, signature.name, {"withdrawn": 1, "withdrawal_reason": "Erreur de saisie."})
		assert (
			get_datetime(frappe.db.get_value(SIGNATURE, signature.name, "withdrawn_at")).date() == getdate()
		)
		refused(
			door, signature.name, {"withdrawn": 0}, "A withdrawal can't be taken back: note a new signature."
		)

	at_each(UPDATING, changing)
	with pytest.raises(CharterMissing):
		frappe.delete_doc(SIGNATURE, signature.name, force=True, ignore_permissions=True)


def test_the_signed_paper_is_a_private_pdf(charter):
	partner = make_partner(signs=False).name
	file = frappe.get_doc(doctype="File", file_name="charte.pdf", content="no pdf", is_private=1).insert()
	with pytest.raises(frappe.ValidationError, match="PDF"):
		sign(charter.name, partner, scan=file.file_url)
	file.delete()


# Who reads and writes


def test_each_coordonnateur_writes_the_charters_of_his_own_structures(structure, coordinator, as_user):
	stranger = make_user(COORD, accepts=False).name
	make_structure(coordinator=stranger, charter=False)
	with as_user(stranger):

		def making(door):
			with pytest.raises((frappe.PermissionError, Swallowed)):
				door(CHARTER, None, values(structure))

		at_each(INSERTING, making)
	with as_user(coordinator):
		draft = make_charter(structure, publish=False)
	with as_user(stranger):

		def changing(door):
			with pytest.raises((frappe.PermissionError, Swallowed)):
				door(CHARTER, draft.name, {"status": "Published"})
			assert frappe.db.get_value(CHARTER, draft.name, "status") == "Draft"

		at_each(UPDATING, changing)
		with pytest.raises(frappe.PermissionError):
			frappe.client.delete(CHARTER, draft.name)
	with as_user(coordinator):
		draft.reload()
		draft.status = "Published"
		draft.save()
	partner = make_partner(signs=False).name
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		sign(draft.name, partner)
	with as_user(coordinator):
		assert sign(draft.name, partner).structure == structure


def test_no_draft_is_moved_to_another_structure(structure, coordinator, as_user):
	draft = make_charter(structure, publish=False)
	elsewhere = make_structure(charter=False).name
	for person in (coordinator, "Administrator"):
		with as_user(person), pytest.raises(REFUSED):
			frappe.client.set_value(CHARTER, draft.name, "structure", elsewhere)


def test_a_coordonnateur_whose_time_is_over_writes_no_charter(as_user):
	former = make_user(COORD, accepts=False).name
	structure = make_structure(
		charter=False,
		coordinators=[{"user": former, "from_date": day(-700), "to_date": day(-1)}],
	).name
	with as_user(former), pytest.raises(frappe.PermissionError):
		frappe.client.insert(frappe.as_json({"doctype": CHARTER, **values(structure)}))


def test_every_role_reads_what_is_published_and_only_some_the_rest(charter, structure, coordinator, as_user):
	draft = make_charter(structure, publish=False, in_force_from=day(1))
	signature = sign(charter.name, make_partner(signs=False).name)
	acceptance = accept_charter(coordinator, charter.name)
	stranger = make_user(COORD, accepts=False).name
	make_structure(coordinator=stranger, charter=False)
	everything = {(CHARTER, draft.name), (SIGNATURE, signature.name), (ACCEPTANCE, acceptance.name)}
	reading = {coordinator: everything, make_user(DPO, accepts=False).name: everything, stranger: set()}
	for role in (REF, TEAM, PARTNER, MANAGER, "PRE Evaluator", "PRE Administrator"):
		reading[make_user(role, accepts=False).name] = set()
	for person, others in reading.items():
		with as_user(person):
			seen = set()
			for doctype, name in {(CHARTER, charter.name), *everything}:
				listed = False
				if frappe.has_permission(doctype, "read"):
					listed = name in frappe.get_list(doctype, pluck="name")
				assert frappe.has_permission(doctype, "read", name) == listed, (person, doctype)
				if listed:
					seen.add((doctype, name))
		assert seen == {(CHARTER, charter.name), *others}, person


def test_a_new_charter_starts_from_the_model_then_from_the_last_version(structure, coordinator, as_user):
	with as_user(coordinator):
		model = screen.model(structure)
		assert "L226-2-2" in model["text"] and "226-13" in model["framework"]
		assert all(len(model[part]) > 300 for part in screen.PARTS)
		frappe.get_doc({"doctype": CHARTER, "structure": structure, "in_force_from": day(), **model}).insert()
	make_charter(other := make_structure(coordinator=coordinator, charter=False).name, text="Le nôtre.")
	with as_user(coordinator):
		assert screen.model(other)["text"] == "Le nôtre."
	with as_user(make_user(REF).name), pytest.raises(frappe.PermissionError):
		screen.model()


@pytest.mark.parametrize("role", [DPO, REF, PARTNER, COORD])
def test_the_form_of_a_charter_shows_no_error_to_who_only_reads(role, charter, as_user):
	person = make_user(role, accepts=False).name
	frappe.clear_messages()
	with as_user(person):
		step = next_step.get(CHARTER, charter.name)
		assert step["button"] is None
		assert frappe.local.message_log == []


def test_the_next_step_of_each_version(structure, coordinator, as_user):
	first = make_charter(structure, in_force_from=day(-100))
	draft = make_charter(structure, publish=False, text="")
	with as_user(coordinator):
		assert next_step.get(CHARTER, first.name)["button"]["event"] == "note_signature"
		assert next_step.get(CHARTER, draft.name)["button"] is None
		draft.update({"text": "Texte.", "in_force_from": day(), "previous_until": day(9)}).save()
		assert next_step.get(CHARTER, draft.name)["button"]["event"] == "publish"
		draft.status = "Published"
		draft.save()
		said = {name: next_step.get(CHARTER, name)["color"] for name in (first.name, draft.name)}
	assert said == {first.name: "orange", draft.name: "green"}


# Whom it concerns, and what the Desk is told at login


def test_whom_the_charter_of_a_structure_concerns(structure, coordinator):
	charter = make_charter(structure)
	referent = make_user(REF, accepts=False).name
	make_contract(structure, referent)
	person = make_user(PARTNER, accepts=False).name
	make_partner(user=person, signs=False, structure=structure)
	unattached = make_user(PARTNER, accepts=False).name
	make_structure(charter=False)  # so that there are two: which one is not obvious
	partner = make_partner(user=unattached, signs=False).name
	granted = make_user(TEAM, accepts=False).name
	frappe.db.bulk_insert(
		"PRE Child Access",
		["name", "user", "child", "structure", "ground", "from_time", "source_doctype", "source_name"],
		[("row", granted, "ENF-1", structure, "Meeting Agenda", day(5), "PRE Structure", structure)],
	)
	nobody = make_user(TEAM, accepts=False).name
	for user in (coordinator, referent, person, granted):
		assert [c.charter for c in charters_to_accept(user)] == [charter.name], user
	for user in (unattached, nobody):
		assert charters_to_accept(user) == []
	sign(charter.name, partner)
	assert [c.charter for c in charters_to_accept(unattached)] == [charter.name]


def test_what_the_desk_is_told_at_login(structure, coordinator, as_user):
	def told() -> dict:
		info = frappe._dict()
		screen.add_to_boot(info)
		return info.pre_charters

	referent = make_user(REF, accepts=False).name
	make_contract(structure, referent)
	for user, mine in ((coordinator, True), (referent, False)):
		with as_user(user):
			assert told() == {"to_accept": [], "missing": [{"structure": structure, "mine": mine}]}
	assert structures_without_charter(coordinator) == {structure}
	charter = make_charter(structure)
	with as_user(coordinator):
		(asked,) = told()["to_accept"]
		assert asked == {
			"name": charter.name,
			"structure": structure,
			"closed": True,
			"until": None,
			"days": None,
		}
		(shown,) = screen.to_accept()
		assert shown["title"] == charter.title and [p["text"] for p in shown["parts"]][1] == "Texte."
		screen.accept(charter.name)
		assert told() == {"to_accept": [], "missing": []}
	with as_user(make_user().name):
		assert told() == {"to_accept": [], "missing": []}
	assert told() == {"to_accept": [], "missing": []}  # Administrator


def test_the_boot_of_the_desk_carries_it(charter, coordinator, as_user):
	frappe.local.request = None
	with as_user(coordinator):
		assert frappe.sessions.get()["pre_charters"]["to_accept"][0]["name"] == charter.name


def test_it_costs_few_queries_and_none_the_second_time(charter, structure, coordinator):
	accept_charter(coordinator, charter.name)
	queries = []
	sql = frappe.db.sql
	frappe.db.sql = lambda *a, **k: queries.append(a[0]) or sql(*a, **k)
	try:
		signed_structures(coordinator)  # Frappe asks a few things of its own the first time
		queries.clear()
		forget()
		accepted_structures(coordinator)
		assert len(queries) <= 2, queries
		signed_structures(coordinator)
		assert len(queries) <= 5, queries
		seen = len(queries)
		accepted_structures(coordinator)
		signed_structures(coordinator)
		assert len(queries) == seen
	finally:
		del frappe.db.sql
