"""What the rows of a block are, for every kind of block that can grow long."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from .dividing import MOST_ROWS
from .views import Bars, Block, Facts, Items, Names, Promises, Table

_ROWS = {
    Bars: "bars",
    Promises: "promises",
    Facts: "facts",
    Table: "rows",
    Items: "entries",
    Names: "links",
}
_BAR = 4
"""A bar takes the room of so many rows."""


def rows_of(block: Block) -> tuple[Any, ...]:
    """The rows of a block; none where it is no list."""
    return getattr(block, _ROWS[type(block)]) if type(block) in _ROWS else ()


def with_rows(block: Block, rows: tuple[Any, ...]) -> Block:
    """The same list with other rows; a table without its totals, which stay with the whole."""
    changes = {_ROWS[type(block)]: rows}
    return replace(block, **changes, total=()) if isinstance(block, Table) else replace(block, **changes)


def most_rows_of(block: Block) -> int:
    """How many rows of a list fit on a page."""
    return MOST_ROWS // _BAR if isinstance(block, Bars) else MOST_ROWS


def weight_of(block: Block) -> int:
    """How much room a list takes, in rows."""
    return len(rows_of(block)) * (_BAR if isinstance(block, Bars) else 1)
