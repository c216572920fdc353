"""The matrix: every person x every DocType x every door, over HTTP, looked through for what it shows of a child.

Everything is generated from the metadata of the site, so that a DocType, a report, a role or a whitelisted method
added tomorrow is tried tomorrow. `tests/site/test_matrix.py` runs it, `test_hostile.py` uses its world.

| file | what it holds |
| --- | --- |
| `marks.py` | tokens written into every text of a child's file, and the search for them in an answer |
| `files.py` | the files of the children: documents by the factories, the rest from the metadata |
| `satellites.py` | what Frappe keeps beside a document (comments, versions, files...), found in its metadata |
| `cast.py` | the persons: each role with and without facts that give scope, no role, Guest |
| `oracle.py` | who may see what, read from the design by a human, not from the code under test |
| `world.py` | the children's files and the persons together, committed, and taken away again |
| `probe.py` | one request, and the running of thousands of them |
| `doors_*.py` | the doors: of a DocType, of a document, of the desk, of reports, of the app, of writing |
| `verdict.py` | leaks, dead doors, the summary |
"""
