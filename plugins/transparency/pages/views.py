"""What components are given: figures, promises, tables and lists as words and numbers of one language.

A page is a title, a sentence and sections; a section is a title and blocks. Each block names the
component that draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from ..languages import Words
from .page import Link


@dataclass(frozen=True, slots=True)
class Tag:
    """A status or kind as a word and a shape."""

    text: str
    shape: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An official's answer to a figure or status; `about` names the figure where it stands apart."""

    date: str
    by: tuple[Words | Link, ...]
    text: Words
    source: Link
    about: str = ""


@dataclass(frozen=True, slots=True)
class Replies:
    component: ClassVar[str] = "replies"
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure.

    `shape` is "share" (a part of a whole, or progress to a target), "progress" (from a baseline),
    "over" (more than the target), "promised" (an empty outline: nothing reported), "number" (no
    whole, no bar) or "missing" (a reason for none). `width` and `tick` are percentages of the bar's
    length with a point for the decimals. `figure` is the number with its noun or its whole, in the
    order of the language.
    """

    component: ClassVar[str] = "bar"
    label: Link
    number: str
    out_of: Words
    percent: str
    shape: str
    width: str
    tick: str
    date: str
    source: Link
    marks: tuple[Link | str, ...]
    notes: tuple[Words, ...]
    named: tuple[Link, ...]
    figure: str
    sentence: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    component: ClassVar[str] = "bars"
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PromiseItem:
    """A promise in a list: its status, its kind, its words and the line that says how far it got."""

    link: Link
    status: Tag
    kind: str
    line: str
    region: Link | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    component: ClassVar[str] = "promises"
    promises: tuple[PromiseItem, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a summary list: what, and one or more answers."""

    name: Link | str
    answers: tuple[Words | Link | str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    component: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: a link, words or a number."""

    value: Words | Link | str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: every one has a caption, and its first column heads the rows."""

    component: ClassVar[str] = "table"
    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: a link, a line below it and, where it has one, a tag."""

    link: Link
    line: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Items:
    component: ClassVar[str] = "items"
    entries: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Many short links in one paragraph's room."""

    component: ClassVar[str] = "names"
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach someone. `href` is empty where nobody has confirmed it lately."""

    kind: str
    value: Words | str
    href: str
    dated: str
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    component: ClassVar[str] = "contacts"
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    component: ClassVar[str] = "paragraphs"
    texts: tuple[Words | str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A plain list of sentences."""

    component: ClassVar[str] = "points"
    texts: tuple[Words | str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is missing, and who could give it."""

    component: ClassVar[str] = "notice"
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """Sanitised HTML of an article, with the language it is written in."""

    component: ClassVar[str] = "prose"
    html: Markup
    lang: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RequestItem:
    """A request of the register and what became of it; its id is its number and its anchor.

    Each of the `lines` is a row of words and links.
    """

    id: str
    topic: Words | str
    tags: tuple[Tag, ...]
    said: Words | str
    did: Words | str
    lines: tuple[tuple[Words | Link | str, ...], ...]


@dataclass(frozen=True, slots=True)
class Requests:
    component: ClassVar[str] = "requests"
    requests: tuple[RequestItem, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many promises bear one status."""

    number: str
    tag: Tag
    href: str


@dataclass(frozen=True, slots=True)
class Tally:
    component: ClassVar[str] = "tally"
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class TermItem:
    """A word of the glossary; its id is its anchor."""

    id: str
    name: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class Terms:
    component: ClassVar[str] = "terms"
    terms: tuple[TermItem, ...]


@dataclass(frozen=True, slots=True)
class StatusRow:
    tag: Tag
    rule: str


@dataclass(frozen=True, slots=True)
class StatusRows:
    """All statuses in their order, each with its rule."""

    component: ClassVar[str] = "statuses"
    statuses: tuple[StatusRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a form offers; `value` is what is sent."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field that was sent; `invalid` is "true", or "false" where nothing is."""

    text: str
    invalid: str = "true"


@dataclass(frozen=True, slots=True)
class Form:
    """The form for writing to an office; its fields are named as the receiver reads them.

    `id` begins the ids of its fields. `reference` is the page written about; without one the reader
    chooses among `regions`. `message` and `reply` are what was filled in already.
    """

    component: ClassVar[str] = "form"
    id: str
    action: str
    lang: str
    topics: tuple[Choice, ...]
    hint: str
    longest: str
    reference: str = ""
    regions: tuple[Choice, ...] = ()
    message: str = ""
    reply: str = ""
    region_fault: Fault | None = None
    topic_fault: Fault | None = None
    message_fault: Fault | None = None
    reply_fault: Fault | None = None


Lists = Promises | Items | Names | Contacts | Points | Tally | Requests | Terms | StatusRows | Replies
Block = Bars | Facts | Table | Paragraphs | Notice | Prose | Form | Lists


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a page; `id` is its anchor."""

    component: ClassVar[str] = "section"
    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says: heading, what kind of thing it is, its one sentence, and its sections."""

    heading: Words
    state: Words | str = ""
    kicker: str = ""
    tags: tuple[Tag, ...] = ()
    main: tuple[Section, ...] = ()
    aside: tuple[Section, ...] = ()
