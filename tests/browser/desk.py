"""The Desk as a person uses it: open a page, fill a form, press its buttons, read its messages.

Every wait is for a condition of the page. Names of fields and buttons are those on the screen, in French
for buttons and messages, by fieldname for fields (labels are tested by the catalogue's own tests).
"""

import os
from base64 import b64decode
from collections.abc import Callable

from selenium.common.exceptions import (
	ElementClickInterceptedException,
	ElementNotInteractableException,
	JavascriptException,
	StaleElementReferenceException,
	TimeoutException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import Select, WebDriverWait

PATIENCE = 90  # seconds, on a machine that does other things too

FADING = (
	StaleElementReferenceException,
	ElementNotInteractableException,
	ElementClickInterceptedException,
	JavascriptException,
)


class Desk:
	"""One person's browser on the Desk."""

	def __init__(self, browser: WebDriver, url: str):
		self.browser = browser
		self.url = url

	def until(self, condition: Callable, message: str):
		"""The first true answer of the condition, tried again while the page moves under it."""
		wait = WebDriverWait(self.browser, PATIENCE, poll_frequency=0.2)
		last = ""

		def tried(_driver):
			nonlocal last
			try:
				answer = condition()
				last = f"it answered {answer!r}"
				return answer
			except FADING as error:
				last = str(error).split("Stacktrace")[0]
				return False

		try:
			return wait.until(tried)
		except TimeoutException:
			shown = self.browser.execute_script("return document.body.innerText.slice(0, 1500)")
			if folder := os.environ.get("SCREENSHOTS"):
				self.browser.save_screenshot(os.path.join(folder, "failure.png"))
			raise AssertionError(f"{message}: at last {last}; the page shows:\n{shown}") from None

	def script(self, code: str, *arguments):
		"""The value of a piece of JavaScript."""
		return self.browser.execute_script(code, *arguments)

	def open(self, path: str) -> None:
		"""A page of the Desk, loaded whole."""
		self.browser.get(self.url + path)
		self.until(
			lambda: self.script("return window.frappe && frappe.boot && !!frappe.router"), f"{path} opens"
		)

	def settled(self) -> None:
		"""Nothing is being asked of the server any more, and nothing is frozen."""
		self.until(
			lambda: self.script(
				"return !(frappe.request.ajax_count > 0) && !document.querySelector('#freeze.in')"
			),
			"the page comes to rest",
		)

	def at_rest(self) -> None:
		"""The top of the page, with every card, chart and table of it drawn."""
		self.settled()
		drawn = (
			"window.scrollTo(0, 0);"
			"return $('.widget:visible').toArray().every(w => !$(w).find('.chart-loading-state:visible').length)"
			" && $('.number-widget-box:visible').toArray().every(w => $(w).find('.number').text().trim())"
			" && !$('.desk-alert:visible').length"
		)
		self.until(lambda: self.script(drawn), "the page is drawn")
		self.settled()

	# forms

	def new(self, doctype: str) -> None:
		"""An empty form of a DocType."""
		self.open(f"/app/{doctype.lower().replace(' ', '-')}/new")
		self.on_form(doctype)

	def form(self, doctype: str, name: str) -> None:
		"""The form of a document."""
		self.open(f"/app/{doctype.lower().replace(' ', '-')}/{name}")
		self.on_form(doctype)
		self.until(lambda: self.script("return cur_frm.doc.name") == name, f"{name} opens")

	def on_form(self, doctype: str) -> None:
		"""A form of this DocType stands on the screen, drawn."""
		self.until(
			lambda: self.script(
				"return window.cur_frm && cur_frm.doctype === arguments[0] && !!cur_frm.doc"
				" && cur_frm.$wrapper.is(':visible') && !!cur_frm.layout && !cur_frm.__loading",
				doctype,
			),
			f"a form of {doctype} opens",
		)
		self.settled()

	def fill(self, **values) -> None:
		"""Type values into fields, as people do; a Link is chosen from the list that opens."""
		for fieldname, value in values.items():
			self._fill(fieldname, value)

	def _fill(self, fieldname: str, value: str) -> None:
		self.show(fieldname)
		kind = self.script("return cur_frm.fields_dict[arguments[0]].df.fieldtype", fieldname)
		if kind in ("Select",):
			self.until(lambda: self._choose(fieldname, value), f"{fieldname} offers {value}")
		elif kind == "Check":
			self.until(lambda: self._tick(fieldname, value), f"{fieldname} can be ticked")
		else:
			self.until(lambda: self._type(fieldname, value, kind), f"{fieldname} takes {value}")
		self.settled()

	def _input(self, fieldname: str, tag: str = "input, textarea"):
		return self.script(
			"return cur_frm.fields_dict[arguments[0]].$wrapper.find(arguments[1]).filter(':visible')[0]",
			fieldname,
			tag,
		)

	def _choose(self, fieldname: str, value: str) -> bool:
		Select(self._input(fieldname, "select")).select_by_value(value)
		return True

	def _tick(self, fieldname: str, value: bool) -> bool:
		box = self._input(fieldname, "input")
		if box.is_selected() != bool(value):
			box.click()
		return box.is_selected() == bool(value)

	def _type(self, fieldname: str, value: str, kind: str) -> bool:
		"""Type a value; whether the form took it (a date picker that opens late can swallow it)."""
		self.show(fieldname)  # what is drawn above it meanwhile can push it under the head of the page
		box = self._input(fieldname)
		if box is None:  # its tab is still opening
			return False
		box.click()
		box.send_keys(Keys.CONTROL, "a")
		box.send_keys(Keys.DELETE)  # the same text typed again would be no change to the form
		# A date as this site writes dates.
		shown = (
			self.script("return frappe.datetime.str_to_user(arguments[0])", value)
			if kind == "Date"
			else value
		)
		box.send_keys(shown)
		if kind in ("Link", "Autocomplete"):
			self.until(lambda: self._pick(fieldname, value), f"{fieldname} proposes {value}")
			self._leave(box)
			self.until(lambda: self.value(fieldname), f"{fieldname} takes {value}")
			return True
		self._leave(box)
		return self.value(fieldname) == value

	def _leave(self, box) -> None:
		"""Click elsewhere; Tab would go on into the next table and open a line there."""
		self.script("arguments[0].blur()", box)

	def _pick(self, fieldname: str, value: str) -> bool:
		"""Choose the proposal that names the value, by its title or its name."""
		return self.script(
			"""
			const found = cur_frm.fields_dict[arguments[0]].$wrapper.find('.awesomplete [role=option]')
				.filter((i, li) => li.innerText.includes(arguments[1]) && $(li).is(':visible'));
			if (!found.length) return false;
			found[0].dispatchEvent(new MouseEvent('mousedown', {bubbles: true, button: 0}));
			found[0].click();
			return true;
			""",
			fieldname,
			value,
		)

	def add_row(self, table: str, **values) -> None:
		"""A line in a table of the form, through the form's own model (its events fire)."""
		self.script(
			"""
			const row = cur_frm.add_child(arguments[0]);
			for (const [k, v] of Object.entries(arguments[1])) frappe.model.set_value(row.doctype, row.name, k, v);
			cur_frm.refresh_field(arguments[0]);
			""",
			table,
			values,
		)
		self.settled()

	def set_rows(self, table: str, **values) -> None:
		"""The same values in every line of a table."""
		self.script(
			"""
			for (const row of cur_frm.doc[arguments[0]])
				for (const [k, v] of Object.entries(arguments[1])) frappe.model.set_value(row.doctype, row.name, k, v);
			cur_frm.refresh_field(arguments[0]);
			""",
			table,
			values,
		)
		self.settled()

	def show(self, fieldname: str) -> None:
		"""Bring a field into sight: its tab, its section."""
		self.script(
			"""
			const field = cur_frm.fields_dict[arguments[0]];
			if (field.tab) field.tab.set_active();
			if (field.section && field.section.is_collapsed && field.section.is_collapsed()) field.section.collapse(false);
			field.$wrapper[0].scrollIntoView({block: 'center'});
			""",
			fieldname,
		)

	def value(self, fieldname: str):
		"""What the form holds in a field."""
		return self.script("return cur_frm.doc[arguments[0]]", fieldname)

	def save(self) -> None:
		"""Press Save and wait until the document is kept."""
		self.primary("Sauvegarder")
		self.until(
			lambda: self.script("return !cur_frm.is_dirty() && !cur_frm.is_new()"), "the document is saved"
		)
		self.settled()

	def press_save(self) -> None:
		"""Press Save, whatever comes of it."""
		self.primary("Sauvegarder")

	# buttons and messages

	@property
	def primary_label(self) -> str:
		"""What the primary button of the page says."""
		return self.script(
			"return (cur_page.page.page ? $(cur_page.page).find('.page-head:visible .primary-action:visible') : $())"
			".first().text().trim()"
		)

	def primary(self, label: str) -> None:
		"""Press the primary button, which must say this."""
		self.until(lambda: self.primary_label == label, f"the primary button is « {label} »")
		self.until(
			lambda: self.script(
				"const b = $(cur_page.page).find('.page-head:visible .primary-action:visible').first();"
				"if (!b.length || b.prop('disabled')) return false; b[0].click(); return true"
			),
			f"« {label} » can be pressed",
		)
		self.settled()

	def action(self, label: str) -> None:
		"""Choose from the menu « Actions »."""
		self.until(
			lambda: self.script(
				"const a = $(cur_page.page).find('.actions-btn-group .dropdown-menu a')"
				".filter((i, a) => a.innerText.trim() === arguments[0] || a.textContent.trim() === arguments[0]);"
				"if (!a.length) return false; a[0].click(); return true",
				label,
			),
			f"« {label} » stands in the menu",
		)
		self.settled()

	def dialog_text(self) -> str:
		"""What the message in front says; empty when there is none."""
		return self.script("return $('.modal.show:visible').last().find('.modal-content').text() || ''")

	def refused(self, fragment: str) -> None:
		"""A message in front says this; close it."""
		self.until(lambda: fragment in self.dialog_text(), f"a message says « {fragment} »")
		self.close_dialogs()

	def close_dialogs(self) -> None:
		"""Close every message in front."""
		# Bootstrap ignores a hide while the message is still coming in: asked again until it is gone.
		gone = "$('.modal.show').modal('hide'); return !$('.modal.show:visible, .modal-backdrop').length"
		self.until(lambda: self.script(gone), "the messages close")

	def answer_dialog(self, button: str, **values) -> None:
		"""Fill the dialog in front and press its button."""
		self.until(lambda: self.script("return window.cur_dialog && cur_dialog.display"), "a dialog opens")
		self.script("for (const [k, v] of Object.entries(arguments[0])) cur_dialog.set_value(k, v)", values)
		self.settled()
		self.until(
			lambda: self.script(
				"const b = cur_dialog.get_primary_btn(); if (b.text().trim() !== arguments[0]) return false;"
				"b[0].click(); return true",
				button,
			),
			f"the dialog offers « {button} »",
		)
		self.settled()

	def state(self, label: str) -> None:
		"""The indicator beside the title says this state."""
		self.until(
			lambda: (
				self.script(
					"return $(cur_page.page).find('.page-head .indicator-pill:visible').text().trim()"
				).find(label)
				>= 0
			),
			f"the state is « {label} »",
		)

	def fetch(self, path: str) -> bytes:
		"""What an address gives to this person, as bytes: a PDF, a file."""
		self.browser.set_script_timeout(PATIENCE)
		encoded = self.browser.execute_async_script(
			"const done = arguments[arguments.length - 1];"
			"fetch(arguments[0]).then(r => r.ok ? r.arrayBuffer() : Promise.reject(r.status))"
			".then(b => { let s = ''; new Uint8Array(b).forEach(c => s += String.fromCharCode(c)); done(btoa(s)) })"
			".catch(e => done('error:' + e))",
			path,
		)
		assert not encoded.startswith("error:"), f"{path}: {encoded}"
		return b64decode(encoded)

	def text(self) -> str:
		"""All that can be read on the page."""
		return self.browser.find_element(By.TAG_NAME, "body").text
