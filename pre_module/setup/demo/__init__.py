"""Demo data: a fictive town's PRE, with 160 children at every stage. No real person, no real place.

	bench --site SITE execute pre_module.setup.demo.create
	bench --site SITE execute pre_module.setup.demo.clear
	bench --site SITE execute pre_module.setup.demo.accounts

`plan` draws the children from a fixed seed, relative to today, without Frappe; `story` writes them, person by
person and day by day (`desk`, `clock`), through the controllers and workflows that staff use. Sentences, names
and places are in `data/`. What was made is kept in the ledger (`ledger`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module.controllers import answers_awaited
from pre_module.controllers.today import refresh_todays_fields
from pre_module.setup.demo import ledger
from pre_module.setup.demo.accounts import PASSWORD, accounts, make_accounts
from pre_module.setup.demo.actions import hold_sessions, make_catalogue
from pre_module.setup.demo.charter import make_charter
from pre_module.setup.demo.clock import demo_clock
from pre_module.setup.demo.contacts import hand_one_over, make_contacts, set_weights
from pre_module.setup.demo.contracts import end_first_contract, make_contracts, make_next_contracts
from pre_module.setup.demo.days import Calendar
from pre_module.setup.demo.desk import Desk
from pre_module.setup.demo.intake import close_page, merge_two_files, receive_families
from pre_module.setup.demo.meetings import make_meetings
from pre_module.setup.demo.plan import make_plan
from pre_module.setup.demo.reviews import check_relays
from pre_module.setup.demo.sensitive import write_sensitive_parts
from pre_module.setup.demo.story import tell
from pre_module.setup.demo.town import make_town

__all__ = ["PASSWORD", "accounts", "clear", "create"]


def create(progress: Callable[[int, int], None] | None = None, force: bool = False) -> None:
	"""Make the demo data; nothing when it is there. What a run that was stopped left is cleared first.

	progress: called with the children written so far and their total. force: also on a site that has files of
	children of its own. Raises frappe.PermissionError for anybody but a System Manager.
	"""
	_only_for_system_manager()
	if ledger.is_complete():
		return
	ledger.remove_all()
	if not force and frappe.db.count("PRE Child"):
		frappe.throw(_("This site has files of children: demo data is for an empty site."))
	start_month = frappe.get_cached_doc("PRE Settings").school_year_start_month
	calendar = Calendar(getdate(), start_month)
	plans = make_plan(calendar.today, calendar.start_month)
	with _apart(), demo_clock():
		desk = Desk(calendar, ledger.Ledger())
		desk.on(calendar.beginning, "Administrator")
		frappe.flags.in_install = (
			"pre_module"  # else Frappe clears the caches of the whole site at each account
		)
		make_accounts(desk)
		frappe.flags.in_install = None
		make_town(desk)
		make_charter(desk)
		make_contracts(desk)
		set_weights(desk)
		make_catalogue(desk)
		desk.ledger.commit()
		for number, plan in enumerate(plans, 1):
			tell(desk, plan)
			desk.ledger.commit()
			if progress:
				progress(number, len(plans))
		end_first_contract(desk)
		make_next_contracts(desk)
		make_meetings(desk, plans)
		hold_sessions(desk)
		desk.ledger.commit()
		hand_one_over(desk, plans)
		make_contacts(desk, plans)
		desk.ledger.commit()
		write_sensitive_parts(desk)
		check_relays(desk)
		desk.ledger.commit()
		receive_families(desk, plans)
		merge_two_files(desk, plans)
		desk.ledger.commit()
	answers_awaited.refresh()
	refresh_todays_fields()  # the demo's last saves lie in the past
	desk.ledger.add(ledger.COMPLETE, ledger.COMPLETE)
	desk.ledger.commit()


def clear() -> int:
	"""Remove the demo data, complete or not, and nothing else; how many documents that were.

	Raises frappe.PermissionError for anybody but a System Manager, frappe.ValidationError while a file of the
	site's own still belongs to the demo's structure.
	"""
	_only_for_system_manager()
	made = ledger.noted()
	own = frappe.get_all(
		"PRE Child",
		filters={
			"structure": ("in", made["PRE Structure"] or [""]),
			"name": ("not in", made["PRE Child"] or [""]),
		},
		pluck="name",
	)
	if own:
		frappe.throw(_("Files that are not of the demo belong to its structure: {0}.").format(", ".join(own)))
	if made["PRE Structure"]:
		close_page()
	return ledger.remove_all()


def _only_for_system_manager() -> None:
	if "System Manager" not in frappe.get_roles():
		frappe.throw(_("Demo data is made and cleared by a System Manager."), frappe.PermissionError)


@contextmanager
def _apart() -> Iterator[None]:
	"""No e-mail, no alert, no webhook, no to-do for people who don't exist; all as before at the end."""
	flags = {name: frappe.flags.get(name) for name in ("in_import", "in_install", "mute_emails")}
	user, language, hooks = frappe.session.user, frappe.local.lang, frappe.get_doc_hooks()
	# Frappe sends no alert of a document that comes by an import with e-mails muted.
	frappe.flags.update(in_import=True, mute_emails=True)
	frappe.local.doc_events_hooks = {**hooks, "*": _without_frappes(hooks.get("*", {}))}
	frappe.local.lang = "fr"
	try:
		yield
	finally:
		frappe.flags.update(flags)
		frappe.local.doc_events_hooks = hooks
		frappe.local.lang = language
		frappe.set_user(user)


def _without_frappes(events: dict[str, list[str]]) -> dict[str, list[str]]:
	"""What Frappe does after each save of any document: list of pending actions with its e-mails, assignments."""
	return {event: [m for m in methods if not m.startswith("frappe.")] for event, methods in events.items()}
