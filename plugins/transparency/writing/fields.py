"""Fields by their path in a record: what each takes, and words from a command line as its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..loading.field_types import Types, is_list, is_record, meant, types_at, types_inside
from ..model.text import Counted, Record, Text

Path = tuple[str | int, ...]


def value_of(record: type[Record], path: Sequence[str | int], words: str) -> Any:
    """The value that words stand for at a path; the words themselves where they stand for none.

    Words that do not fit stay as they are: the check says what is wrong with them, and where.
    """
    types = types_at(record, path)
    words = words.strip()
    if any(is_list(one) for one in types):
        return tuple(value_of(record, (*path, 0), part) for part in words.split(",") if part.strip())
    if type(None) in types and not words:
        return None
    return meant(types, words)


def put(values: dict, path: Sequence[str | int], value: Any) -> None:
    """Set what stands at a path, making the maps on the way; a list is a map of positions for now."""
    *through, last = path
    for step in through:
        inner = values.setdefault(step, {})
        values = inner if isinstance(inner, dict) else values
    values[last] = value


def path_of(text: str) -> Path:
    """`contacts.0.kind` as its steps."""
    return tuple(int(step) if step.isdecimal() else step for step in text.strip().split("."))


def in_order(record: type[Record], values: Mapping, languages: Sequence[str]) -> dict:
    """The values in the order of the model's fields, lists as lists, texts in the order of the languages."""
    return _ordered(frozenset({record}), values, languages)


def _ordered(types: Types, value: Any, languages: Sequence[str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if any(is_list(one) for one in types):
        return _listed(types, value, languages)
    order = [name for one in types for name in _names_of(one, languages)]
    names = [*(name for name in order if name in value), *(name for name in value if name not in order)]
    return {name: _ordered(types_inside(types, name), value[name], languages) for name in names}


def _listed(types: Types, value: Mapping, languages: Sequence[str]) -> Any:
    if not all(isinstance(step, int) for step in value):
        return value
    return tuple(_ordered(types_inside(types, step), value[step], languages) for step in sorted(value))


def _names_of(one: Any, languages: Sequence[str]) -> Sequence[str]:
    if is_record(one):
        return list(one.model_fields)
    return languages if one in (Text, Counted) else ()
