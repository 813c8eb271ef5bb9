"""One unit of a site checked by itself, against whatever it names in others.

It only finds out whether all is well. Where it is not, the whole site is checked again, so that all
problems are told together and none that only seems to be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from incremental.reads import note

from ..loading.problems import Problem, errors_in
from ..model.dataset import Dataset
from ..model.figures import is_bare
from ..model.text import Record
from ..progress.figures import Figures
from ..progress.tallies import add_record, add_region
from .articles import check_articles
from .contacts import check_contacts
from .formulas import Formulas
from .library import Library
from .passages import passages_of
from .privacy import check_privacy
from .references import check_links
from .truth import Case, check_figures, check_formulas, check_repeated
from .units import Unit
from .words import check_words


class Checker:
    """Checks the units of a library for one day. `data` notes what is looked at."""

    def __init__(self, library: Library, data: Dataset, today: date):
        self._library = library
        self._data = data
        self._today = today
        self._figures = Figures(data)

    def beside(self, unit: Unit) -> list[Problem] | None:
        """The warnings and notices of a unit; None where there is an error."""
        told: list[Problem] = []
        for problems in self._stages(unit):
            if errors_in(problems):
                return None
            told += problems
        return told

    def tallies(self, unit: Unit) -> dict[str, int]:
        """What a unit adds to the counts: its records, and the figures of regions that it is the first of."""
        codes = [language.code for language in self._data.site.languages]
        counts: Counter[str] = Counter()
        for collection, record in unit.contents.written:
            if not is_bare(record):
                add_record(counts, collection, record, codes)
        for name in unit.contents.names:
            kind, _, region = name.partition(":")
            if kind == "observations-of" and self._library.holders[name][0] == unit.name:
                add_region(counts, self._data, self._figures, region, self._today)
        return counts

    def _stages(self, unit: Unit) -> Iterator[list[Problem]]:
        """The problems of one stage after another; a later one may presume that the earlier found none."""
        found, heads = unit.contents.found, unit.contents.heads
        yield unit.contents.problems
        yield check_links(found, self._data, self._under)
        observations = [one for one in found if one.collection == "observations"]
        yield check_formulas(observations, Formulas(self._data))
        yield check_repeated(self._with_neighbours(unit))
        yield check_figures(found, Case(self._data, self._figures, self._today))
        told = [one for one in found if not is_bare(one.record)]
        passages = list(passages_of(told, heads))
        yield check_words(passages, self._data.allowed_words)
        yield check_privacy(passages) + check_contacts(told, self._today)
        yield check_articles(heads, self._data, self._today)

    def _under(self, name: str) -> tuple[Record, ...]:
        note(name)
        # Nearly every id is given once, and need not be read for that.
        once = self._library.count(name) < 2 and not name.startswith("former-keys:")
        return () if once else self._library.records(name)

    def _with_neighbours(self, unit: Unit) -> list:
        """All observations of the regions that a unit has observations of, also those in other units."""
        names = [name for name in unit.contents.names if name.startswith("observations-of:")]
        units = dict.fromkeys(holder for name in names for holder in self._library.holders[name])
        for name in names:
            self._data.observations_of(name.partition(":")[2])
        found = (one for name in units for one in self._library.units[name].contents.found)
        return [one for one in found if one.collection == "observations"]
