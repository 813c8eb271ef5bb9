"""Long lists on pages of their own: no page shows more rows than an old phone bears.

Where a page would show more than MOST_ROWS, its longest lists move to `list--<section>/` below it; the
page keeps its totals and leads there. A list that is itself too long is divided by region, then by letter,
then by year, each part at an address that stays when rows come or go. No id holds "--", so no record
can take such an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from ..languages import Words
from .dividing import MOST_ROWS, Part, Row, divide
from .edition import Edition
from .frames import make_page
from .page import Filled, Link, Page, Slot
from .rows import most_rows_of, rows_of, weight_of, with_rows
from .sheets import Sheet
from .views import Bars, Block, Content, Item, Items, Section, Table

BARS_KEPT = 8
"""So many bars stay on a page whose bars have moved; other lists leave only their totals."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list that moves: where it stood, and what was in it."""

    section: Section
    position: int
    block: Block

    @property
    def folder(self) -> str:
        same = [one for one in self.section.blocks[: self.position] if rows_of(one)]
        return f"list--{self.section.id}" + (f"--{len(same) + 1}" if same else "") + "/"

    def rows(self, edition: Edition) -> tuple[Row, ...]:
        prefix = edition.href("regions/")
        return tuple(Row.of(view, prefix) for view in rows_of(self.block))


def pages_of(edition: Edition, sheet: Sheet) -> Iterator[Page | Filled]:
    """The pages of a sheet in one edition, split where they are too long."""
    for page in sheet.make(edition):
        yield from split(edition, page)


def split(edition: Edition, page: Page | Filled) -> Iterator[Page | Filled]:
    """A page, and the pages to which its longest lists had to move."""
    if type(page) is Filled:
        if _weight(_sections(page)) <= MOST_ROWS:
            yield page
            return
        page = page.whole
    moved = _too_long(page.content)
    divided = [(one, _divided(edition, page, one)) for one in moved]
    yield replace(page, content=_shortened(edition, page.content, divided)) if moved else page
    for one, part in divided:
        yield from _pages(edition, page, one, part, (edition.link(page.content.heading, _address(page)),))


def _sections(page: Filled) -> Iterator[Section]:
    """The sections of a page that is like others; in those that it shares the words do not matter."""
    main = page.pattern.content.main
    return (page.parts[one.number] if type(one) is Slot else one for one in main)


def _weight(sections: Iterable[Section]) -> int:
    return sum(weight_of(block) for section in sections for block in section.blocks)


def _too_long(content: Content) -> list[_List]:
    """The lists that have to move, the longest first, until the rest is short enough."""
    left, moved = _weight(content.main), []
    if left <= MOST_ROWS:
        return moved
    lists = [
        _List(section, position, block)
        for section in content.main
        for position, block in enumerate(section.blocks)
        if rows_of(block)
    ]
    for one in sorted(lists, key=lambda one: -weight_of(one.block)):
        if left <= MOST_ROWS:
            break
        moved.append(one)
        left -= weight_of(one.block) - weight_of(_kept(one.block))
    return moved


def _kept(block: Block) -> Block:
    """What stays of a list that moves: the first bars, a table's totals, nothing of others."""
    if isinstance(block, Table):
        return replace(block, rows=(block.total,) if block.total else (), total=())
    return with_rows(block, rows_of(block)[:BARS_KEPT] if isinstance(block, Bars) else ())


def _divided(edition: Edition, page: Page, one: _List) -> Part:
    title = Words(one.section.title) if one.section.title else page.content.heading
    whole = Part(_address(page) + one.folder, title, one.rows(edition), most=most_rows_of(one.block))
    return divide(whole, edition.language, edition.region_name)


def _shortened(edition: Edition, content: Content, moved: list[tuple[_List, Part]]) -> Content:
    places = {(one.section.id, one.position): (one, part) for one, part in moved}
    main = []
    for section in content.main:
        blocks: list[Block] = []
        for position, block in enumerate(section.blocks):
            one, part = places.get((section.id, position), (None, None))
            blocks += [block] if part is None else _summary(edition, block, part)
        main.append(replace(section, blocks=tuple(blocks)))
    return replace(content, main=tuple(main))


def _summary(edition: Edition, block: Block, part: Part) -> list[Block]:
    """What stays on the page in a list's place: its totals and the ways to its rows."""
    kept = _kept(block)
    return [*([kept] if rows_of(kept) else []), _ways(edition, part.parts or (part,))]


def _ways(edition: Edition, parts: tuple[Part, ...]) -> Items:
    return Items(tuple(Item(edition.link(one.title, one.path), _count(edition, one)) for one in parts))


def _count(edition: Edition, part: Part) -> str:
    return edition.say_n("%(n)s entry", "%(n)s entries", part.count)


def _pages(edition: Edition, page: Page, one: _List, part: Part, above: tuple[Link, ...]) -> Iterator[Page]:
    """The page of a part, then those of its own parts."""
    own = with_rows(one.block, tuple(row.view for row in part.rows)) if part.rows else None
    blocks = (*([_ways(edition, part.parts)] if part.parts else []), *([own] if own else []))
    content = Content(
        heading=part.title,
        kicker=one.section.title if above[1:] else "",
        state=_count(edition, part),
        main=(Section("rows", "", tuple(blocks)),),
    )
    names = [str(part.title), *(str(link.text) for link in reversed(above[1:])), _name(edition, page)]
    made = make_page(
        edition, part.path, content, crumbs=(*page.frame.crumbs, *above), title=" – ".join(names),
        written_in=[edition.language.code] if part.lettered else None,
    )  # fmt: skip
    yield replace(made, frame=replace(made.frame, alternates=_alternates(edition, page, made, part)))
    for smaller in part.parts:
        yield from _pages(edition, page, one, smaller, (*above, edition.link(part.title, part.path)))


def _alternates(edition: Edition, page: Page, made: Page, part: Part) -> tuple:
    """Letters differ from language to language: from a letter's page, the others lead to the whole list."""
    if not part.lettered:
        return made.frame.alternates
    whole = {one.code: one.href for one in page.frame.alternates}
    return tuple(one if one.current else replace(one, href=whole[one.code]) for one in made.frame.alternates)


def _name(edition: Edition, page: Page) -> str:
    return page.frame.title.removesuffix(f" – {edition.words(edition.data.site.name)}")


def _address(page: Page) -> str:
    return page.path.partition("/")[2].removesuffix("index.html")
