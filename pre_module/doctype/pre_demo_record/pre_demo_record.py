from pre_module.controllers.base import PREDocument


class PREDemoRecord(PREDocument):
	pass
