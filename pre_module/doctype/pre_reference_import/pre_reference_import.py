from pre_module.controllers.base import PREDocument


class PREReferenceImport(PREDocument):
	pass
