"""The access register follows the facts, in the transaction that writes them, and tells the truth of the past."""

from datetime import timedelta
from unittest.mock import patch

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from pre_module.access.history import who_could_see
from pre_module.access.nightly import close_what_ended
from pre_module.access.scope import REGISTER, grants_where, scope_of
from pre_module.rules.access import COORDINATOR, REFERENT, REFERRAL
from tests.factories import (
	apply,
	day,
	in_charge,
	make_active_parcours,
	make_child,
	make_consent,
	make_contract,
	make_partner,
	make_referral,
	make_structure,
	make_user,
)
from tests.site.doors import INSERTING, UPDATING
from tests.site.seeing import live, sees

COORD, REF = "PRE Coordinator", "PRE Referent"


def set_enabled(user: str, enabled: int) -> None:
	"""Close or open an account as its administrator does."""
	if not frappe.db.exists("Has Role", {"role": "System Manager", "parent": ("like", "person%")}):
		make_user("System Manager")  # Frappe keeps one whatever happens
	frappe.get_doc("User", user).update({"enabled": enabled}).save()


# Coordinator's structure


def test_a_coordonnateur_sees_the_children_of_his_structure_and_of_no_other():
	user = make_user(COORD).name
	structure = make_structure(coordinator=user)
	child, other = make_child(structure.name), make_child()
	assert sees(user, "PRE Child", child.name) and sees(user, "PRE Child", child.name, "write")
	assert not sees(user, "PRE Child", other.name)
	[grant] = live(user)
	assert (grant.ground, grant.structure, grant.source_name) == (COORDINATOR, structure.name, structure.name)


def test_the_end_of_the_function_closes_it_at_once_and_by_its_date(later):
	user = make_user(COORD).name
	structure = make_structure(coordinator=user)
	child = make_child(structure.name)
	structure.coordinators[0].to_date = day(2)
	structure.save()
	assert sees(user, "PRE Child", child.name)
	with later(days=4):
		assert not sees(user, "PRE Child", child.name)
	structure.coordinators = []
	structure.save()
	assert not sees(user, "PRE Child", child.name)
	assert not live(user)


def test_a_coordonnateur_to_come_sees_nothing_yet(later):
	user = make_user(COORD).name
	structure = make_structure(coordinators=[{"user": user, "from_date": day(5)}])
	child = make_child(structure.name)
	assert not sees(user, "PRE Child", child.name)
	with later(days=6):
		assert sees(user, "PRE Child", child.name)
	structure.coordinators = []
	structure.save()
	assert not grants_where({"user": user}), "a grant that never began leaves no row"


def test_the_coordinator_of_the_prevention_of_delinquency_sees_no_child():
	"""R4, P6: two functions, two people, no common files."""
	user = make_user(COORD).name
	structure = make_structure(
		coordinators=[{"user": user, "function": "Delinquency Prevention Coordinator", "from_date": day(-10)}]
	)
	assert not sees(user, "PRE Child", make_child(structure.name).name)


# Referent contract


def test_a_referent_sees_the_children_in_his_charge_and_no_other():
	parcours = make_active_parcours(make_child())
	other = make_child(parcours.structure)
	assert sees(parcours.referent, "PRE Child", parcours.child)
	assert sees(parcours.referent, "PRE Parcours", parcours.name, "write")
	assert not sees(parcours.referent, "PRE Child", other.name)
	[grant] = live(parcours.referent, REFERENT)
	assert grant.source_name == parcours.referents[0].contract


def test_a_handover_closes_for_one_the_evening_before_and_opens_for_the_next(later):
	parcours = make_active_parcours(make_child())
	before, contract = parcours.referent, make_contract(parcours.structure)
	parcours.referents[0].to_date = day(1)
	parcours.append("referents", in_charge(contract, from_date=day(2)))
	parcours.save()
	assert sees(before, "PRE Child", parcours.child)
	assert not sees(contract.referent, "PRE Child", parcours.child)
	with later(days=3):
		assert not sees(before, "PRE Child", parcours.child)
		assert sees(contract.referent, "PRE Child", parcours.child)


def test_a_parcours_that_closes_closes_its_referents_access_that_evening(later):
	parcours = make_active_parcours(make_child())
	referent = parcours.referent
	parcours.exit_reason = frappe.get_all("PRE Exit Reason", pluck="name")[0]
	parcours.save()
	apply(parcours, "Close")
	with later(days=1, hours=1):
		assert not sees(referent, "PRE Child", parcours.child)


