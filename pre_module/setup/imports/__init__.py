"""National lists read from CSV files: schools (annuaire de l'éducation), territories (QPV), school holidays.

| module | what it does |
| --- | --- |
| `reading` | opens a CSV as published (encoding, delimiter, columns) and gives its lines one by one; no Frappe |
| `lists` | what the lists have in common: the choice of communes, codes seen twice, texts; no Frappe |
| `schools`, `territories`, `holidays` | what a line of each list says, or why it is left out; no Frappe |
| `run` | compares with what the site holds and writes the difference, batch by batch |
| `job` | the button: one background job per PRE Reference Import, its progress and its result |

The commands are in `pre_module.commands`.
"""
