"""Figures and promises as bars: the only place where a figure is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ..languages import NO_WORDS, Words
from ..languages.catalogues import mark
from ..model.figures import Unit
from ..progress.figures import Figure, Share, percent_of, share_of
from ..progress.promises import Promise
from .beside import Beside, beside_of
from .edition import Edition
from .figures import out_of, unit_of, value_in_words
from .page import Link
from .views import Bar

FIGURE = mark("%(number)s %(out_of)s")

_SHARE = mark("%(label)s: %(number)s %(out_of)s (%(percent)s), %(date)s.")
_PLAIN = mark("%(label)s: %(number)s %(noun)s, %(date)s.")
_WORD = mark("%(label)s: %(word)s, %(date)s.")
_LEFT = mark("Left on that day: %(left)s.")
_NOTHING = mark("%(label)s: %(target)s %(noun)s; nothing reported.")
_FROM_BASELINE = mark("from %(baseline)s to %(target)s")
_OVER = mark("over plan: %(number)s of %(target)s")
_TARGET_WORDS = {
    "promise": mark("promised"),
    "instruction": mark("instructed"),
    "plan": mark("planned"),
    "proposal": mark("proposed"),
    "under-way": mark("under way"),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a bar should have been on its figure's date, and the words for it."""

    place: str
    words: tuple[Words, ...]


_NO_MARK = _Mark("", ())


class Said(NamedTuple):
    """A share in the words of a language; `width` is the length of its bar."""

    number: str
    whole: str
    noun: str
    percent: str
    width: str


def region_bars(edition: Edition, key: str) -> tuple[Bar, ...]:
    """A region's bars: promises with figures, other figures, then promises with nothing reported.

    A figure that is already a promise's bar is not drawn twice.
    """
    return edition.made.get(("bars", key), lambda: _region_bars(edition, key))


def _region_bars(edition: Edition, key: str) -> tuple[Bar, ...]:
    promises = [p for p in edition.state.promises_in(key) if p.commitment.target is not None]
    reported = [p for p in promises if p.newest is not None]
    drawn = {id(p.newest) for p in reported}
    figures = [f for f in edition.state.headline_figures(key) if id(f) not in drawn]
    return (
        *(promise_bar(edition, promise) for promise in reported),
        *(figure_bar(edition, figure) for figure in figures),
        *(promise_bar(edition, promise) for promise in promises if promise.newest is None),
    )


def figure_bar(edition: Edition, figure: Figure, label: Link | None = None) -> Bar:
    """An observation as a bar: a share of its whole, a number without one, or the word for none."""
    state = edition.state
    label = label or edition.indicator_link(figure.observation.indicator)
    share = state.figures.share_of_whole(figure, state.today)
    if figure.value is None:
        beside = beside_of(edition, figure)
        return _bar(edition, beside, label, number=value_in_words(edition, figure), shape="missing")
    if share is None:
        noun = edition.language.noun(unit_of(edition, figure).counted, figure.value)
        number, beside = edition.number(figure.value), beside_of(edition, figure)
        sentence = edition.say(_PLAIN, label=label.text, number=number, noun=noun, date=beside.date)
        return _bar(edition, beside, label, number=number, out_of=noun, shape="number", sentence=sentence)
    return _share_bar(edition, figure, label, share, _unreported(edition, figure, share))


def promise_bar(edition: Edition, promise: Promise, label: Link | None = None) -> Bar:
    """A promise with a target as a bar: progress, more than planned, or an empty outline."""
    label = label or edition.commitment_link(promise.commitment.id)
    if promise.newest is None:
        return _empty_bar(edition, promise, label)
    target, figure = promise.commitment.target, promise.newest
    share = share_of(figure.value, target)
    if _measured_from_baseline(edition, promise):
        return _baseline_bar(edition, promise, label)
    if figure.value > target:
        return _over_bar(edition, promise, label)
    return _share_bar(edition, figure, label, share, _left(edition, promise), _mark(edition, promise))


