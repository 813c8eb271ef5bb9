"""Two invented countries with every oblast, district, village and school, equal for equal size and seed.

Nothing here knows a file format: `national.py` writes it as a site of ours, `hugo.py` and
`eleventy.py` as sites of the peers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

import yaml

from tests.programs import ROOT

TEMPLATE = ROOT / "tests/sites/national"
"""What does not depend on the size: site.yml, indicators.yml, and the words that names are made of."""

WORDS = yaml.safe_load((TEMPLATE / "words.yml").read_text("utf-8"))
LANGUAGES = ("kk", "ky", "ru", "en")
SEED = 20261122
TODAY = "2026-11-22"
SIZES = {"tiny": 200, "1k": 1_000, "10k": 10_000, "53k": 53_104, "200k": 200_000}
"""Pages of regions in all languages; 53k are both countries as they are."""

LEVELS = ("country", "oblast", "district", "village", "school")
_SHARES = {"oblast": 26, "district": 250, "village": 3_000}
_WHOLE = 13_276
PAGES_AN_ARTICLE = 26.5

MEASURES = (
    ("pupils-fed", "pupils-total", (40, 900)),
    ("rooms-repaired", "rooms-total", (6, 40)),
    ("textbooks-received", "textbooks-needed", (300, 9_000)),
    ("computers-online", "computers-total", (3, 60)),
)
"""Indicator, its whole, and how large the whole is in a school."""

_TIMES = {"country": 6_500, "oblast": 500, "district": 40, "village": 3, "school": 1}
_COUNTS = (
    ("2025-03-31", "2026-03-31"),
    ("2025-05-15", "2026-05-15"),
    ("2025-09-10", "2026-09-10"),
    ("2025-10-01", "2026-10-01"),
    ("2024-10-01", "2025-10-01"),
)
"""Days of the two counts of a place; the last pair is already ageing."""

TURNING = ("2024-11-22", "2025-11-22")
"""The counts of one district: fresh until TODAY, ageing the day after."""

_STEP = 5
"""Shares no divisor with the number of stems, so that neighbours never bear one name."""

Text = dict[str, str]


@dataclass(frozen=True)
class Place:
    """A place; `district` is the key of the district whose file holds its figures, "" above districts."""

    id: str
    parent: str
    level: str
    name: Text
    district: str

    @property
    def key(self) -> str:
        return f"{self.parent}/{self.id}" if self.parent else self.id


@dataclass(frozen=True, slots=True)
class Figure:
    indicator: str
    day: str
    source: str
    value: int


@dataclass(frozen=True)
class Source:
    id: str
    title: Text
    day: str


@dataclass(frozen=True)
class Promise:
    """One promise of an oblast; `words` is its entry in words.yml."""

    id: str
    region: str
    source: str
    words: dict


@dataclass(frozen=True)
class Nation:
    """Everything there is for a number of pages and a seed."""

    pages: int
    seed: int = SEED

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place, parents before their parts."""
        counts = self._counts
        by_level = [[_country(i) for i in range(2)]]
        for level in LEVELS[1:]:
            by_level.append(list(self._level(level, counts[level], by_level[-1])))
        return tuple(place for places in by_level for place in places)

    @cached_property
    def place(self) -> dict[str, Place]:
        return {place.key: place for place in self.places}

    def of_level(self, level: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.level == level)

    def figures(self, place: Place) -> Iterator[Figure]:
        """Four shares with their wholes on two days each."""
        chance = Random(f"{self.seed} {place.key}")
        for indicator, whole, size in MEASURES:
            days = self._days(place, indicator)
            for day, (part, of) in zip(days, _two_counts(chance, size, _TIMES[place.level]), strict=True):
                source = self._source_of(place, indicator, day)
                yield Figure(whole, day, source, of)
                yield Figure(indicator, day, source, part)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The rules of counting, a census a country and year, a report an oblast and year."""
        rules = Source("counting-rules", WORDS["sources"]["rules"], "2024-01-15")
        makers = [("census", place) for place in self.of_level("country")]
        makers += [("report", self.place[key]) for key in self._reporters]
        return (rules, *(self._source(*maker, year) for maker in makers for year in (2024, 2025, 2026)))

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        return tuple(
            Promise(
                f"{place.key.replace('/', '-')}-{words['id']}", place.key, self.report(place, 2026), words
            )
            for place in self.of_level("oblast")
            for words in WORDS["promises"]
        )

    def report(self, place: Place, year: int) -> str:
        """The id of the yearly report that a place's figures stand in: its oblast's, or its country's."""
        return f"report-{self._reporters['/'.join(place.key.split('/')[:2])]}-{year}"

    @cached_property
    def turning(self) -> Place:
        """The district whose figures begin to age on the day after TODAY."""
        return self.of_level("district")[-1]

    @cached_property
    def articles(self) -> int:
        return round(self.pages / PAGES_AN_ARTICLE / len(LANGUAGES))

    @property
    def _counts(self) -> dict[str, int]:
        whole = self.pages // len(LANGUAGES)
        counts = {level: max(2, round(whole * share / _WHOLE)) for level, share in _SHARES.items()}
        return counts | {"school": whole - 2 - sum(counts.values())}

    def _level(self, level: str, count: int, parents: list[Place]) -> Iterator[Place]:
        schools: dict[str, int] = {}
        for i in range(count):
            parent, nth = parents[i % len(parents)], i // len(parents)
            stem = _stem(Random(f"{self.seed} {parent.key} {level}").randrange(10_000) + _STEP * nth)
            number = schools[parent.district] = schools.get(parent.district, 0) + 1
            yield _place(level, parent, stem, number)

    @cached_property
    def _reporters(self) -> dict[str, int]:
        """The countries and oblasts, each with the number that its reports bear."""
        keys = (place.key for place in (*self.of_level("country"), *self.of_level("oblast")))
        return {key: number for number, key in enumerate(keys, 1)}

    def _source_of(self, place: Place, indicator: str, day: str) -> str:
        year = int(day[:4])
        if indicator == "computers-online":
            return f"census-{self._reporters[place.key.split('/')[0]]}-{year}"
        return self.report(place, year)

    def _source(self, kind: str, place: Place, year: int) -> Source:
        forms = WORDS["sources"][kind]
        title = {lang: forms[lang].format(name=place.name[lang], year=year) for lang in LANGUAGES}
        # A report is out once its year's counts are in; that of this year is out already.
        day = "2026-10-30" if year == 2026 else f"{year}-12-01"
        return Source(f"{kind}-{self._reporters[place.key]}-{year}", title, day)

    def _days(self, place: Place, indicator: str) -> tuple[str, str]:
        if place.district == self.turning.key:
            return TURNING
        return Random(f"{self.seed} {place.district or place.key} {indicator}").choice(_COUNTS)


