"""One edition of the site: the state of things, worded and linked in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from incremental.reads import Remembered

from ..languages import Language, Words
from ..languages.catalogues import mark
from ..model import addresses
from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.voices import Voice
from ..progress.state import State
from ..progress.status import Status
from .page import Link
from .views import Cell, Tag
from .wording import STATUS_SHAPES, STATUS_TONES, STATUS_WORDS

T = TypeVar("T")

MOST_MADE = 2_000
"""So many words and links of one language are kept: those of neighbours, not those of a nation."""


@dataclass(frozen=True)
class Site:
    """What is the same for every page of a build: languages, base path, stylesheet, Markdown, address.

    `base` is the path below which the site lies ("" at the root of a host); `address` the whole
    address of the site or None; `html_of` gives the HTML of an article's body.
    """

    state: State
    languages: tuple[Language, ...]
    base: str
    address: str | None
    stylesheet: str
    icon: str
    html_of: Callable[[str], str]


@dataclass(frozen=True)
class Edition:
    """The words and links of one language. Everything a page shows is made by or through this."""

    site: Site
    language: Language

    @property
    def state(self) -> State:
        return self.site.state

    @property
    def data(self) -> Dataset:
        return self.site.state.data

    # --- words ---

    @cached_property
    def say(self) -> Callable[..., str]:
        """What the language says for a message with its values."""
        return self.language.say

    def say_n(self, one: str, many: str, n: int, **values) -> str:
        return self.language.say_n(one, many, n, **values)

    def words(self, text: Mapping[str, str]) -> Words:
        return self.language.text(text)

    def optional(self, *texts: Mapping[str, str] | None) -> tuple[Words, ...]:
        """The words of those texts that are given."""
        return tuple(self.words(text) for text in texts if text is not None)

    def number(self, value: Decimal | int) -> str:
        return self.language.number(value if type(value) is Decimal else Decimal(value))

    def date(self, period: Period | None, otherwise: str = mark("not stated")) -> str:
        return self.language.period(period) if period else self.say(otherwise)

    def foreign(self, text: str, lang: str) -> Words:
        """Words known to be in one language, marked where that is not the page's."""
        return Words(text, None if lang == self.language.code else lang)

    def sorted(self, items: Iterable[T], name_of: Callable[[T], Words | str]) -> list[T]:
        return sorted(items, key=lambda item: self.language.sort_key(name_of(item)))

    # --- links ---

    def href(self, path: str) -> str:
        return f"{self.site.base}/{self.language.code}/{path}"

    def link(self, text: Words | str, path: str, note: str = "") -> Link:
        return Link(text if isinstance(text, Words) else Words(text), self.href(path), note)

    def region_name(self, key: str) -> Words:
        return self.words(self.data.region[key].name)

    def region_link(self, key: str) -> Link:
        # The same record is linked from thousands of pages; its name is worded once.
        return self.made.get(("region", key), lambda: self.link(self.region_name(key), addresses.region(key)))

    def source_link(self, source_id: str) -> Link:
        return self.made.get(("source", source_id), lambda: self._source_link(source_id))

    def _source_link(self, source_id: str) -> Link:
        source = self.data.source[source_id]
        return self.link(self.words(source.title), addresses.source(source_id))

    def indicator_link(self, indicator_id: str) -> Link:
        return self.made.get(("indicator", indicator_id), lambda: self._indicator_link(indicator_id))

    def _indicator_link(self, indicator_id: str) -> Link:
        name = self.words(self.data.indicator[indicator_id].name)
        return self.link(name, addresses.indicator(indicator_id))

    def commitment_link(self, commitment_id: str) -> Link:
        title = self.words(self.data.commitment[commitment_id].title)
        return self.link(title, addresses.commitment(commitment_id))

    def programme_link(self, programme_id: str) -> Link:
        name = self.words(self.data.programme[programme_id].name)
        return self.link(name, addresses.programme(programme_id))

    def organization_link(self, organization_id: str) -> Link:
        body = self.data.organization[organization_id]
        return self.link(self.words(body.name), addresses.organization(body.id, body.door is not None))

    def meeting_link(self, meeting_id: str) -> Link:
        return self.link(self.words(self.data.meeting[meeting_id].title), addresses.meeting(meeting_id))

    def voice(self, voice: Voice | None) -> tuple[Words | Link, ...]:
        """Who said something: the person, the post and its body; or that nobody is named."""
        if voice is None:
            return (Words(self.say("not named")),)
        parts: list[Words | Link] = []
        if voice.person:
            parts.append(self.words(self.data.person[voice.person].name))
        if voice.post:
            post, body = self.data.post[voice.post]
            parts += [self.words(post.title), self.organization_link(body.id)]
        if voice.organization:
            parts.append(self.organization_link(voice.organization))
        return tuple(parts) or (Words(self.say("not named")),)

    def term(self, word: str, term_id: str) -> Link | str:
        """A word led to its entry in the glossary, where the site explains it."""
        if term_id in self.data.term:
            return self.link(word, f"{addresses.GLOSSARY}#{term_id}")
        return word

    # --- tags and cells ---

    def status_tag(self, status: Status) -> Tag:
        return Tag(
            self.say(STATUS_WORDS[status]), f"{STATUS_SHAPES[status]} {STATUS_TONES.get(status, 'plain')}"
        )

    def count_cell(self, value: Decimal | int) -> Cell:
        return Cell(self.number(value), numeric=True)

    @cached_property
    def made(self) -> Remembered:
        """What several pages of this edition show alike; whoever takes it has read what it is made from."""
        return Remembered(MOST_MADE)
