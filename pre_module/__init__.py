"""The Programme de Réussite Éducative of a French municipality, on Frappe.

The app has one module, "PRE Module", which Frappe looks up at `pre_module.pre_module`. The app package and
its only module are the same folder: the line below gives the package that second name, so that
`pre_module/doctype/` stands directly in it.
"""

import sys

__version__ = "0.1.0"

sys.modules[f"{__name__}.pre_module"] = sys.modules[__name__]
