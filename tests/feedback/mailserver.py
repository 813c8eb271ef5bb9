"""A real IMAP server with TLS on 127.0.0.1: Debian's dovecot, with its own certificate and one user."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import require

PATIENCE = 20
"""Seconds within which the server must answer."""

USER, PASSWORD = "office", "correct-horse-battery"

_DOVECOT = "dovecot" if shutil.which("dovecot") else "/usr/sbin/dovecot"

_CONFIGURATION = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
listen = 127.0.0.1
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
passdb {{
  driver = static
  args = user={name} password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""


@dataclass(frozen=True)
class MailServer:
    """A running server: where its mail lies, its port, and what a client must know of it."""

    folder: Path
    port: int

    @property
    def maildir(self) -> Path:
        return self.folder / "mail"

    @property
    def address(self) -> str:
        return f"imaps://localhost:{self.port}/INBOX"

    @property
    def environment(self) -> dict[str, str]:
        """What `ashyq feedback import` is told: credentials, and whom to trust."""
        certificate = str(self.folder / "certificate.pem")
        return {"ASHYQ_IMAP_USER": USER, "ASHYQ_IMAP_PASSWORD": PASSWORD, "SSL_CERT_FILE": certificate}

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4_SSL]:
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=context, timeout=PATIENCE) as client:
            client.login(USER, PASSWORD)
            yield client

    def put(self, letter: bytes, received: float | None = None) -> None:
        """Lay a letter into the inbox as a mail program does."""
        stamp = imaplib.Time2Internaldate(received if received is not None else time.time())
        with self.client() as client:
            status, answer = client.append("INBOX", None, stamp, letter)
            assert status == "OK", answer

    def states(self) -> list[bytes]:
        """The flags of every letter in the inbox."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            return client.fetch("1:*", "(FLAGS)")[1]

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Start a server in a folder of its own and end it afterwards."""
    dovecot = require(_DOVECOT, "it is the IMAP server of the tests (apt-get install dovecot-imapd)")
    openssl = require("openssl", "it makes the certificate of the IMAP server (apt-get install openssl)")
    # The paths of sockets are short.
    folder = Path(tempfile.mkdtemp(prefix="imap-"))
    process = None
    try:
        server = MailServer(folder, _free_port())
        _certify(openssl, folder)
        (folder / "dovecot.conf").write_text(_configuration(server))
        process = subprocess.Popen([dovecot, "-F", "-c", folder / "dovecot.conf"])
        _wait_for(server, process)
        yield server
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _configuration(server: MailServer) -> str:
    ids = {"uid": os.getuid(), "gid": os.getgid()}
    users = dict.fromkeys(("login", "internal"), pwd.getpwuid(os.getuid()).pw_name)
    if os.getuid() == 0:
        # dovecot serves nobody as root: it has users of its own, and mail belongs to nobody in particular
        users = {"login": "dovenull", "internal": "dovecot"}
        ids = {"uid": pwd.getpwnam("nobody").pw_uid, "gid": pwd.getpwnam("nobody").pw_gid}
        server.folder.chmod(0o755)
    for name in ("mail", "home"):
        (server.folder / name).mkdir()
        os.chown(server.folder / name, ids["uid"], ids["gid"])
    group = grp.getgrgid(pwd.getpwnam(users["internal"]).pw_gid).gr_name
    return _CONFIGURATION.format(
        folder=server.folder, port=server.port, name=USER, password=PASSWORD, group=group, **users, **ids
    )


def _certify(openssl: Path, folder: Path) -> None:
    command = [
        *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
    ]
    subprocess.run(command, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait_for(server: MailServer, process: subprocess.Popen) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        assert process.poll() is None, server.log()
        try:
            with server.client():
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
    raise AssertionError(f"dovecot does not answer: {server.log()}")
