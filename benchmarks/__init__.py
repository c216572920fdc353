"""Measures of the app at the size of a whole country: run by bin/benchmark, on a site of their own.

| file | says |
| --- | --- |
| `access.py` | the command: fills, measures, prints a table, fails when a limit is passed |
| `filling.py` | 100,000 children, 400,000 grants, 300,000 other documents, by bulk and from a fixed seed |
| `people.py` | the persons measured, and what each may see |
| `calls.py` | the calls of a list, as the Desk makes them |
| `serving.py` | Frappe's server, where one request can be made without our condition |
| `plans.py` | which index the database takes for the statements of a call (the site tests ask it too) |
| `writing.py` | what keeping the register costs when a document is saved |
"""
