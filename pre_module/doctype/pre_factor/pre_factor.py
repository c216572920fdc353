from pre_module.controllers.base import PREDocument


class PREFactor(PREDocument):
	pass
