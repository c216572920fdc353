app_name = "pre_module"
app_title = "Réussite éducative"
app_publisher = "pre_module contributors"
app_description = "The Programme de Réussite Éducative (PRE) of a French municipality"
app_email = "contact@pre-module.example"
app_license = "mit"
required_apps = []

export_python_type_annotations = True
require_type_annotated_api_methods = True

doc_events = {
	"File": {
		"before_insert": "pre_module.access.files.keep_private",
		"validate": "pre_module.access.files.keep_private",
	},
	"Workflow": {"validate": "pre_module.controllers.status.check_workflow_keeps_statuses"},
}

override_whitelisted_methods = {
	"frappe.desk.search.get_link_title": "pre_module.access.link_titles.get_link_title",
}

scheduler_events = {"daily": ["pre_module.controllers.today.refresh_todays_fields"]}
