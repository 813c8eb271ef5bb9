"""What one page is: its file, its template, its frame and its content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from ..languages import Words


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `note` stands beside them in plain text.

    It writes itself once: thousands of pages link to the same region.
    """

    text: Words
    href: str
    note: str = ""
    _html: Markup | None = field(default=None, init=False, repr=False, compare=False)

    def __html__(self) -> Markup:
        if self._html is None:
            note = f" {escape(self.note)}" if self.note else ""
            link = Markup(f'<a href="{escape(self.href)}">{escape(self.text)}</a>{note}')
            object.__setattr__(self, "_html", link)
        return self._html


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    code: str
    name: str
    href: str
    absolute: str
    current: bool
    written: bool


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the header's navigation; `current` where the page lies behind it."""

    text: Words
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it will be written: `path` is its file below the output folder."""

    path: str
    template: str
    frame: Frame
    content: Any
