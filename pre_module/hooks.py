from pre_module import __version__
from pre_module.access.frappe_doors import wiring as _doors

app_name = "pre_module"
app_title = "Réussite éducative"
app_publisher = "pre_module contributors"
app_description = "The Programme de Réussite Éducative (PRE) of a French municipality"
app_email = "contact@pre-module.example"
app_license = "mit"
required_apps = []

export_python_type_annotations = True
require_type_annotated_api_methods = True

after_install = "pre_module.setup.install.after_install"
after_migrate = ["pre_module.setup.install.after_migrate", _doors.CLEANING]
before_uninstall = "pre_module.setup.uninstall.before_uninstall"
after_uninstall = "pre_module.setup.uninstall.after_uninstall"

add_to_apps_screen = [
	{
		"name": "pre_module",
		"logo": "/assets/pre_module/images/logo.svg",
		"title": "Réussite éducative",
		"route": "/app/educational-success",
		"has_permission": "pre_module.access.app_screen.has_permission",
	}
]

_form_scripts = ["public/js/next_step.js", "public/js/forms.js", "public/js/duplicates.js"]
doctype_js = {
	doctype: _form_scripts
	for doctype in (
		"PRE Child",
		"PRE Consent",
		"PRE Parcours",
		"PRE Referent Contract",
		"PRE Structure",
		"PRE Partner",
		"PRE Household",
		"PRE Eligibility Criteria",
		"PRE Charter",
		"PRE Charter Signature",
		"PRE Safeguarding Report",
		"PRE Health Note",
		"PRE Team",
		"PRE Team Meeting",
		"PRE Access Trace",
		"PRE Emergency Access",
		"PRE Family Contact",
		"PRE Handover",
		"PRE Child Merge",
	)
}
_requests_script = "public/js/service_requests.js"
_asking_services = ("PRE Referral", "PRE Diagnostic", "PRE Service Request")
doctype_js |= {d: [*_form_scripts, _requests_script] for d in _asking_services}
doctype_list_js = {"PRE Service Request": _requests_script}
doctype_js["PRE Review"] = [*_form_scripts, "public/js/review.js"]
doctype_js["PRE Parcours"] = [*_form_scripts, "public/js/actions.js"]
doctype_js |= {key: ["public/js/forms.js"] for key in ("PRE Action", "PRE Action Enrolment")}

# Without a bundle, nothing has to be built; the version makes browsers load it anew after an upgrade.
app_include_js = [
	f"/assets/pre_module/js/{script}.js?v={__version__}"
	for script in ("charter", "quick_referral", "sidebar")
]
extend_bootinfo = ["pre_module.desk.charter.add_to_boot", "pre_module.desk.sidebar.add_to_boot"]

_printed = (
	"PRE Referral",
	"PRE Consent",
	"PRE Diagnostic",
	"PRE Parcours",
	"PRE Referent Contract",
	"PRE Safeguarding Report",
	"PRE Health Note",
	"PRE Situation",
	"PRE Team Meeting",
	"PRE Review",
	"PRE Parcours Version",
	"PRE Family Contact",
	"PRE Handover",
	"PRE Team Decision",
	"PRE Service Request",
)
doc_events = {
	"*": dict.fromkeys(
		("after_insert", "on_update", "on_trash"), "pre_module.access.traces.changes.note_change"
	),
	**{doctype: {"before_print": "pre_module.desk.printing.check_may_print"} for doctype in _printed},
	"PRE Child": {
		"after_insert": "pre_module.desk.make.link_to_referral",
		"before_print": "pre_module.desk.printing.check_may_print",
	},
	"ToDo": {
		"validate": "pre_module.access.situation.beside.refuse_names",
		"on_update": "pre_module.controllers.team_tasks.follow_task",
	},
	"Comment": {"validate": "pre_module.access.situation.beside.refuse_names"},
	"File": {
		"before_insert": "pre_module.access.files.keep_private",
		"validate": "pre_module.access.files.keep_private",
	},
	"User": {
		"on_update": "pre_module.access.facts.accounts.follow_account",
		"on_trash": "pre_module.access.facts.accounts.close_account",
	},
	"Role": {"on_update": "pre_module.access.facts.accounts.follow_role"},
	"Workflow": {
		"before_validate": "pre_module.controllers.workflow_changes.follow_in_transitions",
		"validate": "pre_module.controllers.status.check_workflow_keeps_statuses",
		"on_update": "pre_module.controllers.workflow_changes.follow_in_documents",
	},
}
for _doctype, _event, _follows in (
	("PRE Consent", "on_update", "agreement"),
	("PRE Consent", "after_delete", "agreement"),
	("PRE Parcours", "on_update", "parcours"),
	("PRE Child", "on_update", "child"),
):
	doc_events.setdefault(_doctype, {})[_event] = f"pre_module.controllers.enrolments.follow_{_follows}"
_doors.add_events(doc_events)

# One condition for lists, one question for documents, whatever the DocType (pre_module/access/).
_charters = ("PRE Charter", "PRE Charter Signature", "PRE Charter Acceptance")
permission_query_conditions = {
	"*": "pre_module.access.conditions.query_condition",
	**{doctype: "pre_module.access.charter_rights.query_conditions" for doctype in _charters},
}
_catalogue = ("PRE Action", "PRE Action Session")
has_permission = {
	"*": "pre_module.access.permission.has_permission",
	**{doctype: "pre_module.access.actions.has_permission" for doctype in _catalogue},
	**{doctype: "pre_module.access.charter_rights.has_permission" for doctype in _charters},
}

# The registers outlive what they speak of.
ignore_links_on_delete = ["PRE Child Access", "PRE Access Trace", "PRE Guarded Trace", "PRE Emergency Access"]

# What must be settled before two files of a child are merged: functions (kept, merged) → refusals.
_merge = "pre_module.doctype.pre_child_merge.facts"
pre_child_merge_checks = [
	f"{_merge}.{check}" for check in ("parcours", "guardians", "agendas", "places", "once_only")
]

override_whitelisted_methods = {
	"frappe.desk.search.get_link_title": "pre_module.access.link_titles.get_link_title",
	**_doors.OVERRIDES,
}
# What Frappe itself leaves open (pre_module/access/frappe_doors/).
override_doctype_class = _doors.CLASSES
before_request = [_doors.BEFORE_REQUEST]
before_job = [_doors.BEFORE_JOB]

after_request = ["pre_module.access.traces.collector.note_answer"]

scheduler_events = {
	"hourly_long": ["pre_module.access.later.go_on"],
	"daily": [
		"pre_module.controllers.today.refresh_todays_fields",
		"pre_module.controllers.answers_awaited.follow_dates",
		"pre_module.doctype.pre_handover.telling.tell_todays",
		"pre_module.access.traces.retention.remove_old_traces",
		"pre_module.access.nightly.close_what_ended",
		_doors.CLEANING,
	],
}

jinja = {
	"methods": [
		"pre_module.desk.printing.parcours_document",
		"pre_module.desk.printing.contract_document",
		"pre_module.desk.printing.review_document",
		"pre_module.desk.handover_sheet.handover_document",
		"pre_module.desk.minutes.minutes_document",
		"pre_module.desk.situation_sheet.sheet_document",
	]
}
