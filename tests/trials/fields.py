"""Every text field of the model, and every place in a site's files where one stands or may stand."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from transparency.loading.layout import REGION_FILES, REGISTER, REGISTER_FOLDER, SITE_FILES, FileKind
from transparency.loading.strict_yaml import read_yaml
from transparency.model.site import AllowedWord
from transparency.model.text import Counted, Line, Record, Sentence, Text, Url, UrlBeginning
from transparency.writing.form import written

BY_LANGUAGE = (Text, Counted)
CODES = ("language", "languages", "fallback", "review")
"""Codes of languages: plain text to the model, refused by the reader unless they are known."""
NEVER_ADDED = ("formula",)
"""What cannot stand beside what a record has already."""
FREE = (Text, Counted, str, Line, Sentence, Url, UrlBeginning)
LANGUAGES = ("kk", "ky", "ru", "en")
ARTICLE_FIELDS = ("title", "summary", "body")

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A text field by its path from the record it belongs to; `bound` where only certain forms are text."""

    name: str
    kind: Any
    bound: bool

    @property
    def room(self) -> int:
        """How many letters it takes; 0 where one payload is enough to be refused."""
        if self.bound or self.name.endswith((".url", ".value", ".address", ".word", ".formula")):
            return 1000 if self.kind is Text else 0
        return {Text: 1000, Counted: 180}.get(self.kind, 360)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a payload: a file, the way to a value in it, and the language of the words there."""

    field: str
    file: str
    steps: Steps
    lang: str | None


# --- the model's fields ---


def fields_of_model() -> dict[str, Field]:
    """Every text field of every record that a data file may hold, and of the articles."""
    found = {field.name: field for record in _records() for field in _fields(record, record.__name__)}
    articles = (Field(f"Article.{name}", str, False) for name in ARTICLE_FIELDS)
    return found | {field.name: field for field in articles}


def _records() -> Iterator[type[Record]]:
    for kind in (*SITE_FILES.values(), *REGION_FILES.values(), REGISTER):
        yield from (section.record for section in kind.sections.values())


def _fields(record: type[Record], prefix: str) -> Iterator[Field]:
    for name, (kind, _) in _members(record).items():
        path = f"{prefix}.{name}"
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from _fields(kind, path)
        elif _is_text(kind):
            yield Field(path, kind, not _is_free(record, name, kind))


@cache
def _members(record: type[Record]) -> Mapping[str, tuple[Any, bool]]:
    """What each member of a record is made of, and whether one may be added where none stands."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {
        name: (_core(hints[name]), not info.is_required() and get_origin(hints[name]) is not tuple)
        for name, info in record.model_fields.items()
        if not _is_number(info)
    }


def _is_number(info: FieldInfo) -> bool:
    return info.annotation in (bool, int)


