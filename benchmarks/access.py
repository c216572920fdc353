"""Restricted lists, counts and link searches against the same calls unrestricted, over HTTP (design.md, sections 4 and 8).

	python -m benchmarks.access --site SITE

from the bench's folder `sites`, on a site with nothing in it: bin/benchmark makes one and drops it. Prints a table of
medians in milliseconds and what is wrong with the database's plans; exit code 1 when a limit is passed.
"""

import argparse
import os
import sys
from time import perf_counter

import frappe

from benchmarks import writing
from benchmarks.calls import Call, calls
from benchmarks.filling import NotEmpty, Size, Town, fill
from benchmarks.measuring import HEADING, LIMIT, Measure, in_turn
from benchmarks.people import PERSONS, Person, password
from benchmarks.plans import faults_of, statements_of
from benchmarks.serving import WITHOUT_CONDITION, BenchmarkServer
from tests.serving import Client


def main() -> int:
	"""The command: 0 when every limit holds."""
	options = _options()
	_connect(options.site)
	size = Size(options.children, options.grants)
	try:
		_fill(size)
	except NotEmpty as error:
		print(f"benchmarks.access: {error}", file=sys.stderr)
		return 2
	failures = _check_plans()
	with BenchmarkServer(options.site) as server:
		measures = _measure(server, Town(size), options.rounds)
	failures += [f"{m.who}, {m.what} of {m.doctype}: {m.ratio:.2f} times" for m in measures if m.is_too_slow]
	frappe.destroy()
	_connect(options.site)  # as a new process: what was read for the plans is an old state of the site
	for measure in writing.measures(options.rounds):
		print(measure, flush=True)
	frappe.destroy()
	print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
	for failure in failures:
		print(f"FAILED: {failure}")
	if not failures:
		print(f"Every call at most {LIMIT} times its reference, every plan by its index.")
	return 1 if failures else 0


def _connect(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()


def _options() -> argparse.Namespace:
	parser = argparse.ArgumentParser(prog="benchmarks.access", description=__doc__.partition("\n")[0])
	parser.add_argument("--site", required=True, help="a site with no child in it; it is filled and stays so")
	parser.add_argument("--rounds", type=int, default=50, help="of each call (50)")
	parser.add_argument("--children", type=int, default=Size.children)
	parser.add_argument("--grants", type=int, default=Size.grants)
	return parser.parse_args()


def _fill(size: Size) -> None:
	begun = perf_counter()
	if fill(size):
		print(f"{size}: written in {perf_counter() - begun:.0f} s.")
	else:
		print(f"{size}: there already.")


def _check_plans() -> list[str]:
	"""The plans of the very statements of each call, made here as each person."""
	if frappe.db.db_type != "mariadb":
		return ["plans are read on MariaDB only: not checked here"]
	found = []
	for person in PERSONS:
		for call in calls():
			statements = statements_of(person.user, call)
			found += [
				f"{person.name}, {call.what} of {call.doctype}: {f}"
				for f in faults_of(statements, person.wide)
			]
	return found


def _measure(server: BenchmarkServer, town: Town, rounds: int) -> list[Measure]:
	found = []
	# The first session of a server is slower than all others, for a reason of its own.
	server.client().login(PERSONS[0].user, password())
	print(f"\n{HEADING}")
	for person in PERSONS:
		client = server.client().login(person.user, password())
		for call in calls():
			_check_answers(client, call, person, town)
			measure = Measure(person.name, call.what, call.doctype)
			in_turn(measure, *_both(client, call), rounds)
			print(measure, flush=True)
			found.append(measure)
	return found


def _both(client: Client, call: Call):
	def ours():
		return _answer(client, call)

	def reference():
		return _answer(client, call, headers={WITHOUT_CONDITION: "1"})

	return ours, reference


def _answer(client: Client, call: Call, **options):
	answer = client.get(call.path, **options, **call.parameters)
	assert answer.ok, f"{call.what} of {call.doctype}: {answer.status_code} {answer.text[:500]}"
	return answer.json()["message"]


def _check_answers(client: Client, call: Call, person: Person, town: Town) -> None:
	"""What is timed is what it should be: the person's children, and all of them in the reference."""
	if (call.what, call.doctype) != ("count", "PRE Child"):
		return
	mine = sum(len(town.children_of[number]) for number in person.structures) + person.granted
	ours, reference = (both() for both in _both(client, call))
	assert (ours, reference) == (mine, town.size.children), f"{person.name} counts {ours} of {reference}"


if __name__ == "__main__":
	sys.exit(main())
