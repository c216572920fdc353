"""A real HTTP server of a site, and a small client, for the tests of a site and of the browser."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

STOP_WITHIN = 20  # seconds


class Server:
	"""Gunicorn serving one bench's sites, assets included, on a free port of this machine.

	The socket listens before Gunicorn starts: a request made too early waits instead of failing, and no
	other program can take the port meanwhile.
	"""

	application = "frappe.app:application_with_statics()"
	# several processes, as in a municipality: none may keep a state of its own
	workers = max(2, os.cpu_count() or 1)

	def __init__(self, site: str):
		self.site = site

	def __enter__(self) -> "Server":
		self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
		self.port = self._socket.getsockname()[1]
		self._log = tempfile.TemporaryFile(mode="w+")
		descriptor = self._socket.fileno()
		self._process = subprocess.Popen(
			[
				*(sys.executable, "-m", "gunicorn", "--bind", f"fd://{descriptor}"),
				*("--workers", str(self.workers), "--worker-class", "gthread", "--threads", "8"),
				*("--timeout", "180"),
				self.application,
			],
			pass_fds=[descriptor],
			stdin=subprocess.DEVNULL,
			stdout=self._log,
			stderr=subprocess.STDOUT,
		)
		self._configure(f"http://127.0.0.1:{self.port}")
		return self

	def _configure(self, address: str | None) -> None:
		"""Tell the site where it is served: wkhtmltopdf fetches the styles of a print from there."""
		import frappe

		path = Path(self.site) / "site_config.json"
		config = json.loads(path.read_text())
		config.pop("host_name", None)
		if address:
			config["host_name"] = address
		path.write_text(json.dumps(config, indent=1, sort_keys=True))
		if getattr(frappe.local, "conf", None) is not None:
			frappe.local.conf["host_name"] = address

	def __exit__(self, *error) -> None:
		self._configure(None)
		self._process.terminate()
		try:
			self._process.wait(STOP_WITHIN)
		except subprocess.TimeoutExpired:
			self._process.kill()
			self._process.wait()
		self._socket.close()
		self._log.close()

	@property
	def url(self) -> str:
		"""Address for a browser; Chromium takes every name under localhost for this machine."""
		return f"http://{self.site}:{self.port}"

	def client(self) -> "Client":
		"""A visitor who isn't logged in."""
		return Client(self)

	def log(self) -> str:
		"""What the server said, for the message of a failure."""
		self._log.seek(0)
		return self._log.read()


class Client:
	"""One person's HTTP session. Answers are returned whatever their status: tests look at it."""

	def __init__(self, server: Server):
		self.server = server
		self.session = requests.Session()
		self.session.trust_env = False  # a town hall's proxy has nothing to do with this machine
		self.session.headers.update({"Host": f"{server.site}:{server.port}", "Accept": "application/json"})

	def login(self, user: str, password: str) -> "Client":
		"""Logs in as the login page does, and keeps the token that Frappe asks of every later write."""
		answer = self.post("/api/method/login", usr=user, pwd=password)
		assert answer.ok, (
			f"{user} can't log in: {answer.status_code} {answer.text[:500]}\n{self.server.log()}"
		)
		page = self.get("/app", headers={"Accept": "text/html"})
		token = re.search(r'csrf_token = "([^"]+)"', page.text)
		if token:  # website users have no desk, hence no token there
			self.session.headers["X-Frappe-CSRF-Token"] = token[1]
		return self

	@property
	def session_id(self) -> str:
		"""The cookie that makes a browser this same person."""
		return self.session.cookies["sid"]

	def get(self, path: str, headers: dict | None = None, **params) -> requests.Response:
		return self._call("GET", path, params=params, headers=headers)

	def post(self, path: str, **body) -> requests.Response:
		return self._call("POST", path, json=body)

	def put(self, path: str, **body) -> requests.Response:
		return self._call("PUT", path, json=body)

	def patch(self, path: str, **body) -> requests.Response:
		return self._call("PATCH", path, json=body)

	def delete(self, path: str) -> requests.Response:
		return self._call("DELETE", path)

	def upload(self, path: str, files: dict, **form) -> requests.Response:
		return self._call("POST", path, files=files, data=form)

	def _call(self, verb: str, path: str, **options) -> requests.Response:
		return self.session.request(
			verb, f"http://127.0.0.1:{self.server.port}{path}", timeout=120, **options
		)
