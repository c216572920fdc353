"""What the page asks a parent, in which order; labels and help in plain words."""

from dataclasses import dataclass

from pre_module.rules.refusal import _

SHORT, LONG = 140, 3000  # characters


@dataclass(frozen=True)
class Question:
	"""One question. kind: text, email, tel, date, choice, long, boxes, check, files. options: (value, label) of a choice."""

	name: str
	label: str
	kind: str = "text"
	help: str = ""
	required: bool = False
	autocomplete: str = ""
	options: tuple[tuple[str, str], ...] = ()

	@property
	def longest(self) -> int:
		"""Characters that the answer may have."""
		return LONG if self.kind == "long" else SHORT


@dataclass(frozen=True)
class Part:
	"""A part of the page, with a heading."""

	title: str
	questions: tuple[Question, ...]


RELATIONSHIPS = (
	("Mother", _("I am the mother")),
	("Father", _("I am the father")),
	("Guardian", _("I am the guardian")),
	("Other", _("Other")),
)
SEXES = (("Female", _("A girl")), ("Male", _("A boy")))
OTHER_PARENT = (
	("Yes", _("Yes")),
	("No", _("Not yet")),
	("No Other Parent", _("There is no other parent")),
)
CLASSES = "TPS PS MS GS CP CE1 CE2 CM1 CM2 ULIS 6e 5e 4e 3e SEGPA 2de 1re Terminale CAP".split()

PARTS = (
	Part(
		_("About you"),
		(
			Question("guardian_name", _("Your first name and last name"), required=True, autocomplete="name"),
			Question(
				"relationship_declared",
				_("Who are you for the child?"),
				"choice",
				required=True,
				options=RELATIONSHIPS,
			),
			Question("guardian_phone", _("Your phone"), "tel", required=True, autocomplete="tel"),
			Question(
				"guardian_email",
				_("Your e-mail"),
				"email",
				_("To receive a confirmation. You can leave it empty."),
				autocomplete="email",
			),
			Question(
				"when_to_call",
				_("When can we call you?"),
				help=_("For example: in the morning, after 5 p.m."),
			),
			Question(
				"guardian_language",
				_("Do you need an interpreter? In which language?"),
				help=_("Leave empty if French suits you."),
			),
		),
	),
	Part(
		_("Your child"),
		(
			Question("child_first_name", _("First name of your child"), required=True),
			Question("child_last_name", _("Last name of your child"), required=True),
			Question("birth_date", _("Birth date of your child"), "date", required=True),
			Question("sex", _("Your child is"), "choice", options=SEXES),
			Question("family_address", _("Address where your child lives"), autocomplete="street-address"),
			Question("structure", _("Your town"), "choice", required=True),
			Question("school", _("School"), "choice", _("Leave empty if it is not in the list.")),
			Question("class_level", _("Class"), "choice", options=tuple((level, level) for level in CLASSES)),
		),
	),
	Part(
		_("What you ask for"),
		(
			Question(
				"reasons", _("What is it about?"), "boxes", _("Several answers are possible."), required=True
			),
			Question(
				"family_word",
				_("Tell us in your own words"),
				"long",
				_("What happens, since when, what you would like. Facts, no judgement on anyone."),
				required=True,
			),
			Question(
				"papers",
				_("Add a document or the photo of a letter"),
				"files",
			),
			Question(
				"other_parent_knows",
				_("Does the other parent know that you contact us?"),
				"choice",
				_("Nothing is decided without you. The agreement of each parent is asked later."),
				options=OTHER_PARENT,
			),
		),
	),
	Part(
		_("Before you send"),
		(
			Question(
				"parental_authority_declared",
				_(
					"I declare that I hold parental authority over this child and that I make this request myself."
				),
				"check",
				required=True,
			),
			Question(
				"contact_agreed",
				_("I agree that the team of the programme contacts me about this request."),
				"check",
				required=True,
			),
		),
	),
)


def all_questions() -> dict[str, Question]:
	"""Every question by its name."""
	return {question.name: question for part in PARTS for question in part.questions}