def test_first_steps_open_the_file_until_a_parcours_starts():
	child = make_child()
	contract = make_contract(child.structure)
	child.contract = contract.name
	child.save()
	assert sees(contract.referent, "PRE Child", child.name, "write")
	other = make_active_parcours(child)
	assert other.referent != contract.referent
	assert not sees(contract.referent, "PRE Child", child.name)


def test_a_contract_that_is_not_signed_opens_nothing():
	child = make_child()
	contract = make_contract(child.structure, in_force=False)
	child.contract = contract.name
	child.save()
	assert not live(contract.referent)


@pytest.mark.parametrize(
	"door", [d for n, d in UPDATING.items() if n not in ("data_import",)], ids=lambda d: d.__name__
)
def test_a_referent_opens_no_file_to_himself(door, as_user):
	"""A référent's own line, contract or file, written by himself at any door."""
	parcours = make_active_parcours(make_child())
	own = make_contract(parcours.structure)
	mine = make_child(parcours.structure, contract=own.name)
	other = make_child(parcours.structure)
	with as_user(own.referent):
		for doctype, name, values in (
			("PRE Child", other.name, {"contract": own.name}),
			("PRE Child", mine.name, {"contract": parcours.referents[0].contract}),
			(
				"PRE Parcours",
				parcours.name,
				{"referents": [{"referent": own.referent, "contract": own.name, "from_date": day()}]},
			),
		):
			with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
				door(doctype, name, values)
			frappe.clear_messages()
	assert not sees(own.referent, "PRE Child", other.name)
	assert sees(own.referent, "PRE Child", mine.name)


def test_a_file_is_made_where_one_coordinates_and_nowhere_else(as_user):
	coordinator = make_user(COORD).name
	structure, elsewhere = make_structure(coordinator=coordinator), make_structure()
	with as_user(coordinator):
		child = make_child(structure.name, territory=None, schooling=[])
		assert frappe.get_list("PRE Child", pluck="name") == [child.name]
		with pytest.raises(frappe.PermissionError):
			make_child(elsewhere.name, territory=None, schooling=[])
		with pytest.raises(frappe.PermissionError):
			frappe.client.set_value("PRE Child", child.name, "structure", elsewhere.name)


# Own referral


def test_a_partner_follows_its_own_referral_and_the_childs_file_stays_closed(as_user):
	account = make_user("PRE Partner")
	make_partner(user=account.name)
	structure = make_structure()
	with as_user(account.name):
		referral = make_referral(structure=structure.name, partner=None)
	other = make_referral(structure=structure.name)
	assert sees(account.name, "PRE Referral", referral.name)
	assert not sees(account.name, "PRE Referral", other.name)
	child = make_child(structure.name)
	frappe.db.set_value("PRE Referral", referral.name, "child", child.name)
	frappe.get_doc("PRE Referral", referral.name).save()
	[grant] = live(account.name, REFERRAL)
	assert (grant.child, grant.source_name) == (child.name, referral.name)
	assert not frappe.has_permission("PRE Child", "read", child.name, user=account.name)


# Accounts


def test_a_closed_account_sees_nothing_and_gets_its_children_back_when_it_opens():
	parcours = make_active_parcours(make_child())
	user = parcours.referent
	set_enabled(user, 0)
	assert not live(user)
	set_enabled(user, 1)
	assert [g.child for g in live(user)] == [parcours.child]
	assert len(grants_where({"user": user})) == 2, "the time without is not told as if it had been open"


def test_a_role_taken_closes_its_grounds_only():
	coordinator = make_user(COORD, "PRE Partner").name
	make_structure(coordinator=coordinator)
	user = frappe.get_doc("User", coordinator)
	user.remove_roles(COORD)
	assert not live(coordinator, COORDINATOR)


def test_the_night_closes_what_was_taken_behind_our_back_and_nothing_else():
	closed, other = (make_active_parcours(make_child()) for _n in range(2))
	frappe.db.set_value("User", closed.referent, "enabled", 0)
	rows = len(grants_where({}))
	close_what_ended()
	close_what_ended()
	assert not live(closed.referent)
	assert live(other.referent)
	assert len(grants_where({})) == rows


