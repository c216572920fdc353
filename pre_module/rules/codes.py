"""National codes: form and check letters, as their publishers define them."""

import re

# The 23 letters of the UAI's check: I, O and Q are left out (RAMSESE nomenclature).
UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_UAI = re.compile(r"^\d{7}[A-Z]$")
# 2015 list: QP and 6 digits (overseas too); 2024 list: QN, 5 digits or characters of the commune's department, 1 letter.
_QPV = re.compile(r"^Q[PN][0-9AB]{2}[0-9]{3}[0-9A-Z]$")
_SIRET = re.compile(r"^\d{14}$")


def uai_check_letter(digits: str) -> str:
	"""The letter that closes a UAI code: its seven digits modulo 23.

	Raises ValueError unless given exactly seven digits.
	"""
	if not re.fullmatch(r"\d{7}", digits):
		raise ValueError(digits)
	return UAI_LETTERS[int(digits) % 23]


def is_uai(code: str) -> bool:
	"""Whether the code is a UAI code with its right check letter."""
	return bool(_UAI.match(code)) and uai_check_letter(code[:7]) == code[7]


def is_qpv(code: str) -> bool:
	"""Whether the code has the form of a QPV code of the national lists (2015: QP..., 2024: QN...)."""
	return bool(_QPV.match(code))


def is_siret(code: str) -> bool:
	"""Whether the code is 14 digits that satisfy Luhn's check (La Poste's establishments excepted by INSEE)."""
	if not _SIRET.match(code):
		return False
	if code.startswith("356000000"):
		return sum(map(int, code)) % 5 == 0 or _luhn(code)
	return _luhn(code)


def _luhn(code: str) -> bool:
	total = 0
	for i, digit in enumerate(reversed(code)):
		n = int(digit) * (1 + i % 2)
		total += n - 9 if n > 9 else n
	return total % 10 == 0
