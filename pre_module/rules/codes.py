"""National codes: form and check letters, as their publishers define them."""

import re
from datetime import date, timedelta

# The 23 letters of the UAI's check: I, O and Q are left out (RAMSESE nomenclature).
UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_UAI = re.compile(r"\d{7}[A-Z]", re.ASCII)
# The département on three characters: 001 to 095, 02A and 02B, overseas 971 to 988.
_DEPARTEMENT = r"(?P<departement>0\d\d|02[AB]|9[78]\d)"
# 2015 list: QP, département, 3 digits. 2024 list (2025 overseas), « QNXXXYYZ »: QN, département, 2 digits, 1 letter.
_QPV = re.compile(
	rf"Q(?:P{_DEPARTEMENT}\d{{3}}|N{_DEPARTEMENT.replace('departement', 'new')}\d{{2}}[A-Z])", re.ASCII
)
_SIRET = re.compile(r"\d{14}", re.ASCII)
# Decrees 2014-1750 and 2023-1314 for metropolitan France; overseas the first list held one year longer.
_CHANGE_OF_LIST = {"mainland": date(2024, 1, 1), "overseas": date(2025, 1, 1)}
_FIRST_LIST = date(2015, 1, 1)


def uai_check_letter(digits: str) -> str:
	"""The letter that closes a UAI code: its seven digits modulo 23.

	Raises ValueError unless given exactly seven digits.
	"""
	if not re.fullmatch(r"[0-9]{7}", digits):
		raise ValueError(digits)
	return UAI_LETTERS[int(digits) % 23]


def is_uai(code: str) -> bool:
	"""Whether the code is a UAI code with its right check letter."""
	return bool(_UAI.fullmatch(code)) and uai_check_letter(code[:7]) == code[7]


def is_qpv(code: str) -> bool:
	"""Whether the code has the form of a QPV code of the national lists (2015: QP..., 2024: QN...)."""
	return bool(_QPV.fullmatch(code))


def qpv_validity(code: str) -> tuple[date, date | None]:
	"""First and last day on which a QPV of that code is a priority territory; None: it still is.

	The list of 2015 held until the end of 2023 (2024 overseas), that of 2024 since. Raises ValueError unless
	`is_qpv`.
	"""
	match = _QPV.fullmatch(code)
	if not match:
		raise ValueError(code)
	departement = match["departement"] or match["new"]
	change = _CHANGE_OF_LIST[
		"overseas" if departement.startswith("9") and departement > "970" else "mainland"
	]
	if match["new"]:
		return change, None
	return _FIRST_LIST, change - timedelta(days=1)


def is_siret(code: str) -> bool:
	"""Whether the code is 14 digits that satisfy Luhn's check (La Poste's establishments excepted by INSEE)."""
	if not _SIRET.fullmatch(code):
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
