"""What happens on a site when the app is installed, and after each migrate: short and repeatable."""

import frappe
from frappe.utils import cast

from pre_module.setup.upgrade import bring_up_to_date

SETTINGS = "PRE Settings"


def after_install() -> None:
	"""Hook after_install."""
	bring_up_to_date()
	fill_settings()


def after_migrate() -> None:
	"""Hook after_migrate: what a new version brings, without touching what the site changed."""
	bring_up_to_date()
	fill_settings()


def fill_settings() -> None:
	"""Store the default of each setting that the site never stored; a value of the site, even empty, stays."""
	# Parameters of the app, no personal data. Frappe gives a single's defaults only until it is first saved.
	stored = frappe.db.get_singles_dict(SETTINGS)
	missing = [df for df in frappe.get_meta(SETTINGS).fields if df.default and df.fieldname not in stored]
	if not missing:
		return
	settings = frappe.get_doc(SETTINGS)
	for df in missing:
		settings.set(df.fieldname, cast(df.fieldtype, df.default))
	settings.save(ignore_permissions=True)  # the installer's own work
