from pre_module.intake import page


def get_context(context):
	"""Hook of Frappe's Web Form: the page is written by the server (pre_module/intake/)."""
	page.fill(context)
