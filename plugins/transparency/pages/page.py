"""What one page is: its file, its template, its frame and its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..languages import Words


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `note` stands beside them in plain text."""

    text: Words
    href: str
    note: str = ""


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