def _left(edition: Edition, promise: Promise) -> tuple[Words, ...]:
    """What was left on that day; nothing where the target was reached."""
    left = promise.verdict.left
    return (Words(edition.say(_LEFT, left=edition.number(left))),) if left else ()


def _mark(edition: Edition, promise: Promise) -> _Mark:
    """Where the bar should have been by then: its place, and in words what the mark shows."""
    place = _tick(promise)
    if not place:
        return _NO_MARK
    elapsed = edition.language.percent(percent_of(promise.verdict.elapsed))
    return _Mark(
        place, (Words(edition.say("Time gone by then: %(percent)s (the mark on the bar).", percent=elapsed)),)
    )


def _share_bar(
    edition: Edition,
    figure: Figure,
    label: Link,
    share: Share,
    rest: tuple[Words, ...],
    mark: _Mark = _NO_MARK,
) -> Bar:
    said, lang = said_of(edition, share, unit_of(edition, figure))
    return _worded(edition, beside_of(edition, figure), label, said, lang, rest, mark)


def said_of(edition: Edition, share: Share, unit: Unit) -> tuple[Said, str | None]:
    """A share in words, and the language of its noun where that is not the page's."""
    language, percent = edition.language, share.percent
    noun = language.noun(unit.out_of, share.whole)
    number, whole = language.number(share.n), language.number(share.whole)
    return Said(number, whole, noun.text, language.percent(percent), f"{percent.number:f}"), noun.lang


def plain_share_bar(edition: Edition, figure: Figure, said: Said) -> Bar:
    """A share of which nothing more is said; its words may be gaps."""
    label = edition.indicator_link(figure.observation.indicator)
    return _worded(edition, beside_of(edition, figure), label, said)


def _worded(
    edition: Edition,
    beside: Beside,
    label: Link,
    said: Said,
    lang: str | None = None,
    rest: tuple[Words, ...] = (),
    mark: _Mark = _NO_MARK,
) -> Bar:
    whole = out_of(edition, said.whole, Words(said.noun, lang))
    sentence = edition.say(
        _SHARE, label=label.text, number=said.number, out_of=whole, percent=said.percent, date=beside.date
    )
    return _bar(
        edition,
        beside,
        label,
        number=said.number,
        out_of=whole,
        percent=said.percent,
        shape="share",
        width=said.width,
        tick=mark.place,
        rest=rest + mark.words,
        sentence=" ".join([sentence, *(str(words) for words in rest)]) if rest else sentence,
    )


def _baseline_bar(edition: Edition, promise: Promise, label: Link) -> Bar:
    """Progress from a baseline: the bar shows p, since n/N would count what was there before."""
    figure, commitment = promise.newest, promise.commitment
    share = share_of(figure.value - promise.baseline, commitment.target - promise.baseline)
    noun = edition.language.noun(unit_of(edition, figure).counted, figure.value)
    number, beside = edition.number(figure.value), beside_of(edition, figure)
    way, left, mark = _way(edition, promise), _left(edition, promise), _mark(edition, promise)
    sentence = edition.say(_PLAIN, label=label.text, number=number, noun=noun, date=beside.date)
    return _bar(
        edition,
        beside,
        label,
        number=number,
        out_of=noun,
        percent=edition.language.percent(share.percent) if 0 <= share.exact <= 1 else "",
        shape="progress",
        width=_width(max(Fraction(0), min(Fraction(1), share.exact))),
        tick=mark.place,
        rest=(Words(way), *left, *mark.words),
        sentence=" ".join([sentence, *map(str, left)]),
    )


