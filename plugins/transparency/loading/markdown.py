"""What the body of an article may not hold: HTML, pictures, links that are kept apart from the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from .problems import Problem

_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+\1(?!`)")
_HTML = re.compile(r"<(?:!--|[!?][a-zA-Z]|/?[a-zA-Z](?:[^<>\n]|\n(?!\n))*>)")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|(?!amp;|lt;|gt;)[a-zA-Z][a-zA-Z0-9]+);")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\](?=[(\[])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:.*", re.M)
_REFERENCE = re.compile(r"(?<!!)\[[^\[\]\n]*\] ?\[[^\[\]\n]*\]")
_OPEN = re.compile(r'(?<=\]\()(?!(?:[^()\s]|\([^()\s]*\))*(?:\)|\s+"[^"\n]*"\)))[^()\s]*')
_APART = re.compile(r"(?<=\] \()[a-z]+:[^()\s]+(?=\))")
_LINE_END = re.compile("\n")

_REFUSED = (
    ("article-html", _ENTITY),
    ("article-picture", _PICTURE),
    ("article-link", _DEFINITION),
    ("article-link", _REFERENCE),
    ("article-link", _OPEN),
    ("article-link", _APART),
)


def body_problems(body: str, path: str, first_line: int) -> Iterator[Problem]:
    """Each of them at its line and column; HTML counts once a line."""
    lines = [0, *(match.end() for match in _LINE_END.finditer(body))]
    last = -1
    for match in _HTML.finditer(body):
        line = bisect_right(lines, match.start())
        if line != last:
            yield _problem(match, "article-html", path, first_line, lines)
        last = line
    words = without_code(body)
    for rule, pattern in _REFUSED:
        for match in pattern.finditer(words):
            yield _problem(match, rule, path, first_line, lines)


def without_code(text: str) -> str:
    """A text with blanks in place of what stands between backticks, so that places stay."""
    return _CODE.sub(lambda match: " " * len(match[0]), text)


def _problem(match: re.Match, rule: str, path: str, first_line: int, lines: list[int]) -> Problem:
    line = bisect_right(lines, match.start()) - 1
    place = (first_line + line, match.start() - lines[line] + 1)
    return Problem.at(path, place, rule, seen=match[0].split("\n")[0])