# The register itself


@pytest.mark.parametrize(
	"role", [COORD, REF, "PRE Administrator", "PRE Data Protection Officer", "System Manager"]
)
def test_nobody_writes_the_register_by_hand(role, as_user):
	parcours = make_active_parcours(make_child())
	row = frappe.get_all(REGISTER, {"child": parcours.child}, pluck="name")[0]
	user = make_user(role).name
	forged = {
		"child": parcours.child,
		"user": user,
		"structure": parcours.structure,
		"ground": COORDINATOR,
		"from_time": str(now_datetime()),
		"source_doctype": "PRE Structure",
		"source_name": parcours.structure,
	}
	for person in (user, "Administrator"):
		with as_user(person):
			for name, door in INSERTING.items():
				if name == "data_import":
					continue
				with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
					door(REGISTER, None, forged)
			with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
				frappe.client.set_value(REGISTER, row, "user", user)
			with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
				frappe.client.delete(REGISTER, row)
			frappe.clear_messages()


# Read backwards


def test_the_register_answers_for_a_day_gone_by():
	"""« Who could see this child on 3 March, and why »."""
	coordinator = make_user(COORD).name
	structure = make_structure(coordinator=coordinator)
	parcours = make_active_parcours(make_child(structure.name))
	frappe.db.set_value("PRE Child", parcours.child, "structure_since", add_days(now_datetime(), -30))
	frappe.db.set_value(REGISTER, {"user": coordinator}, "from_time", add_days(now_datetime(), -60))
	frappe.db.set_value(REGISTER, {"user": parcours.referent}, "from_time", add_days(now_datetime(), -10))

	def on(days: int) -> dict[str, str]:
		start = get_datetime(getdate(day(days)))
		return {
			s.grant.user: s.grant.ground
			for s in who_could_see(parcours.child, start, start + timedelta(days=1))
		}

	assert on(0) == {coordinator: COORDINATOR, parcours.referent: REFERENT}
	assert on(-20) == {coordinator: COORDINATOR}
	assert on(-40) == {}, "the child was not in the structure yet"
	set_enabled(parcours.referent, 0)
	assert on(-5) == {coordinator: COORDINATOR, parcours.referent: REFERENT}
	assert on(1) == {coordinator: COORDINATOR}


def test_who_could_see_stays_known_after_a_move_to_another_structure():
	left, joined = make_user(COORD).name, make_user(COORD).name
	here, there = make_structure(coordinator=left), make_structure(coordinator=joined)
	child = make_child(here.name)
	consent = make_consent(child).name
	today = get_datetime(getdate())
	frappe.db.set_value("PRE Child", child.name, "structure_since", today - timedelta(days=5))
	frappe.db.set_value(REGISTER, {"user": left}, "from_time", today - timedelta(days=50))
	child.reload()
	child.structure = there.name
	child.save()
	assert not sees(left, "PRE Child", child.name) and sees(joined, "PRE Child", child.name)
	assert not sees(left, "PRE Consent", consent) and sees(joined, "PRE Consent", consent)
	three_days_ago = today - timedelta(days=3)
	found = who_could_see(child.name, three_days_ago, three_days_ago + timedelta(days=1))
	assert [s.grant.user for s in found] == [left]
	assert who_could_see(child.name, today - timedelta(days=7), today - timedelta(days=6)) == []


def test_without_the_charter_the_answer_is_nothing():
	user = make_user(COORD, accepts=False).name
	child = make_child(make_structure(coordinator=user).name)
	today = get_datetime(getdate())
	[sight] = who_could_see(child.name, today, today + timedelta(days=1))
	assert not sight.by_charter
	assert not sees(user, "PRE Child", child.name)


# The report


def run_report(**filters):
	from frappe.desk.query_report import run

	return run("PRE Who Could See a Child", filters)["result"]


