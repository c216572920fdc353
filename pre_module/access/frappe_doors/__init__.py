"""The doors of Frappe that neither a list's condition nor a document's permission reaches: one line for each.

Each was found by reading every whitelisted method of Frappe 15. « Ours » is whatever speaks of a child: a protected
DocType (`access/protected.py`), its tables of lines, and Frappe's records that hang on its documents.

asking.py     what the others ask: is this ours, may this person read it
one_name.py   a closed door has one address: not another module's name for it, not through a door that calls it
queries.py    conditions typed as SQL in filters; fields of a linked document (`sibling.full_name`) in a list
counting.py   counts without permission: client.get_count, assignments, workflow states, goals, maps, cards, open links
lines.py      a line of a table asked for by itself: as its document, and never written alone
looking.py    one document: titles of links in forms and prints, validate_link, next document, amended, followers
searching.py  global search, web search, link search « without user permissions », tags, live lists
charts.py     charts whose answer is cached for everybody, heatmaps, calendar of somebody else
reports.py    reports run as somebody else, prepared reports kept for later or made by another
sharing.py    DocShare, public link of a print, follow, mail, mailed report, assignment, workflow mail, auto repeat
telling.py    Notification Log and its mail: no name of a child, nothing at all to who may not read
attached.py   files: borrowed addresses, owner; comments and likes of a website; contacts that copy a child's name
importing.py  data imports of others, any file previewed by its address; links listed by a public web form
cleaning.py   what was shared, followed or indexed before the app, or before a DocType became ours
wiring.py     where each is hooked; hooks.py takes it
"""
