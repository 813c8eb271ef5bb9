"""What a template is given while its outline is found out: it tells what is asked of a value, and of what.

Put out, it leaves a gap for words; asked, it tells the answer and remembers the question. Filters and
tests are given the value itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache, wraps
from typing import Any

from jinja2 import Environment
from jinja2.filters import do_mark_safe
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import astuple

from .languages.language import special_in
from .pages.page import gap


class Trace:
    """What a template asked about a value and what it was told, and the gaps that it left for words."""

    def __init__(self) -> None:
        self.asked: dict[str, Hashable] = {}
        self.gaps: list[str] = []

    def answer(self, question: str, told: Hashable) -> Any:
        hash(told)
        return self.asked.setdefault(question, told)

    def words(self, place: str, value: Any) -> Markup:
        """What is written where a template puts a value out."""
        return self._gap(f"words({place})")

    def part(self, place: str, value: Any, settings: Mapping[str, Hashable]) -> Markup:
        """What is written where a part is drawn by a template of its own."""
        given = "".join(f", {name}={setting!r}" for name, setting in settings.items())
        return self._gap(f"part({place}{given})")

    def _gap(self, words: str) -> Markup:
        self.gaps.append(words)
        return Markup(gap(len(self.gaps) - 1))


class Guard(Trace):
    """Lets a template put out words that are only a gap yet, and look at none of them."""

    def __init__(self, draw: Callable[..., Markup]):
        super().__init__()
        self._draw = draw

    def answer(self, question: str, told: Hashable) -> Any:
        return told

    def words(self, place: str, value: Any) -> Markup:
        return marked(words_of(value))

    def part(self, place: str, value: Any, settings: Mapping[str, Hashable]) -> Markup:
        return self._draw(value, **settings)


class Seen:
    """Stands for a value while a template is traced; `place` is how it is reached from the whole."""

    __slots__ = ("_place", "_trace", "_value")

    def __init__(self, trace: Trace, place: str, value: Any):
        self._trace, self._place, self._value = trace, place, value

    # --- put out ---

    def __html__(self) -> Markup:
        return self._trace.words(self._place, self._value)

    def drawn(self, **settings: Hashable) -> Markup:
        return self._trace.part(self._place, self._value, settings)

    # --- asked ---

    def __bool__(self) -> bool:
        return self._trace.answer(f"bool({self._place})", bool(self._value))

    def __len__(self) -> int:
        how = "length" if isinstance(self._value, str) else "len"
        return self._trace.answer(f"{how}({self._place})", length(self._value))

    def __contains__(self, one: object) -> bool:
        return one in self._itself() if isinstance(self._value, str) else any(each == one for each in self)

    def _itself(self) -> Any:
        refuse_gaps(self._value)
        return self._trace.answer(self._place, self._value)

    def __eq__(self, other: object) -> bool:
        return self._itself() == other

    def __hash__(self) -> int:
        return hash(self._itself())

    def __str__(self) -> str:
        return str(self._itself())

    def __repr__(self) -> str:
        return repr(self._itself())

    # --- taken apart ---

    def __iter__(self) -> Iterator[Any]:
        if isinstance(self._value, str):
            return iter(self._itself())
        return (self._one(position) for position in range(len(self)))

    def __getitem__(self, position: int | slice) -> Any:
        if isinstance(self._value, str):
            return self._itself()[position]
        chosen = range(len(self))[position]
        return [self._one(one) for one in chosen] if isinstance(chosen, range) else self._one(chosen)

    def _one(self, position: int) -> Seen:
        return Seen(self._trace, f"{self._place}[{position}]", self._value[position])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if not isinstance(self._value, Struct):
            return getattr(self._itself(), name)
        if not hasattr(self._value, name):
            raise LookupError(f"{type(self._value).__name__} has no {name}")
        place, value = f"{self._place}.{name}", getattr(self._value, name)
        if name in _optional(type(self._value)) and self._trace.answer(f"{place} is None", value is None):
            return None
        return Seen(self._trace, place, value)


@cache
def _optional(kind: type) -> frozenset[str]:
    """The fields of a view that may be None."""
    return frozenset(name for name, told in kind.__annotations__.items() if "None" in told)


# --- filters and tests ---


def watch(environment: Environment) -> None:
    """Let filters and tests look at words, not at what stands for them, and at none that are a gap yet."""
    for known in (environment.filters, environment.tests):
        for name, look in known.items():
            if name not in _PASSING:
                known[name] = _watched(look)
    # Words that are put out as they are would be escaped in a gap; what is written already has its gaps.
    environment.filters["safe"] = lambda value: do_mark_safe(_itself(value))


_PASSING = frozenset({"e", "escape", "length", "count", "safe", "defined", "undefined"})
"""Filters that leave a gap as it is, and those that ask no more than what a value tells."""


def _watched(look: Callable) -> Callable:
    @wraps(look)
    def watched(*given: Any, **named: Any) -> Any:
        for one in given:
            refuse_gaps(one)
        return look(*map(_itself, given), **{name: _itself(one) for name, one in named.items()})

    return watched


def _itself(value: Any) -> Any:
    return value._itself() if type(value) is Seen else value


# --- words ---


def words_of(value: Any) -> str:
    """What a template writes where it puts a value out."""
    if type(value) is str:
        # The same as `escaped`, without a call: a page has two hundred gaps.
        return value if special_in(value) is None else escape(value)
    return value.__html__() if hasattr(value, "__html__") else escape(value)


def marked(html: str) -> Markup:
    """HTML as what it is; not asked first, as `Markup` does, whether it could say so itself."""
    return str.__new__(Markup, html)


def refuse_gaps(value: Any) -> None:
    if _has_gap(value):
        raise LookupError("these words are only a gap yet")


def _has_gap(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    parts = astuple(value) if isinstance(value, Struct) else value
    return isinstance(parts, (tuple, list)) and any(map(_has_gap, parts))


def length(value: Any) -> int:
    # How many parts there are is known while their words are gaps.
    if isinstance(value, str):
        refuse_gaps(value)
    return len(value)
