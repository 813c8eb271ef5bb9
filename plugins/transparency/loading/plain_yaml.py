"""The fast road for YAML in the one form that `ashyq fix` writes: block lists and maps, a line each.

It reads by lines what needs no more than that, and gives nothing for everything else: then the strict
reader decides. So it can never accept what that refuses, nor read anything otherwise; a test holds the
two against each other on whatever hypothesis can think of.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from .scalars import plain
from .strict_yaml import Document, Place, read_yaml

NOTHING = object()
"""This text is not in the plain form; ask the strict reader."""

DEEPEST = 12
LONGEST = 20_000
"""Lines; the strict reader limits how many values a file may hold, and counts them."""

_LINE = re.compile(
    r"""
    (?P<indent>\ *) (?P<dash>-\ )?
    (?: (?P<key>[a-z][a-z0-9_-]{0,99}): (?:\ (?P<value>\S.*))? | (?P<item>\S.*) )
    """,
    re.VERBOSE,
)
_KEY = re.compile("[a-z][a-z0-9_-]{0,99}")
_NEVER = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_BLANKS = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_PLAIN = re.compile(rf"(?:[^\W_]|[№«]|[+-](?=\d))(?:(?! \#|: |:$)[^{_NEVER}{_BLANKS}])*(?<! )")
_QUOTED = re.compile(rf'"[^"\\{_NEVER}]*"|\'[^\'{_NEVER}]*\'')
_RESERVED = frozenset({"null", "true", "false"})


class PlainDocument:
    """What a file in the plain form says; where it says it is found out when somebody asks.

    Whoever has taken the values out of it may set `value` to None.
    """

    def __init__(self, value: Any, text: str, path: str):
        self.value = value
        self._text = text
        self._path = path

    @cached_property
    def _strict(self) -> Document:
        document, _ = read_yaml(self._text, self._path)
        assert document is not None, "the strict reader reads whatever the plain one does"
        return document

    def place_of(self, path: tuple[str | int, ...]) -> Place:
        return self._strict.place_of(path)

    def place_of_key(self, path: tuple[str | int, ...]) -> Place:
        return self._strict.place_of_key(path)


class _Odd(Exception):
    """The text leaves the plain form."""


def read_plain(text: str) -> Any:
    """What the strict reader would give for a text in the plain form; NOTHING for any other."""
    if not text.endswith("\n") or text.count("\n") > LONGEST:
        return NOTHING
    lines = text[:-1].split("\n")
    reader = _Reader()
    try:
        rows = _rows_of_scalars(lines)
        if rows is not NOTHING:
            return rows
        for line in lines:
            match = _LINE.fullmatch(line)
            if match is None:
                return NOTHING
            reader.take(*match.groups())
        return reader.finished()
    except _Odd:
        return NOTHING


def _rows_of_scalars(lines: list[str]) -> Any:
    """The tuple that lines give if each is a key with a scalar, in maps that make one list: most data."""
    rows: list[dict[str, Any]] = []
    row: dict[str, Any] | None = None
    # Most lines are like many others: of one place, for one source, on one day.
    known: dict[str, tuple[bool, str, Any]] = {}
    for line in lines:
        entry = known.get(line)
        if entry is None:
            entry = known[line] = _entry(line)
        begins, key, value = entry
        if begins:
            row = {}
            rows.append(row)
        if row is None or value is NOTHING or key in row:
            return NOTHING
        row[key] = value
    return tuple(rows)


def _entry(line: str) -> tuple[bool, str, Any]:
    """Whether a line begins a map, its key and its scalar: NOTHING where it is anything else."""
    key, colon, value = line[2:].partition(": ")
    is_entry = line.startswith(("- ", "  ")) and _KEY.fullmatch(key) is not None and key not in _RESERVED
    if not is_entry or not colon or not value or value[0].isspace():
        return False, key, NOTHING
    return line.startswith("- "), key, _scalar(value)


class _Reader:
    """Open collections, outermost first: their indentation, themselves, and a key without its value yet."""

    def __init__(self) -> None:
        self._root: Any = NOTHING
        self._indents: list[int] = []
        self._open: list[list | dict] = []
        self._waiting: list[str | None] = []

    def take(
        self, indent: str, dash: str | None, key: str | None, value: str | None, item: str | None
    ) -> None:
        depth = len(indent)
        if dash:
            self._begin_item(depth)
            depth += 2
            if key is None:
                self._open[-1].append(_scalar(item))
                return
            self._push(depth, {})
        elif key is None:
            raise _Odd
        else:
            self._begin_key(depth)
        self._put(key, value)

    def finished(self) -> Any:
        while self._open:
            self._close()
        return _frozen(self._root)

    def _begin_item(self, depth: int) -> None:
        """Make the list at this indentation the innermost; begin it where a key waits for it."""
        self._close_deeper_than(depth)
        if self._open and isinstance(self._open[-1], list) and self._indents[-1] == depth:
            return
        if self._open and (isinstance(self._open[-1], list) or self._waiting[-1] is None):
            raise _Odd
        self._push(depth, [])

    def _begin_key(self, depth: int) -> None:
        """Make the map at this indentation the innermost; begin it where a key waits for it."""
        self._close_deeper_than(depth)
        if self._open and isinstance(self._open[-1], list) and self._indents[-1] == depth:
            self._close()
        if self._open and isinstance(self._open[-1], dict) and self._indents[-1] == depth:
            return
        if self._open and (isinstance(self._open[-1], list) or self._waiting[-1] is None):
            raise _Odd
        self._push(depth, {})

    def _push(self, depth: int, collection: list | dict) -> None:
        if not self._open:
            if self._root is not NOTHING or depth:
                raise _Odd
            self._root = collection
        elif isinstance(self._open[-1], list):
            self._open[-1].append(collection)
        else:
            self._open[-1][self._waiting[-1]] = collection
            self._waiting[-1] = None
        if len(self._open) >= DEEPEST:
            raise _Odd
        self._indents.append(depth)
        self._open.append(collection)
        self._waiting.append(None)

    def _put(self, key: str, value: str | None) -> None:
        if self._waiting[-1] is not None or key in self._open[-1] or key in _RESERVED:
            raise _Odd
        if value is None:
            self._waiting[-1] = key
        else:
            self._open[-1][key] = _scalar(value)

    def _close_deeper_than(self, depth: int) -> None:
        while self._indents and self._indents[-1] > depth:
            self._close()

    def _close(self) -> None:
        # A key without a value is null, which hardly anything may be: the strict reader says so.
        if self._waiting.pop() is not None:
            raise _Odd
        self._indents.pop()
        self._open.pop()


def _scalar(text: str) -> Any:
    if _PLAIN.fullmatch(text):
        return plain(text)
    if _QUOTED.fullmatch(text):
        return text[1:-1]
    raise _Odd


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return value
