"""Tests in a real browser (Debian's chromium, headless) on the served test site, which is in French.

Nothing here waits for a fixed time: use `WebDriverWait` with a condition.
"""

from contextlib import contextmanager

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

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
		browser.get(f"{live_site.url}/robots.txt")  # a cookie can be set only on a page of the site
		browser.delete_all_cookies()
		browser.add_cookie({"name": "sid", "value": client.session_id, "path": "/"})
		browser.get(live_site.url + path)

	return entered
