"""Signs that no file may hold: marks of an unfinished merge, and what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from .problems import Problem

MOST = 100
"""Faults of signs that are listed for one file; a file with more was not written by hand."""

_MERGE = re.compile(r"^(<{7}|\|{7}|>{7})(?= |$).*|^={7}$", re.M)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_JOINER = "\u200d"


def faults_of_signs(text: str, path: str) -> list[Problem]:
    """Each sign that may not stand in a file, at its line and column; marks of a merge hide all others."""
    marks = [_problem(text, path, match.start(), "merge-conflict", match[0]) for match in _merge_marks(text)]
    if marks:
        return marks
    found = islice(unseen_in(text), MOST)
    return [_problem(text, path, offset, "invisible", name) for offset, name in found]


def unseen_in(text: str) -> Iterator[tuple[int, str]]:
    """Every sign that nobody can see, or that has no agreed meaning: its offset and its name."""
    for match in _UNSEEN.finditer(text):
        if match[0] != _JOINER or not _joins_pictures(text, match.start()):
            yield match.start(), _name(match[0])


def _merge_marks(text: str) -> list[re.Match]:
    # Seven equals signs alone are a heading in Markdown; between the other marks they are one of them.
    marks = list(_MERGE.finditer(text))
    return marks if any(mark[1] for mark in marks) else []


def _joins_pictures(text: str, offset: int) -> bool:
    """Whether a zero-width joiner makes one emoji of two."""
    around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
    return len(around) == 2 and all(unicodedata.category(sign) in ("So", "Sk", "Mn") for sign in around)


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def _problem(text: str, path: str, offset: int, rule: str, seen: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Problem.at(path, (line, column), rule, seen=seen)
