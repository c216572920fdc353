"""One exception per rule: whoever catches or tests it names the rule, not its sentence."""

import frappe


class RuleRefusal(frappe.ValidationError):
	"""A rule of the programme says no."""


class OutsidePublic(RuleRefusal):
	"""R1: the child is outside the public, or the derogation lacks its reason."""


class NoGap(RuleRefusal):
	"""R2: existing services cover the need, or were not asked, or have not answered yet; or a request makes no sense."""


class AgreementMissing(RuleRefusal):
	"""R3: an agreement of the family is missing, refused, ended or withdrawn."""


class CoordinatorAsReferent(RuleRefusal):
	"""R4: one person in two functions that must be apart."""


class ReferentNotUnderContract(RuleRefusal):
	"""R5: no référent, two of them, or none under a contract in force."""


class TeamIncomplete(RuleRefusal):
	"""R6: a team of too few fields, a quorum that is none, a decision without its day."""


class DiagnosticIncomplete(RuleRefusal):
	"""R7: the diagnostic does not cross enough views, or leaves something out."""


class ParcoursIncomplete(RuleRefusal):
	"""R8: the document lacks what it must hold, or its start what it rests on."""


class ParentsNotInformed(RuleRefusal):
	"""R12: the family was neither present nor told; or what is noted of it says too little, or is changed too late."""


class ReviewIncomplete(RuleRefusal):
	"""R15: a review that does not look at everything, or comes at the wrong moment."""


class RelayIncomplete(RuleRefusal):
	"""R17: a relay without the partner who takes over, or checked at the wrong moment."""


class ActionRefused(RuleRefusal):
	"""R9: a session in school hours without a reason, a place that is not there, attendance of who was not expected."""


class CharterMissing(RuleRefusal):
	"""R10: the charter lacks what it must say, was changed once published, or was not given one's word in person."""


class ReportIncomplete(RuleRefusal):
	"""R11: a safeguarding report without what it must keep, or changed after it was sent."""


class EligibilityUndecided(RuleRefusal):
	"""R16: a decision without the criteria it is taken with."""


class FilesNotMerged(RuleRefusal):
	"""Two files that can't become one before a person settles what is in the way."""


class FamilyReferralIncomplete(RuleRefusal):
	"""What a parent typed on the public page lacks something."""


class NotPlainText(RuleRefusal):
	"""HTML or a formula where text is expected."""


class ImpossibleValue(RuleRefusal):
	"""A value that its field can't hold: a day that does not exist, a list for a text."""


BY_RULE = {
	"R1": OutsidePublic,
	"R2": NoGap,
	"R3": AgreementMissing,
	"R4": CoordinatorAsReferent,
	"R5": ReferentNotUnderContract,
	"R6": TeamIncomplete,
	"R7": DiagnosticIncomplete,
	"R8": ParcoursIncomplete,
	"R9": ActionRefused,
	"R10": CharterMissing,
	"R11": ReportIncomplete,
	"R12": ParentsNotInformed,
	"R15": ReviewIncomplete,
	"R16": EligibilityUndecided,
	"R17": RelayIncomplete,
	"merge": FilesNotMerged,
	"family": FamilyReferralIncomplete,
	"text": NotPlainText,
	"value": ImpossibleValue,
}
