"""The same figure in every form: the languages of a page, its bars, and its description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .findings import Finding
from .reading import Built, Figure, PageFacts


def check_figures(built: Built) -> Iterator[Finding]:
    first: dict[str, PageFacts] = {}
    for page in built.pages:
        yield from _drawn_otherwise(page)
        yield from _described_otherwise(page)
        yield from _said_otherwise(page, first.setdefault(page.name, page))


def _drawn_otherwise(page: PageFacts) -> Iterator[Finding]:
    """A bar is as wide as the share beside it says."""
    for figure in page.figures:
        if figure.drawn and figure.share and _plain(figure.drawn) != _plain(figure.share):
            words = {"seen": " ".join(figure.drawn), "words": " ".join(figure.share)}
            yield Finding.at(page.path, "bar-differs", record=figure.record or page.name, **words)


def _described_otherwise(page: PageFacts) -> Iterator[Finding]:
    """The description is the sentence the page begins with, and says of a record what its bar says."""
    if not page.described_alike:
        yield Finding.at(page.path, "description-differs")
    for figure in page.figures:
        if figure.described is not None and Counter(figure.said) - Counter(figure.described):
            values = {"seen": " ".join(figure.described), "other": " ".join(figure.said)}
            yield Finding.at(page.path, "description-wrong", record=figure.record, **values)


def _plain(numbers: tuple[str, ...]) -> list[float]:
    return [float(number) for number in numbers]


def _said_otherwise(page: PageFacts, other: PageFacts) -> Iterator[Finding]:
    """What a page says of each record, it says in each language."""
    if not page.name:
        return
    here, there = _by_record(page), _by_record(other)
    for record in sorted(here.keys() | there.keys()):
        seen, said = here.get(record, []), there.get(record, [])
        if seen != said:
            values = {"record": record or page.name, "seen": _told(seen), "other": _told(said)}
            yield Finding.at(page.path, "figure-differs", **values, where=other.path)


def _by_record(page: PageFacts) -> dict[str, list[Figure]]:
    records: dict[str, list[Figure]] = {}
    for figure in page.figures:
        records.setdefault(figure.record, []).append(figure)
    return {
        record: sorted(figures, key=lambda one: (one.said, one.drawn)) for record, figures in records.items()
    }


def _told(figures: list[Figure]) -> str:
    return ", ".join(" ".join(figure.said) for figure in figures) or "–"
