"""A situation told on one page: texts shortened step by step until their lines fit. Plain Python, nothing of Frappe.

Nothing is left out silently: the sheet says that it is shortened, and the screen has the rest.
"""

from collections.abc import Iterable

LINES, WIDTH = 55, 100  # of the page below its head, in the sheet's own letters
TEXTS = ("text", "service", "planning")  # of a line, what is written freely
PARTS = ("reasons", "needs", "objectives", "actions")
# Characters of a text and texts of a list, from everything to the least.
STEPS = ((20_000, 1000), (400, 8), (250, 6), (160, 5), (100, 4), (70, 3), (50, 2), (40, 1), (28, 1))
HEADINGS = 1.4  # lines that a title takes
ROOMY = 0.45  # of the page; what takes less is set in larger letters


def fit(view: dict, beside: Iterable[str] = ()) -> dict:
	"""The same view, shortened as little as makes it one page. beside: other texts that stand on it.

	roomy: whether it leaves enough room for larger letters. shortened: whether something is missing. more_domains: how many stand on the screen only.
	"""
	beside = list(beside)
	for step, (characters, texts) in enumerate(STEPS):
		told = _shortened(view, characters, texts)
		others = [shorten(text, characters) for text in beside]
		lines = height(told, others)
		if lines <= LINES:
			said = {"characters": characters, "shortened": step > 0, "more_domains": 0}
			return {**told, **said, "roomy": lines <= LINES * ROOMY}
	domains = told["domains"]
	while domains and height({**told, "domains": domains}, others) > LINES:
		domains = domains[:-1]
	more = len(told["domains"]) - len(domains)
	said = {"characters": characters, "shortened": True, "more_domains": more, "roomy": False}
	return {**told, "domains": domains, **said}


def shorten(text: str | None, characters: int) -> str:
	"""A text of at most so many characters, cut between words; lines become one."""
	text = " ".join((text or "").split())
	if len(text) <= characters:
		return text
	cut = text[: characters - 1]
	return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;.") + "…"


def _shortened(view: dict, characters: int, texts: int) -> dict:
	def part(rows: list[dict]) -> list[dict]:
		return [
			{k: shorten(v, characters) if k in TEXTS else v for k, v in row.items()} for row in rows[:texts]
		]

	return {
		**view,
		"domains": [{**d, **{name: part(d[name]) for name in PARTS}} for d in view["domains"]],
		"factors": [{**f, "factors": f["factors"][: texts * 3]} for f in view["factors"]],
		"words": {key: shorten(text, characters) for key, text in view["words"].items()},
	}


def height(view: dict, beside: Iterable[str] = ()) -> float:
	"""The lines that a view and the texts beside it take."""
	lines = sum(_lines(len(text)) for text in beside)
	for domain in view["domains"]:
		lines += HEADINGS
		for name in PARTS:
			# Service and answer, days and place stand behind the text.
			size = sum(len(row["text"]) + _behind(row) for row in domain[name])
			lines += _lines(size + 14) if domain[name] else 0
	for factor in view["factors"]:
		lines += _lines(sum(len(f) + 2 for f in factor["factors"]) + 14)
	lines += sum(_lines(len(text) + 14) for text in view["words"].values())
	return lines + HEADINGS * (bool(view["factors"]) + bool(view["words"]))


def _behind(row: dict) -> int:
	return 6 + sum(len(str(row.get(key) or "")) for key in ("service", "answer", "planning"))


def _lines(characters: int) -> int:
	return -(-characters // WIDTH)
