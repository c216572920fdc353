"""The référents' contracts (R5): three in force, one ended, one to sign, one in draft."""

from datetime import timedelta

import frappe

from pre_module.rules.dates import Period
from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.plan import ChildPlan
from pre_module.setup.demo.texts import load

REFERENTS = ("referent1", "referent2", "referent3")
EMPLOYERS = {"referent1": "ville", "referent2": "centre", "referent3": "devoirs"}
SIGNATORIES = ("ville", "col", "mds", "centre")
MAXIMUM = 35
SHARES = {"referent1": 1, "referent2": 0.8, "referent3": 0.5}  # of a full-time post


def make_contracts(desk: Desk) -> None:
	"""The contracts that the children's parcours rest on, signed before the first of them."""
	calendar = desk.calendar
	ready = calendar.working(calendar.beginning - timedelta(days=70))
	before_this_year = calendar.year_start - timedelta(days=1)
	first_year, both = (
		Period(calendar.beginning, before_this_year),
		Period(calendar.beginning, calendar.year_end),
	)
	_in_force(desk, "ended", "referent1", first_year, ready)
	_in_force(desk, "referent2", "referent2", both, ready)
	_in_force(desk, "referent3", "referent3", both, ready)
	renewed = calendar.working(calendar.year_start - timedelta(days=60))
	_in_force(desk, "referent1", "referent1", Period(calendar.year_start, calendar.year_end), renewed)


def end_first_contract(desk: Desk) -> None:
	"""On its last day; its children were handed over to the next one before."""
	contract = frappe.get_doc("PRE Referent Contract", desk.places["contract:ended"])
	desk.on(contract.to_date, "coordinator")
	desk.move(contract, "Ended")


def make_next_contracts(desk: Desk) -> None:
	"""Those of next year, being prepared."""
	calendar = desk.calendar
	year = Period(
		calendar.year_end + timedelta(days=1), calendar.year_end.replace(year=calendar.year_end.year + 1)
	)
	desk.on(calendar.working(calendar.today - timedelta(days=10)), "coordinator")
	to_sign = _contract(desk, "to sign", "referent2", year)
	to_sign.signatories[0].signed_on = calendar.working(calendar.today - timedelta(days=10))
	desk.move(to_sign, "To Sign")
	desk.on(calendar.working(calendar.today - timedelta(days=4)), "coordinator")
	_contract(desk, "draft", "referent3", year)


def referent_of(plan: ChildPlan) -> str:
	"""Key of the account of the child's référent: a family keeps the same one."""
	return REFERENTS[plan.family.number % len(REFERENTS)]


def contract_key(referent: str, day, desk: Desk) -> str:
	"""Key of the contract under which a référent acts that day."""
	return "ended" if referent == "referent1" and day < desk.calendar.year_start else referent


def _in_force(desk: Desk, key: str, referent: str, period: Period, ready) -> None:
	desk.on(ready, "coordinator")
	contract = _contract(desk, key, referent, period)
	desk.move(contract, "To Sign")
	signed = desk.calendar.working(ready + timedelta(days=8))
	desk.on(signed, "coordinator")
	for row in contract.signatories:
		row.signed_on = signed
	desk.move(contract, "In Force")


def _contract(desk: Desk, key: str, referent: str, period: Period):
	partners = load("places")["partners"]
	signatories = [
		{
			"partner": desk.places[f"partner:{p}"],
			"person": partners[p]["people"][0][0],
			"job": partners[p]["people"][0][1],
		}
		for p in SIGNATORIES
	]
	contract = desk.insert(
		"PRE Referent Contract",
		referent=email_of(referent),
		employer=desk.places[f"partner:{EMPLOYERS[referent]}"],
		structure=desk.places["structure"],
		from_date=period.start,
		to_date=period.end,
		maximum_children=MAXIMUM,
		full_time_equivalent=SHARES[referent],
		missions=[{"mission": m} for m in load("places")["missions"]],
		signatories=signatories,
	)
	desk.places[f"contract:{key}"] = contract.name
	return contract
