"""R10: who has still to sign or to accept the charter, and the e-mail that reminds them."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from pre_module.desk.charter_reminder import remind
from pre_module.exceptions import CharterMissing
from tests.factories import (
	accept_charter,
	day,
	make_charter,
	make_child,
	make_contract,
	make_partner,
	make_structure,
	make_user,
)
from tests.report_names import CAMPAIGN, rows

COORD, REF, PARTNER, DPO = "PRE Coordinator", "PRE Referent", "PRE Partner", "PRE Data Protection Officer"


@pytest.fixture(autouse=True)
def outgoing(monkeypatch):
	"""A site that has a mail server, and sends nothing."""
	monkeypatch.setitem(frappe.local.conf, "mail_server", "mail.example.org")
	monkeypatch.setitem(frappe.local.conf, "auto_email_id", "pre@example.org")
	monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)


@pytest.fixture
def campaign():
	"""A structure, its coordonnateur who accepted, a référent who did not, two partners of which one signed."""
	coordinator = make_user(COORD, accepts=False).name
	structure = make_structure(coordinator=coordinator, charter=False).name
	make_structure(charter=False)  # else a partner that names no structure would be of the only one
	charter = make_charter(structure, in_force_from=day(-100)).name
	referent = make_user(REF, accepts=False, full_name="Rachid Modèle").name
	make_contract(structure, referent)
	person = make_user(PARTNER, accepts=False).name
	bound = make_partner(user=person, signs=False, structure=structure).name
	unsigned = make_partner(signs=False, structure=structure, email="mds@example.org").name
	make_partner(signs=False, structure=structure, disabled=1)
	accept_charter(coordinator, charter)
	sign(charter, bound)
	return frappe._dict(locals())


def sign(charter: str, partner: str):
	return frappe.get_doc(
		{
			"doctype": "PRE Charter Signature",
			"charter": charter,
			"partner": partner,
			"signed_on": day(),
			"signatory": "Dominique Exemple",
			"signatory_function": "Direction",
		}
	).insert()


def brief(lines: list[dict]) -> list[tuple]:
	return sorted((r["kind"], r["user"] or r["who"], r["version"], r["days_left"]) for r in lines)


def written_to() -> list[str]:
	mails = frappe.get_all("Email Queue", {"reference_doctype": "PRE Charter"}, pluck="name")
	return sorted(frappe.get_all("Email Queue Recipient", {"parent": ("in", mails)}, pluck="recipient"))


def test_who_is_missing(campaign, as_user):
	with as_user(campaign.coordinator):
		lines = rows(CAMPAIGN, structure=campaign.structure)
	assert brief(lines) == sorted(
		[
			("Partner to Sign", campaign.unsigned, 1, None),
			("Person to Accept", campaign.referent, 1, None),
			("Person to Accept", campaign.person, 1, None),
		]
	)
	person = next(r for r in lines if r["user"] == campaign.person)
	assert (person["partners"], person["roles"], str(person["since"])) == (campaign.bound, PARTNER, day(-100))


def test_a_new_version_asks_again_with_the_days_left(campaign, as_user):
	make_charter(campaign.structure, in_force_from=day(2), previous_until=day(32))
	with as_user(campaign.coordinator):
		lines = [r for r in rows(CAMPAIGN, structure=campaign.structure) if r["version"] == 2]
	assert brief(lines) == sorted(
		[
			("Partner to Sign", campaign.unsigned, 2, None),
			("Partner to Sign", campaign.bound, 2, 32),
			("Person to Accept", campaign.coordinator, 2, 32),
			("Person to Accept", campaign.referent, 2, None),
			("Person to Accept", campaign.person, 2, None),
		]
	)


def test_each_coordonnateur_follows_his_own_structures_and_the_dpo_all(campaign, as_user):
	stranger = make_user(COORD, accepts=False).name
	make_structure(coordinator=stranger, charter=False)
	with as_user(stranger):
		assert rows(CAMPAIGN) == rows(CAMPAIGN, structure=campaign.structure) == []
		with pytest.raises(frappe.PermissionError):
			remind(campaign.structure)
	with as_user(make_user(DPO, accepts=False).name):
		assert len(rows(CAMPAIGN, structure=campaign.structure)) == 3
	with as_user(campaign.referent), pytest.raises(frappe.PermissionError):
		remind(campaign.structure)


def test_a_closed_account_is_not_awaited(campaign, as_user):
	frappe.db.set_value("User", campaign.referent, "enabled", 0)
	with as_user(campaign.coordinator):
		assert campaign.referent not in [r["user"] for r in rows(CAMPAIGN)]


def test_the_reminder_goes_once_a_day_to_each(campaign, as_user):
	child = make_child(campaign.structure)
	with as_user(campaign.coordinator):
		assert remind(campaign.structure) == {"sent": 3, "already": 0}
		assert written_to() == sorted([campaign.person, campaign.referent, "mds@example.org"])
		assert remind(campaign.structure) == {"sent": 0, "already": 3}
		assert remind() == {"sent": 0, "already": 3}
		(line,) = [r for r in rows(CAMPAIGN) if r["user"] == campaign.referent]
		assert line["reminded_on"] == getdate()
	# Said in the language of the person, of the site otherwise.
	mails = frappe.get_all("Email Queue", {"reference_doctype": "PRE Charter"}, ["message", "reference_name"])
	for mail in mails:
		assert mail.reference_name == campaign.charter
		assert child.name not in mail.message and child.last_name not in mail.message
	frappe.db.set_value("Email Queue", {"name": ("is", "set")}, "creation", add_days(getdate(), -1))
	with as_user(campaign.coordinator):
		assert remind(campaign.structure) == {"sent": 3, "already": 0}


def test_one_reminder_for_all_that_a_person_has_to_accept(campaign, as_user):
	make_charter(campaign.structure, in_force_from=day(2), previous_until=day(32))
	with as_user(campaign.coordinator):
		remind(campaign.structure)
	assert written_to().count(campaign.referent) == 1


def test_a_structure_without_charter_is_said(as_user):
	coordinator = make_user(COORD, accepts=False).name
	structure = make_structure(coordinator=coordinator, charter=False).name
	with as_user(coordinator):
		answer = frappe.call("frappe.desk.query_report.run", report_name=CAMPAIGN, filters={})
		assert frappe.utils.escape_html(structure) in answer["message"]


def test_forgetting_the_word_of_a_partner_brings_it_back(campaign, as_user):
	name = frappe.db.get_value("PRE Charter Signature", {"partner": campaign.bound})
	signature = frappe.get_doc("PRE Charter Signature", name)
	with pytest.raises(CharterMissing):
		signature.update({"withdrawn": 1, "withdrawal_reason": " "}).save()
	signature.reload()
	signature.update({"withdrawn": 1, "withdrawal_reason": "Fin de la convention."}).save()
	with as_user(campaign.coordinator):
		assert campaign.bound in [r["who"] for r in rows(CAMPAIGN)]
