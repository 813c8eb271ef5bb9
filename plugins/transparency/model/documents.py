"""What facts stand on and hang together by: sources, meetings, programmes, services, terms, articles."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import Period
from .people import Clock
from .text import Id, Lang, Line, Record, RegionKey, Text, Url
from .voices import Voice


class Source(Record):
    """A citable document. What is not known about it stays None and is shown as not known."""

    id: Id
    title: Text
    kind: Literal["article", "report", "page", "law", "letter", "statistics"] = "page"
    publisher: Text | None = None
    author: Line | None = None
    date: Period | None = None
    date_note: Text | None = None
    language: Lang | None = None
    url: Url | None = None
    accessed: Period | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")] | None = None
    verified: bool = True
    note: Text | None = None


class Point(Record):
    """One thing said, raised, decided or assigned at a meeting, in our words."""

    text: Text
    kind: Literal["said", "raised", "decided", "assigned", "shown"] = "said"
    by: Voice | None = None
    to: tuple[Id, ...] = ()


class Participant(Record):
    """Who took part: a person in a post, or an organization; `role` where neither is recorded."""

    post: Id | None = None
    person: Id | None = None
    organization: Id | None = None
    role: Text | None = None


class Meeting(Record):
    """A sitting, briefing or meeting with residents (Popolo: Event).

    `begins` and `ends` are times of its day in the site's time zone.
    """

    id: Id
    title: Text
    kind: Literal["meeting", "briefing", "sitting", "residents"]
    region: RegionKey
    date: Period | None
    date_note: Text | None = None
    begins: Clock | None = None
    ends: Clock | None = None
    place: Text | None = None
    topic: Text
    organizer: Voice | None = None
    participants: tuple[Participant, ...] = ()
    points: tuple[Point, ...] = ()
    take_part: Text | None = None
    source: Id
    note: Text | None = None


class Programme(Record):
    """What belongs together: commitments, services and bodies under one name."""

    id: Id
    name: Text
    summary: Text
    region: RegionKey
    since: Period | None = None
    aims: tuple[Text, ...] = ()
    state: Literal["under-way", "started", "announced", "proposed"]
    run_by: tuple[Id, ...] = ()
    open_door: bool = False
    printed: Line | None = None
    source: Id
    note: Text | None = None


class Service(Record):
    """A public digital service or information system (CPSV: PublicService)."""

    id: Id
    name: Text
    region: RegionKey
    audience: Text | None = None
    provider: Id | None = None
    state: Literal["in-use", "planned", "closed"]
    as_of: Period
    since: Period | None = None
    channel: Line | None = None
    printed: Line | None = None
    source: Id
    note: Text | None = None


class Term(Record):
    """A word of the glossary, with what it means on this site."""

    id: Id
    name: Text
    meaning: Text


class ArticleText(Record):
    """One language of an article: its front matter and its Markdown body.

    `updated` is the day on which its words last changed, the article's own day where it is not given.
    """

    lang: Lang
    title: Line
    summary: Line
    body: str
    path: str
    updated: Period | None = None


class Article(Record):
    """A Markdown text in its languages: an article, or a page of the site's own, which has no date."""

    slug: Id
    date: Period | None = None
    regions: tuple[RegionKey, ...] = ()
    sources: tuple[Id, ...] = ()
    texts: tuple[ArticleText, ...]

    def newer_than(self, text: ArticleText) -> tuple[ArticleText, ...]:
        """The texts in other languages that were changed after this one was."""
        return tuple(other for other in self.texts if self._changed(other) > self._changed(text))

    def _changed(self, text: ArticleText) -> str:
        day = text.updated or self.date
        return str(day.first) if day else ""