def _country(number: int) -> Place:
    name = WORDS["countries"][number]
    return Place(name["en"].lower(), "", "country", name, "")


def _place(level: str, parent: Place, stem: Text, number: int) -> Place:
    forms = WORDS["names"][level]
    name = {lang: forms[lang].format(name=stem[lang], number=number) for lang in LANGUAGES}
    identity = f"no-{number}" if level == "school" else stem["en"].lower()
    district = f"{parent.key}/{identity}" if level == "district" else parent.district
    return Place(identity, parent.key, level, name, district)


def _stem(number: int) -> Text:
    """One of as many stems as there are pairs of words."""
    firsts, seconds = WORDS["firsts"], WORDS["seconds"]
    first, second = firsts[number // len(seconds) % len(firsts)], seconds[number % len(seconds)]
    return {lang: WORDS["joined"][lang].format(first=first[lang], second=second[lang]) for lang in LANGUAGES}


def _two_counts(chance: Random, size: tuple[int, int], times: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Part and whole of the earlier and of the later count; now and then all is done."""
    whole = chance.randint(*size) * times
    part = -(-whole * chance.randint(12, 60) // 100)
    later = max(1, whole + whole * chance.randint(-5, 5) // 100)
    done = later if chance.random() < 0.05 else min(later, part + later * chance.randint(0, 45) // 100)
    return (part, whole), (done, later)