def _over_bar(edition: Edition, promise: Promise, label: Link) -> Bar:
    figure, target = promise.newest, promise.commitment.target
    noun = edition.language.noun(unit_of(edition, figure).out_of, target)
    over = edition.say(_OVER, number=edition.number(figure.value), target=edition.number(target))
    beside = beside_of(edition, figure)
    sentence = edition.say(_WORD, label=label.text, word=over, date=beside.date)
    return _bar(
        edition,
        beside,
        label,
        number=edition.number(figure.value),
        out_of=out_of(edition, edition.number(target), noun),
        percent=edition.say("over plan"),
        shape="over",
        width=_width(Fraction(target) / Fraction(figure.value)),
        sentence=sentence,
    )


def _empty_bar(edition: Edition, promise: Promise, label: Link) -> Bar:
    """Promised, nothing reported: an outline, never 0 %."""
    commitment = promise.commitment
    unit = edition.data.unit[edition.data.indicator[commitment.indicator].unit]
    # What is promised is what is to be added: with a baseline of 24, "31 in all" promises 7.
    promised = abs(commitment.target - promise.baseline)
    noun = edition.language.noun(unit.counted, promised)
    target = edition.number(promised)
    rest = (Words(_way(edition, promise)),) if promise.baseline else ()
    deadline = (
        (Words(edition.say("Deadline: %(date)s.", date=edition.date(commitment.deadline))),)
        if commitment.deadline
        else ()
    )
    return Bar(
        label=label,
        number=target,
        out_of=noun,
        percent=edition.say("nothing reported"),
        figure=f"{target} {noun}",
        shape="promised",
        width="",
        tick="",
        date=_promised_on(edition, promise),
        source=edition.source_link(commitment.source),
        marks=(),
        notes=rest + deadline + edition.optional(commitment.scope_note),
        named=(),
        sentence=edition.say(_NOTHING, label=label.text, target=target, noun=noun),
    )


def _promised_on(edition: Edition, promise: Promise) -> str:
    """What was said of it, and when."""
    word = edition.say(_TARGET_WORDS[promise.commitment.kind])
    return f"{word} · {edition.date(promise.commitment.said)}" if promise.commitment.said else word


def _bar(
    edition: Edition,
    beside: Beside,
    label: Link,
    number: str,
    shape: str,
    out_of: Words = NO_WORDS,
    percent: str = "",
    width: str = "",
    tick: str = "",
    rest: tuple[Words, ...] = (),
    sentence: str = "",
) -> Bar:
    shares = shape in ("share", "over")
    return Bar(
        figure=edition.say(FIGURE, number=number, out_of=out_of) if shares else f"{number} {out_of}".strip(),
        label=label,
        number=number,
        out_of=out_of,
        percent=percent,
        shape=shape,
        width=width,
        tick=tick,
        date=beside.date,
        source=beside.source,
        marks=beside.marks,
        notes=rest + beside.notes,
        named=beside.named,
        sentence=sentence or edition.say(_WORD, label=label.text, word=number, date=beside.date),
        replies=beside.replies,
    )


def _unreported(edition: Edition, figure: Figure, share: Share) -> tuple[Words, ...]:
    text = edition.data.indicator[figure.observation.indicator].unreported
    if text is None or not share.left:
        return ()
    words = edition.words(text)
    return (
        Words(
            edition.say("%(number)s: %(words)s", number=edition.number(share.left), words=words), words.lang
        ),
    )


def _way(edition: Edition, promise: Promise) -> str:
    values = {
        "baseline": edition.number(promise.baseline),
        "target": edition.number(promise.commitment.target),
    }
    return edition.say(_FROM_BASELINE, **values)


def _tick(promise: Promise) -> str:
    elapsed = promise.verdict.elapsed
    return _width(elapsed) if elapsed is not None and elapsed < 1 else ""


def _measured_from_baseline(edition: Edition, promise: Promise) -> bool:
    less = edition.data.indicator[promise.commitment.indicator].better == "less"
    return less or promise.baseline != 0


def _width(share: Fraction) -> str:
    """A share as the length of its bar: one decimal with a point, the same rounding as its words."""
    return f"{percent_of(share).number:f}"
