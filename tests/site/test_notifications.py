"""Who is told what by e-mail at each step, and that no e-mail says anything of a child (P10, P16)."""

import email
import json
from email import policy
from unittest.mock import patch

import frappe
import pytest
from frappe.email.doctype.notification.notification import trigger_daily_alerts
from frappe.utils import add_days, getdate, now_datetime

from pre_module.access.facts.coordinators import settle_structure
from pre_module.controllers.today import refresh_todays_fields
from pre_module.desk.handover import hand_over_all
from pre_module.doctype.pre_handover.telling import tell_todays
from pre_module.rules.consent import STAGES_FOR_PARCOURS
from tests.factories import (
	accept,
	agree_to,
	apply,
	approve,
	day,
	exit_reason,
	insert,
	make_active_parcours,
	make_approved_parcours,
	make_child,
	make_contract,
	make_diagnostic,
	make_parcours,
	make_referral,
	make_structure,
	make_user,
	years_old,
)

NAMES = ("Zéphyrine", "Ouvrard", "Philomène")


@pytest.fixture(autouse=True)
def outgoing(monkeypatch):
	"""A site that has a mail server, and sends nothing."""
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


@pytest.fixture
def people():
	"""A structure with its coordonnateur and the contract of a référent; a child with a name of its own."""
	coordinator, referent = make_user("PRE Coordinator"), make_user("PRE Referent")
	structure = make_structure(coordinator=coordinator.name)
	contract = make_contract(structure.name, referent.name)
	guardians = [
		{
			"first_name": "Philomène",
			"last_name": "Ouvrard",
			"relationship": "Mother",
			"parental_authority": "Yes",
		}
	]
	child = make_child(structure.name, first_name="Zéphyrine", last_name="Ouvrard", guardians=guardians)
	child.contract = contract.name  # he takes the first steps with the family
	child.save()
	return frappe._dict(
		coordinator=coordinator.name, referent=referent.name, structure=structure.name, child=child
	)


class Outbox:
	"""The e-mails queued since it was last asked."""

	def __init__(self):
		self.seen = set(frappe.get_all("Email Queue", pluck="name"))

	def take(self, document: str) -> dict[str, email.message.EmailMessage]:
		"""The new e-mails about a document, by recipient; each is checked to say nothing of a child."""
		names = set(frappe.get_all("Email Queue", {"reference_name": document}, pluck="name")) - self.seen
		self.seen |= names
		found = {}
		for name in names:
			queued = frappe.get_doc("Email Queue", name)
			assert not json.loads(queued.attachments or "[]")
			message = email.message_from_string(queued.message, policy=policy.default)
			assert not list(message.iter_attachments())
			check_says_nothing(message, document)
			found.update({row.recipient: message for row in queued.recipients})
		return found


def check_says_nothing(message: email.message.EmailMessage, document: str) -> None:
	"""Subject and every part: the number and the link of the document, and no name nor date of a child."""
	parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
	assert len(parts) >= 1 and document in message["subject"]
	for text in (str(message["subject"]), *parts):
		for secret in (
			*NAMES,
			frappe.utils.formatdate(years_old(9)),
			years_old(9),
			"Lire seule",
			"Ne rend plus",
		):
			assert secret not in text
	assert any(document in text and "/app/pre-" in text for text in parts)


@pytest.fixture
def outbox(people):
	return Outbox()


def test_a_referral_received_is_told_to_the_coordinator(people, outbox, as_user):
	partner = make_user("PRE Partner")
	with as_user(partner.name):
		referral = make_referral(
			structure=people.structure,
			child_first_name="Zéphyrine",
			child_last_name="Ouvrard",
		)
	assert set(outbox.take(referral.name)) == {people.coordinator}


def test_nobody_is_told_what_he_did_himself(people, outbox, as_user):
	with as_user(people.coordinator):
		referral = make_referral(people.child)
	assert outbox.take(referral.name) == {}


