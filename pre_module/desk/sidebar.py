"""What Frappe offers beside a form and the server refuses for a child's documents: not offered (public/js/sidebar.js)."""

from frappe import _dict

from pre_module.access.protected import protected_doctypes


def add_to_boot(bootinfo: _dict) -> None:
	"""Hook extend_bootinfo: the DocTypes about a child, a site's own included. Names of forms, no data."""
	bootinfo.pre_about_children = protected_doctypes()
