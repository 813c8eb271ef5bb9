"""A figure in words: its number, its date, its marks and notes. No other module words a figure."""

from __future__ import annotations

from collections.abc import Iterable

from ..languages import Words
from ..languages.catalogues import mark
from ..model.dates import Period
from ..model.figures import Observation, Unit
from ..progress.figures import Figure
from ..progress.freshness import Freshness, freshness_of, reporting_period
from .edition import Edition
from .page import Link
from .wording import FRESHNESS_WORDS, MISSING_WORDS, OBSERVATION_STATUS_WORDS

OUT_OF = mark("of %(whole)s %(noun)s")
_DERIVED = mark("Derived: %(terms)s.")


def value_in_words(edition: Edition, figure: Figure) -> str:
    """A figure's number, or the word for having none."""
    return _missing_word(edition, figure) if figure.value is None else edition.number(figure.value)


def value_with_kind(edition: Edition, figure: Figure) -> str:
    """A figure's number for a table, with the word that keeps it from passing for a reported one."""
    words = [edition.say("derived")] if figure.derived else []
    if figure.observation.status in OBSERVATION_STATUS_WORDS:
        words.append(edition.say(OBSERVATION_STATUS_WORDS[figure.observation.status]))
    value = value_in_words(edition, figure)
    return f"{value} ({', '.join(words)})" if words else value


def share_in_words(edition: Edition, figure: Figure) -> str:
    """A figure's percentage of its whole, or nothing where it has none."""
    share = edition.state.figures.share_of_whole(figure, edition.state.today)
    return edition.language.percent(share.percent) if share else ""


def date_in_words(edition: Edition, figure: Figure) -> str:
    period: Period | None = figure.period
    if period is None and figure.observation.date_note:
        return str(edition.words(figure.observation.date_note))
    return edition.date(period, mark("day not stated"))


def out_of(edition: Edition, whole: str, noun: Words) -> Words:
    """ "of 143 schools", in the order and case of the language."""
    return Words(edition.say(OUT_OF, whole=whole, noun=noun.text), noun.lang)


def freshness_word(edition: Edition, observation: Observation) -> str:
    """ "ageing" or "stale"; nothing for what is fresh or cannot have a successor."""
    if observation.date is None:
        return ""
    key = "freshness", observation.indicator, observation.date.text
    return edition.made.get(key, lambda: _freshness_word(edition, observation))


def _freshness_word(edition: Edition, observation: Observation) -> str:
    freshness = figure_freshness(edition, observation)
    return edition.say(FRESHNESS_WORDS[freshness]) if freshness in (Freshness.AGEING, Freshness.STALE) else ""


def figure_freshness(edition: Edition, observation: Observation) -> Freshness | None:
    if observation.date is None:
        return None
    period = reporting_period(edition.data.indicator[observation.indicator])
    return freshness_of(observation.date.last_by(edition.state.today), period, edition.state.today)


def observation_notes(edition: Edition, figure: Figure) -> tuple[Words, ...]:
    """Everything the data say beside a number: how it was derived, on what assumption, what is unclear."""
    observation = figure.observation
    return _derivation(edition, figure) + edition.optional(
        observation.assumption,
        observation.difference,
        observation.date_note,
        observation.names_note,
        observation.note,
    )


def marks_of(edition: Edition, figure: Figure) -> Iterable[Link | str]:
    """The words that stand beside a figure: provisional, disputed, stale …"""
    observation = figure.observation
    if figure.derived:
        yield edition.term(edition.say("derived"), "derived-figure")
    if observation.status in OBSERVATION_STATUS_WORDS:
        yield edition.term(edition.say(OBSERVATION_STATUS_WORDS[observation.status]), observation.status)
    if figure.disputed_by:
        others = (edition.number(rival.value) for rival in figure.disputed_by)
        words = edition.say("disputed: another source says %(numbers)s", numbers=", ".join(others))
        yield edition.term(words, "disputed")
    if figure.history:
        yield edition.term(edition.say("corrected"), "correction")
    if word := freshness_word(edition, observation):
        yield edition.term(word, "freshness")


def unit_of(edition: Edition, figure: Figure) -> Unit:
    indicator = figure.observation.indicator
    unit = lambda: edition.data.unit[edition.data.indicator[indicator].unit]  # noqa: E731
    return edition.made.get(("unit", indicator), unit)


def _derivation(edition: Edition, figure: Figure) -> tuple[Words, ...]:
    if figure.observation.count is not None:
        return (Words(edition.say("Derived: counted by us in the list that the source gives.")),)
    if figure.derived:
        return (Words(edition.say(_DERIVED, terms=_terms(edition, figure))),)
    return ()


def _terms(edition: Edition, figure: Figure) -> str:
    words = []
    for sign, term in edition.state.figures.terms_of(figure.observation.formula):
        words += ["+" if sign > 0 else "−", value_in_words(edition, term)]
    return " ".join(words[1:] if words[0] == "+" else words)


def _missing_word(edition: Edition, figure: Figure) -> str:
    reason = figure.observation.missing or "unknown"
    return edition.say(MISSING_WORDS[reason])
