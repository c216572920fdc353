"""The page itself: empty, with what to correct, closed, or sent. What was typed stays; what is known is never shown.

Past permissions: public lists only, no child, no person, no partner.
"""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import getdate

from pre_module import __version__
from pre_module.controllers.refusals import sentence
from pre_module.intake import limits, papers, sending
from pre_module.intake.questions import PARTS, Question, all_questions
from pre_module.rules.family_referral import check_answers
from pre_module.rules.plain_text import check_plain_text
from pre_module.rules.values import check_text

TEMPLATE = "pre_module/templates/intake/family_referral.html"
TRAP = "website"  # no person sees it; a robot fills it in
MOST_SCHOOLS = 500
# What a field may find wrong with an answer, in words for people; other refusals name numbers of documents.
SAID = (frappe.InvalidEmailAddressError, frappe.InvalidPhoneNumberError)


def fill(context) -> None:
	"""Put in the context of the Web Form's page what the template shows; on a POST, receive what was sent."""
	# A parent's telephone in another language would get half a page in English.
	frappe.local.lang = context.lang = frappe.db.get_default("lang") or "fr"
	settings = frappe.get_cached_doc("PRE Settings")
	context.update(
		{
			"template": TEMPLATE,
			"title": _("Ask for help for my child"),
			"open": bool(settings.family_referral_open),
			"notice": settings.family_referral_notice,
			"help": settings.family_referral_help,
			"structures": structures(),
			"parts": PARTS,
			"most_papers": papers.MOST,
			"largest_megabytes": papers.largest_megabytes(),
			"trap": TRAP,
			"asset_version": __version__,
			"answers": {},
			"ticked": [],
			"errors": {},
			"sent": None,
			"csrf_token": frappe.session.data.csrf_token if frappe.session.user != "Guest" else None,
			"submission": sending.new_submission(),
		}
	)
	if context.open:
		context.choices = choices(context.structures)
		if frappe.request and frappe.request.method == "POST":
			_receive(context)


def structures() -> list:
	"""The structures that are at work, with how to reach them: public."""
	return frappe.get_all(
		"PRE Structure",
		{"disabled": 0},
		["name", "commune", "phone", "email", "address"],
		order_by="commune, name",
	)


def choices(at_work: list) -> dict[str, list[tuple[str, str]]]:
	"""The public lists that the page offers: towns, schools, domains; no person, no partner."""
	communes = sorted({s.commune for s in at_work if s.commune})
	schools = frappe.get_all(
		"PRE School",
		{"closed": 0, **({"commune": ("in", communes)} if communes else {})},
		["name", "school_name", "commune"],
		order_by="commune, school_name",
		limit=MOST_SCHOOLS,
	)
	domains = frappe.get_all("PRE Need Domain", {"disabled": 0}, pluck="name")
	return {
		"structure": [(s.name, f"{s.commune} ({s.name})" if s.commune else s.name) for s in at_work],
		"school": [
			(s.name, f"{s.school_name}, {s.commune}" if s.commune else s.school_name) for s in schools
		],
		"reasons": sorted(((d, _(d)) for d in domains), key=lambda pair: pair[1]),
	}


def _receive(context) -> None:
	form = frappe.request.form
	if form.get(TRAP):
		context.sent = sending.new_reference()  # a robot learns nothing, not even that it failed
		return
	context.answers = _answers(form, context)
	context.ticked = [d for d, _label in context.choices["reasons"] if d in form.getlist("reasons")]
	if sending.SUBMISSION.fullmatch(form.get("submission", "")):
		context.submission = form["submission"]
	uploads = frappe.request.files.getlist("papers")
	context.key = sending.key_of(context.submission, context.answers, context.ticked, uploads)
	context.sent = sending.reference_of(context.key)
	if not context.sent:
		try:
			limits.count_try()
			_check_and_send(context)
		except limits.TooMany as refused:
			context.errors = {"": str(refused)}


def _check_and_send(context) -> None:
	context.errors = _errors(context.answers, context.ticked)
	try:
		looked_at = papers.look_at(frappe.request.files.getlist("papers"))
	except papers.PaperRefused as refused:
		context.errors["papers"] = str(refused)
	if context.errors:
		return
	limits.count_referral(context.answers["guardian_email"])
	try:
		context.sent = sending.send(context.key, context.answers, context.ticked, looked_at)
	except SAID as refused:
		frappe.db.rollback()
		frappe.clear_messages()
		context.errors = {"": frappe.utils.escape_html(frappe.utils.strip_html(str(refused)))}
	except Exception as error:
		# The page answers in any case, and nothing half written stays; what was typed is in no log.
		frappe.db.rollback()
		frappe.clear_messages()
		frappe.log_error("Family referral not saved", type(error).__name__)
		context.errors = {"": _("Your request could not be registered. Try again, or call us.")}


def _answers(form: Mapping[str, str], context) -> dict[str, str]:
	"""What was typed, by question; of a list, only what it offers."""
	answers = {}
	for name, question in all_questions().items():
		value = (form.get(name) or "").strip()
		if question.kind == "choice":
			value = value if value in dict(options(question, context.choices)) else ""
		answers[name] = value
	if len(context.structures) == 1:
		answers["structure"] = context.structures[0].name
	return answers


def options(question: Question, lists: Mapping[str, list]) -> list[tuple[str, str]]:
	"""What a question offers, with labels in the language of the page."""
	return lists.get(question.name) or [(value, _(label)) for value, label in question.options]


def _errors(answers: Mapping[str, str], ticked: list[str]) -> dict[str, str]:
	wrong = check_answers(answers, reasons=ticked, today=getdate())
	for name, question in all_questions().items():
		value = answers.get(name, "")
		if name in wrong or not value or question.kind in ("choice", "check", "boxes", "files"):
			continue
		label = question.label
		found = check_text(label, value, question.longest) or check_plain_text(label, value)
		if found:
			wrong[name] = found[0]
	# In the order of the page, for the summary on top.
	return {name: sentence(wrong[name]) for name in all_questions() if name in wrong}
