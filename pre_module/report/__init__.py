"""Reports: thin. Columns, filters, one call into `pre_module.figures`; what they share stands in `shape.py`."""
