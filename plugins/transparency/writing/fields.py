"""Fields by their path in a record: what each takes, and words from a command line as its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

from ..loading.strict_yaml import read_yaml
from ..model.dates import Period
from ..model.text import Counted, Record, Split, Text

Path = tuple[str | int, ...]

_NUMBERS = frozenset({int, Decimal})
_BY_NAME = (Text, Counted, Split)
_EMPTY = frozenset({type(None)})
_WORDY = frozenset({str, type(None), Split})


def types_at(record: type[Record], path: Sequence[str | int]) -> frozenset[Any]:
    """The types that a value at a path may have; none where the model knows no such path."""
    types = frozenset({record})
    for step in path:
        types = frozenset(found for one in types for found in _inside(one, step))
    return types


def takes_only_text(record: type[Record], path: Sequence[str | int]) -> bool:
    """Whether whatever stands at a path must be text, so that a bare number there lacks its quotes."""
    types = types_at(record, path)
    return bool(types - _EMPTY) and all(one in _WORDY or _is_choice(one) for one in types)


def choices_at(record: type[Record], path: Sequence[str | int]) -> tuple[str, ...]:
    """The words among which a field chooses; none where it takes anything else."""
    types = types_at(record, path)
    return tuple(word for one in types if _is_choice(one) for word in get_args(one))


def value_of(record: type[Record], path: Sequence[str | int], words: str) -> Any:
    """The value that words stand for at a path; the words themselves where they stand for none.

    Words that do not fit stay as they are: the check says what is wrong with them, and where.
    """
    types = types_at(record, path)
    words = words.strip()
    if any(_is_list(one) for one in types):
        return tuple(value_of(record, (*path, 0), part) for part in words.split(",") if part.strip())
    if type(None) in types and (not words or (words == "null" and str not in types)):
        return None
    return _plain_value(words) if _takes_plain(types, words) else words


def _takes_plain(types: frozenset[Any], words: str) -> bool:
    """Whether words mean here what they mean in YAML without quotes."""
    if Period in types:
        # The files have bare years as numbers, and everything else as text.
        return len(words) == 4
    kinds = {int: _NUMBERS, Decimal: _NUMBERS, bool: frozenset({bool})}
    wanted = frozenset().union(*(kinds.get(one, frozenset()) for one in types if not _is_choice(one)))
    return type(_plain_value(words)) in wanted


def _plain_value(words: str) -> Any:
    document, problems = read_yaml(words, "")
    return words if document is None or problems else document.value


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


def _ordered(types: frozenset[Any], value: Any, languages: Sequence[str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if any(_is_list(one) for one in types):
        return _listed(types, value, languages)
    order = [name for one in types for name in _names_of(one, languages)]
    names = [*(name for name in order if name in value), *(name for name in value if name not in order)]
    return {name: _ordered(_types_inside(types, name), value[name], languages) for name in names}


def _listed(types: frozenset[Any], value: Mapping, languages: Sequence[str]) -> Any:
    if not all(isinstance(step, int) for step in value):
        return value
    return tuple(_ordered(_types_inside(types, step), value[step], languages) for step in sorted(value))


def _names_of(one: Any, languages: Sequence[str]) -> Sequence[str]:
    if _is_record(one):
        return list(one.model_fields)
    return languages if one in (Text, Counted) else ()


# --- types ---


def _types_inside(types: frozenset[Any], step: str | int) -> frozenset[Any]:
    return frozenset(found for one in types for found in _inside(one, step))


def _inside(one: Any, step: str | int) -> Iterator[Any]:
    """The types of what stands at a step within a value of one type."""
    if _is_record(one) and step in one.model_fields:
        yield from _members(one.model_fields[step].annotation)
    elif _is_list(one) and isinstance(step, int):
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
    elif _is_choice(annotation) or _is_list(annotation) or not get_args(annotation):
        yield annotation
    else:
        for member in get_args(annotation):
            yield from _members(member)


def _is_record(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, Record)


def _is_list(one: Any) -> bool:
    return get_origin(one) is tuple


def _is_choice(one: Any) -> bool:
    return get_origin(one) is Literal
