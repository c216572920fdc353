"""One request of one person, and the running of thousands of them over HTTP."""

import json
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.factories import PASSWORD
from tests.matrix.cast import GUEST, Person
from tests.matrix.marks import Mark, Marks, text_of
from tests.serving import Client, Server

THREADS = 8


@dataclass(frozen=True)
class Probe:
	"""One request. door: its name in the summary. child: letter of the file it aims at, "" for a whole list.

	counts: the document that an answered number counts. writes: what it asks for changes something; sent only where
	it must be refused.
	"""

	door: str
	doctype: str
	path: str
	sent: dict = field(default_factory=dict, hash=False)
	verb: str = "POST"
	child: str = ""
	counts: str = ""
	writes: bool = False

	def words(self) -> str:
		"""All that the request itself says: finding it again in the answer shows nothing."""
		return f"{self.path} {json.dumps(self.sent)}"


@dataclass(frozen=True)
class Answer:
	"""What came back. seen: the marks it shows that the request didn't say itself."""

	probe: Probe
	person: Person
	status: int
	seen: dict[str, Mark]
	text: str


class Visitors:
	"""Each person logged in once, with a session of its own in each thread."""

	def __init__(self, server: Server, people: Iterable[Person], admin_password: str):
		self._server = server
		self._own = threading.local()
		self._logged_in: dict[str, Client] = {}
		for person in people:
			client = server.client()
			password = admin_password if person.user == "Administrator" else PASSWORD
			self._logged_in[person.key] = (
				client if person.key == GUEST else client.login(person.user, password)
			)

	def client(self, person: Person) -> Client:
		mine = self._own.__dict__.setdefault("clients", {})
		if person.key not in mine:
			known, fresh = self._logged_in[person.key], self._server.client()
			fresh.session.headers.update(known.session.headers)
			fresh.session.cookies.update(known.session.cookies)
			mine[person.key] = fresh
		return mine[person.key]


def send(visitors: Visitors, marks: Marks, person: Person, probe: Probe) -> Answer:
	"""Make one request, and look through its answer."""
	client = visitors.client(person)
	try:
		answer = _ask(client, probe)
	except requests.ConnectionError:  # the server had just closed a connection that was kept open
		answer = _ask(client, probe)
	text = text_of(answer)
	echo = marks.seen_in(probe.words())
	seen = {word: mark for word, mark in marks.seen_in(text).items() if word not in echo}
	return Answer(probe, person, answer.status_code, seen, text if seen or probe.writes else text[:3000])


def _ask(client: Client, probe: Probe) -> requests.Response:
	if probe.verb == "GET":
		return client.get(probe.path, **probe.sent)
	verb = getattr(client, probe.verb.lower())
	return verb(probe.path, **probe.sent) if probe.verb != "DELETE" else verb(probe.path)


def send_all(visitors: Visitors, marks: Marks, wanted: list[tuple[Person, Probe]]) -> list[Answer]:
	"""Make all requests, in several threads; the answers in the order of the requests."""
	marks.seen_in("")  # the pattern is built once, before the threads
	with ThreadPoolExecutor(THREADS) as threads:
		return list(threads.map(lambda pair: send(visitors, marks, *pair), wanted))
