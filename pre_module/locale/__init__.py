"""The app's words: main.pot lists them, fr.po says them in French, extractors.py finds what Frappe does not."""
