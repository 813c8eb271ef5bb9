"""The kinds of records that `ashyq new` writes: what each asks for, and in which file it lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..checking.references import REFERENCES
from ..loading.field_types import choices_at, types_at
from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.descriptions import FIELDS, RECORDS
from ..model.documents import Source
from ..model.figures import Observation
from ..model.people import Organization
from ..model.places import Region
from ..model.promises import Commitment
from ..model.text import Id, Record, RegionKey, Split, Text
from .fields import Path, path_of


class SourceInFolder(Source):
    """A source, and the region in whose folder it is kept."""

    region: RegionKey | None = None


class CorrectedFigure(Observation):
    """The key of a figure that stands already, its new value, and why and when it was put right."""

    day: Period | None = None
    reason: Text


class ArticleHead(Record):
    """The head of an article in all its languages."""

    id: Id
    title: Text
    date: Period
    summary: Text
    regions: tuple[RegionKey, ...] = ()
    sources: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A field that is asked for, and which fields may stand in for it; `optional` may stay unanswered."""

    field: str
    instead: tuple[str, ...] = ()
    optional: bool = False

    @property
    def path(self) -> Path:
        return path_of(self.field)

    def is_met(self, values: Mapping) -> bool:
        return any(name in values for name in (self.path[0], *self.instead))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record; `file` is its list's name in a region's folder, `form` what may be said of it.

    `besides` are fields of the form that are no fields of the record.
    """

    name: str
    sentence: str
    form: type[Record]
    needs: tuple[Need, ...]
    file: str = ""
    besides: tuple[str, ...] = ()
    collection: str = ""

    def is_text(self, path: Path) -> bool:
        return Text in types_at(self.form, path)

    def may_be_nothing(self, path: Path) -> bool:
        return type(None) in types_at(self.form, path)

    def is_nested(self, path: Path) -> bool:
        """Whether a field is made of fields, so that only `--set` reaches into it."""
        inside = types_at(self.form, path) | types_at(self.form, (*path, 0))
        return any(_is_record(one) or one is Split for one in inside)

    def choices(self, path: Path) -> tuple[str, ...]:
        return choices_at(self.form, path)

    def flag(self, path: Path) -> str:
        """How a field is given on the command line."""
        if len(path) > 1:
            dotted = ".".join(map(str, path))
            return f"--text {dotted}.LANG=…" if self.is_text(path) else f"--set {dotted}=…"
        name = str(path[0]).replace("_", "-")
        return f"--{name}-LANG" if self.is_text(path) else f"--{name}"

    def flags(self, need: Need) -> str:
        """How what is needed is given, and what may stand in for it."""
        others = ", ".join(self.flag((name,)) for name in need.instead)
        return self.flag(need.path) + (f" (or {others})" if others else "")

    def text_flags(self) -> list[str]:
        return [self.flag((name,)) for name in self.form.model_fields if self.is_text((name,))]

    def words(self, path: Path) -> tuple[str, str]:
        """What a field is for, and an example of it; empty where nothing was said."""
        record = self.form
        for step in path[:-1]:
            record = next((one for one in types_at(record, (step,)) if _is_record(one)), record)
        for one in record.__mro__:
            if path[-1] in _BESIDES.get(one, ()):
                return _BESIDES[one][path[-1]]
            if path[-1] in FIELDS.get(one, ()):
                words = FIELDS[one][path[-1]]
                return words.description, _value_in(words.example)
        return "", ""

    def known(self, path: Path, data: Dataset) -> Collection[str] | None:
        """What a field may name, where it names another record; None where it names none."""
        field = ".".join(map(str, path))
        target = dict(REFERENCES.get(self.collection, ())).get(field)
        return _BY_COLLECTION[target](data) if target in _BY_COLLECTION else None


def _is_record(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Record)


def _value_in(example: str) -> str:
    """`value: 51` as 51; of a text or a list the last of it."""
    line = example.split("\n")[-1].strip()
    return line.removeprefix("- ").partition(": ")[2].strip('"') or line.removeprefix("- ")


_BESIDES: Mapping[type[Record], Mapping[str, tuple[str, str]]] = {
    SourceInFolder: {
        "region": ("The region in whose folder it is kept; none: data/sources.yml.", "qiyalia/ertegi")
    },
    CorrectedFigure: {
        "id": (
            "The name of the figure to be put right; without one, its region, indicator, date and source.",
            "bult-villages-water-2025",
        ),
        "day": ("The day of the correction itself; none: today.", "2026-01-20"),
        "reason": ("What was wrong.", "Two villages had been counted twice."),
    },
    ArticleHead: {
        "id": ("The article's id, which names its file and stands in its address.", "school-wires"),
        "title": ("The title.", "How the schools of Ertegi went online"),
        "date": ("The day of the article.", "2026-05-12"),
        "summary": ("One sentence that says what it tells.", "51 of 60 schools were counted in March."),
        "regions": ("The regions that it is about.", "qiyalia/ertegi"),
        "sources": ("The sources that it stands on.", "annual-report-2026"),
    },
}
_BY_COLLECTION = {
    "regions": lambda data: data.region,
    "levels": lambda data: data.level,
    "indicators": lambda data: data.indicator,
    "sources": lambda data: data.source,
    "organization_kinds": lambda data: data.organization_kind,
}


def _required(form: type[Record], *more: Need) -> tuple[Need, ...]:
    """What the model requires, in its order, and more."""
    return (*(Need(name) for name, field in form.model_fields.items() if field.is_required()), *more)


_FIGURE = Need("value", ("missing", "formula", "count"))

_KINDS = (
    Kind(
        name="region",
        sentence=RECORDS[Region],
        form=Region,
        needs=_required(Region, Need("parent", optional=True)),
        file="places.yml",
        collection="regions",
    ),
    Kind(
        name="commitment",
        sentence=RECORDS[Commitment],
        form=Commitment,
        needs=_required(Commitment),
        file="commitments.yml",
        collection="commitments",
    ),
    Kind(
        name="observation",
        sentence=RECORDS[Observation],
        form=Observation,
        needs=_required(Observation, _FIGURE),
        file="observations.yml",
        collection="observations",
    ),
    Kind(
        name="institution",
        sentence="A body with a door that one can walk up to.",
        form=Organization,
        needs=_required(Organization, Need("door.address")),
        file="institutions.yml",
        collection="organizations",
    ),
    Kind(
        name="source",
        sentence=RECORDS[Source],
        form=SourceInFolder,
        needs=_required(Source),
        file="sources.yml",
        besides=("region",),
    ),
    Kind(
        name="correction",
        sentence="Puts right a figure that was published; the old one stays.",
        form=CorrectedFigure,
        needs=(Need("id", ("region", "indicator", "date", "source")), _FIGURE, Need("reason")),
        besides=("day", "reason"),
        collection="observations",
    ),
    Kind(
        name="article",
        sentence="The head of an article, a file for each language.",
        form=ArticleHead,
        needs=_required(ArticleHead),
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
