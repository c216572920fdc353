"""A parent at the public page: what is typed, and the page that answers."""

import re
from io import BytesIO
from typing import Any

import frappe
from frappe.utils import set_request
from frappe.website.serve import get_response
from PIL import Image
from pypdf import PdfWriter

from tests.factories.basics import next_number, years_old
from tests.factories.people import need_domain

PATH = "saisine/new"


def open_page(**settings: Any) -> None:
	"""The page is open on this site."""
	frappe.db.set_single_value("PRE Settings", {"family_referral_open": 1, **settings})


def typed(structure: str, **values: Any) -> dict[str, Any]:
	"""What a mother types who leaves nothing out that is asked."""
	return {
		"guardian_name": "Awa Diallo",
		"relationship_declared": "Mother",
		"guardian_phone": "06 12 34 56 78",
		"guardian_email": f"parent{next_number()}@example.org",
		"child_first_name": "Inès",
		"child_last_name": "Diallo",
		"birth_date": years_old(8),
		"structure": structure,
		"reasons": [need_domain()],
		"family_word": "Depuis la rentrée elle ne veut plus aller à l'école.",
		"parental_authority_declared": "1",
		"contact_agreed": "1",
		"submission": f"{next_number():032x}",
		**values,
	}


def ask(method: str = "GET", connection: str = "192.0.2.1", **form: Any) -> str:
	"""The page that answers a visitor of this network address, as a browser gets it; a guest, unless somebody acts."""
	set_request(method=method, path=f"/{PATH}", data=form if method == "POST" else None)
	frappe.local.request_ip = connection
	fields = {name: value for name, value in form.items() if isinstance(value, str)}
	frappe.local.form_dict = frappe._dict(fields)
	before = frappe.session.user
	frappe.set_user("Guest" if before == "Administrator" else before)
	try:
		return get_response(PATH).get_data(as_text=True)
	finally:
		frappe.set_user(before)


def send(structure: str, **values: Any) -> str:
	"""The page that answers a mother who sends what she typed; some of it otherwise."""
	return ask("POST", **typed(structure, **values))


def reference_in(page: str) -> str | None:
	"""The reference that the page gives, None when it gives none."""
	found = re.search(r'pre-reference">([A-Z0-9]{4}-[A-Z0-9]{4})<', page)
	return found and found[1]


def errors_in(page: str) -> dict[str, str]:
	"""Field → what the page says of it."""
	found = re.findall(r'<p class="pre-error" id="q-([a-z_]+)-error">([^<]+)</p>', page)
	return dict(found)


def pdf() -> bytes:
	"""A PDF of one page."""
	writer, stream = PdfWriter(), BytesIO()
	writer.add_blank_page(200, 200)
	writer.write(stream)
	return stream.getvalue()


def picture(kind: str = "JPEG") -> bytes:
	"""A photo of nothing."""
	stream = BytesIO()
	Image.new("RGB", (40, 40), "white").save(stream, kind)
	return stream.getvalue()


def upload(name: str, content: bytes) -> tuple[BytesIO, str]:
	"""A file in a form."""
	return (BytesIO(content), name)
