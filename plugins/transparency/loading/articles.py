"""Markdown articles: their heads read strictly, their bodies kept for Pelican's reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from incremental.signs import digest

from ..model.dates import Period
from ..model.documents import Article, ArticleText
from ..model.text import ID
from .files import read_text, walk
from .layout import ARTICLES, PAGES
from .markdown import body_problems
from .problems import Problem, did_you_mean

MAX_BYTES = 300_000
"""The longest article; thirty times what ours have."""

REQUIRED = {ARTICLES: ("Title", "Date", "Summary"), PAGES: ("Title", "Summary")}
SHARED = ("Date", "Regions", "Sources")
KNOWN = ("Title", "Date", "Updated", "Summary", "Regions", "Sources")
LINK_KINDS = ("region", "commitment", "source", "article", "indicator", "organization", "programme", "page")

_NAME = re.compile(r"(?P<slug>[^.]+)\.(?P<lang>[a-z]{2,3})\.md")
_LINE = re.compile(r"(?P<name>[A-Za-z_-]+):\s*(?P<value>.*)")
_LINK = re.compile(r"\]\((?P<target>[^)\s]*)")


@dataclass(frozen=True, slots=True)
class Head:
    """One article file: what its head says, on which line and from which column; where its body begins."""

    path: str
    slug: str
    lang: str
    fields: dict[str, tuple[str, int, int]]
    body: str
    body_line: int

    def get(self, name: str) -> str:
        return self.fields.get(name, ("", 0))[0]

    def line(self, name: str) -> int:
        return self.fields.get(name, ("", 1))[1]

    def place(self, name: str) -> tuple[int, int]:
        """Where a value of the head begins."""
        return self.fields[name][1:]

    def digest(self) -> bytes:
        """A digest of the whole text, its head and its body."""
        return digest(self.path, repr(sorted(self.fields.items())), self.body)

    def listed(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.get(name).split(",") if part.strip())


def read_articles(
    content: Path, folder: str = ARTICLES
) -> tuple[list[Article], dict[str, list[Head]], list[Problem]]:
    """Every Markdown text of a folder by slug with its heads, and every problem of form.

    The heads stay beside the articles so that later checks can name their lines.
    """
    problems: list[Problem] = []
    paths = list(walk(content / folder, problems, content))
    articles, heads, faults = read_article_files(paths, content, folder)
    return articles, heads, problems + faults


def read_article_files(
    paths: Iterable[Path], content: Path, folder: str
) -> tuple[list[Article], dict[str, list[Head]], list[Problem]]:
    """The same of some files of the folder; all languages of a text belong together."""
    problems: list[Problem] = []
    heads: dict[str, list[Head]] = {}
    for path in paths:
        name = path.relative_to(content.parent).as_posix()
        text, faults = read_text(path, name, MAX_BYTES)
        problems += faults
        if text is None:
            continue
        head, faults = _read_head(text, name, path.name, REQUIRED[folder])
        problems += faults
        if head:
            heads.setdefault(head.slug, []).append(head)
    articles = [_article(group, problems) for group in heads.values()]
    problems += _twice(heads.values())
    return [article for article in articles if article], heads, problems


def _twice(groups: Iterable[list[Head]]) -> Iterator[Problem]:
    for group in groups:
        first: dict[str, Head] = {}
        for head in group:
            if first.setdefault(head.lang, head) is not head:
                yield Problem.at(head.path, (1, 1), "article-twice", first=first[head.lang].path)


def links_of(head: Head) -> Iterable[tuple[str, int, int]]:
    """The link targets of an article's body with their lines and columns."""
    for number, line in enumerate(head.body.split("\n"), head.body_line):
        for match in _LINK.finditer(line):
            yield match["target"], number, match.start("target") + 1