@pytest.mark.parametrize("decision", ["Accept", "Decline", "Redirect"])
def test_a_decision_is_told_to_who_referred(people, outbox, as_user, decision):
	partner = make_user("PRE Partner")
	with as_user(partner.name):
		referral = make_referral(structure=people.structure)
	outbox.take(referral.name)
	frappe.set_user(people.coordinator)
	if decision == "Accept":
		referral.reload()
		referral.child = people.child.name
		referral.save()
		accept(referral)
	else:
		referral.reload()
		referral.update({"decision_reason": "Suivi ailleurs.", "redirected_to": "CMP"})
		referral.save()
		apply(referral, decision)
	assert set(outbox.take(referral.name)) == {partner.name}


def test_a_diagnostic_sent_for_validation_and_returned(people, outbox):
	agree_to(people.child, STAGES_FOR_PARCOURS)
	diagnostic = make_diagnostic(people.child, author=people.referent)
	assert outbox.take(diagnostic.name) == {}
	apply(diagnostic, "Send for Validation", user=people.referent)
	assert set(outbox.take(diagnostic.name)) == {people.coordinator}
	apply(diagnostic, "Return to Author", user=people.coordinator)
	assert set(outbox.take(diagnostic.name)) == {people.referent}
	apply(diagnostic, "Send for Validation", user=people.referent)
	outbox.take(diagnostic.name)
	apply(diagnostic, "Validate", user=people.coordinator)
	assert outbox.take(diagnostic.name) == {}


def test_an_approved_parcours_is_told_to_the_coordinator(people, outbox):
	agree_to(people.child)
	frappe.set_user(people.referent)
	parcours = approve(make_parcours(people.child))
	assert set(outbox.take(parcours.name)) == {people.coordinator}


def test_a_started_parcours_is_told_to_its_referent(people, outbox):
	contract = make_contract(people.structure, people.referent)
	parcours = make_approved_parcours(people.child, contract=contract)
	outbox.take(parcours.name)
	apply(parcours, "Start", user=people.coordinator)
	assert set(outbox.take(parcours.name)) == {people.referent}


def test_a_parcours_suspended_by_hand_is_told_to_referent_and_coordinator(people, outbox):
	parcours = make_active_parcours(people.child, contract=make_contract(people.structure, people.referent))
	outbox.take(parcours.name)
	apply(parcours, "Suspend", user=people.coordinator)
	assert set(outbox.take(parcours.name)) == {people.referent, people.coordinator}


def test_a_parcours_suspended_by_a_withdrawn_agreement_is_told_too(people, outbox):
	parcours = make_active_parcours(people.child, contract=make_contract(people.structure, people.referent))
	outbox.take(parcours.name)
	consent = frappe.get_doc("PRE Consent", {"child": people.child.name, "stage": "Parcours"})
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "La famille arrête."})
	consent.save()
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Suspended"
	assert set(outbox.take(parcours.name)) == {people.referent, people.coordinator}


@pytest.mark.parametrize("how", ["the structure is saved", "its day comes"])
def test_the_check_of_the_relay_is_told_to_the_coordonnateur_of_that_day(people, outbox, how):
	"""Nobody saves a closed parcours, or a redirected referral, for months: the structure's coordonnateur has changed."""
	parcours = make_active_parcours(people.child, contract=make_contract(people.structure, people.referent))
	parcours.update({"exit_reason": exit_reason()}).save()
	apply(parcours, "Close")
	referral = make_referral(people.child)
	frappe.db.set_value("PRE Parcours", parcours.name, "relay_check_on", day())
	following = make_user("PRE Coordinator").name
	structure = frappe.get_doc("PRE Structure", people.structure)
	if how == "its day comes":
		row = structure.coordinators[0].name
		frappe.db.set_value("PRE Structure Coordinator", row, "user", following)
		settle_structure(people.structure)  # as the register has been since it was foreseen
		refresh_todays_fields()
	else:
		structure.coordinators[0].to_date = day(-1)
		structure.append("coordinators", {"user": following, "from_date": day()})
		structure.save()
	assert frappe.db.get_value("PRE Referral", referral.name, "coordinator") == following
	outbox.take(parcours.name)
	trigger_daily_alerts()
	assert set(outbox.take(parcours.name)) == {following}


