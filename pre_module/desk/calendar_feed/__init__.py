"""A person's own calendar, read by any calendar program through a secret link (ICS, RFC 5545). No name of a child.

| file | what it does |
| --- | --- |
| `links.py` | makes, renews and closes the link, for its own person only |
| `door.py` | answers the calendar program |
| `sources.py` | what a calendar shows: one function per kind of event, in one tuple |
| `ics.py` | events as a calendar's text, plain Python |
"""
