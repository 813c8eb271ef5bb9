"""Where the facts live: which file holds which records, in which shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ..model import documents, feedback, figures, people, places, promises, site
from ..model.text import Record


@dataclass(frozen=True, slots=True)
class Section:
    """A list of records of one kind; `collection` is the dataset's name for them."""

    collection: str
    record: type[Record]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: a single record, a list of records, or a map of lists."""

    shape: Literal["one", "list", "sections"]
    sections: Mapping[str, Section]

    @property
    def only(self) -> Section:
        return next(iter(self.sections.values()))


def _one(collection: str, record: type[Record]) -> FileKind:
    return FileKind("one", MappingProxyType({"": Section(collection, record)}))


def _list(collection: str, record: type[Record]) -> FileKind:
    return FileKind("list", MappingProxyType({"": Section(collection, record)}))


def _sections(**sections: tuple[str, type[Record]]) -> FileKind:
    return FileKind("sections", MappingProxyType({k: Section(*v) for k, v in sections.items()}))


_SHARED_BY_BOTH = {
    "sources.yml": _list("sources", documents.Source),
    "meetings.yml": _list("meetings", documents.Meeting),
    "programmes.yml": _list("programmes", documents.Programme),
    "services.yml": _list("services", documents.Service),
    "organizations.yml": _sections(
        kinds=("organization_kinds", people.OrganizationKind),
        organizations=("organizations", people.Organization),
        persons=("persons", people.Person),
    ),
}

SITE_FILES: Mapping[str, FileKind] = MappingProxyType(
    {
        "site.yml": _one("site", site.Site),
        "indicators.yml": _sections(
            units=("units", figures.Unit),
            dimensions=("dimensions", figures.Dimension),
            indicators=("indicators", figures.Indicator),
        ),
        "reply-periods.yml": _list("reply_periods", site.ReplyPeriod),
        "working-days.yml": _list("working_days", site.WorkingDay),
        "forgotten.yml": _list("forgotten", feedback.Forgotten),
        "glossary.yml": _list("terms", documents.Term),
        "allowed-words.yml": _list("allowed_words", site.AllowedWord),
        **_SHARED_BY_BOTH,
    }
)
"""Files that lie directly in data/."""

REGION_FILES: Mapping[str, FileKind] = MappingProxyType(
    {
        "region.yml": _one("regions", places.Region),
        "places.yml": _list("regions", places.Region),
        "observations.yml": _list("observations", figures.Observation),
        "commitments.yml": _list("commitments", promises.Commitment),
        "institutions.yml": _list("organizations", people.Organization),
        **_SHARED_BY_BOTH,
    }
)
"""Files that lie in a region's folder, data/regions/<country>/[<region>/]."""

REGISTER = _list("requests", feedback.Request)
REGISTER_FOLDER = "feedback"
"""The register of requests: <region's folder>/feedback/<year>.yml."""

TABLE = ".csv"
"""The ending of a list that is a table; it lies beside the same list in YAML, or instead of it."""


_YEAR_FILE = re.compile(r"\d{4}\.(yml|csv)")


def kind_in(kinds: Mapping[str, FileKind], name: str) -> FileKind | None:
    """The kind of a file by its name alone; any list may be a table."""
    if not name.endswith(TABLE):
        return kinds.get(name)
    kind = kinds.get(name.removesuffix(TABLE) + ".yml")
    return kind if kind and kind.shape == "list" else None


def kind_of(name: str) -> FileKind | None:
    """What a data file holds, by its path below the site's folder; None where no such file is known."""
    top, *folders, file = name.split("/")
    if top != DATA or (folders and folders[0] != REGIONS):
        return None
    if folders and folders[-1] == REGISTER_FOLDER and _YEAR_FILE.fullmatch(file):
        return REGISTER
    return kind_in(REGION_FILES if folders else SITE_FILES, file)


REQUIRED_FILES = ("site.yml", "indicators.yml", "sources.yml")
DATA = "data"
REGIONS = "regions"
ARTICLES = "articles"
PAGES = "pages"
