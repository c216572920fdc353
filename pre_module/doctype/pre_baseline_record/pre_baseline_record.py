from pre_module.controllers.base import PREDocument


class PREBaselineRecord(PREDocument):
	pass
