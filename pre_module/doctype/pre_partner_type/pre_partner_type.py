from pre_module.controllers.base import PREDocument


class PREPartnerType(PREDocument):
	pass
