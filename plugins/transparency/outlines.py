"""A template is run once for each way through it; what takes the same way is only filled in.

A component draws thousands of values of few forms. The first time it is given values that tell what is
asked of them: is this empty, how many are there, which kind is it. The questions with their answers are
a way; what was written on it, with gaps where words were put out, is its outline. A later value that
gives the same answers takes the same way, so its words are put into the gaps and the template is not
run. A template that does anything else with a value is run each time. So no template is written
differently for it. One thing it may not do: measure or compare what it has itself written, which is
full of gaps while it is traced; the first values of each way are written both ways, so that it shows.

A page that many others are like is drawn once with gaps for the words in which they differ (`Filled` in
`pages/page.py`, `filling.py`), by templates that may put these out and not look at them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from .pages.page import GAP
from .tracing import Guard, Seen, Trace, length, refuse_gaps, words_of

Fill = Callable[[Any, Callable, Callable], str]

TROD = 3
"""So often a way is gone before its outline is kept: finding one costs as much as some drawings."""

MOST_WAYS = 2_000
"""More outlines of one template are not kept: its values have no forms worth remembering."""

PROOFS = 3
"""So often an outline is held against its template before it is believed."""

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
            refuse_gaps(answer)
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

    def _running(self, template: Callable[[Any], str]) -> Fill:
        """What runs the template each time."""
        return lambda value, words, part: self._run(template, value)

    def _may_trace(self, key: Hashable) -> bool:
        self._ways[key] = self._ways.get(key, 0) + 1
        return self._ways[key] <= MOST_WAYS

    def _traced(self, begin: _Fork, template: Callable, value: Any) -> _Way:
        trace = Trace()
        try:
            written = str(template(Seen(trace, "value", value)))
        except Exception:
            # A fault of the template is told by running it with the value itself.
            fill = self._running(template)
        else:
            fill = self._proving(_filling(written, trace.gaps), template)
        way = _Way(_taken(trace.asked), fill)
        begin.lead(trace.asked, way)
        return way

    def _proving(self, fill: Fill, template: Callable[[Any], str]) -> Fill:
        """An outline that gives way to its template if it does not write what that does."""
        left = PROOFS

        def proving(value: Any, words: Callable, part: Callable) -> str:
            nonlocal left, fill
            written = fill(value, words, part)
            if left and self.guard is None:
                left -= 1
                alone = self._run(template, value)
                if alone != written:
                    left, fill = 0, self._running(template)
                return alone
            return written

        return proving


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


def _taken(asked: dict[str, Hashable]) -> Callable[[Any], bool]:
    """Whether a value gives all these answers; one is only asked for what the answers before allow."""
    answers = list(asked.values())
    same = (f"({question}) == answers[{position}]" for position, question in enumerate(asked))
    return eval(f"lambda value: {' and '.join(same) or True}", {"answers": answers, "length": length})


@cache
def _question(question: str) -> Callable[[Any], Hashable]:
    # It is made of names of fields and positions only.
    return eval(f"lambda value: {question}", {"length": length})


def _nothing(_: Any) -> None:
    return None


def _filling(written: str, gaps: list[str]) -> Fill:
    """The function that fills an outline: its fixed pieces and what stands in its gaps, joined."""
    pieces = GAP.split(written)
    # Every second piece is the number of a gap.
    parts = (gaps[int(piece)] if odd % 2 else repr(piece) for odd, piece in enumerate(pieces))
    joined = ", ".join(part for part in parts if part != "''")
    return eval(f"lambda value, words, part: ''.join([{joined}])")
