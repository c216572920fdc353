app_name = "pre_module"
app_title = "Réussite éducative"
app_publisher = "pre_module contributors"
app_description = "The Programme de Réussite Éducative (PRE) of a French municipality"
app_email = "contact@pre-module.example"
app_license = "mit"
required_apps = []

export_python_type_annotations = True
require_type_annotated_api_methods = True
