"""A site that was there before the register: after the upgrade, everyone sees what the facts say, and no past is made up."""

import frappe
from frappe.utils import get_datetime, now_datetime

from pre_module.access.scope import REGISTER, grants_where
from pre_module.patches import fill_the_access_register, settle_by_institution
from pre_module.rules.access import SHARING
from tests.factories import (
	day,
	make_active_parcours,
	make_child,
	make_partner,
	make_referral,
	make_structure,
	make_user,
	share_with,
)
from tests.site.seeing import live


def state() -> set[tuple]:
	return {(g.user, g.child, g.structure, g.ground, g.source_name, g.end) for g in grants_where({})}


def test_the_register_is_filled_from_the_facts_and_filling_twice_adds_nothing(as_user):
	coordinator, partner = make_user("PRE Coordinator").name, make_user("PRE Partner").name
	structure = make_structure(coordinator=coordinator)
	household = frappe.get_doc(doctype="PRE Household", address="1 rue Exemple").insert().name
	child = make_child(structure.name, household=household)
	make_active_parcours(child)
	with as_user(partner):
		make_referral(structure=structure.name)
	expected = state()
	assert len(expected) == 3
	frappe.db.delete(REGISTER)
	frappe.db.set_value("PRE Child", child.name, "structure_since", None)
	frappe.db.set_value("PRE Household", household, "structure", None)
	before = now_datetime()
	fill_the_access_register.execute()
	assert state() == expected
	assert min(g.start for g in grants_where({})) >= before
	fill_the_access_register.execute()
	assert len(grants_where({})) == 3
	assert frappe.db.get_value("PRE Child", child.name, "structure_since") == get_datetime(child.creation)
	assert frappe.db.get_value("PRE Household", household, "structure") == structure.name


def test_what_an_unsigned_partner_or_a_disabled_structure_still_opened_is_closed():
	account, other = make_user("PRE Partner").name, make_user("PRE Partner").name
	partner, unsigned = make_partner(user=account), make_partner(user=other)
	child = make_child()
	share_with(child, partner.name)
	share_with(child, unsigned.name)
	referent = make_active_parcours(make_child()).referent
	[charge] = live(referent)
	frappe.db.set_value("PRE Structure", charge.structure, "disabled", 1)
	frappe.db.set_value(
		"PRE Charter Signature", {"partner": unsigned.name}, {"signed_on": day(1), "noted_at": day(1)}
	)
	settle_by_institution.execute()
	assert live(account, SHARING) and not live(other, SHARING) and not live(referent)
	rows = len(grants_where({}))
	settle_by_institution.execute()
	assert len(grants_where({})) == rows
