"""From the cells of a row to the values of a record: an empty cell is a key that is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from ..model.text import Record
from .columns import BETWEEN, Column
from .field_types import Types, is_list, is_only_text, meant, types_at, types_inside

Row = Sequence[str]
_Tree = dict[str | int, Any]

_ENTRY = re.compile(rf"[^{BETWEEN}]+")
_ABSENT = object()


def reader_of(columns: Iterable[Column], record: type[Record]) -> Callable[[Row], dict]:
    """What makes of each row of a table the value that the same record has in YAML."""
    tree: _Tree = {}
    for column in columns:
        *through, last = column.path
        inner = tree
        for step in through:
            inner = inner.setdefault(step, {})
        inner[last] = _cell_reader(column.number, types_at(record, column.path))
    read = _map_reader(tree)
    return lambda row: {} if (value := read(row)) is _ABSENT else value


def entries_of(cell: str) -> list[tuple[int, str]]:
    """The entries of a list in one cell, each with the offset at which it begins; blank ones are none."""
    found = ((match.start(), match[0]) for match in _ENTRY.finditer(cell))
    return [
        (start + len(text) - len(text.lstrip(" ")), text.strip(" "))
        for start, text in found
        if text.strip(" ")
    ]


def _cell_reader(number: int, types: Types) -> Callable[[Row], Any]:
    value_of = _value_reader(types)

    def read(row: Row) -> Any:
        text = row[number]
        return value_of(text) if text else _ABSENT

    return read


def _value_reader(types: Types) -> Callable[[str], Any]:
    if any(is_list(one) for one in types):
        entry = _value_reader(types_inside(types, 0))
        return lambda text: tuple(entry(part) for _, part in entries_of(text))
    return str if is_only_text(types) else partial(meant, types)


def _map_reader(tree: _Tree) -> Callable[[Row], Any]:
    parts = [(key, _reader(inner)) for key, inner in tree.items()]

    def read(row: Row) -> Any:
        made = {key: value for key, part in parts if (value := part(row)) is not _ABSENT}
        return made or _ABSENT

    return read


def _reader(node: Any) -> Callable[[Row], Any]:
    if not isinstance(node, dict):
        return node
    is_numbered = isinstance(next(iter(node)), int)
    return _list_reader(node) if is_numbered else _map_reader(node)


def _list_reader(tree: _Tree) -> Callable[[Row], Any]:
    parts = [_reader(tree[number]) for number in sorted(tree)]

    def read(row: Row) -> Any:
        made = tuple(value for part in parts if (value := part(row)) is not _ABSENT)
        return made or _ABSENT

    return read
