from pre_module.controllers.base import PREDocument


class PREPartner(PREDocument):
	pass
