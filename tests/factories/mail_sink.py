"""A mail server on this machine that keeps what it is sent: what really leaves the site."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import frappe


class _Session(socketserver.StreamRequestHandler):
	"""One client: the few verbs of SMTP that smtplib speaks without a password."""

	def handle(self):
		self.wfile.write(b"220 sink\r\n")
		recipients: list[str] = []
		while line := self.rfile.readline():
			verb = line[:4].upper().strip()
			if verb == b"QUIT":
				self.wfile.write(b"221 bye\r\n")
				return
			if verb == b"RCPT":
				recipients.append(line.decode().split("<", 1)[1].split(">", 1)[0])
			if verb == b"DATA":
				self.wfile.write(b"354 go on\r\n")
				self.server.kept.append((recipients, self._message()))
				recipients = []
			self.wfile.write(b"250 ok\r\n")

	def _message(self) -> EmailMessage:
		lines = []
		while (line := self.rfile.readline()) not in (b".\r\n", b""):
			lines.append(line[1:] if line.startswith(b"..") else line)
		return message_from_bytes(b"".join(lines), policy=policy.default)


@contextmanager
def mail_sink(monkeypatch):
	"""Inside, the site sends its mail here: a list of (recipients, message) that grows."""
	with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
		server.daemon_threads, server.kept = True, []
		threading.Thread(target=server.serve_forever, daemon=True).start()
		settings = {
			"mail_server": "127.0.0.1",
			"mail_port": server.server_address[1],
			"auto_email_id": "pre@example.org",
			"disable_mail_smtp_authentication": 1,
			"mute_emails": 0,
		}
		for key, value in settings.items():
			monkeypatch.setitem(frappe.local.conf, key, value)
		monkeypatch.setattr(frappe.local, "outgoing_email_account", {}, raising=False)
		monkeypatch.setitem(frappe.flags, "testing_email", True)
		monkeypatch.setitem(frappe.flags, "mute_emails", False)
		try:
			yield server.kept
		finally:
			server.shutdown()