def test_the_report_is_for_the_dpo_and_the_coordonnateur_of_the_child(as_user):
	coordinator = make_user(COORD).name
	child = make_child(make_structure(coordinator=coordinator).name)
	for user in (coordinator, make_user("PRE Data Protection Officer").name):
		with as_user(user):
			[line] = [r for r in run_report(child=child.name, date=day()) if isinstance(r, dict)]
			assert (line["user"], line["ground"], line["could_see"]) == (coordinator, COORDINATOR, True)
	with as_user(make_user(COORD).name):
		for file in (child.name, "ENF-1999-0001"):
			with pytest.raises(frappe.PermissionError):
				run_report(child=file, date=day())
	for role in (REF, "PRE Partner", "PRE Team Member", "PRE Manager", "PRE Evaluator", "PRE Administrator"):
		with as_user(make_user(role).name), pytest.raises(frappe.PermissionError):
			run_report(child=child.name, date=day())


def test_the_report_shows_no_name_of_the_child(as_user):
	child = make_child(make_structure(coordinator=make_user(COORD).name).name, first_name="Zéphirine")
	with as_user(make_user("PRE Data Protection Officer").name):
		from frappe.desk.query_report import run

		answer = frappe.as_json(run("PRE Who Could See a Child", {"child": child.name, "date": day()}))
		assert child.name in answer or "Exempleville" in answer
		assert "Zéphirine" not in answer and child.last_name not in answer


def test_a_scope_is_read_once_and_again_after_a_change():
	parcours = make_active_parcours(make_child())
	assert scope_of(parcours.referent).live.grants
	set_enabled(parcours.referent, 0)
	assert not scope_of(parcours.referent).live.grants


# Links of a file, which open or tell something of another


def referent_and_stranger():
	"""A référent with a child in charge; a household, a child and a structure he has nothing to do with."""
	parcours = make_active_parcours(make_child())
	household = frappe.get_doc(doctype="PRE Household", address="9 rue des Autres").insert().name
	stranger = make_child(household=household)
	return parcours, household, stranger


@pytest.mark.parametrize(
	"door", [d for n, d in UPDATING.items() if n != "data_import"], ids=lambda d: d.__name__
)
def test_a_link_to_what_one_may_not_see_is_refused_like_one_to_nothing(door, as_user):
	parcours, household, stranger = referent_and_stranger()
	with as_user(parcours.referent):
		for values in (
			{"household": household},
			{"household": "FOY-1999-0001"},
			{"structure": stranger.structure},
			{"siblings": [{"sibling": stranger.name, "sibling_link": "Same Parents"}]},
		):
			with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
				door("PRE Child", parcours.child, values)
			frappe.clear_messages()
	assert not frappe.has_permission("PRE Household", "read", household, user=parcours.referent)
	assert not frappe.get_all("PRE Child Sibling", {"parent": stranger.name})
	assert frappe.db.get_value("PRE Child", parcours.child, "structure") == parcours.structure


def test_a_referral_is_linked_to_a_file_of_its_own_structure(as_user):
	coordinator = make_user(COORD).name
	structure, stranger = make_structure(coordinator=coordinator), make_child()
	with as_user(coordinator):
		referral = make_referral(structure=structure.name)
		with pytest.raises(frappe.PermissionError):
			frappe.client.set_value("PRE Referral", referral.name, "child", stranger.name)


def test_an_emergency_changes_no_household_and_begins_no_note(as_user):
	from pre_module.access import emergency

	parcours, household, stranger = referent_and_stranger()
	coordinator = make_user(COORD).name
	structure = frappe.get_doc("PRE Structure", stranger.structure)
	structure.append("coordinators", {"user": coordinator, "from_date": day(-5)})
	structure.save()
	with as_user(parcours.referent):
		emergency.open(
			last_name=stranger.last_name,
			first_name=stranger.first_name,
			birth_date=str(stranger.birth_date),
			reason="Enfant seul devant l'école, parents injoignables.",
		)
		assert frappe.has_permission("PRE Household", "read", household)
		assert not frappe.has_permission("PRE Household", "write", household)
		for doctype in ("PRE Health Note", "PRE Safeguarding Report"):
			assert not frappe.has_permission(doctype, "create", frappe.new_doc(doctype, child=stranger.name))


def test_shorter_settings_close_at_once_even_where_the_old_ones_are_remembered():
	from tests.factories.situation import make_meeting

	frappe.get_cached_doc("PRE Settings")
	member = make_user("PRE Team Member").name
	child = make_child()
	make_meeting([child], [member], offset=-5)
	assert live(member)
	settings = frappe.get_doc("PRE Settings")
	frappe.get_cached_doc("PRE Settings")
	settings.meeting_days_after = 2
	settings.save()
	assert not live(member)