def _read_head(
    text: str, name: str, file_name: str, required: tuple[str, ...]
) -> tuple[Head | None, list[Problem]]:
    match = _NAME.fullmatch(file_name)
    if not match or not re.fullmatch(ID, match["slug"]):
        return None, [Problem.at(name, (0, 0), "article-name", seen=file_name)]
    lines = text.split("\n")
    end = lines.index("") if "" in lines else len(lines)
    problems: list[Problem] = []
    fields: dict[str, tuple[str, int, int]] = {}
    for number, line in enumerate(lines[:end], 1):
        problems += _read_line(line, number, name, fields)
    problems += [
        Problem.at(name, (1, 1), "front-matter", field=field)
        for field in required
        if not fields.get(field, ("",))[0]
    ]
    body = "\n".join(lines[end + 1 :])
    problems += body_problems(body, name, end + 2)
    head = Head(name, match["slug"], match["lang"], fields, body, end + 2)
    return (None if problems else head), problems


def _read_line(line: str, number: int, name: str, fields: dict) -> list[Problem]:
    match = _LINE.fullmatch(line)
    if not match or match["name"] not in KNOWN:
        seen = match["name"] if match else line
        hint = did_you_mean(seen, KNOWN)
        return [Problem.at(name, (number, 1), "front-matter-unknown", seen=seen, hint=hint)]
    if match["name"] in fields:
        first = fields[match["name"]][1]
        return [Problem.at(name, (number, 1), "duplicate-key", seen=match["name"], first=first)]
    fields[match["name"]] = (match["value"].strip(), number, match.start("value") + 1)
    return []


def _article(heads: list[Head], problems: list[Problem]) -> Article | None:
    first = heads[0]
    for other in heads[1:]:
        for field in SHARED:
            if other.get(field) != first.get(field):
                place = (other.line(field), 1)
                values = {"field": field, "other": first.path}
                problems.append(Problem.at(other.path, place, "article-differs", **values))
    wrong = list(_bad_days(heads))
    if wrong:
        problems += wrong
        return None
    try:
        return Article(
            slug=first.slug,
            date=Period.parse(first.get("Date")) if first.get("Date") else None,
            regions=first.listed("Regions"),
            sources=first.listed("Sources"),
            texts=tuple(_text(head) for head in heads),
        )
    except ValidationError as error:
        problems += _head_problems(error, heads)
    except ValueError as error:
        values = {"field": "Date", "reason": error, "seen": first.get("Date")}
        problems.append(Problem.at(first.path, (first.line("Date"), 1), "date", **values))
    return None


def _bad_days(heads: list[Head]) -> Iterator[Problem]:
    """Days of a translation's last change that are none."""
    for head in heads:
        try:
            _updated(head)
        except ValueError as error:
            values = {"field": "Updated", "reason": error, "seen": head.get("Updated")}
            yield Problem.at(head.path, (head.line("Updated"), 1), "date", **values)


def _updated(head: Head) -> Period | None:
    """The day a text was last changed. Raises ValueError where it is no single day."""
    if not head.get("Updated"):
        return None
    period = Period.parse(head.get("Updated"))
    if period.precision != "day":
        raise ValueError("a single day is needed")
    return period


def _head_problems(error: ValidationError, heads: list[Head]) -> Iterator[Problem]:
    """A head whose lines do not fit the record, each at its own line."""
    for detail in error.errors(include_url=False):
        field, seen = str(detail["loc"][0]).capitalize(), detail["input"]
        head = next((one for one in heads if str(seen) in one.get(field)), heads[0])
        rule = "id-form" if detail["type"] == "string_pattern_mismatch" else "text-length"
        values = {"field": field, "seen": seen, "limit": detail.get("ctx", {}).get("max_length", "")}
        yield Problem.at(head.path, (head.line(field), 1), rule, **values)


def _text(head: Head) -> ArticleText:
    return ArticleText(
        lang=head.lang,
        title=head.get("Title"),
        summary=head.get("Summary"),
        body=head.body,
        path=head.path,
        updated=_updated(head),
    )
