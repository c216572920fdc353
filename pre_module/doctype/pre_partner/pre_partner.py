from pre_module.access.charter import forget
from pre_module.access.facts.sharing import settle_partner
from pre_module.controllers.base import PREDocument


class PREPartner(PREDocument):
	def on_update(self):
		forget()
		settle_partner(self)
