"""Safe mends of a table, and one more row in it: what it says stays what it says.

A spreadsheet rewrites what it takes for dates, truth and decimals in the way of its country. Where the
field wants such a value there is one meaning only, and it is written back as the files have it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..loading.field_types import Types, types_inside
from ..loading.files import BOM, read_text
from ..loading.layout import FileKind
from ..loading.problems import Problem
from ..loading.strict_csv import Table, read_csv
from ..model.dates import Period
from ..model.text import Record
from .form import NotTheSame, normalized
from .mending import Mended
from .scalars import Swap, respelt
from .table_form import LOCAL, heard, row_of, rows_of, written_table

_DAY = re.compile(r"([0-3][0-9])\.([01][0-9])\.([12][0-9]{3})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*),[0-9]+")
_TRUTH = {"TRUE": True, "True": True, "ИСТИНА": True, "FALSE": False, "False": False, "ЛОЖЬ": False}
_NUMBERS = frozenset({int, Decimal})

Change = Callable[[str, Types, tuple], Any]


def mend_table(
    path: Path, name: str, kind: FileKind, swaps: tuple[Swap, ...] = ()
) -> tuple[Mended | None, list[Problem]]:
    """A table mended; or None and why it cannot be read."""
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    record = kind.only.record
    table, problems = read_csv(text, name, record)
    if table is None:
        return None, problems
    before = path.read_bytes()
    if not table.value:
        return Mended(name, before, before.decode(), left=("there are no records in it",)), []
    mends = list(_mends_of_bytes(before, table))
    rows = tuple(_mended(table, number, record, swaps, mends) for number in range(len(table.value)))
    formed = _formed(table, record, rows)
    as_it_was = formed if rows == table.value else _formed(table, record, table.value)
    if as_it_was.removeprefix(BOM) != text:
        mends.append("the written form")
    return Mended(name, before, formed, tuple(mends)), []


def _formed(table: Table, record: type[Record], rows: tuple[dict, ...]) -> str:
    return written_table(rows, record, table.sheet.separator, [column.path for column in table.columns])


def _mends_of_bytes(raw: bytes, table: Table) -> Iterator[str]:
    text = raw.decode("utf-8")
    if text.startswith(BOM) != (table.sheet.separator == LOCAL):
        yield "byte order mark"
    if "\r" in text:
        yield "line ends"
    if not unicodedata.is_normalized("NFC", text):
        yield "letters made of two signs (NFC)"


# --- values ---


def _mended(
    table: Table, number: int, record: type[Record], swaps: tuple[Swap, ...], mends: list[str]
) -> dict:
    """One row as it was meant; each mend is told with its line."""
    near = _swaps_in(table, number, swaps)
    is_local = table.sheet.separator == LOCAL

    def change(text: str, types: Types, path: tuple) -> Any:
        place = table.place_of((number, *path)) if near else None
        words = {swap.word: swap.meant for swap in near if (swap.line, swap.column) == place}
        meant = respelt(text, words) if words else _unspoilt(text, types, is_local)
        if meant != text:
            line, _ = table.place_of((number, *path))
            told = [f"{word} → {right}" for word, right in words.items()] or [f"{text} → {_said(meant)}"]
            mends.append(f"{'; '.join(told)} (line {line})")
        return meant

    return _changed(table.value[number], frozenset({record}), (), change)


def _changed(value: Any, types: Types, path: tuple, change: Change) -> Any:
    if isinstance(value, dict):
        return {
            key: _changed(one, types_inside(types, key), (*path, key), change) for key, one in value.items()
        }
    if isinstance(value, tuple):
        inside = types_inside(types, 0)
        return tuple(_changed(one, inside, (*path, place), change) for place, one in enumerate(value))
    return change(value, types, path) if isinstance(value, str) else value


def _swaps_in(table: Table, number: int, swaps: tuple[Swap, ...]) -> list[Swap]:
    """The look-alikes within the lines of a row."""
    following = table.lines[number + 1] if number + 1 < len(table.lines) else None
    return [
        swap
        for swap in swaps
        if table.lines[number] <= swap.line and (not following or swap.line < following)
    ]


def _unspoilt(text: str, types: Types, is_local: bool) -> Any:
    """What a spreadsheet was given, where it wrote its own way of saying it."""
    if bool in types:
        return _TRUTH.get(text, text)
    if Period in types and (match := _DAY.fullmatch(text)):
        return "-".join(reversed(match.groups()))
    if is_local and types & _NUMBERS and _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return text


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- one more row ---


def with_row(before: str, row: dict, record: type[Record]) -> tuple[str, int] | None:
    """The text of a table with one more record, and the line on which it begins; None where there is no way.

    Everything else stays as it was, unless the record needs a column that is not there.
    """
    table, problems = read_csv(_as_read(before), "", record)
    if table is None or problems:
        return None
    row = normalized(row)
    cells = row_of(table, row, record)
    try:
        after = _below(before, cells, table) if cells else _formed(table, record, (*table.value, row))
    except NotTheSame:
        return None
    read, _ = read_csv(_as_read(after), "", record)
    if read is None or read.value != (*table.value, heard(row, record)):
        return None
    return after, read.lines[-1]


def _below(before: str, cells: list[str], table: Table) -> str:
    """The text with one more line, in its own separators and line ends."""
    end = "\r\n" if "\r\n" in before else "\n"
    above = before if before.endswith("\n") else before + end
    return above + rows_of([cells], table.sheet.separator).replace("\n", end)


def _as_read(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
