"""Attachments: private, and a signed paper that is a PDF uploaded for its own document."""

from base64 import b64encode
from io import BytesIO

import frappe
import pytest
from frappe import _
from frappe.handler import upload_file
from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests.factories import make_child, make_consent, make_user
from tests.site.doors import UPDATING, Swallowed, as_pattern, at_each, rest_v1

NO_PDF = "The signed paper must be a PDF that opens; {0} is none."
NOT_HERE = "Upload the signed paper here: a link to another file is not accepted."
TOO_LARGE = "The scan is larger than {0} MB: scan it in black and white."
NO_LINK = "A link to another site can't be attached here: upload the file."
STAYS_PRIVATE = "A file of a child's documents stays private."

pytestmark = pytest.mark.usefixtures("in_french", "files_removed")


@pytest.fixture
def files_removed():
	"""Deletes from the disk what the test uploaded: a rollback leaves it there."""
	before = set(frappe.get_all("File", pluck="name"))
	yield
	for name in set(frappe.get_all("File", pluck="name")) - before:
		frappe.get_doc("File", name).delete_file_from_filesystem()


def pdf(pages: int = 1) -> bytes:
	"""A small valid PDF."""
	writer = PdfWriter()
	for _page in range(pages):
		writer.add_blank_page(72, 72)
	out = BytesIO()
	writer.write(out)
	return out.getvalue()


def attach(doc, content: bytes, name: str = "accord.pdf", **values):
	"""A file uploaded on the form of a document."""
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": name,
			"content": content,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"is_private": 1,
			**values,
		}
	).insert()


def says(sentence: str) -> str:
	"""Pattern of our sentence in French."""
	assert _(sentence) != sentence
	return as_pattern(_(sentence))


def refused(consent, url: str, sentence: str) -> None:
	"""The URL is refused as a scan at each door."""

	def attempt(door):
		with pytest.raises((frappe.ValidationError, Swallowed), match=says(sentence)):
			door("PRE Consent", consent.name, {"scan": url})
		assert not frappe.db.get_value("PRE Consent", consent.name, "scan")

	at_each(UPDATING, attempt)


def test_a_pdf_uploaded_for_the_agreement_is_its_scan():
	consent = make_consent(make_child())
	url = attach(consent, pdf()).file_url

	def attempt(door):
		door("PRE Consent", consent.name, {"scan": url})
		assert frappe.db.get_value("PRE Consent", consent.name, "scan") == url

	at_each(UPDATING, attempt)


NO_PDFS = {
	"a program renamed": b"MZ\x90\x00" + b"\x00" * 200,
	"an empty file renamed": b" ",
	"HTML renamed": b"<html><script>alert(1)</script></html>",
	"a PDF's first line only": b"%PDF-1.4\n",
	"a PDF cut in the middle": None,
	"HTML behind a PDF's first line": b"%PDF-1.7\n<html><script>alert(1)</script></html>",
	"an image": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
}


@pytest.mark.parametrize("what", NO_PDFS)
def test_a_file_that_is_no_pdf_is_refused(what):
	content = NO_PDFS[what] or pdf(3)[:200]
	consent = make_consent(make_child())
	refused(consent, attach(consent, content).file_url, NO_PDF)


def test_a_scan_larger_than_the_settings_is_refused():
	frappe.get_doc("PRE Settings").update({"maximum_scan_megabytes": 1}).save()
	consent = make_consent(make_child())
	url = attach(consent, pdf() + b"\n" * 1024 * 1024).file_url
	with pytest.raises(frappe.ValidationError, match=says(TOO_LARGE)):
		rest_v1("PRE Consent", consent.name, {"scan": url})


def test_the_private_file_of_another_document_is_refused():
	mine, other = make_consent(make_child()), make_consent(make_child())
	refused(mine, attach(other, pdf()).file_url, NOT_HERE)


def test_an_unattached_private_file_of_somebody_else_is_refused(as_user):
	consent = make_consent(make_child())
	with as_user(make_user("PRE Coordinator").name):
		theirs = frappe.get_doc(
			{"doctype": "File", "file_name": "a.pdf", "content": pdf(), "is_private": 1}
		).insert()
	refused(consent, theirs.file_url, NOT_HERE)


@pytest.mark.parametrize(
	"url",
	[
		"https://example.org/accord.pdf",
		"/private/files/nowhere.pdf",
		"/private/files/../site_config.json",
		"/files/public.pdf",
		"file:///etc/passwd",
	],
)
def test_a_link_to_anything_else_is_refused(url):
	refused(make_consent(make_child()), url, NOT_HERE)


def test_a_public_file_is_refused_as_a_scan():
	public = frappe.get_doc(
		{"doctype": "File", "file_name": "b.pdf", "content": pdf(2), "is_private": 0}
	).insert()
	refused(make_consent(make_child()), public.file_url, NOT_HERE)


@pytest.mark.parametrize("doctype", ["PRE Consent", "PRE Child"])
def test_a_public_upload_on_a_document_of_ours_becomes_private(doctype):
	consent = make_consent(make_child())
	doc = consent if doctype == "PRE Consent" else frappe.get_doc("PRE Child", consent.child)
	builder = EnvironBuilder(
		method="POST",
		data={
			"file": FileStorage(BytesIO(pdf(4)), "accord.pdf", "file", "application/pdf"),
			"doctype": doc.doctype,
			"docname": doc.name,
			"is_private": "0",
		},
	)
	frappe.local.request = Request(builder.get_environ())
	frappe.local.form_dict = frappe._dict(frappe.local.request.form)
	frappe.local.form_dict.is_private = 0
	try:
		file = upload_file()
	finally:
		del frappe.local.request
	stored = frappe.get_doc("File", file.name)
	assert stored.is_private
	assert stored.file_url.startswith("/private/files/")
	assert "/private/files/" in stored.get_full_path()


def test_a_private_file_of_ours_is_not_made_public_later():
	file = attach(make_consent(make_child()), pdf(5))
	file.is_private = 0
	with pytest.raises(frappe.PermissionError, match=says(STAYS_PRIVATE)):
		file.save()


def test_a_link_to_another_site_is_not_attached():
	consent = make_consent(make_child())
	with pytest.raises(frappe.ValidationError, match=says(NO_LINK)):
		frappe.get_doc(
			{
				"doctype": "File",
				"file_url": "https://example.org/accord.pdf",
				"attached_to_doctype": "PRE Consent",
				"attached_to_name": consent.name,
			}
		).insert()


def test_a_file_attached_through_the_client_is_private_too():
	consent = make_consent(make_child())
	file = frappe.client.attach_file(
		"accord.pdf",
		b64encode(pdf(6)).decode(),
		"PRE Consent",
		consent.name,
		decode_base64=True,
		is_private=0,
	)
	assert file.is_private


def test_who_may_not_read_the_agreement_does_not_open_its_scan(as_user):
	consent = make_consent(make_child())
	file = attach(consent, pdf(7))
	# Those who accompany other children, and those who accompany none.
	for role in (
		"PRE Coordinator",
		"PRE Referent",
		"PRE Partner",
		"PRE Evaluator",
		"PRE Manager",
		"PRE Team Member",
		"PRE Data Protection Officer",
	):
		with as_user(make_user(role).name):
			assert not frappe.get_doc("File", file.name).is_downloadable(), role
