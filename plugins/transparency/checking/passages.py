"""Every piece of text that editors write for people, with its language and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args, get_type_hints

from ..loading.articles import Head
from ..loading.files import Found
from ..loading.problems import Problem
from ..model.site import AllowedWord
from ..model.text import Counted, Lang, Line, Record, Text

ARTICLES = "articles"
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a record or one line of an article.

    `lang` is None where a field has no language, `field` is the record and the field as in
    "ContactDetail.value". Where the text `runs_on` from its place, columns count on with its letters.
    The place is looked up only for a text in which something is wrong.
    """

    text: str
    lang: Lang | None
    field: str
    collection: str
    path: str
    placed: Callable[[], tuple[int, int]]
    runs_on: bool = False

    @property
    def place(self) -> tuple[int, int]:
        return self.placed()

    def problem(self, rule: str, offset: int = 0, **values: Any) -> Problem:
        line, column = self.place
        return Problem.at(self.path, (line, column + offset * self.runs_on), rule, **values)


def passages_of(found: Iterable[Found], heads: Iterable[Head]) -> Iterator[Passage]:
    for item in found:
        for path, lang, field, text in _texts_of(item.record, ()):
            placed = partial(item.origin.document.place_of, (*item.origin.at, *path))
            yield Passage(text, lang, field, item.collection, item.origin.path, placed)
    for head in heads:
        yield from _lines_of(head)


def records_in(record: Any, kind: type[Record], path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Every record of a kind within a record, with its path."""
    if isinstance(record, kind):
        yield path, record
    for step, value in _inside(record):
        yield from records_in(value, kind, (*path, step))


def _texts_of(record: Record, path: Path) -> Iterator[tuple[Path, Lang | None, str, str]]:
    """Each text within a record: its path, its language, its field, and itself."""
    plain = _plain_fields(type(record))
    for step, value in _inside(record):
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


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, Record):
        return ((name, getattr(value, name)) for name in type(value).model_fields)
    return enumerate(value) if isinstance(value, tuple) else ()


@cache
def _plain_fields(kind: type[Record]) -> frozenset[str]:
    """The fields that an editor fills with words; the others hold ids, codes and addresses."""
    hints = get_type_hints(kind, include_extras=True)
    lines = {name for name, hint in hints.items() if Line == hint or Line in get_args(hint)}
    return frozenset(lines | {"word"} if kind is AllowedWord else lines)


def _lines_of(head: Head) -> Iterator[Passage]:
    for name in ("Title", "Summary"):
        if name in head.fields:
            placed = partial(head.place, name)
            yield Passage(head.get(name), head.lang, name, ARTICLES, head.path, placed, True)
    for number, line in enumerate(head.body.split("\n"), head.body_line):
        if line:
            placed = partial(_begin, number)
            yield Passage(line, head.lang, "body", ARTICLES, head.path, placed, True)


def _begin(line: int) -> tuple[int, int]:
    return line, 1
