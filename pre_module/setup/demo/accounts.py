"""The accounts of the demo: one for each role, three référents, two partners."""

import frappe

from pre_module.setup.demo.texts import load

DOMAIN = "demo-pre.example"
PASSWORD = "Parcours-Demo-2005"


def email_of(key: str) -> str:
	"""E-mail address of an account; `.example` is reserved, no such mailbox exists."""
	return f"{_by_key(key)['user']}@{DOMAIN}"


def name_of(key: str) -> str:
	"""Full name of an account's person."""
	account = _by_key(key)
	return f"{account['first_name']} {account['last_name']}"


def accounts() -> list[dict[str, str]]:
	"""Who can log in to the demo: role, label in French, email, password, full_name of each."""
	return [
		{
			"role": a["role"],
			"label": a["label"],
			"email": email_of(a["key"]),
			"password": PASSWORD,
			"full_name": name_of(a["key"]),
		}
		for a in load("places")["accounts"]
	]


def make_accounts(desk) -> None:
	"""Insert the accounts, in French, at the hour of Paris, each starting on the workspace of the app."""
	# A page of the app; below, the demo's own fictitious accounts.
	home = frappe.db.get_value("Workspace", {"module": "PRE Module", "public": 1, "is_hidden": 0})
	for account in load("places")["accounts"]:
		roles = [account["role"], *(["System Manager"] if account["role"] == "PRE Administrator" else [])]
		user = desk.insert(
			"User",
			email=email_of(account["key"]),
			first_name=account["first_name"],
			last_name=account["last_name"],
			language="fr",
			time_zone="Europe/Paris",
			send_welcome_email=0,
			new_password=PASSWORD,
			default_workspace=home if account["role"] != "PRE Partner" else None,
			roles=[{"role": role} for role in roles],
		)
		for contact in frappe.get_all("Contact", {"user": user.name}, pluck="name"):
			desk.ledger.add("Contact", contact)


def _by_key(key: str) -> dict:
	return next(a for a in load("places")["accounts"] if a["key"] == key)
