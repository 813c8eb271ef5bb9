"""What components are given: figures, promises, tables and lists as words and numbers of one language.

A page is a title, a sentence and sections; a section is a title and blocks. Each block names the
component that draws it.
"""

from __future__ import annotations

from typing import ClassVar

from markupsafe import Markup

from ..languages import Words
from .page import Link, View


class Tag(View):
    """A status or kind as a word and a shape."""

    text: str
    shape: str


class Reply(View):
    """An official's answer to a figure or status; `about` names the figure where it stands apart."""

    date: str
    by: tuple[Words | Link, ...]
    text: Words
    source: Link
    about: str = ""


class Replies(View):
    component: ClassVar[str] = "replies"
    replies: tuple[Reply, ...]


class Bar(View):
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


class Bars(View):
    component: ClassVar[str] = "bars"
    bars: tuple[Bar, ...]


class PromiseItem(View):
    """A promise in a list: its status, its kind, its words and the line that says how far it got."""

    link: Link
    status: Tag
    kind: str
    line: str
    region: Link | None = None


class Promises(View):
    component: ClassVar[str] = "promises"
    promises: tuple[PromiseItem, ...]


class Fact(View):
    """One row of a summary list: what, and one or more answers."""

    name: Link | str
    answers: tuple[Words | Link | str, ...]


class Facts(View):
    component: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


class Cell(View):
    """One cell of a table: a link, words or a number."""

    value: Words | Link | str
    numeric: bool = False


class Table(View):
    """A data table: every one has a caption, and its first column heads the rows."""

    component: ClassVar[str] = "table"
    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


class Item(View):
    """An entry of a list: a link, a line below it and, where it has one, a tag."""

    link: Link
    line: str = ""
    tag: Tag | None = None


class Items(View):
    component: ClassVar[str] = "items"
    entries: tuple[Item, ...]


class Names(View):
    """Many short links in one paragraph's room."""

    component: ClassVar[str] = "names"
    links: tuple[Link, ...]


class Contact(View):
    """A way to reach someone. `href` is empty where nobody has confirmed it lately."""

    kind: str
    value: Words | str
    href: str
    dated: str
    notes: tuple[Words, ...] = ()


class Contacts(View):
    component: ClassVar[str] = "contacts"
    contacts: tuple[Contact, ...]


class Paragraphs(View):
    component: ClassVar[str] = "paragraphs"
    texts: tuple[Words | str, ...]


class Points(View):
    """A plain list of sentences."""

    component: ClassVar[str] = "points"
    texts: tuple[Words | str, ...]


class Notice(View):
    """What is missing, and who could give it."""

    component: ClassVar[str] = "notice"
    text: str
    link: Link | None = None


class Prose(View):
    """Sanitised HTML of an article, with the language it is written in."""

    component: ClassVar[str] = "prose"
    html: Markup
    lang: str | None = None
    remark: str = ""


class RequestItem(View):
    """A request of the register and what became of it; its id is its number and its anchor.

    Each of the `lines` is a row of words and links.
    """

    id: str
    topic: Words | str
    tags: tuple[Tag, ...]
    said: Words | str
    did: Words | str
    lines: tuple[tuple[Words | Link | str, ...], ...]


class Requests(View):
    component: ClassVar[str] = "requests"
    requests: tuple[RequestItem, ...]


class Count(View):
    """How many promises bear one status."""

    number: str
    tag: Tag
    href: str


class Tally(View):
    component: ClassVar[str] = "tally"
    counts: tuple[Count, ...]


class TermItem(View):
    """A word of the glossary; its id is its anchor."""

    id: str
    name: Words
    meaning: Words


class Terms(View):
    component: ClassVar[str] = "terms"
    terms: tuple[TermItem, ...]


class StatusRow(View):
    tag: Tag
    rule: str


class StatusRows(View):
    """All statuses in their order, each with its rule."""

    component: ClassVar[str] = "statuses"
    statuses: tuple[StatusRow, ...]


class Choice(View):
    """One of the answers a form offers; `value` is what is sent."""

    value: str
    label: Words


class Fault(View):
    """What is wrong with a field that was sent; `invalid` is "true", or "false" where nothing is."""

    text: str
    invalid: str = "true"


class Form(View):
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


class Section(View):
    """A titled part of a page; `id` is its anchor."""

    component: ClassVar[str] = "section"
    id: str
    title: str
    blocks: tuple[Block, ...]


class Content(View):
    """What a page says: heading, what kind of thing it is, its one sentence, and its sections."""

    heading: Words
    state: Words | str = ""
    kicker: str = ""
    tags: tuple[Tag, ...] = ()
    main: tuple[Section, ...] = ()
    aside: tuple[Section, ...] = ()
