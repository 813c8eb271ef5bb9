"""The ledger: which letter became which request. It lies outside of the repository, beside the mailbox.

It holds no address, no subject and no text: letters are known by digests under a key of its own, and by
their place in the mailbox. Without it nobody can tell whose a request is; with it, one still needs the
mailbox.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .letters import Letter
from .words import Unusable

DAY = 24 * 60 * 60

_TABLES = """
create table if not exists secret (key blob not null);
create table if not exists letters (
    name blob primary key, message blob not null, content blob not null, place text not null,
    seconds integer not null, request text, outcome text not null);
create index if not exists by_message on letters (message);
create index if not exists by_content on letters (content);
create index if not exists by_request on letters (request);
"""


class LedgerUnusable(Unusable):
    """The ledger cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the ledger; `outcome` is "planned" until its draft lies in the register."""

    name: bytes
    message: bytes
    content: bytes
    place: str
    seconds: int
    request: str | None
    outcome: str


class Ledger:
    """One open ledger. Nothing is kept of what is noted until `settle` or `keep` is called."""

    def __init__(self, connection: sqlite3.Connection, key: bytes):
        self._connection, self._key = connection, key

    def entry(self, letter: Letter, seconds: int) -> Entry:
        """The letter as the ledger knows letters, without an outcome."""
        content = self._digest(b"content", letter.text)
        message = self._digest(b"message", letter.message.encode("utf-8", "replace"))
        name = self._digest(b"name", message + content)
        return Entry(name, message, content, letter.place, seconds, None, "")

    def places(self) -> frozenset[str]:
        """Where letters lie that need not be read again."""
        rows = self._connection.execute("select place from letters where outcome <> 'planned'")
        return frozenset(place for (place,) in rows)

    def find(self, name: bytes) -> Entry | None:
        return self._one("name = ?", (name,))

    def in_thread(self, letter: Letter) -> str | None:
        """The request of the nearest known letter that this one answers."""
        for parent in reversed(letter.parents):
            found = self._one("message = ? and request is not null", (self._message(parent),))
            if found:
                return found.request
        return None

    def repeated(self, entry: Entry) -> str | None:
        """The request of a letter of the same sender and text from within a day."""
        earliest, latest = entry.seconds - DAY, entry.seconds + DAY
        where = "content = ? and request is not null and seconds between ? and ?"
        found = self._one(where, (entry.content, earliest, latest))
        return found.request if found else None

    def knows(self, request: str) -> bool:
        return self._one("request = ?", (request,)) is not None

    def letters_of(self, request: str) -> tuple[Entry, ...]:
        rows = self._connection.execute(
            "select * from letters where request = ? order by seconds", (request,)
        )
        return tuple(Entry(*row) for row in rows)

    def note(self, entry: Entry) -> None:
        self._connection.execute("insert or replace into letters values (?, ?, ?, ?, ?, ?, ?)", _row(entry))

    def keep(self) -> None:
        self._connection.commit()

    def settle(self, requests: Iterable[str]) -> None:
        """Note that these drafts lie in the register, for good."""
        rows = [(request,) for request in requests]
        update = "update letters set outcome = 'draft' where outcome = 'planned' and request = ?"
        self._connection.executemany(update, rows)
        self.keep()

    def _one(self, where: str, values: tuple) -> Entry | None:
        row = self._connection.execute(f"select * from letters where {where} limit 1", values).fetchone()
        return Entry(*row) if row else None

    def _message(self, message: str) -> bytes:
        return self._digest(b"message", message.encode("utf-8", "replace"))

    def _digest(self, purpose: bytes, content: bytes) -> bytes:
        return hmac.digest(self._key, purpose + b"\0" + content, "sha256")


@contextmanager
def opened(path: Path, root: Path) -> Iterator[Ledger]:
    """The ledger of a site, made where there is none, and held alone.

    Raises LedgerUnusable where it would lie in the repository, is in use, or is no ledger.
    """
    path = path.expanduser().resolve()
    _refuse_inside(path, root)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with closing(_alone(path.with_name(path.name + ".lock"))), closing(_connected(path)) as connection:
            yield Ledger(connection, _key_of(connection))
    except sqlite3.DatabaseError as error:
        raise LedgerUnusable("ledger-broken", path=path, reason=error) from error


def _refuse_inside(path: Path, root: Path) -> None:
    above = [folder for folder in (root, *root.parents) if folder == root or (folder / ".git").exists()]
    for folder in above:
        if path.is_relative_to(folder):
            raise LedgerUnusable("ledger-public", folder=folder)


def _alone(path: Path) -> sqlite3.Connection:
    """A lock that every system has: it is let go when the process ends, whatever way."""
    connection = _connected(path)
    try:
        connection.execute("begin exclusive")
    except sqlite3.OperationalError:
        connection.close()
        raise LedgerUnusable("ledger-busy", path=path) from None
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return sqlite3.connect(path, timeout=0.1)


def _key_of(connection: sqlite3.Connection) -> bytes:
    connection.executescript(_TABLES)
    row = connection.execute("select key from secret").fetchone()
    if row is None:
        row = (secrets.token_bytes(32),)
        connection.execute("insert into secret values (?)", row)
        connection.commit()
    return row[0]


def _row(entry: Entry) -> tuple:
    return tuple(getattr(entry, name) for name in Entry.__slots__)
