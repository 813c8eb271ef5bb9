"""What the model lets stand at a path of a record: the types of a field, of an entry, of a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from ..model.dates import Period
from ..model.text import Counted, Record, Split, Text
from .scalars import plain

Types = frozenset[Any]

_NUMBERS = frozenset({int, Decimal})
_BY_NAME = (Text, Counted, Split)
_EMPTY = frozenset({type(None)})
_WORDY = frozenset({str, type(None), Split})


def types_at(record: type[Record], path: Sequence[str | int]) -> Types:
    """The types that a value at a path may have; none where the model knows no such path."""
    types = frozenset({record})
    for step in path:
        types = types_inside(types, step)
    return types


def meant(types: Types, words: str) -> Any:
    """The single value that words without quotes stand for, where one of some types is wanted.

    Words that fit none of them stay as they are, so that the model says what is wrong with them.
    """
    if words == "null" and type(None) in types and str not in types:
        return None
    value = plain(words)
    return value if type(value) in _wanted(types) else words


@cache
def _wanted(types: Types) -> frozenset[type]:
    """What words may become besides text; the files have bare years as numbers, other dates as text."""
    kinds = {int: _NUMBERS, Decimal: _NUMBERS, bool: frozenset({bool}), Period: frozenset({int})}
    return frozenset().union(*(kinds.get(one, frozenset()) for one in types if not is_choice(one)))


def is_only_text(types: Types) -> bool:
    """Whether words of every kind stay what they are, where one of some types is wanted."""
    return not _wanted(types) and (str in types or type(None) not in types)


def takes_only_text(record: type[Record], path: Sequence[str | int]) -> bool:
    """Whether whatever stands at a path must be text, so that a bare number there lacks its quotes."""
    types = types_at(record, path)
    return bool(types - _EMPTY) and all(one in _WORDY or is_choice(one) for one in types)


def choices_at(record: type[Record], path: Sequence[str | int]) -> tuple[str, ...]:
    """The words among which a field chooses; none where it takes anything else."""
    types = types_at(record, path)
    return tuple(word for one in types if is_choice(one) for word in get_args(one))


def types_inside(types: Types, step: str | int) -> Types:
    """The types of what stands at a step within a value of some types."""
    return frozenset(found for one in types for found in _inside(one, step))


def _inside(one: Any, step: str | int) -> Iterator[Any]:
    """The types of what stands at a step within a value of one type."""
    if is_record(one) and step in one.model_fields:
        yield from _members(one.model_fields[step].annotation)
    elif is_list(one) and isinstance(step, int):
        yield from _members(get_args(one)[0])
    elif one in _BY_NAME:
        yield str
        # A noun beside a number has words by language, or forms by language.
        if one is Counted:
            yield Split


def _members(annotation: Any) -> Iterator[Any]:
    """The types of an annotation without its bounds: of a union each, of anything else itself."""
    if get_origin(annotation) is Annotated:
        yield from _members(get_args(annotation)[0])
    elif is_choice(annotation) or is_list(annotation) or not get_args(annotation):
        yield annotation
    else:
        for member in get_args(annotation):
            yield from _members(member)


def is_record(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, Record)


def is_list(one: Any) -> bool:
    return get_origin(one) is tuple


def is_choice(one: Any) -> bool:
    return get_origin(one) is Literal
