from frappe import _

from pre_module.controllers.by_server import WrittenByServer


class PREEmergencyAccess(WrittenByServer):
	"""Written and closed by `access/emergency.py` only; never edited, never deleted."""

	def is_servers(self) -> bool:
		return bool(self.flags.by_the_server)

	def refusal(self) -> str:
		return _(
			"An emergency access is asked for on the list of children, and never written or changed by hand."
		)
