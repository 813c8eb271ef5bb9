"""Where letters go: into a Maildir on this machine, or by SMTP to the region's mailbox."""

from __future__ import annotations

import os
import secrets
import smtplib
import socket
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .marks import Mark, sync_folder, write_through

Delivery = Callable[[EmailMessage, Mark], None]
"""Delivers a letter, or raises OSError (smtplib's errors are such); again for the same mark does no harm."""

PATIENCE = 20
"""Seconds for a mail server to answer; the reader waits."""

_SMTP_SCHEMES = {"smtp": smtplib.SMTP, "smtps": smtplib.SMTP_SSL, "smtp+starttls": smtplib.SMTP}


class Maildir:
    """A Maildir: each letter is one file, written whole in `tmp` and renamed into `new`."""

    def __init__(self, folder: Path):
        self._folder = folder
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)

    def __call__(self, letter: EmailMessage, mark: Mark) -> None:
        host = socket.gethostname().replace("/", "_").replace(":", "_")
        # The name is the mark's, so that a letter that lies here is not laid beside itself.
        name = f"{mark.seconds}.{mark.request}.{host}"
        if self._holds(name):
            return
        beside = self._folder / "tmp" / f"{name}.{secrets.token_hex(4)}"
        write_through(beside, letter.as_bytes(policy=letter.policy.clone(linesep="\n")))
        os.rename(beside, self._folder / "new" / name)
        sync_folder(self._folder / "new")

    def _holds(self, name: str) -> bool:
        """Whether a letter lies here, read or not; programs add their flags to its name."""
        folders = (self._folder / "new", self._folder / "cur")
        return any(path.name.partition(":")[0] == name for folder in folders for path in folder.iterdir())


class Smtp:
    """A mail server: `smtp://host:25`, `smtps://user:word@host` or `smtp+starttls://host:587`."""

    def __init__(self, address: str):
        self._address = urlsplit(address)
        if self._address.scheme not in _SMTP_SCHEMES or not self._address.hostname:
            raise ValueError(f"no address of a mail server: {self._address.scheme}://…")

    def __call__(self, letter: EmailMessage, mark: Mark) -> None:
        connect = _SMTP_SCHEMES[self._address.scheme]
        with connect(self._address.hostname, self._address.port or 0, timeout=PATIENCE) as server:
            if self._address.scheme.endswith("starttls"):
                server.starttls()
            if self._address.username:
                server.login(unquote(self._address.username), unquote(self._address.password or ""))
            server.send_message(letter)


def delivery_of(environment: Mapping[str, str]) -> Delivery:
    """The way that the environment names. Raises ValueError where it names none, or two."""
    maildir, smtp = environment.get("ASHYQ_MAILDIR"), environment.get("ASHYQ_SMTP")
    if bool(maildir) == bool(smtp):
        raise ValueError("set either ASHYQ_MAILDIR or ASHYQ_SMTP")
    return Maildir(Path(maildir)) if maildir else Smtp(smtp or "")
