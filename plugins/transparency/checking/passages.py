"""Every piece of text that editors write for people, with its language and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from ..loading.articles import Head
from ..loading.files import Found, Origin
from ..loading.problems import Problem
from ..model.site import AllowedWord
from ..model.text import (
    Counted,
    Lang,
    Line,
    Record,
    Text,
    fields_with,
    fields_with_records,
    holds_text,
    inside,
)

ARTICLES = "articles"
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a record or one line of an article.

    `lang` is None where a field has no language, `field` is the record and the field as in
    "ContactDetail.value". Where the text `runs_on` from its place, columns count on with its letters.
    """

    text: str
    lang: Lang | None
    field: str
    collection: str
    path: str
    at: tuple[int, int] | tuple[Origin, Path]
    runs_on: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins; of a record's text that is looked up only when somebody has to be told."""
        first, second = self.at
        return first.place(second) if isinstance(first, Origin) else (first, second)

    def problem(self, rule: str, offset: int = 0, **values: Any) -> Problem:
        line, column = self.place
        return Problem.at(self.path, (line, column + offset * self.runs_on), rule, **values)


def passages_of(found: Iterable[Found], heads: Iterable[Head]) -> Iterator[Passage]:
    for item in found:
        for path, lang, field, text in _texts_of(item.record, ()):
            yield Passage(text, lang, field, item.collection, item.origin.path, (item.origin, path))
    for head in heads:
        yield from _lines_of(head)


def records_in(record: Any, kind: type[Record], path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Every record of a kind within a record, with its path."""
    if isinstance(record, kind):
        yield path, record
    for step, value in inside(record, fields_with_records):
        yield from records_in(value, kind, (*path, step))


def _texts_of(record: Record, path: Path) -> Iterator[tuple[Path, Lang | None, str, str]]:
    """Each text within a record: its path, its language, its field, and itself."""
    plain = _plain_fields(type(record))
    for step, value in inside(record, _fields_with_words):
        if isinstance(value, str):
            if step in plain:
                yield (*path, step), None, f"{type(record).__name__}.{step}", value
        else:
            yield from _texts_below(value, (*path, step), f"{type(record).__name__}.{step}")


def _texts_below(value: Any, path: Path, field: str) -> Iterator[tuple[Path, Lang | None, str, str]]:
    if isinstance(value, (Text, Counted)):
        for lang, words in value.items():
            for key, text in [((), words)] if isinstance(words, str) else _keyed(words):
                yield (*path, lang, *key), lang, field, text
    elif isinstance(value, Record):
        yield from _texts_of(value, path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_below(item, (*path, position), field)


def _keyed(forms: Any) -> list[tuple[Path, str]]:
    return [((form,), word) for form, word in forms.items()]


def _fields_with_words(kind: type[Record]) -> tuple[str, ...]:
    return fields_with(kind, _holds_words)


def _holds_words(kind: type[Record], name: str) -> bool:
    return name in _plain_fields(kind) or holds_text(kind, name)


@cache
def _plain_fields(kind: type[Record]) -> frozenset[str]:
    """The fields that an editor fills with words; the others hold ids, codes and addresses."""
    hints = get_type_hints(kind, include_extras=True)
    lines = {name for name, hint in hints.items() if Line == hint or Line in get_args(hint)}
    return frozenset(lines | {"word"} if kind is AllowedWord else lines)


def _lines_of(head: Head) -> Iterator[Passage]:
    for name in ("Title", "Summary"):
        if name in head.fields:
            yield Passage(head.get(name), head.lang, name, ARTICLES, head.path, head.place(name), True)
    for number, line in enumerate(head.body.split("\n"), head.body_line):
        if line:
            yield Passage(line, head.lang, "body", ARTICLES, head.path, (number, 1), True)
