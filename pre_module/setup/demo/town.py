"""The town of the demo: structure, territories, schools, partners, criteria. All invented; codes of a département
098 that does not exist."""

from datetime import timedelta

from pre_module.rules.codes import uai_check_letter
from pre_module.setup.demo.accounts import email_of
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.texts import load

COMMUNE = "Saint-Aubin-les-Prés"
PARTNER_ROLES = ("steering", "identification", "orientation", "parcours", "funding")
# Person of the partner who has an account: key of the partner, key of the account.
USERS = {"ele1": "school", "devoirs": "association", "mds": "team"}


def make_town(desk: Desk) -> None:
	"""Everything that is there before the first child, made by the administrator of the site."""
	desk.on(desk.calendar.beginning - timedelta(days=90), "admin")
	_make_structure(desk)
	_make_territories(desk)
	_make_schools(desk)
	_make_partners(desk)
	_make_criteria(desk)


def _make_structure(desk: Desk) -> None:
	since = desk.calendar.beginning.replace(year=desk.calendar.beginning.year - 2)
	coordinator = {"user": email_of("coordinator"), "function": "PRE Coordinator", "from_date": since}
	structure = desk.insert("PRE Structure", **load("places")["structure"], coordinators=[coordinator])
	desk.places["structure"] = structure.name


def _make_territories(desk: Desk) -> None:
	since = desk.calendar.beginning.replace(year=desk.calendar.beginning.year - 2, month=1, day=1)
	for key, values in load("places")["territories"].items():
		territory = desk.insert(
			"PRE Territory",
			**values,
			commune=COMMUNE,
			structure=desk.places["structure"],
			valid_from=since,
		)
		desk.places[f"territory:{key}"] = territory.name


def _make_schools(desk: Desk) -> None:
	for key, values in load("places")["schools"].items():
		values = dict(values)
		digits = values.pop("digits")
		school = desk.insert(
			"PRE School",
			**values,
			uai=digits + uai_check_letter(digits),
			commune=COMMUNE,
			postal_code="96500",
		)
		desk.places[f"school:{key}"] = school.name


def _make_partners(desk: Desk) -> None:
	for number, (key, values) in enumerate(load("places")["partners"].items(), 20):
		values = dict(values)
		roles, people, school = values.pop("roles").split(), values.pop("people"), values.pop("school", None)
		rows = [{"full_name": name, "job": job} for name, job in people]
		if key in USERS:
			rows[0]["user"] = email_of(USERS[key])
		partner = desk.insert(
			"PRE Partner",
			**values,
			**{f"in_{role}": int(role in roles) for role in PARTNER_ROLES},
			structure=desk.places["structure"],
			school=desk.places.get(f"school:{school}"),
			commune=COMMUNE,
			phone=f"02 61 91 00 {number}",
			people=rows,
		)
		desk.places[f"partner:{key}"] = partner.name


def _make_criteria(desk: Desk) -> None:
	"""R16: an older set, and the one in force over the two years of the demo."""
	change = desk.calendar.beginning - timedelta(days=60)
	older, criteria = load("places")["criteria"][:4], load("places")["criteria"]
	first = desk.insert(
		"PRE Eligibility Criteria",
		title=f"Critères d'entrée {change.year - 2}",
		structure=desk.places["structure"],
		valid_from=change.replace(year=change.year - 2),
		valid_until=change - timedelta(days=1),
		criteria=older,
	)
	second = desk.insert(
		"PRE Eligibility Criteria",
		title=f"Critères d'entrée {change.year}",
		structure=desk.places["structure"],
		valid_from=change,
		criteria=criteria,
	)
	desk.places["criteria"], desk.places["older criteria"] = second.name, first.name
