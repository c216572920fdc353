from pre_module.access.charter import forget
from pre_module.access.facts import referrals, sharing
from pre_module.controllers.base import PREDocument


class PREPartner(PREDocument):
	def on_update(self):
		forget()
		sharing.settle_partner(self)
		referrals.settle_partner(self)
