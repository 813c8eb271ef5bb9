"""Mailboxes: IMAP over TLS, Maildir and mbox; read from beginning to end, and never changed."""

from __future__ import annotations

import imaplib
import mailbox
import re
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .letters import Delivered
from .words import Unusable

MOST_BYTES = 50_000_000
"""Of a larger letter only the head is read; mail servers seldom take as much."""

PATIENCE = 60
"""Seconds for a server to answer."""

USER, PASSWORD = "ASHYQ_IMAP_USER", "ASHYQ_IMAP_PASSWORD"

Known = Collection[str]
Box = Callable[[Known], Iterator[Delivered]]
"""Gives every letter whose place is not known yet."""


class BoxUnusable(Unusable):
    """The mailbox cannot be read; the message says why and holds no password."""


def box_of(address: str, environment: Mapping[str, str]) -> Box:
    """The mailbox at `imaps://host/FOLDER`, `imap+starttls://host/FOLDER`, or a Maildir's or mbox's path.

    Raises BoxUnusable where there is none.
    """
    if "://" in address:
        return _imap_of(address, environment)
    path = Path(address)
    if (path / "cur").is_dir() and (path / "new").is_dir():
        return lambda known: _maildir(path, known)
    if path.is_file():
        return lambda known: _mbox(path)
    raise BoxUnusable("box-unknown", address=address)


# --- folders and files ---


def _maildir(path: Path, known: Known) -> Iterator[Delivered]:
    box = mailbox.Maildir(path, create=False)
    for key in sorted(box.iterkeys()):
        if key in known:
            continue
        seconds = key.partition(".")[0]
        received = datetime.fromtimestamp(int(seconds), UTC) if _is_time(seconds) else None
        raw = box.get_bytes(key)
        yield Delivered(key, raw[:MOST_BYTES], received, len(raw) <= MOST_BYTES)


def _is_time(seconds: str) -> bool:
    return seconds.isascii() and seconds.isdecimal() and len(seconds) < 12


def _mbox(path: Path) -> Iterator[Delivered]:
    """Places are the letters' numbers; they change with the file, so none of them is ever known."""
    with closing(mailbox.mbox(path, create=False)) as box:
        for number, key in enumerate(box.iterkeys(), 1):
            raw = box.get_bytes(key)
            head = box.get_bytes(key, from_=True).split(b"\n", 1)[0]
            yield Delivered(f"{path.name} {number}", raw[:MOST_BYTES], _sent_by(head), len(raw) <= MOST_BYTES)


def _sent_by(head: bytes) -> datetime | None:
    """The time at the end of mbox's line "From somebody Mon Jan  5 10:00:00 2026"."""
    try:
        moment = time.strptime(head.decode("ascii", "replace").strip()[-24:], "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return None
    return datetime(*moment[:6], tzinfo=UTC)


# --- IMAP ---


def _imap_of(address: str, environment: Mapping[str, str]) -> Box:
    parts = urlsplit(address)
    if parts.scheme not in ("imaps", "imap+starttls") or not parts.hostname:
        raise BoxUnusable("box-open")
    if parts.username or parts.password:
        raise BoxUnusable("box-password-seen", user=USER, password=PASSWORD)
    user, password = environment.get(USER), environment.get(PASSWORD)
    if not user or not password:
        raise BoxUnusable("box-password", user=USER, password=PASSWORD)
    folder = unquote(parts.path.strip("/")) or "INBOX"

    def letters(known: Known) -> Iterator[Delivered]:
        try:
            with _connected(parts.scheme, parts.hostname, parts.port) as server:
                server.login(user, password)
                yield from _of_folder(server, folder, known)
        except (imaplib.IMAP4.error, OSError) as error:
            reason = str(error).replace(password, "…")
            raise BoxUnusable("box-refused", host=parts.hostname, reason=reason) from None

    return letters


def _connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or imaplib.IMAP4_SSL_PORT, ssl_context=context, timeout=PATIENCE)
    server = imaplib.IMAP4(host, port or imaplib.IMAP4_PORT, timeout=PATIENCE)
    server.starttls(context)
    return server


def _of_folder(server: imaplib.IMAP4, folder: str, known: Known) -> Iterator[Delivered]:
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'
    _answered(*server.select(quoted, readonly=True))
    validity = (server.response("UIDVALIDITY")[1] or [b"0"])[0].decode("ascii")
    numbers = _answered(*server.uid("SEARCH", "ALL"))[0].split()
    for number in (one.decode("ascii") for one in numbers):
        place = f"{folder} {validity}/{number}"
        if place not in known:
            yield from _one(server, number, place)


def _one(server: imaplib.IMAP4, number: str, place: str) -> Iterator[Delivered]:
    about = _answered(*server.uid("FETCH", number, "(INTERNALDATE RFC822.SIZE)"))[0]
    if about is None:
        return  # gone in the meantime
    size = int(re.search(rb"RFC822\.SIZE (\d+)", about)[1])
    whole = size <= MOST_BYTES
    fetched = _answered(*server.uid("FETCH", number, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])"))
    for piece in fetched:
        if isinstance(piece, tuple):
            yield Delivered(place, piece[1], _internal_date(about), whole)


def _internal_date(about: bytes) -> datetime | None:
    found = re.search(rb'INTERNALDATE "([^"]+)"', about)
    try:
        return datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z") if found else None
    except ValueError:
        return None


def _answered(status: str, answer: list) -> list:
    if status != "OK":
        raise imaplib.IMAP4.error(b" ".join(filter(None, answer)).decode("utf-8", "replace"))
    return answer
