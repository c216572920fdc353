"""The figures of a PRE, each declared once; reports, charts and the annual evaluation read them here.

| file | what it holds |
| --- | --- |
| `declarations.py` | F01, F02...: what each figure counts, in words |
| `partition.py` | a figure's numbers: cells that add up to a total |
| `suppression.py` | small numbers hidden, plain Python |
| `filters.py` | structure, school year, territory, référent; whose structures the reader sees |
| `reader.py` | who reads inside the circle of those who may see children, who outside |
| `population.py` | F01's children, the base of the next two |
| `children.py` | F01, F02, F03, F05, F06 |
| `areas.py` | F01's children by territory, school or level, and age band |
| `referrals.py` | F04, F09, F11 |
| `yearly.py` | the year's figures together, as their reader may see them |
| `between_days.py` | referrals by origin and decision, needs and actions by domain |
| `needs.py` | F16: what stays uncovered, by domain, territory and quarter |
| `queue.py` | the referrals not decided yet, the oldest first |
| `attendance.py` | F15: sessions held, their hours, who came |
| `caseload.py` | F19: children in charge of each référent, plain and weighted |
| `workload.py` | the work under each contract, and the weights of the structures |
| `families.py` | F27: contacts with the families, silences beyond the interval |
| `exits.py` | F14, F17, F18 |
| `team.py` | F20: members by field, meetings, situations examined, attendance by partner |
| `agreements.py` | agreements missing, expiring, ended |
"""
