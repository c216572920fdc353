"""The public page on which parents refer their own child (R12), from the questions to the referral in the queue.

Frappe's Web Form « family-referral » gives the page its address, its switch and its list of fields. The page is written by
the server: it works without JavaScript, with labels, and keeps what was typed. Nothing is ever read from the base for
it but lists that are public: structures, schools, domains.

| file | what it does |
| --- | --- |
| `questions.py` | what the page asks, in which order |
| `page.py` | the page: empty, with errors, or sent |
| `limits.py` | how often it may be sent |
| `papers.py` | what may be attached |
| `sending.py` | the referral, once, and its papers |
"""
