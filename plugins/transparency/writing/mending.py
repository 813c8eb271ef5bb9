"""Safe mends of a file: its bytes, its quotes, its form; what the file says stays what it says.

Every step is held against the strict reader: the value after it is the value before it, but for the
mends that the step itself names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..loading.files import BOM, read_text
from ..loading.layout import FileKind
from ..loading.problems import Problem
from ..loading.strict_yaml import Document, read_yaml
from .form import written
from .scalars import Swap, edited, lacking_quotes, lines_with_comments, swapped

_TRAILING = re.compile(r"[ \t]+$", re.M)


@dataclass(frozen=True)
class Mended:
    """A file before and after; what was mended in words, and what was left and why."""

    name: str
    before: bytes
    text: str
    mends: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def after(self) -> bytes:
        return self.text.encode()

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def mend_article(path: Path, name: str, swaps: tuple[Swap, ...] = ()) -> tuple[Mended | None, list[Problem]]:
    """A Markdown file mended; two spaces that break a line stay."""
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    before = path.read_bytes()
    lines = _swapped_in_lines(text.split("\n"), swaps)
    mends = [*_mends_of_bytes(before), *map(str, swaps)]
    after = "\n".join(_without_end(line, following) for line, following in pairwise([*lines, ""]))
    return Mended(name, before, after.rstrip("\n") + "\n", tuple(mends)), []


def mend_data(
    path: Path, name: str, kind: FileKind, swaps: tuple[Swap, ...] = ()
) -> tuple[Mended | None, list[Problem]]:
    """A data file mended; or None and why it cannot be read."""
    text, problems = read_text(path, name)
    if text is None:
        return None, problems
    document, text, problems = _readable(text, name)
    if document is None:
        return None, problems
    before = path.read_bytes()
    value = document.value
    if not value or not isinstance(value, (dict, tuple)):
        return Mended(name, before, before.decode(), left=("there are no records in it",)), []
    mends = list(_mends_of_bytes(before))
    edits = [*lacking_quotes(text, value, kind), *swapped(text, swaps)]
    text, value = edited(text, value, edits)
    mends += [edit.mend for edit in edits]
    comments = lines_with_comments(text)
    if comments:
        lines = ", ".join(map(str, comments))
        left = (f"its form: comments would be lost (line {lines}); say it in a 'note'",)
        return Mended(name, before, _tidied(text, value), tuple(mends), left), []
    formed = written(_without_trailing(value))
    if formed != _TRAILING.sub("", text):
        mends.append("the written form")
    return Mended(name, before, formed, tuple(mends)), []


# --- bytes ---


def _mends_of_bytes(raw: bytes) -> Iterator[str]:
    text = raw.decode("utf-8")
    if text.startswith(BOM):
        yield "byte order mark"
    if "\r" in text:
        yield "line ends"
    if not unicodedata.is_normalized("NFC", text):
        yield "letters made of two signs (NFC)"
    trailing = len(_TRAILING.findall(text.replace("\r", "")))
    if trailing:
        yield f"spaces at the end of {trailing} line{'s' if trailing > 1 else ''}"


def _readable(text: str, name: str) -> tuple[Document | None, str, list[Problem]]:
    """The text as the strict reader takes it, where only a tab at the end of a line was in its way."""
    document, problems = read_yaml(text, name)
    if document is not None and not problems:
        return document, text, []
    stripped = _TRAILING.sub("", text)
    document, faults = read_yaml(stripped, name) if stripped != text else (None, problems)
    return (None, text, problems) if document is None or faults else (document, stripped, [])


def _tidied(text: str, value: Any) -> str:
    """The text without spaces at the ends of its lines, as far as no value holds them."""
    stripped = _TRAILING.sub("", text).rstrip("\n") + "\n"
    document, problems = read_yaml(stripped, "")
    return stripped if document is not None and not problems and document.value == value else text


def _without_trailing(value: Any) -> Any:
    """The value without spaces at the ends of the lines of a text that has lines."""
    if isinstance(value, dict):
        return {key: _without_trailing(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_without_trailing, value))
    return _TRAILING.sub("", value) if isinstance(value, str) and "\n" in value else value


# --- Markdown ---


def _without_end(line: str, following: str) -> str:
    """A line without the spaces at its end, but for two where they break the line in Markdown."""
    bare = line.rstrip(" \t")
    breaks = line.expandtabs(4).endswith("  ") and bare and following.strip()
    return bare + "  " * bool(breaks)


def _swapped_in_lines(lines: list[str], swaps: tuple[Swap, ...]) -> list[str]:
    for swap in sorted(swaps, key=lambda swap: swap.column, reverse=True):
        line, start = lines[swap.line - 1], swap.column - 1
        if line[start:].startswith(swap.word):
            lines[swap.line - 1] = line[:start] + swap.meant + line[start + len(swap.word) :]
    return lines
