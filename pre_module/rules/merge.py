"""What stands in the way of making one file of two: settled by a person first, never by the machine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pre_module.rules.identity import normalised
from pre_module.rules.refusal import Label, Refusal, _

KEPT, MERGED = "Kept File", "Merged File"


@dataclass(frozen=True)
class Person:
	"""A guardian of a file. key: name of the line."""

	key: str
	first_name: str
	last_name: str
	authority: str
	birth_date: str = ""

	@property
	def full_name(self) -> str:
		"""As it is written in the file."""
		return f"{self.first_name} {self.last_name}"

	def is_same(self, other: "Person") -> bool:
		"""P3: the same name, unless two birth dates tell them apart."""
		told_apart = self.birth_date and other.birth_date and self.birth_date != other.birth_date
		return normalised(self.full_name) == normalised(other.full_name) and not told_apart


def check_two_files(kept: str, merged: str, siblings: Iterable[str]) -> list[Refusal]:
	"""Two different files, whose children are not known as brothers or sisters. siblings: of both files."""
	if kept == merged:
		return [Refusal("merge", _("A file is not merged into itself: give the number of another one."))]
	if {kept, merged} & set(siblings):
		return [
			Refusal(
				"merge",
				_(
					"The two files name each other as brother or sister: correct that first, or they are two children."
				),
			)
		]
	return []


def check_parcours(kept: Sequence[str], merged: Sequence[str]) -> list[Refusal]:
	"""R5: a child has one parcours at a time, hence one référent in charge. kept, merged: parcours not closed."""
	if kept and merged:
		return [
			Refusal(
				"R5",
				_("Both files have a parcours that is not closed: {0} and {1}. Close one of them first."),
				(kept[0], merged[0]),
			)
		]
	return []


def check_parcours_moves(parcours: Iterable[str]) -> list[Refusal]:
	"""R5: a parcours stays in the structure whose contract its référent has. parcours: open ones that would leave it."""
	return [
		Refusal(
			"R5",
			_(
				"The parcours {0} is not closed, and its référent has a contract with the structure that is left: close it first, or keep that file."
			),
			(name,),
		)
		for name in parcours
	]


def check_guardians_agree(kept: Iterable[Person], merged: Iterable[Person]) -> list[Refusal]:
	"""R3, P3: parental authority is never a matter of which file won."""
	return [
		Refusal(
			"R3",
			_("{0} holds parental authority in one file and not in the other: correct one of them first."),
			(one.full_name,),
		)
		for one in kept
		for other in merged
		if one.is_same(other) and one.authority != other.authority
	]


def check_agendas(meetings: Iterable[str]) -> list[Refusal]:
	"""R6: a situation stands once on an agenda. meetings: those to come with both situations on it."""
	return [
		Refusal(
			"merge",
			_("Both situations are on the agenda of the meeting {0}: take one of them off first."),
			(name,),
		)
		for name in meetings
	]


def check_places(actions: Iterable[str]) -> list[Refusal]:
	"""R9: a child has one place in an action. actions: titles of those in which both files have one, or wait for one."""
	return [
		Refusal(
			"merge",
			_("Both files have a place in the action « {0} », or wait for one: end one of them first."),
			(title,),
		)
		for title in actions
	]


def check_once_only(kinds: Iterable[str]) -> list[Refusal]:
	"""A kind of document of which a child has one at most. kinds: those of which each file has one."""
	return [
		Refusal(
			"merge",
			_(
				"Both files have a document of the kind « {0} », of which a child has one only: delete one of them first."
			),
			(Label(kind),),
		)
		for kind in kinds
	]


def same_people(kept: Sequence[Person], merged: Sequence[Person]) -> dict[str, str]:
	"""Line of the merged file → line of the kept file, for the guardians that are in both."""
	pairs: dict[str, str] = {}
	for other in merged:
		found = next((one.key for one in kept if one.is_same(other) and one.key not in pairs.values()), None)
		if found:
			pairs[other.key] = found
	return pairs


def value_after(kept: object, merged: object, choice: str) -> object:
	"""What the file has afterwards: the only value there is, or that of the file chosen."""
	if kept in (None, "", 0):
		return merged
	if merged in (None, "", 0):
		return kept
	return merged if choice == MERGED else kept


EXAMINED = ("Examined", "Postponed", "To Examine")  # what says most first


def folded(kept: Mapping[str, object], merged: Mapping[str, object]) -> dict[str, object]:
	"""R6: of two lines of one agenda, the one that stays: both questions, the time of both, what became of it."""
	questions = dict.fromkeys(str(line["question"]) for line in (kept, merged) if line["question"])
	times = {
		field: sum(line[field] or 0 for line in (kept, merged)) for field in ("minutes", "minutes_spent")
	}
	known = [status for status in EXAMINED if status in (kept["status"], merged["status"])]
	return {"question": "\n".join(questions), "status": known[0] if known else kept["status"], **times}
