from pre_module.controllers.base import PREDocument


class PREAccessToSettle(PREDocument):
	"""A document whose grants are still to be worked out, in the background (`access/later.py`)."""
