"""The référent's day: one page, one file per section. What is nobody's to see is in none of them.

| file | what it holds |
| --- | --- |
| `day.py` | the person, the day, the children in charge: read once for all sections |
| `row.py` | a line of a section, as the page shows it |
| `gestures.py` | what was promised to a family, today and in the coming days; « done » |
| `late.py` | reviews, objectives, agreements and tasks whose day has passed |
| `taken_over.py` | R5: children handed over to the person in the last days, with their sheet |
| `absences.py` | R9: children who missed several sessions in a row |
| `silent.py` | R12: families whom nobody informed for longer than the interval |
| `sessions.py` | R9: sessions of the day, with the children expected |
| `reviews.py` | reviews of the coming weeks |
| `agreements.py` | R3: agreements that end soon |
| `children.py` | all the children in charge |
| `first.py` | of all this, the one thing to do now |
| `load.py` | for a coordonnateur: the load of her référents |
| `page.py` | all of it in one answer |

A section is a module with KEY, `label()`, `empty()` (what it says when it has no line) and `rows(day)`. The statements to the base
do not grow with the number of children: a test counts them.
"""

from pre_module.desk.day import (
	absences,
	agreements,
	children,
	gestures,
	late,
	reviews,
	sessions,
	silent,
	taken_over,
)

SECTIONS = (gestures, taken_over, late, absences, silent, sessions, reviews, agreements, children)
