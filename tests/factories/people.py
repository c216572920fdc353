"""People and places: accounts, structures, territories, schools, partners, values of the lists."""

from typing import Any
from unittest.mock import patch

import frappe
from frappe.model.document import Document

from pre_module.rules.codes import uai_check_letter
from tests.factories.basics import day, insert, next_number
from tests.factories.charter import (
	ACCEPTS_NOTHING,
	SIGNS_NOTHING,
	accept_long_ago,
	charter_long_ago,
	sign_long_ago,
)

PASSWORD = "Reussite-educative-1"  # of accounts made with `log_in=True`


def make_user(*roles: str, log_in: bool = False, accepts: bool = True, **values: Any) -> Document:
	"""An account with these roles. log_in: with `PASSWORD`, for tests over HTTP or in a browser.

	accepts: it has accepted the charters of the structures of the factories, before and after it.
	"""
	number = next_number()
	values = {
		"email": f"person{number}@example.org",
		"first_name": "Camille",
		"last_name": f"Personne {number}",
		"send_welcome_email": 0,
		"roles": [{"role": role} for role in roles],
		**({"new_password": PASSWORD} if log_in else {}),
		**values,
	}
	# Frappe makes the first account of a site a System Manager, whom nothing is closed to, and refuses a closed
	# account before; and at each account it notes, for the whole site, who has to type a mailbox's password,
	# emptying every cache to do so.
	frappe_user = "frappe.core.doctype.user.user"
	with (
		# later versions of Frappe have done away with both
		patch(f"{frappe_user}.User.add_system_manager_role", create=True),
		patch(f"{frappe_user}.User.a_system_manager_should_exist", create=True),
		patch(f"{frappe_user}.ask_pass_update"),
	):
		user = insert("User", **({} if accepts else {"bio": ACCEPTS_NOTHING}), **values)
	if accepts:
		accept_long_ago(user.name)
	return user


def make_structure(*, coordinator: str | None = None, charter: bool = True, **values: Any) -> Document:
	"""A structure; with the account of its coordonnateur, in office for two years, and a charter (see charter.py)."""
	coordinators = [{"user": coordinator, "from_date": day(-730)}] if coordinator else []
	name = f"Caisse des écoles d'Exempleville {next_number()}"
	structure = insert(
		"PRE Structure",
		**{
			"structure_name": name,
			"legal_form": "Caisse des écoles",
			"commune": "Exempleville",
			"coordinators": coordinators,
			**values,
		},
	)
	if charter:
		charter_long_ago(structure.name)
	return structure


def make_territory(**values: Any) -> Document:
	"""A priority territory (QPV) in force for years; there is no département 99."""
	number = next_number()
	return insert(
		"PRE Territory",
		**{
			"code": f"QN099{number % 100:02}{chr(65 + number // 100 % 26)}",
			"territory_name": "Les Exemples",
			"territory_type": "QPV",
			"valid_from": "2015-01-01",
			**values,
		},
	)


def make_school(**values: Any) -> Document:
	"""A school outside any priority network, with a UAI code that has its check letter."""
	digits = f"9{next_number():06}"
	return insert(
		"PRE School",
		**{
			"uai": digits + uai_check_letter(digits),
			"school_name": "École des Exemples",
			"level": "Elementary",
			"priority_network": "None",
			**values,
		},
	)


def make_partner(*, user: str | None = None, signs: bool = True, **values: Any) -> Document:
	"""An association, partner of the programme; user: the account of its one person.

	signs: it has signed the charters of the structures of the factories, before and after it.
	"""
	partner = insert(
		"PRE Partner",
		**{
			"partner_name": f"Association Exemple {next_number()}",
			"partner_type": reference("PRE Partner Type", "Association", referral_origin="Association"),
			"people": [{"full_name": "Dominique Exemple", "user": user}] if user else [],
			**({} if signs else {"address": SIGNS_NOTHING}),
			**values,
		},
	)
	if signs:
		sign_long_ago(partner.name)
	return partner


def reference(doctype: str, name: str, **values: Any) -> str:
	"""Name of a reference value of the site, made when it is not there. values: its other fields then."""
	if not frappe.db.exists(doctype, name):
		field = frappe.get_meta(doctype).autoname.removeprefix("field:")
		insert(doctype, **{field: name, **values})
	return name


def need_domain(name: str = "Schooling") -> str:
	"""A need domain of the site."""
	return reference("PRE Need Domain", name, law_domain="Educational")


def exit_reason(name: str = "Objectives Met") -> str:
	"""An exit reason of the site."""
	return reference("PRE Exit Reason", name, survey_category="Objectives Met")
