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
after_migrate = "pre_module.setup.install.after_migrate"
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

_form_scripts = ["public/js/next_step.js", "public/js/forms.js"]
doctype_js = {
	doctype: _form_scripts
	for doctype in (
		"PRE Referral",
		"PRE Child",
		"PRE Consent",
		"PRE Diagnostic",
		"PRE Parcours",
		"PRE Referent Contract",
		"PRE Structure",
		"PRE Partner",
		"PRE Household",
		"PRE Eligibility Criteria",
	)
}

_printed = ("PRE Referral", "PRE Consent", "PRE Diagnostic", "PRE Parcours", "PRE Referent Contract")
doc_events = {
	**{doctype: {"before_print": "pre_module.desk.printing.check_may_print"} for doctype in _printed},
	"PRE Child": {
		"after_insert": "pre_module.desk.make.link_to_referral",
		"before_print": "pre_module.desk.printing.check_may_print",
	},
	"File": {
		"before_insert": "pre_module.access.files.keep_private",
		"validate": "pre_module.access.files.keep_private",
	},
	"Workflow": {
		"before_validate": "pre_module.controllers.workflow_changes.follow_in_transitions",
		"validate": "pre_module.controllers.status.check_workflow_keeps_statuses",
		"on_update": "pre_module.controllers.workflow_changes.follow_in_documents",
	},
}

override_whitelisted_methods = {
	"frappe.desk.search.get_link_title": "pre_module.access.link_titles.get_link_title",
}

scheduler_events = {"daily": ["pre_module.controllers.today.refresh_todays_fields"]}

jinja = {
	"methods": [
		"pre_module.desk.printing.parcours_document",
		"pre_module.desk.printing.contract_document",
	]
}
