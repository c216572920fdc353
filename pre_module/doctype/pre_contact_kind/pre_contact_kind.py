from pre_module.controllers.base import PREDocument


class PREContactKind(PREDocument):
	pass
