"""Tests in a real browser (Debian's chromium, headless) on the served test site, which is in French.

Nothing here waits for a fixed time: use `WebDriverWait` with a condition.
"""

import os
from contextlib import contextmanager

import frappe
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.cast import make_cast
from tests.browser.desk import Desk
from tests.factories import PASSWORD

CHROMEDRIVER = "/usr/bin/chromedriver"
WINDOW = "1400,900"
OPTIONS = (
	"--headless=new",
	"--no-sandbox",  # containers have no user namespaces
	"--disable-gpu",
	"--disable-dev-shm-usage",
	"--disable-quic",
	"--no-first-run",
	"--no-proxy-server",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-search-engine-choice-screen",
	"--lang=fr",
	f"--window-size={WINDOW}",
)


@pytest.fixture(scope="session")
def live_site(server):
	"""The served site: `live_site.url`, and `live_site.client()` to prepare data over HTTP."""
	return server


@pytest.fixture(scope="session")
def open_browser(tmp_path_factory):
	"""`with open_browser() as browser:` for a person of his own, with cookies and storage of his own."""

	@contextmanager
	def opened():
		options = webdriver.ChromeOptions()
		options.binary_location = "/usr/bin/chromium"
		for option in OPTIONS:
			options.add_argument(option)
		options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
		options.add_experimental_option("prefs", {"intl.accept_languages": "fr"})
		options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
		driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
		driver.set_page_load_timeout(120)
		try:
			yield driver
		finally:
			driver.quit()

	return opened


@pytest.fixture
def browser(open_browser):
	"""A new browser for one test."""
	with open_browser() as driver:
		yield driver


@pytest.fixture(scope="session")
def enter(live_site):
	"""`enter(browser, user, password, "/app/...")`: logged in, on that page, without the login form."""

	def entered(browser, user: str, password: str, path: str = "/app"):
		client = live_site.client().login(user, password)
		# Set before any page is open: a page's own late answer as a guest would overwrite it.
		browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
		cookie = {"name": "sid", "value": client.session_id, "url": live_site.url}
		browser.execute_cdp_cmd("Network.setCookie", cookie)
		browser.get(live_site.url + path)

	return entered


@pytest.fixture(scope="session")
def cast(site_name):
	"""The people and places of the tests, committed on the test site before the browser sees it."""
	frappe.init(site=site_name)
	frappe.connect()
	frappe.flags.mute_emails = True
	try:
		yield make_cast()
	finally:
		frappe.destroy()


@pytest.fixture
def desk_of(open_browser, enter, live_site):
	"""`with desk_of("someone@example.org") as desk:` that person's own browser, logged in on the Desk."""

	@contextmanager
	def opened(user: str, path: str = "/app/educational-success"):
		with open_browser() as browser:
			enter(browser, user, PASSWORD, path)
			yield Desk(browser, live_site.url)

	return opened


@pytest.fixture(scope="session")
def picture():
	"""`picture(desk, "child")` keeps the screen as child.png in the folder SCREENSHOTS, when one is named."""
	folder = os.environ.get("SCREENSHOTS")

	def taken(desk: Desk, name: str) -> None:
		if folder:
			desk.at_rest()
			desk.browser.save_screenshot(os.path.join(folder, f"{name}.png"))

	return taken
