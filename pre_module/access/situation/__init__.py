"""What the team and the partners see of a child (R10, P5).

| file | what it answers |
| --- | --- |
| `opening.py` | the situation of a child's file, and its number |
| `reading.py` | how a person reads a situation: whole, named with some domains, or anonymous |
| `content.py` | what the file says, domain by domain |
| `view.py` | what that person sees |
| `meeting_cut.py` | a team meeting, and its decisions, as one reader may know them |
| `page.py` | the same on a form, and the names of a list's rows |
"""
