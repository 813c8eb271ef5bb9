"""Where the facts live: which file holds which records, in which shape."""

from __future__ import annotations

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

REQUIRED_FILES = ("site.yml", "indicators.yml", "sources.yml")
REGIONS = "regions"
ARTICLES = "articles"
PAGES = "pages"
