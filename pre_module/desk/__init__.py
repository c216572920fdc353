"""What the forms of the Desk ask the server: the next step, the documents made from another, small dialogs.

Thin and permission-checked: the rules stay in `rules/`, and every write goes through the documents themselves.

| file | what it answers |
| --- | --- |
| `next_step.py` | where a document stands, what is missing, and the one button that goes on |
| `steps/` | the same, one file per DocType |
| `workflow.py` | the workflow's way on, and what an action asks first |
| `make.py` | a new document filled in from another, not saved yet |
| `droit_commun.py` | an answer of a service noted, the next version of the criteria |
| `actions.py` | an action with its answers, saved together or not at all |
| `guarded.py` | what a child's form offers of its health notes and safeguarding reports |
| `choices.py` | what a field of a form offers |
| `reviews.py` | the reviews of a parcours or of a child, as they are read |
| `progress.py` | the curve and its table |
| `versions.py` | the document given to the family, as it was each time |
| `printing.py` | what the printed documents show |
"""
