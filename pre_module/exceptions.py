"""One exception per rule: whoever catches or tests it names the rule, not its sentence."""

import frappe


class RuleRefusal(frappe.ValidationError):
	"""A rule of the programme says no."""


class OutsidePublic(RuleRefusal):
	"""R1: the child is outside the public, or the derogation lacks its reason."""


class AgreementMissing(RuleRefusal):
	"""R3: an agreement of the family is missing, refused, ended or withdrawn."""


class CoordinatorAsReferent(RuleRefusal):
	"""R4: one person in two functions that must be apart."""


class ReferentNotUnderContract(RuleRefusal):
	"""R5: no référent, two of them, or none under a contract in force."""


class DiagnosticIncomplete(RuleRefusal):
	"""R7: the diagnostic does not cross enough views, or leaves something out."""


class ParcoursIncomplete(RuleRefusal):
	"""R8: the document lacks what it must hold, or its start what it rests on."""


class ActionRefused(RuleRefusal):
	"""R9: a session in school hours without a reason, a place that is not there, attendance of who was not expected."""


class CharterMissing(RuleRefusal):
	"""R10: the charter lacks what it must say, was changed once published, or was not given one's word in person."""


class ReportIncomplete(RuleRefusal):
	"""R11: a safeguarding report without what it must keep, or changed after it was sent."""


class EligibilityUndecided(RuleRefusal):
	"""R16: a decision without the criteria it is taken with."""


class NotPlainText(RuleRefusal):
	"""HTML or a formula where text is expected."""


class ImpossibleValue(RuleRefusal):
	"""A value that its field can't hold: a day that does not exist, a list for a text."""


BY_RULE = {
	"R1": OutsidePublic,
	"R3": AgreementMissing,
	"R4": CoordinatorAsReferent,
	"R5": ReferentNotUnderContract,
	"R7": DiagnosticIncomplete,
	"R8": ParcoursIncomplete,
	"R9": ActionRefused,
	"R10": CharterMissing,
	"R11": ReportIncomplete,
	"R16": EligibilityUndecided,
	"text": NotPlainText,
	"value": ImpossibleValue,
}
