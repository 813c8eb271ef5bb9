"""The one form of a table: its columns in the order of the model, quotes only where they are needed.

The separator is the file's own: ',' , or ';' for those who open tables in a spreadsheet of a country with
decimal commas. Such a file begins with a byte order mark, without which that spreadsheet takes it for
another encoding.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from ..loading.cells import entries_of
from ..loading.columns import BETWEEN, LANGUAGES, Column, is_cell
from ..loading.field_types import Types, is_list, is_record, meant, types_at, types_inside
from ..loading.files import BOM
from ..loading.strict_csv import Table, read_csv
from ..loading.strict_yaml import Path
from ..model.text import Counted, Record, Split, Text
from .form import NotTheSame, normalized

PLAIN, LOCAL = ",", ";"
Cells = dict[Path, str]


def written_table(
    rows: Sequence[Mapping], record: type[Record], separator: str = PLAIN, paths: Iterable[Path] = ()
) -> str:
    """The text of a table that says `rows`; `paths` are columns that stay though nothing stands in them.

    Raises NotTheSame where a table cannot say it.
    """
    rows = normalized(tuple(rows))
    apart = frozenset(path for row in rows for path in _lists_apart(row, frozenset({record}), ()))
    lines = [cells_of(row, record, apart) for row in rows]
    kept = (path for path in paths if not any(path[: len(one)] == one for one in _all(lines, apart)))
    columns = sorted({*_all(lines), *kept}, key=lambda path: _order(path, record))
    table = [list(map(head_of, columns)), *([line.get(path, "") for path in columns] for line in lines)]
    text = _text(table, LOCAL if separator == LOCAL else PLAIN)
    read, problems = read_csv(text.removeprefix(BOM), "", record)
    if read is None or problems or read.value != tuple(heard(row, record) for row in rows):
        raise NotTheSame(text)
    return text


def rows_of(table: Iterable[Sequence[str]], separator: str) -> str:
    """Rows of cells as lines of a file."""
    stream = StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(table)
    return stream.getvalue()


def row_of(table: Table, value: Mapping, record: type[Record]) -> list[str] | None:
    """The cells of one more row of a table, or None where its columns have no place for all it says."""
    apart = frozenset(_lists_with_numbers(table.columns, record))
    apart |= frozenset(_lists_apart(value, frozenset({record}), ()))
    cells = cells_of(value, record, apart)
    row = [""] * len(table.sheet.cells_from(table.head_line))
    for column in table.columns:
        row[column.number] = cells.pop(column.path, "")
    return None if cells else row


def head_of(path: Path) -> str:
    return ".".join(map(str, path))


def cells_of(value: Mapping, record: type[Record], apart: frozenset[Path] = frozenset()) -> Cells:
    """What one record says, by the paths of its columns; the lists `apart` have a column for each entry."""
    return dict(_cells(value, frozenset({record}), (), apart))


def _cells(value: Any, types: Types, path: Path, apart: frozenset[Path]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _cells(inner, types_inside(types, key), (*path, key), apart)
    elif isinstance(value, tuple) and (path in apart or not is_cell(types)):
        for number, inner in enumerate(value):
            yield from _cells(inner, types_inside(types, number), (*path, number), apart)
    elif isinstance(value, tuple):
        yield path, f"{BETWEEN} ".join(map(_word, value))
    elif _is_heard(value, types):
        yield path, _word(value)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "null" if value is None else str(value)


# --- which columns, and in which order ---


def _lists_apart(value: Any, types: Types, path: Path) -> Iterator[Path]:
    """Lists of plain entries that one cell could not hold: one of them has the separator in it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _lists_apart(inner, types_inside(types, key), (*path, key))
    elif isinstance(value, tuple) and is_cell(types):
        words = [_word(inner) for inner in value]
        if [word for _, word in entries_of(f"{BETWEEN} ".join(words))] != words:
            yield path
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _lists_apart(inner, types_inside(types, number), (*path, number))


def _lists_with_numbers(columns: Iterable[Column], record: type[Record]) -> Iterator[Path]:
    for column in columns:
        *through, last = column.path
        if isinstance(last, int) and is_cell(types_at(record, through)):
            yield tuple(through)


def _all(lines: Iterable[Cells], lists: Iterable[Path] = ()) -> frozenset[Path]:
    return frozenset((*(path for line in lines for path in line), *lists))


def _order(path: Path, record: type[Record]) -> tuple:
    """Fields as in the model, languages as everywhere on the site, entries by their number."""
    types, places = frozenset({record}), []
    for step in path:
        places.append(_place_of(step, types))
        types = types_inside(types, step)
    return tuple(places)


def _place_of(step: str | int, types: Types) -> tuple[int, str]:
    if isinstance(step, int):
        return step, ""
    fields = next((list(one.model_fields) for one in types if is_record(one)), [])
    known = LANGUAGES if types & {Text, Counted} else fields
    return (known.index(step), "") if step in known else (len(known), step)


# --- what is said ---


def heard(value: Mapping, record: type[Record]) -> dict:
    """A record as a table says it: without nothings and empty lists, which the model does not hear."""
    return _said(value, frozenset({record}))


def _text(table: Iterable[Sequence[str]], separator: str) -> str:
    return (BOM if separator == LOCAL else "") + rows_of(table, separator)


def _said(value: Any, types: Types) -> Any:
    """A value without what a table cannot say and the model does not hear: nothing, an empty list."""
    if isinstance(value, Mapping):
        inside = {key: _said(one, types_inside(types, key)) for key, one in value.items()}
        return {key: one for key, one in inside.items() if _is_heard(one, types_inside(types, key))}
    if isinstance(value, tuple):
        step = types_inside(types, 0)
        return tuple(one for one in (_said(inner, step) for inner in value) if _is_heard(one, step))
    # A bare year is a number in the files, and the same date in quotes.
    is_one_of_many = any(is_list(one) for one in types)
    return meant(types, value) if isinstance(value, str) and not is_one_of_many else value


def _is_heard(value: Any, types: Types) -> bool:
    if value is None:
        return is_cell(types) and meant(types, "null") is None
    # A record of nothing is one all the same, and no cell can say it: a door of which nothing is known.
    return value != () and (value != {} or Split not in types)
