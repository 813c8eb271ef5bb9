"""How many there are: counts over all records that pages show, kept file by file.

A page that shows a count reads the count, and not the records that were counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ..model.dataset import Dataset, depth_of
from ..model.text import Record, may_hold_texts, texts_in
from .figures import Figure, Figures
from .freshness import freshness_of, reporting_period

Tallies = Mapping[str, int]
"""Counts by their names, such as `reported:kg/batken` or `figures:schools-online`."""

TEXTS: Mapping[str, str | None] = {
    **dict.fromkeys(("site", "units", "indicators", "persons", "sources", "programmes")),
    **dict.fromkeys(("reply_periods", "terms")),
    **dict.fromkeys(("commitments", "observations", "organizations", "meetings", "services"), "region"),
    "regions": "key",
}
"""The collections whose texts are counted, each with the field that names the region they belong to."""

_REVIEWED = frozenset({"regions", "organizations", "persons"})


def add_record(counts: Counter[str], collection: str, record: Record, codes: Iterable[str]) -> None:
    """Add what one record counts: texts, those not in a language, names that wait for review, promises."""
    if collection in TEXTS and may_hold_texts(record):
        field = TEXTS[collection]
        region = getattr(record, field) if field else ""
        texts = [text for _, text in texts_in(record)]
        _count(counts, "texts", region, len(texts))
        for code in codes if texts else ():
            _count(counts, f"lacking-{code}", region, sum(code not in text for text in texts))
    if collection in _REVIEWED:
        counts.update(f"waiting:{code}" for code in record.review)
    if collection == "commitments":
        counts[f"promised:{record.region}"] += 1
    if collection == "regions":
        counts[f"depth:{depth_of(record.key)}"] += 1


def _count(counts: Counter[str], kind: str, region: str, number: int) -> None:
    if number:
        counts[f"{kind}:"] += number
        if region:
            counts[f"{kind}:{region}"] += number


def add_region(counts: Counter[str], data: Dataset, figures: Figures, region: str, today: date) -> None:
    """Add what the figures of one region count, corrections applied."""
    everything = figures.with_splits_in(region)
    if reported := sum(figure.value is not None for figure in everything):
        counts[f"reported:{region}"] += reported
    for figure in everything:
        counts[f"from:{figure.observation.source}"] += 1
    for figure in figures.in_region(region):
        counts[f"figures:{figure.observation.indicator}"] += 1
    for indicator in dict.fromkeys(figure.observation.indicator for figure in everything):
        counts[f"regions:{indicator}"] += 1
        newest = figures.newest(region, indicator, today)
        if newest is not None and newest.period is not None:
            counts[f"{_freshness(data, newest, today)}:{indicator}"] += 1


def _freshness(data: Dataset, figure: Figure, today: date) -> str:
    period = reporting_period(data.indicator[figure.observation.indicator])
    return freshness_of(figure.period.last_by(today), period, today).value


def tallies_of(data: Dataset, today: date) -> Counter[str]:
    """The counts of a whole dataset."""
    codes = [language.code for language in data.site.languages]
    counts: Counter[str] = Counter()
    for collection in TEXTS:
        records = (data.site,) if collection == "site" else getattr(data, collection)
        for record in records:
            add_record(counts, collection, record, codes)
    figures = Figures(data)
    for region in dict.fromkeys(one.region for one in data.observations):
        add_region(counts, data, figures, region, today)
    return counts
