"""What the answers say: leaks, doors at which nothing could ever be seen, the summary."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.matrix.cast import ADMINISTRATOR
from tests.matrix.marks import Mark
from tests.matrix.oracle import may_see
from tests.matrix.probe import Answer

# Doors whose good answer shows nothing of a child: that they answer somebody is their life.
ANSWERING = (
	"amended",
	"app: ",
	"followers",
	"kanban boards",
	"link preview",
	"report ",
	"sharing",
	"start of the desk",
	"workflow",
	"workspace",
)


def leaks(answers: Iterable[Answer], own_referral: str) -> list[tuple[Answer, list[Mark]]]:
	"""The answers that show somebody what the design doesn't let him see."""
	found = []
	for answer in answers:
		shown = [
			m
			for m in {**answer.seen, **_counted(answer)}.values()
			if not may_see(answer.person, m, own_referral, answer.probe.door)
		]
		if shown:
			found.append((answer, shown))
	return found


def _counted(answer: Answer) -> dict[str, Mark]:
	"""A number other than 0 says that the document is there."""
	probe = answer.probe
	if probe.counts and answer.status == 200 and _number(answer.text):
		return {"a count": Mark(probe.child, probe.doctype, probe.counts, "a count")}
	return {}


def _number(text: str) -> float:
	try:
		body = json.loads(text.partition("\n\n")[2])
	except ValueError:
		return 0
	value = body.get("message", body.get("data"))
	return value if isinstance(value, int | float) else 0


def alive(answers: Iterable[Answer]) -> dict[str, set[str]]:
	"""For each door that shows something, who was shown it there: the keys of the persons."""
	shown = defaultdict(set)
	for answer in answers:
		if not answer.probe.writes:
			shown[answer.probe.door] |= {answer.person.key} if _lives(answer) else set()
	return shown


def _lives(answer: Answer) -> bool:
	if answer.probe.door.startswith(ANSWERING):
		# A rule that has its say comes after the permission.
		return answer.status < 300 or (answer.status == 417 and "FrappeTypeError" not in answer.text)
	return answer.status < 300 and bool(answer.seen or _counted(answer))


def table(found: list[tuple[Answer, list[Mark]]], most: int = 60) -> str:
	"""The leaks, one line for each door, DocType and person, with what was shown first."""
	lines, seen = [], Counter()
	for answer, marks in found:
		probe = answer.probe
		key = (probe.door, probe.doctype, str(answer.person))
		seen[key] += 1
		if seen[key] == 1 and len(lines) < most:
			what = ", ".join(sorted({f"{m.child}:{m.doctype}:{m.where}" for m in marks})[:4])
			said = answer.text.partition("\n\n")[2][:200].replace("\n", " ")
			lines.append(f"{' | '.join(key)} | {answer.status} | {what}\n\t{said}")
	return "\n".join([f"{len(found)} leaks at {len(seen)} (door, DocType, person)", *lines])


def summary(answers: list[Answer], seconds: float) -> str:
	"""Probes by door: how many, how many answered, by whom the door is alive."""
	total, good = Counter(), Counter()
	for answer in answers:
		total[answer.probe.door] += 1
		good[answer.probe.door] += answer.status < 300
	living = alive(answers)
	lines = [f"{'door':44} {'probes':>6} {'answered':>8}  alive by"]
	for door, count in sorted(total.items()):
		who = ", ".join(sorted(living[door] - {ADMINISTRATOR})) or (
			"Administrator only" if living[door] else "nobody"
		)
		lines.append(f"{door:44} {count:6} {good[door]:8}  {who[:80]}")
	lines.append(f"{len(answers)} probes in {seconds:.0f} s, {len(answers) / max(seconds, 1):.0f} a second")
	return "\n".join(lines)
