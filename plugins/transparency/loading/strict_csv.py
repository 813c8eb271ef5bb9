"""CSV as editors mean it: a list of records as a table, with the same values and places as in YAML.

The file is RFC 4180 in UTF-8. What stands between the cells (',' or ';' or a tab, as spreadsheets of
different countries write it) shows in the first row, whose heads hold none of these signs. An empty cell
is a key that is not there; what words in a cell mean, the field decides: "0123" stays text where the
model wants text, and is no number where it wants one.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import islice
from typing import NamedTuple

from ..model.text import Record
from .cells import entries_of, reader_of
from .columns import Column, HeadFault, columns_of
from .problems import Problem
from .strict_yaml import Path, Place

SEPARATORS = ",;\t"
MOST_ROWS = 100_000
"""Records of one table; all places of both countries are a tenth of that."""

MOST_FAULTS = 10_000
"""Rows of the wrong length that are listed for one file."""

NOT_CLOSED = "a quote is opened and never closed"
WITHIN = "a quote ends before its cell does; write a quote within quotes twice"
TOO_LONG = "a cell is longer than any text may be; perhaps its quote is not closed"
CSV_REASONS = (NOT_CLOSED, WITHIN, TOO_LONG)
"""Why a table cannot be read, in words that an editor knows."""

_QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_OPEN = re.compile(r'"[^"]*+(?:""[^"]*+)*+\Z')
_ID_HEADS = ("id", "code")


class Cell(NamedTuple):
    """A cell as it stands in the file: its text without quotes, and where it begins and ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """The text of a table, in which rows and cells are found by the lines on which they begin."""

    text: str
    separator: str

    @classmethod
    def of(cls, text: str) -> Sheet:
        """A sheet whose first row shows by what its cells are separated."""
        head = next((line for line in text.split("\n") if line), "")
        return cls(text, next((sign for sign in head if sign in SEPARATORS), SEPARATORS[0]))

    def cells_from(self, line: int) -> list[Cell]:
        """The cells of the row that begins on a line, up to the first that cannot be read."""
        return list(self._cells(self._line_starts[line - 1]))

    def place_of_cell(self, line: int, number: int) -> Place:
        """Where a cell begins in the row that begins on a line."""
        cell = next(islice(self._cells(self._line_starts[line - 1]), number, None))
        return self.place(cell.start)

    def place(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _cells(self, offset: int) -> Iterator[Cell]:
        pattern = re.compile(rf'(?:{_QUOTED}|(?!")[^{self.separator}\n]*+)(?=[{self.separator}\n]|\Z)')
        while match := pattern.match(self.text, offset):
            source = match[0]
            text = source[1:-1].replace('""', '"') if source.startswith('"') else source
            yield Cell(text, match.start(), match.end())
            if not self.text.startswith(self.separator, match.end()):
                return
            offset = match.end() + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def fault_from(self, line: int) -> tuple[str, Place]:
        """Why the row that begins on a line cannot be read, and where."""
        cells = self.cells_from(line)
        long = next((cell for cell in cells if len(cell.text) > csv.field_size_limit()), None)
        if long:
            return TOO_LONG, self.place(long.start)
        offset = cells[-1].end + 1 if cells else self._line_starts[line - 1]
        return NOT_CLOSED if _OPEN.match(self.text, offset) else WITHIN, self.place(offset)


@dataclass(frozen=True)
class Table:
    """What a table says, and where: what `Document` is for YAML.

    Places are found in the text only when they are asked for; `lines` holds the line on which each
    record begins.
    """

    value: tuple[dict, ...]
    sheet: Sheet
    columns: tuple[Column, ...] = ()
    lines: Sequence[int] = ()
    head_line: int = 1

    def place_of(self, path: Path) -> Place:
        """The place of a value, of the cell left empty, or of the nearest thing around it that exists."""
        if len(path) < 2:
            return (self.lines[path[0]], 1) if path else (1, 1)
        cells = self.sheet.cells_from(self.lines[path[0]])
        column, entry = _column_at(self.columns, path[1:], cells)
        if column is None:
            return self.lines[path[0]], 1
        cell = cells[column.number]
        return self.sheet.place(cell.start + _offset_of(entry, cell))

    def place_of_key(self, path: Path) -> Place:
        """The place of the head that names a key, else of the value."""
        column = next((one for one in self.columns if one.path[: len(path) - 1] == path[1:]), None)
        if column is None or len(path) < 2:
            return self.place_of(path)
        return self.sheet.place_of_cell(self.head_line, column.number)


def _column_at(columns: Sequence[Column], path: Path, cells: list[Cell]) -> tuple[Column | None, int]:
    """The column that holds a path of a row, and which entry of its cell's list."""
    near = columns
    for depth, step in enumerate(path):
        if len(near[0].path) == depth:
            return near[0], step if isinstance(step, int) else 0
        within = [one for one in near if one.path[depth] == _numbered(step, depth, near, cells)]
        if not within:
            break
        near = within
    if near is columns:
        return None, 0
    return next((one for one in near if cells[one.number].text), near[0]), 0


def _numbered(step: str | int, depth: int, near: Sequence[Column], cells: list[Cell]) -> str | int | None:
    """The number in the heads of an entry of a list; entries whose cells are all empty do not count."""
    if not isinstance(step, int):
        return step
    filled = {one.path[depth] for one in near if cells[one.number].text}
    return next((number for i, number in enumerate(sorted(filled)) if i == step), None)


def _offset_of(entry: int, cell: Cell) -> int:
    """Where an entry of a list begins in its cell; at the cell's beginning where quotes shift the signs."""
    around = cell.end - cell.start - len(cell.text)
    return entries_of(cell.text)[entry][0] + around // 2 if entry and around in (0, 2) else 0


# --- reading ---


def read_csv(text: str, path: str, record: type[Record]) -> tuple[Table | None, list[Problem]]:
    """Read one table of records of a kind. Returns it, or None and all problems of its shape."""
    sheet = Sheet.of(text)
    rows = _Rows(sheet)
    try:
        return _table(rows, sheet, path, record)
    except csv.Error:
        reason, place = sheet.fault_from(rows.line)
        return None, [Problem.at(path, place, "csv-syntax", reason=reason)]


class _Rows:
    """The rows of a sheet that say anything; `line` is the one on which the last began."""

    def __init__(self, sheet: Sheet):
        self._reader = csv.reader(StringIO(sheet.text), delimiter=sheet.separator, strict=True)
        self.line = 1

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> list[str]:
        while True:
            self.line = self._reader.line_num + 1
            if any(row := next(self._reader)):
                return row


def _table(rows: _Rows, sheet: Sheet, path: str, record: type[Record]) -> tuple[Table | None, list[Problem]]:
    head = next(rows, None)
    if head is None:
        return Table((), sheet), []
    head_line = rows.line
    columns, faults = columns_of(head, record)
    problems = [_head_problem(fault, sheet, path, head_line) for fault in faults]
    read = reader_of(columns if not faults else (), record)
    shape = _Shape(sheet, path, head)
    values, lines = [], []
    for row in rows:
        if len(values) == MOST_ROWS:
            problems.append(Problem.at(path, (rows.line, 1), "csv-rows", limit=MOST_ROWS))
        if len(values) == MOST_ROWS or len(shape.problems) == MOST_FAULTS:
            break
        if shape.fits(row, rows.line):
            values.append(read(row))
            lines.append(rows.line)
    problems += shape.problems
    if problems:
        return None, problems
    return Table(tuple(values), sheet, columns, lines, head_line), []


def _head_problem(fault: HeadFault, sheet: Sheet, path: str, line: int) -> Problem:
    return Problem.at(path, sheet.place_of_cell(line, fault.number), fault.rule, **fault.values)


class _Shape:
    """Whether each row has a cell below each head and none beside them."""

    def __init__(self, sheet: Sheet, path: str, head: list[str]):
        self.problems: list[Problem] = []
        self._sheet, self._path, self._width = sheet, path, len(head)
        self._nameless = [number for number, name in enumerate(head) if not name]

    def fits(self, row: list[str], line: int) -> bool:
        if len(row) != self._width:
            # The first cell too many, or the last there is.
            self._report("csv-cells", line, min(len(row) - 1, self._width), seen=len(row), known=self._width)
            return False
        filled = next((number for number in self._nameless if row[number]), None)
        if filled is not None:
            self._report("csv-nameless", line, filled, seen=row[filled])
        return filled is None

    def _report(self, rule: str, line: int, number: int, **values: object) -> None:
        if len(self.problems) < MOST_FAULTS:
            place = self._sheet.place_of_cell(line, number)
            self.problems.append(Problem.at(self._path, place, rule, **values))


def ids_in(text: str) -> set[str]:
    """The ids in a table that has faults, as far as they can be made out."""
    sheet = Sheet.of(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = csv.reader(StringIO(sheet.text), delimiter=sheet.separator)
    ids: set[str] = set()
    try:
        head = next(rows, [])
        named = [number for number, name in enumerate(head) if name in _ID_HEADS]
        for row in rows:
            ids.update(row[number] for number in named if number < len(row) and row[number])
    except csv.Error:
        pass
    return ids