def _core(hint: Any) -> Any:
    if get_origin(hint) in (typing.Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        return _core(parts[0]) if len(parts) == 1 else hint
    if get_origin(hint) is tuple:
        return _core(get_args(hint)[0])
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else None
    return _core(inner) if get_origin(inner) is tuple else hint


def _is_text(kind: Any) -> bool:
    base = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return base in (*BY_LANGUAGE, str) or get_origin(base) is Literal


def _is_free(record: type[Record], name: str, kind: Any) -> bool:
    """Whether a field is for words, not for ids, codes and choices."""
    return (record, name) == (AllowedWord, "word") or (kind in FREE and name not in CODES)


# --- a site's files ---


class SiteFiles:
    """The files of a site folder, which can be written out with other words in some places."""

    def __init__(self, root: Path):
        files = sorted(path for path in root.rglob("*") if path.suffix in (".yml", ".md"))
        self.texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}

    def complete(self, name: str, steps: Steps, value: Any) -> None:
        """Give a record what it lacks."""
        whole = _value(self.texts[name])
        _set(whole, steps, value)
        self.texts[name] = written(whole)

    def slots(self, fields: Mapping[str, Field]) -> Iterator[Slot]:
        """Each place for words; where an optional text is missing, it could stand as well."""
        for name, text in self.texts.items():
            if name.endswith(".md"):
                lang = name.rsplit(".", 2)[1]
                yield from (Slot(f"Article.{one}", name, (one,), lang) for one in ARTICLE_FIELDS)
            else:
                for record, value, steps in _records_in(_kind_of(name), _value(text)):
                    yield from (
                        Slot(field, name, steps + inner, lang)
                        for field, inner, lang in _places(record, value, record.__name__)
                        if field in fields
                    )

    def with_words(self, words: Mapping[Slot, str]) -> dict[str, str]:
        """Every file's text with these words in their places."""
        by_file: dict[str, dict[Slot, str]] = {}
        for slot, text in words.items():
            by_file.setdefault(slot.file, {})[slot] = text
        changed = {name: self._changed(name, some) for name, some in by_file.items()}
        return {**self.texts, **changed}

    def _changed(self, name: str, words: Mapping[Slot, str]) -> str:
        if name.endswith(".md"):
            text = self.texts[name]
            for slot, said in words.items():
                text = _in_article(text, str(slot.steps[0]), said)
            return text
        value = _value(self.texts[name])
        for slot, said in words.items():
            _set(value, slot.steps, said)
        return written(value)


def _value(text: str) -> Any:
    document, problems = read_yaml(text, "")
    assert document and not problems, problems
    return _thawed(document.value)


def _thawed(value: Any) -> Any:
    """Tuples as lists, so that what is in them can be set."""
    if isinstance(value, Mapping):
        return {key: _thawed(one) for key, one in value.items()}
    return [_thawed(one) for one in value] if isinstance(value, (list, tuple)) else value


def _kind_of(name: str) -> FileKind:
    folder, _, file = name.rpartition("/")
    if folder.endswith("/" + REGISTER_FOLDER):
        return REGISTER
    return SITE_FILES[file] if folder == "data" else REGION_FILES[file]


def _records_in(kind: FileKind, value: Any) -> Iterator[tuple[type[Record], dict, Steps]]:
    if kind.shape == "one":
        yield kind.only.record, value, ()
        return
    lists = value if kind.shape == "sections" else {"": value}
    for name, records in lists.items():
        steps = (name,) if name else ()
        for position, one in enumerate(records or ()):
            yield kind.sections[name].record, one, (*steps, position)


def _places(record: type[Record], value: dict, prefix: str) -> Iterator[tuple[str, Steps, str | None]]:
    """Each place in a record: the field's name, the steps to it, its language."""
    for name, (kind, addable) in _members(record).items():
        path, there = f"{prefix}.{name}", value.get(name)
        for position, one in enumerate(there) if isinstance(there, list) else [(None, there)]:
            steps = (name,) if position is None else (name, position)
            if isinstance(kind, type) and issubclass(kind, Record):
                inside = _places(kind, one, path) if one is not None else ()
                yield from ((field, steps + inner, lang) for field, inner, lang in inside)
            elif kind in BY_LANGUAGE:
                yield from ((path, (*steps, lang), lang) for lang in LANGUAGES if one or addable)
            elif one is not None or (addable and kind == Line and name not in NEVER_ADDED):
                yield path, steps, None


def _set(value: Any, steps: Steps, words: Any) -> None:
    *way, last = steps
    for step in way:
        value = value.setdefault(step, {}) if isinstance(value, dict) else value[step]
    value[last] = words


def _in_article(text: str, field: str, words: str) -> str:
    """An article with other words in a line of its head, or with one paragraph more."""
    if field == "body":
        return f"{text.rstrip()}\n\n{words}\n"
    name = f"{field.capitalize()}: "
    lines = (name + words if line.startswith(name) else line for line in text.split("\n"))
    return "\n".join(lines)
