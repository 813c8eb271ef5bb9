"""What the receiver was given when it was prepared: words, pages, and who reads about what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

BLANK = re.compile("⟦([a-z-]+)⟧")
"""A place in a prepared page that an answer fills in."""


@dataclass(frozen=True)
class Prepared:
    """What `ashyq receive` prepares.

    `pages` are whole pages by language and name, with blanks; `faults` the sentences for what can be
    wrong, by language; `topics` the names of each topic by language; `references` the region and the
    names of each page that can be written about; `mailboxes` the address of each region that has one,
    and the operator's under "".
    """

    origins: tuple[str, ...]
    longest: int
    stylesheet: str
    topics: Mapping[str, Mapping[str, str]]
    references: Mapping[str, tuple[str, Mapping[str, str]]]
    mailboxes: Mapping[str, str]
    pages: Mapping[str, Mapping[str, str]]
    faults: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, text: str | bytes) -> Prepared:
        """Raises ValueError where the text is not what this version prepares."""
        try:
            values: dict[str, Any] = json.loads(text)
            return cls(**{name: values[name] for name in cls.__dataclass_fields__})
        except (KeyError, TypeError) as error:
            raise ValueError(f"not made by `ashyq receive` of this version: {error}") from error

    def mailbox_of(self, reference: str) -> str | None:
        """Who reads what is written about a page: the nearest mailbox above it, else the operator's."""
        keys = self.references[reference][0].split("/")
        nearest = ("/".join(keys[:depth]) for depth in range(len(keys), -1, -1))
        return next((self.mailboxes[key] for key in nearest if key in self.mailboxes), None)

    def name_of(self, reference: str, lang: str) -> str:
        return self.references[reference][1][lang]

    def page(self, lang: str, name: str, blanks: Mapping[str, str], chosen: tuple[str, ...] = ()) -> str:
        """A page with its blanks filled, every value escaped once; `chosen` are the answers to keep."""
        page = self.pages[lang][name]
        for value in filter(None, chosen):
            option = f'<option value="{escape(value)}"'
            page = page.replace(option, f"{option} selected")
        return BLANK.sub(lambda blank: escape(blanks.get(blank.group(1), "")), page)
