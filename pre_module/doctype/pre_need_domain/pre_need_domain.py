from pre_module.controllers.base import PREDocument


class PRENeedDomain(PREDocument):
	pass
