from pre_module.controllers.base import PREDocument


class PREExitReason(PREDocument):
	pass
