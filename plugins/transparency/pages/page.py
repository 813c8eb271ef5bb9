"""What one page is: its file, its template, its frame and its content."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import msgspec
from markupsafe import Markup, escape

from ..languages import Words


class View(msgspec.Struct, frozen=True, dict=True):
    """The base of what templates are given: a nation has millions, and they are made in no time.

    What is drawn of one that many pages show is remembered with it; see `Voice.draw`.
    """


class Link(View):
    """Words that lead somewhere; `note` stands beside them in plain text.

    It writes itself once: thousands of pages link to the same region.
    """

    text: Words
    href: str
    note: str = ""

    @cached_property
    def _html(self) -> Markup:
        note = f" {escape(self.note)}" if self.note else ""
        return Markup(f'<a href="{escape(self.href)}">{escape(self.text)}</a>{note}')

    def __html__(self) -> Markup:
        return self._html


class Alternate(View):
    """The same page in another language."""

    code: str
    name: str
    href: str
    absolute: str
    current: bool
    written: bool


class Door(View):
    """An entry of the header's navigation; `current` where the page lies behind it."""

    text: Words
    href: str
    current: bool


class Frame(View):
    """What surrounds the content of every page: head, header, navigation, footer."""

    lang: str
    title: str
    description: str
    site_name: Words
    home: str
    stylesheet: str
    icon: str
    doors: tuple[Door, ...]
    footer: tuple[Link, ...]
    licence: Link
    alternates: tuple[Alternate, ...]
    crumbs: tuple[Link, ...]
    invented: Words | None
    canonical: str | None


class Page(View):
    """A page as it will be written: `path` is its file below the output folder."""

    path: str
    template: str
    frame: Frame
    content: Any


# --- pages that are like others ---


class Slot(View):
    """Where a part stands in a page that many others are like but for a few words and parts."""

    number: int


class Filled(View):
    """A page that many others are like: one with gaps and slots, and what stands in them here.

    It is drawn by filling what was drawn once of all of them.
    """

    pattern: Page
    words: tuple[str, ...]
    parts: tuple[View, ...] = ()

    @property
    def path(self) -> str:
        return self.put_into(self.pattern.path)

    @property
    def whole(self) -> Page:
        """The page as one that was made for itself."""
        return self.put_into(self.pattern)

    def put_into(self, value: Any) -> Any:
        """A part of the pattern as it is here."""
        if isinstance(value, str):
            return GAP.sub(lambda found: self.words[int(found[1])], value) if "\0" in value else value
        if isinstance(value, tuple):
            return tuple(map(self.put_into, value))
        if isinstance(value, Slot):
            return self.parts[value.number]
        if isinstance(value, msgspec.Struct):
            return type(value)(*(self.put_into(getattr(value, name)) for name in value.__struct_fields__))
        return value


GAP = re.compile("\0([0-9]+)\0")
"""How a gap is marked in words; no text of a site may hold a NUL."""


def gap(number: int) -> str:
    """What stands in a pattern in place of words."""
    return f"\0{number}\0"
