"""What a parent may attach: PDF, JPEG and PNG by what they really hold, few and not too large; always private."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import filetype
import frappe
from frappe import _
from PIL import Image, UnidentifiedImageError

from pre_module.access.files import is_readable_pdf

MOST = 3
KINDS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
LARGEST_PICTURE = 60_000_000  # pixels: more is a bomb, no photo of a letter


@dataclass(frozen=True)
class Paper:
	"""A file that was looked at: its content, and a name of ours with the ending of what it is."""

	name: str
	content: bytes


class PaperRefused(frappe.ValidationError):
	"""A file that is none of the kinds accepted, too large, or one too many."""


def largest_megabytes() -> int:
	"""For all the files of one sending together."""
	return frappe.get_cached_doc("PRE Settings").maximum_scan_megabytes or 10


def look_at(uploads: list) -> list[Paper]:
	"""The files of a request (werkzeug's), each read and recognised. Raises PaperRefused."""
	uploads = [upload for upload in uploads if upload and upload.filename]
	if len(uploads) > MOST:
		raise PaperRefused(_("{0} documents at most.").format(MOST))
	papers, left = [], largest_megabytes() * 1024 * 1024
	for number, upload in enumerate(uploads, 1):
		content = upload.stream.read(left + 1)
		left -= len(content)
		if left < 0:
			raise PaperRefused(
				_("The documents are larger than {0} MB together: take fewer, or smaller photos.").format(
					largest_megabytes()
				)
			)
		papers.append(_recognised(number, upload.filename, content))
	return papers


def _recognised(number: int, typed_name: str, content: bytes) -> Paper:
	kind = filetype.guess(content)
	ending = KINDS.get(kind.mime) if kind else None
	# Never the extension that a browser claims; never the name, which says what the person chose to call it.
	readable = ending and (is_readable_pdf(content) if ending == ".pdf" else _is_picture(content))
	if not readable:
		shown = frappe.utils.escape_html(PurePath(typed_name).name[:80])
		raise PaperRefused(_("{0} is no PDF, JPEG or PNG that opens.").format(shown))
	return Paper(f"piece-{number}{ending}", content)


def _is_picture(content: bytes) -> bool:
	try:
		with Image.open(BytesIO(content)) as picture:
			width, height = picture.size
			if width * height > LARGEST_PICTURE:
				return False
			picture.verify()
		return True
	except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
		# What Pillow raises on a file that only pretends.
		return False
