"""Where each door is hooked into Frappe; hooks.py takes these as they are. Names only: nothing of Frappe is imported."""

_HERE = "pre_module.access.frappe_doors"

# A method that asks too little → ours, of the same name.
OVERRIDES = {
	f"{module}.{method}": f"{_HERE}.{door}.{method}"
	for door, modules in {
		"counting": {
			"frappe.client": ["get_count"],
			"frappe.desk.listview": ["get_group_by_count"],
			"frappe.desk.notifications": ["get_open_count"],
			"frappe.desk.doctype.number_card.number_card": ["get_cards_for_user"],
			"frappe.geo.utils": ["get_coords"],
			"frappe.utils.goal": ["get_monthly_goal_graph_data"],
			"frappe.workflow.doctype.workflow.workflow": ["get_workflow_state_count"],
		},
		"looking": {
			"frappe.client": ["validate_link", "is_document_amended"],
			"frappe.core.doctype.submission_queue.submission_queue": ["get_latest_submissions"],
			"frappe.printing.page.print.print": ["get_print_settings_to_show"],
			"frappe.desk.doctype.tag.tag": ["add_tag", "add_tags", "remove_tag"],
			"frappe.desk.form.document_follow": ["get_follow_users"],
			"frappe.desk.form.linked_with": ["get_submitted_linked_docs"],
			"frappe.desk.form.load": ["getdoc"],
			"frappe.desk.form.utils": ["get_next"],
			"frappe.desk.like": ["toggle_like"],
		},
		"searching": {
			"frappe.desk.doctype.tag.tag": ["get_tagged_docs"],
			"frappe.desk.search": ["search_link", "search_widget"],
			"frappe.realtime": ["can_subscribe_doctype"],
			"frappe.utils.global_search": ["search", "web_search"],
			"frappe.www.search": ["get_search_results"],
		},
		"charts": {
			"frappe.desk.doctype.dashboard_chart.dashboard_chart": ["get"],
			"frappe.desk.doctype.event.event": ["get_events"],
		},
		"importing": {
			"frappe.core.doctype.data_import.data_import": [
				"get_preview_from_template",
				"form_start_import",
				"download_errored_template",
				"download_import_log",
				"get_import_status",
			],
			"frappe.website.doctype.web_form.web_form": ["get_form_data"],
		},
		"web_forms": {"frappe.website.doctype.web_form.web_form": ["accept"]},
		"reports": {"frappe.desk.query_report": ["run", "export_query"]},
		"sharing": {
			"frappe.core.doctype.communication.email": ["make"],
			"frappe.desk.form.document_follow": ["follow_document", "update_follow"],
		},
		"attached": {
			"frappe.core.api.file": ["unzip_file", "zip_files"],
			"frappe.core.doctype.deleted_document.deleted_document": ["restore", "bulk_restore"],
			"frappe.email": ["relink"],
			"frappe.templates.includes.comments.comments": ["add_comment"],
			"frappe.templates.includes.likes.likes": ["like"],
		},
	}.items()
	for module, methods in modules.items()
	for method in methods
}

EVENTS = {
	"*": {"before_print": "looking.check_print"},
	"Address": {"validate": "attached.name_links"},
	"Assignment Rule": {"validate": "sharing.refuse_rule"},
	"Auto Email Report": {"validate": "sharing.refuse_mailed_report"},
	"Auto Repeat": {"validate": "sharing.refuse_repeat"},
	"Contact": {"validate": "attached.name_links"},
	"Data Import": {"validate": "importing.check_import_file"},
	"DocShare": {"validate": "sharing.refuse_share"},
	"Document Follow": {"before_insert": "sharing.refuse_follow"},
	"Document Share Key": {"before_insert": "sharing.refuse_key"},
	"Email Queue": {"before_insert": "telling.leave_out"},
	"File": {
		"before_insert": ["attached.guard_address", "attached.belong_to_document"],
		"validate": "attached.guard_address",
	},
	"Kanban Board": {"validate": "sharing.forget_order"},
	"Notification Log": {"before_insert": "telling.name_nobody"},
	"Prepared Report": {"before_insert": "reports.refuse_prepared"},
	"ToDo": {"validate": "sharing.check_assignee"},
	"Web Form": {"validate": "importing.refuse_public_links"},
	"Workflow": {"validate": "sharing.refuse_workflow_mail"},
}

CLASSES = {
	"Document Follow": f"{_HERE}.sharing.Follow",
	"File": f"{_HERE}.attached.Attachment",
	"Notification Log": f"{_HERE}.telling.Log",
}

BEFORE_REQUEST = f"{_HERE}.one_name.check_request"
BEFORE_JOB = f"{_HERE}.queries.before_job"
CLEANING = f"{_HERE}.cleaning.close_old_doors"


def add_events(doc_events: dict) -> None:
	"""Add ours behind the events that are there already."""
	for doctype, events in EVENTS.items():
		there = doc_events.setdefault(doctype, {})
		for event, methods in events.items():
			there[event] = [*_as_list(there.get(event)), *(f"{_HERE}.{m}" for m in _as_list(methods))]


def _as_list(methods: str | list | None) -> list:
	if not methods:
		return []
	return [methods] if isinstance(methods, str) else list(methods)
