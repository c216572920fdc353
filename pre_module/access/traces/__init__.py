"""P12: who opened, printed, exported, searched, downloaded or changed a child's file. Written, never edited.

A request passes; when it was answered, `collector.py` finds its door in `doors.py`, which says what the person was
given; `children.py` says whose documents these are, and `writing.py` writes one line for each. What changes
documents is traced by `changes.py`, in the transaction of the change. Health notes and safeguarding reports have
a table of their own (PRE Guarded Trace): a line in the common one would tell that they exist.

Not traced: what the server reads for itself, counts, and the pages of lists on the screen, which show who is there
and not the file. A list taken by a program, or longer than `doors.LONG_LIST`, is: « Listed ».
"""
