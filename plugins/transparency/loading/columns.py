"""The columns of a table: what each head names in a record, and what is wrong with heads.

A head is the path of a field with points between its steps: `region`, `name.kk`, `correction.date`,
`contacts.0.kind`. A list of plain entries may also stand in one cell, with ';' between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..model.text import ID, Counted, Record, Split, Text
from .field_types import Types, is_list, is_record, types_at, types_inside
from .problems import did_you_mean, listed
from .strict_yaml import Path

BETWEEN = ";"
"""What stands between the entries of a list in one cell."""

LANGUAGES = ("kk", "ky", "ru", "en")
"""The languages that are suggested where a head is misspelt; a site may have others."""

MOST = 500
"""Columns of one table; a record with all its parts has a tenth of that."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 0, its head, and the path in a record that its cells fill."""

    number: int
    head: str
    path: Path


@dataclass(frozen=True, slots=True)
class HeadFault:
    """What is wrong with the head of a column, and the rule's values."""

    number: int
    rule: str
    values: dict[str, Any]


def columns_of(heads: Sequence[str], record: type[Record]) -> tuple[tuple[Column, ...], list[HeadFault]]:
    """The columns that a table's heads name in a record, and all that is wrong with the heads.

    A column without a head is none; whether its cells are empty is for the reader to see.
    """
    if len(heads) > MOST:
        return (), [HeadFault(MOST, "csv-columns", {"seen": len(heads), "limit": MOST})]
    columns = [Column(i, head, _path_of(head, record)) for i, head in enumerate(heads) if head]
    faults = [fault for column in columns if (fault := _fault_of(column, record))]
    if columns and len(faults) == len(columns) and all(one.rule == "unknown-key" for one in faults):
        return (), [HeadFault(columns[0].number, "csv-head", _unlike_heads(columns[0], record))]
    faults += _twice(columns)
    faults += _lacking(columns, faults, record)
    return tuple(columns), faults


def _path_of(head: str, record: type[Record]) -> Path:
    """A head's steps; a number is the place in a list where the model has a list."""
    path: list[str | int] = []
    for word in head.split("."):
        in_list = any(is_list(one) for one in types_at(record, path))
        path.append(int(word) if in_list and _NUMBER.fullmatch(word) else word)
    return tuple(path)


def _fault_of(column: Column, record: type[Record]) -> HeadFault | None:
    types = types_at(record, column.path)
    if not types:
        hint = did_you_mean(column.head, heads_of(record))
        return HeadFault(column.number, "unknown-key", {"seen": column.head, "hint": hint})
    for depth, step in enumerate(column.path):
        around = types_at(record, column.path[:depth])
        if around & {Text, Counted} and not _LANGUAGE.fullmatch(str(step)):
            return HeadFault(column.number, "language-form", {"seen": step})
        if Split in around and not re.fullmatch(ID, str(step)):
            return HeadFault(column.number, "id-form", {"field": column.path[depth - 1], "seen": step})
    if not is_cell(types):
        part = next(_heads_below(types, column.head, 0))
        return HeadFault(column.number, "csv-parts", {"seen": column.head, "known": part})
    return None


def is_cell(types: Types) -> bool:
    """Whether one cell can hold the whole of a value: a word, a number, a list of such."""
    return any(_is_plain(one) or (is_list(one) and is_cell(types_inside({one}, 0))) for one in types)


def _is_plain(one: Any) -> bool:
    return not (is_record(one) or is_list(one) or one in (Text, Counted, Split, type(None)))


def _unlike_heads(column: Column, record: type[Record]) -> dict[str, Any]:
    needed = [name for name, field in record.model_fields.items() if field.is_required()]
    return {"known": listed(needed), "seen": column.head}


def _twice(columns: Iterable[Column]) -> Iterator[HeadFault]:
    """Columns that fill the same field, or one of them a part of what another fills whole."""
    filled: dict[Path, str] = {}
    for column in columns:
        first = next((head for path, head in filled.items() if _overlap(path, column.path)), None)
        if first is not None:
            yield HeadFault(column.number, "csv-head-twice", {"first": first, "seen": column.head})
        filled.setdefault(column.path, column.head)


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _lacking(
    columns: Iterable[Column], faults: Iterable[HeadFault], record: type[Record]
) -> Iterator[HeadFault]:
    """Required fields that no column fills: one problem for the table, not one for each row."""
    there = {column.path[0] for column in columns}
    misspelt = any(fault.rule == "unknown-key" for fault in faults)
    for name, field in record.model_fields.items():
        if field.is_required() and name not in there and not misspelt:
            yield HeadFault(0, "required", {"field": name})


# --- the heads that there can be ---


@cache
def heads_of(record: type[Record]) -> tuple[str, ...]:
    """Every head that a table of such records may have, texts in four languages, lists by their first."""
    return tuple(
        head for name in record.model_fields for head in _heads_below(types_at(record, (name,)), name, 0)
    )


def _heads_below(types: Types, head: str, depth: int) -> Iterator[str]:
    if is_cell(types):
        yield head
    for one in sorted(types, key=str) if depth < _DEEPEST else ():
        if one in (Text, Counted):
            yield from (f"{head}.{lang}" for lang in LANGUAGES)
        elif one is Split:
            yield f"{head}.id"
        elif is_record(one):
            for name in one.model_fields:
                yield from _heads_below(types_at(one, (name,)), f"{head}.{name}", depth + 1)
        elif is_list(one) and not is_cell(types):
            yield from _heads_below(types_inside({one}, 0), f"{head}.0", depth + 1)