@pytest.mark.parametrize("together", [False, True])
def test_R5_a_handover_is_told_to_who_takes_over(people, outbox, as_user, together):
	giver = make_contract(people.structure, people.referent)
	taker = make_contract(people.structure)
	make_active_parcours(people.child, contract=giver)
	with as_user(people.coordinator):
		if together:
			hand_over_all(giver.name, taker.name, day(), "Departure")
		else:
			forged = {"to_referent": people.referent, "told_on": day()}
			handover = {"child": people.child.name, "to_contract": taker.name, "from_date": day()}
			insert("PRE Handover", reason="Departure", **handover, **forged)
	handover = frappe.get_last_doc("PRE Handover")
	assert (handover.status, handover.to_referent) == ("Done", taker.referent)
	assert set(outbox.take(handover.name)) == {taker.referent}
	with as_user(people.coordinator):
		handover.reload().save()
	tell_todays()
	assert outbox.take(handover.name) == {}, "told once"


def test_R5_a_handover_to_come_is_told_on_its_day(people, outbox, as_user):
	"""Before, the file is not open to the référent who takes over, and he is told nothing of it."""
	giver, taker = make_contract(people.structure, people.referent), make_contract(people.structure)
	make_active_parcours(people.child, contract=giver)
	with as_user(people.coordinator):
		handover = insert(
			"PRE Handover",
			child=people.child.name,
			to_contract=taker.name,
			from_date=day(3),
			reason="Departure",
		)
	tell_todays()
	assert outbox.take(handover.name) == {}
	handover.db_set("to_referent", None)  # as one planned before an upgrade
	with (
		patch("pre_module.doctype.pre_handover.telling.getdate", lambda d=None: getdate(d or day(3))),
		patch("pre_module.access.scope.now_datetime", return_value=add_days(now_datetime(), 3)),
	):
		frappe.local.cache = {}
		tell_todays()
		tell_todays()
	assert set(outbox.take(handover.name)) == {taker.referent}


def test_a_contract_to_sign_and_in_force_is_told_to_the_referent(people, outbox):
	contract = make_contract(people.structure, people.referent, in_force=False)
	assert outbox.take(contract.name) == {}
	apply(contract, "Send for Signature", user=people.coordinator)
	assert set(outbox.take(contract.name)) == {people.referent}
	apply(contract, "Put in Force", user=people.coordinator)
	assert set(outbox.take(contract.name)) == {people.referent}


def test_the_timeline_copy_of_an_alert_says_nothing_either(people, outbox):
	contract = make_contract(people.structure, people.referent)
	parcours = make_active_parcours(people.child, contract=contract)
	copies = frappe.get_all(
		"Communication", {"reference_name": parcours.name}, ["subject", "content", "has_attachment"]
	)
	assert copies
	for copy in copies:
		assert not copy.has_attachment
		assert not any(name in copy.subject + copy.content for name in NAMES)


def test_alerts_are_written_in_the_language_of_the_site(people, outbox, monkeypatch):
	monkeypatch.setattr(frappe.local, "lang", "en")
	frappe.db.set_default("lang", "fr")
	contract = make_contract(people.structure, people.referent, in_force=False)
	apply(contract, "Send for Signature", user=people.coordinator)
	message = outbox.take(contract.name)[people.referent]
	assert message["subject"] == frappe._("Contract {0}: to sign", "fr").format(contract.name)
	assert message["subject"] != frappe._("Contract {0}: to sign", "en").format(contract.name)


def test_no_alert_sends_the_document_itself():
	ours = frappe.get_all("Notification", {"document_type": ("like", "PRE %")}, pluck="name")
	assert len(ours) == 17
	for name in ours:
		alert = frappe.get_doc("Notification", name)
		assert (alert.enabled, alert.attach_print, alert.is_standard) == (1, 0, 0)
	# Frappe's own workflow e-mails carry a print of the document.
	assert not frappe.db.exists("Workflow", {"document_type": ("like", "PRE %"), "send_email_alert": 1})
