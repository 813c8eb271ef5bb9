"""A template is run once for each way through it; what takes the same way is only filled in.

A component draws thousands of values of few forms. The first time it is given values that tell what is
asked of them: is this empty, how many are there, which kind is it. The questions with their answers are
a way; what was written on it, with gaps where words were put out, is its outline. A later value that
gives the same answers takes the same way, so its words are put into the gaps and the template is not
run. A template that does anything else with a value is run each time. So no template is written
differently for it. One thing it may not do: measure or compare what it has itself written, which is
full of gaps while it is traced.

A page that many others are like is drawn once with gaps for the words in which they differ (`Filled` in
`pages/page.py`, `filling.py`), by templates that may put these out and not look at them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache, wraps
from typing import Any, NamedTuple

from jinja2 import Environment
from jinja2.filters import do_mark_safe
from markupsafe import Markup, escape
from msgspec import Struct

from .languages.language import special_in
from .pages.page import GAP, gap

Fill = Callable[[Any, Callable, Callable], str]

TROD = 3
"""So often a way is gone before its outline is kept: finding one costs as much as some drawings."""

MOST_WAYS = 2_000
"""More outlines of one template are not kept: its values have no forms worth remembering."""

BEATEN = 6
"""So many ways are tried as a whole before they are looked for question by question."""


class Outlines:
    """Draws values by templates, each way through a template found out once.

    `trod` says how often a way is gone before its outline is kept. While there is a `guard`, words may be
    gaps: a template that does more with one than to put it out raises LookupError.
    """

    def __init__(self, trod: int = TROD):
        self.guard: Guard | None = None
        self._trod = trod
        self._begin: dict[Hashable, _Fork] = {}
        self._ways: dict[Hashable, int] = {}
        self._beaten: dict[Hashable, list[_Way]] = {}

    def draw(
        self, key: Hashable, template: Callable[[Any], str], value: Any, part: Callable[..., Markup]
    ) -> str:
        """What a template makes of a value.

        `key` is the template with all that its words depend on besides the value; `part` draws a part
        of a value by a template of its own, as the template does by calling it with that part.
        """
        for is_taken_by, fill in self._beaten.get(key, ()):
            if is_taken_by(value):
                return fill(value, words_of, part)
        return self._found(key, template, value, part)

    def _found(
        self, key: Hashable, template: Callable[[Any], str], value: Any, part: Callable[..., Markup]
    ) -> str:
        """What a template makes of a value that takes no beaten way."""
        begin = self._begin.get(key)
        if begin is None:
            begin = self._begin[key] = _Fork(_nothing)
        at: _Fork | _Way = begin
        while type(at) is _Fork:
            answer = at.ask(value)
            _refuse_gaps(answer)
            way = at.ways.get(answer, 0)
            if type(way) is int:
                at.ways[answer] = way + 1
                if way + 1 < self._trod or not self._may_trace(key):
                    return self._run(template, value)
                at = self._traced(begin, template, value)
                break
            at = way
        self._beaten[key] = [at, *self._beaten.get(key, ())][:BEATEN]
        return at.fill(value, words_of, part)

    def _run(self, template: Callable[[Any], str], value: Any) -> str:
        """What a template makes of a value by itself."""
        return template(value) if self.guard is None else str(template(Seen(self.guard, "value", value)))

    def _may_trace(self, key: Hashable) -> bool:
        self._ways[key] = self._ways.get(key, 0) + 1
        return self._ways[key] <= MOST_WAYS

    def _traced(self, begin: _Fork, template: Callable, value: Any) -> _Way:
        trace = Trace()
        try:
            written = str(template(Seen(trace, "value", value)))
        except Exception:
            # A fault of the template is told by running it with the value itself.
            fill = lambda value, words, part: self._run(template, value)  # noqa: E731
        else:
            fill = _filling(written, trace.gaps)
        way = _Way(_taken(trace.asked), fill)
        begin.lead(trace.asked, way)
        return way


def watch(environment: Environment) -> None:
    """Let no filter change words that are only a gap yet: a trace in which one would is given up."""
    for name, change in environment.filters.items():
        if name not in _PASSING:
            environment.filters[name] = _watched(change)
    environment.filters["safe"] = lambda value: do_mark_safe(
        # Words that are put out as they are would be escaped in a gap.
        value._itself() if type(value) is Seen else value
    )


_PASSING = frozenset({"e", "escape"})
"""Filters that leave a gap as it is."""


def _watched(change: Callable) -> Callable:
    @wraps(change)
    def watched(*given: Any, **named: Any) -> Any:
        for one in given:
            _refuse_gaps(one)
        return change(*given, **named)

    return watched


def _refuse_gaps(value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise LookupError("these words are only a gap yet")


def _length(value: Any) -> int:
    _refuse_gaps(value)
    return len(value)


class _Way(NamedTuple):
    """One way through a template: whether a value takes it, and its outline."""

    is_taken_by: Callable[[Any], bool]
    fill: Fill


class _Fork:
    """A question about a value, and where each answer leads: on, to an outline, or not anywhere yet.

    Where it does not lead anywhere yet stands how often the answer was given.
    """

    __slots__ = ("ask", "ways")

    def __init__(self, ask: Callable[[Any], Hashable]):
        self.ask = ask
        self.ways: dict[Hashable, _Fork | _Way | int] = {}

    def lead(self, asked: dict[str, Hashable], end: _Way) -> None:
        """Let the answers of one way, beginning here, lead to its end."""
        fork, answer = self, None
        for question, following in asked.items():
            way = fork.ways.get(answer)
            if not isinstance(way, _Fork):
                way = fork.ways[answer] = _Fork(_question(question))
            fork, answer = way, following
        fork.ways[answer] = end


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
        return self._trace.answer(f"{how}({self._place})", _length(self._value))

    def __contains__(self, one: object) -> bool:
        return one in self._itself() if isinstance(self._value, str) else any(each == one for each in self)

    def _itself(self) -> Any:
        _refuse_gaps(self._value)
        return self._trace.answer(self._place, self._value)

    def __eq__(self, other: object) -> bool:
        return self._itself() == other

    def __hash__(self) -> int:
        return hash(self._itself())

    def __str__(self) -> str:
        return str(self._itself())

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


def _taken(asked: dict[str, Hashable]) -> Callable[[Any], bool]:
    """Whether a value gives all these answers; one is only asked for what the answers before allow."""
    answers = list(asked.values())
    same = (f"({question}) == answers[{position}]" for position, question in enumerate(asked))
    return eval(f"lambda value: {' and '.join(same) or True}", {"answers": answers, "length": _length})


@cache
def _question(question: str) -> Callable[[Any], Hashable]:
    # It is made of names of fields and positions only.
    return eval(f"lambda value: {question}", {"length": _length})


def words_of(value: Any) -> str:
    """What a template writes where it puts a value out."""
    if type(value) is str:
        # The same as `escaped`, without a call: a page has two hundred gaps.
        return value if special_in(value) is None else escape(value)
    return value.__html__() if hasattr(value, "__html__") else escape(value)


def marked(html: str) -> Markup:
    """HTML as what it is; not asked first, as `Markup` does, whether it could say so itself."""
    return str.__new__(Markup, html)


def _nothing(_: Any) -> None:
    return None


def _filling(written: str, gaps: list[str]) -> Fill:
    """The function that fills an outline: its fixed pieces and what stands in its gaps, joined."""
    pieces = GAP.split(written)
    # Every second piece is the number of a gap.
    parts = (gaps[int(piece)] if odd % 2 else repr(piece) for odd, piece in enumerate(pieces))
    joined = ", ".join(part for part in parts if part != "''")
    return eval(f"lambda value, words, part: ''.join([{joined}])")
