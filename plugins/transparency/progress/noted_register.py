"""The register, saying what is read of it: a page is made again only when what it shows has changed."""

from __future__ import annotations

from datetime import date

from incremental.reads import note

from ..model.dataset import Dataset
from .register import Entry, Register


class NotedRegister:
    """Reads like a `Register`; what is read notes a name, of which `Surface` gives the digest."""

    def __init__(self, data: Dataset, today: date):
        self._register = Register(data, today)

    @property
    def entries(self) -> tuple[Entry, ...]:
        note("register")
        return self._register.entries

    @property
    def places(self) -> tuple[str, ...]:
        note("register")
        return self._register.places

    @property
    def bodies(self) -> tuple[str, ...]:
        note("register")
        return self._register.bodies

    def within(self, key: str) -> tuple[Entry, ...]:
        self._note(f"register-within:{key}")
        return self._register.within(key)

    def of_body(self, organization: str) -> tuple[Entry, ...]:
        self._note(f"register-of:{organization}")
        return self._register.of_body(organization)

    def _note(self, part: str) -> None:
        # Of an empty register every page of a nation would read its own part.
        note(part if self._register.entries else "register")
