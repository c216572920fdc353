"""A step of the process, as a form shows it."""

from dataclasses import dataclass, field


@dataclass
class Step:
	"""Where a document stands.

	sentence, missing: in the reader's language, safe as HTML. color: that of the message (blue, green, orange,
	red). button: the one way on, or None when the reader can only wait.
	"""

	sentence: str
	color: str = "blue"
	missing: list[str] = field(default_factory=list)
	button: dict | None = None


def act(label: str, action: str) -> dict:
	"""A button that applies an action of the document's workflow."""
	return {"kind": "action", "label": label, "action": action}


def make(label: str, method: str, source: str) -> dict:
	"""A button that opens a new document, filled in by a function of `pre_module.desk.make`."""
	return {"kind": "make", "label": label, "method": f"pre_module.desk.make.{method}", "source": source}


def go_to(label: str, doctype: str, name: str) -> dict:
	"""A button that opens another document."""
	return {"kind": "open", "label": label, "doctype": doctype, "name": name}


def ask(label: str, event: str) -> dict:
	"""A button that triggers an event of the form's own script, which asks in a dialog."""
	return {"kind": "event", "label": label, "event": event}


def print_it(label: str) -> dict:
	"""A button that opens the print view."""
	return {"kind": "print", "label": label}
