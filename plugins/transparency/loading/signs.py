"""Signs that no file may hold: marks of an unfinished merge, and what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice

from .problems import Problem

MOST = 100
"""Faults of signs that are listed for one file; a file with more was not written by hand."""

MOST_MARKS = 30
"""Marks in a row upon one letter; the bound of Unicode's stream-safe text (UAX 15)."""

_MERGE = re.compile(r"^(<{7}|\|{7}|>{7})(?= |$).*|^={7}$", re.M)
_OTHER_MARKS = ("<<<<<<<", "|||||||", ">>>>>>>")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_JOINER = "\u200d"


def faults_of_signs(text: str, path: str) -> list[Problem]:
    """Each sign that may not stand in a file, at its line and column; marks of a merge hide all others."""
    marks = islice(_merge_marks(text), MOST)
    merged = [_problem(text, path, match.start(), "merge-conflict", match[0]) for match in marks]
    if merged:
        return merged
    found = islice(unseen_in(text), MOST)
    return [_problem(text, path, offset, "invisible", name) for offset, name in found]


def unseen_in(text: str) -> Iterator[tuple[int, str]]:
    """Every sign that nobody can see, or that has no agreed meaning: its offset and its name."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return
    for match in _UNSEEN.finditer(text):
        if match[0] != _JOINER or not _joins_pictures(text, match.start()):
            yield match.start(), _name(match[0])


def piled_marks(text: str, path: str) -> list[Problem]:
    """Letters that bear more marks than any script has; to bring those into order takes hours."""
    if text.isascii():
        return []
    piles = (match for match in _MANY_MARKS.finditer(text) if _is_pile(match[0]))
    return [
        _problem(text, path, match.start(), "piled-marks", _name(match[0][0]), limit=MOST_MARKS)
        for match in islice(piles, MOST)
    ]


def _is_pile(signs: str) -> bool:
    """Whether signs that are no letters hold too many marks in a row."""
    runs = groupby(signs, key=lambda sign: unicodedata.combining(sign) > 0)
    return any(piled and sum(1 for _ in run) > MOST_MARKS for piled, run in runs)


def _merge_marks(text: str) -> Iterator[re.Match]:
    # Seven equals signs alone are a heading in Markdown; between the other marks they are one of them.
    if not any(mark in text for mark in _OTHER_MARKS):
        return iter(())
    return _MERGE.finditer(text) if any(mark[1] for mark in _MERGE.finditer(text)) else iter(())


def _joins_pictures(text: str, offset: int) -> bool:
    """Whether a zero-width joiner makes one emoji of two."""
    around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
    return len(around) == 2 and all(unicodedata.category(sign) in ("So", "Sk", "Mn") for sign in around)


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def _problem(text: str, path: str, offset: int, rule: str, seen: str, **values: int) -> Problem:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Problem.at(path, (line, column), rule, seen=seen, **values)
