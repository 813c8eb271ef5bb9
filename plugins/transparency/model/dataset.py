"""All records of one site together, with the ways from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from .documents import Article, Meeting, Programme, Service, Source, Term
from .feedback import Forgotten, Request
from .figures import Dimension, Indicator, Observation, Unit
from .people import Organization, OrganizationKind, Person, Post
from .places import Level, Region
from .promises import Commitment
from .site import AllowedWord, ReplyPeriod, Site, Topic, WorkingDay

T = TypeVar("T")


def _by_id(records: tuple[T, ...]) -> Mapping[str, T]:
    return MappingProxyType({record.id: record for record in records})


def _by_slug(articles: tuple[Article, ...]) -> Mapping[str, Article]:
    return MappingProxyType({article.slug: article for article in articles})


@dataclass(frozen=True)
class Dataset:
    """Every checked record of a site, in the order of the files; references hold."""

    site: Site
    regions: tuple[Region, ...] = ()
    units: tuple[Unit, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    organization_kinds: tuple[OrganizationKind, ...] = ()
    organizations: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    programmes: tuple[Programme, ...] = ()
    services: tuple[Service, ...] = ()
    reply_periods: tuple[ReplyPeriod, ...] = ()
    working_days: tuple[WorkingDay, ...] = ()
    terms: tuple[Term, ...] = ()
    allowed_words: tuple[AllowedWord, ...] = ()
    requests: tuple[Request, ...] = ()
    forgotten: tuple[Forgotten, ...] = ()
    articles: tuple[Article, ...] = ()
    texts: tuple[Article, ...] = ()

    @cached_property
    def region(self) -> Mapping[str, Region]:
        return MappingProxyType({region.key: region for region in self.regions})

    @cached_property
    def level(self) -> Mapping[str, Level]:
        return _by_id(self.site.levels)

    @cached_property
    def unit(self) -> Mapping[str, Unit]:
        return _by_id(self.units)

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return _by_id(self.dimensions)

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        return _by_id(self.indicators)

    @cached_property
    def observation(self) -> Mapping[str, Observation]:
        """Observations that have an id, the last of a correction chain winning."""
        return MappingProxyType({o.id: o for o in self.observations if o.id})

    @cached_property
    def commitment(self) -> Mapping[str, Commitment]:
        return _by_id(self.commitments)

    @cached_property
    def organization_kind(self) -> Mapping[str, OrganizationKind]:
        return _by_id(self.organization_kinds)

    @cached_property
    def organization(self) -> Mapping[str, Organization]:
        return _by_id(self.organizations)

    @cached_property
    def person(self) -> Mapping[str, Person]:
        return _by_id(self.persons)

    @cached_property
    def post(self) -> Mapping[str, tuple[Post, Organization]]:
        return MappingProxyType({post.id: (post, body) for body in self.organizations for post in body.posts})

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return _by_id(self.sources)

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        return _by_id(self.meetings)

    @cached_property
    def programme(self) -> Mapping[str, Programme]:
        return _by_id(self.programmes)

    @cached_property
    def service(self) -> Mapping[str, Service]:
        return _by_id(self.services)

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        return _by_id(self.site.topics)

    @cached_property
    def term(self) -> Mapping[str, Term]:
        return _by_id(self.terms)

    @cached_property
    def formulas(self) -> tuple[Observation, ...]:
        """The observations that are computed from others."""
        return tuple(o for o in self.observations if o.formula is not None)

    @cached_property
    def corrected(self) -> tuple[Observation, ...]:
        """The observations that correct earlier ones."""
        return tuple(o for o in self.observations if o.correction is not None)

    @cached_property
    def renamed(self) -> tuple[Region, ...]:
        """The regions that bore another key before."""
        return tuple(region for region in self.regions if region.former_keys)

    @cached_property
    def article(self) -> Mapping[str, Article]:
        return _by_slug(self.articles)

    @cached_property
    def text(self) -> Mapping[str, Article]:
        """The site's own texts in content/pages/."""
        return _by_slug(self.texts)

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Region, ...]]:
        return _grouped(self.regions, lambda region: region.parent)

    @cached_property
    def _observations_of(self) -> Mapping[str, tuple[Observation, ...]]:
        return _grouped(self.observations, lambda observation: observation.region)

    @cached_property
    def _commitments_of(self) -> Mapping[str, tuple[Commitment, ...]]:
        return _grouped(self.commitments, lambda commitment: commitment.region)

    @cached_property
    def _commitments_within(self) -> Mapping[str, tuple[Commitment, ...]]:
        return _spread(self.commitments, lambda commitment: (commitment.region,))

    @cached_property
    def _observations_naming(self) -> Mapping[str, tuple[Observation, ...]]:
        groups: dict[str, list] = {}
        for observation in self.observations:
            for place in observation.named:
                groups.setdefault(place, []).append(observation)
        return _frozen(groups)

    @cached_property
    def _observations_measuring(self) -> Mapping[str, tuple[Observation, ...]]:
        unsplit = (one for one in self.observations if not one.dimensions)
        return _grouped(unsplit, lambda one: f"{one.indicator}@{depth_of(one.region)}")

    @cached_property
    def _observations_from(self) -> Mapping[str, tuple[Observation, ...]]:
        return _grouped(self.observations, lambda one: f"{one.source}@{depth_of(one.region)}")

    @cached_property
    def _meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        return _grouped(self.meetings, lambda meeting: meeting.region)

    @cached_property
    def _doors_of(self) -> Mapping[str, tuple[Organization, ...]]:
        return _grouped((body for body in self.organizations if body.door), lambda body: body.region)

    @cached_property
    def _mailboxes(self) -> Mapping[str, str]:
        return MappingProxyType({one.region: one.mailbox for one in self.site.editors if one.mailbox})

    @cached_property
    def _articles_within(self) -> Mapping[str, tuple[Article, ...]]:
        return _spread(self.articles, lambda article: article.regions)

    def countries(self) -> tuple[Region, ...]:
        return self._children.get(None, ())

    def parts_of(self, key: str) -> tuple[Region, ...]:
        """The regions directly below one."""
        return self._children.get(key, ())

    def chain_to(self, key: str) -> tuple[Region, ...]:
        """The region and all above it, the country first."""
        return tuple(self.region[one] for one in with_all_above(key))

    def observations_of(self, key: str) -> tuple[Observation, ...]:
        return self._observations_of.get(key, ())

    def commitments_of(self, key: str) -> tuple[Commitment, ...]:
        return self._commitments_of.get(key, ())

    def mailbox_of(self, key: str) -> str | None:
        """The address that takes what is written to a region: its own, the nearest above, the operator's."""
        above = (self._mailboxes.get(region.key) for region in reversed(self.chain_to(key)))
        return next((mailbox for mailbox in above if mailbox), None) or self.operators_mailbox()

    def operators_mailbox(self) -> str | None:
        return self.site.operator.mailbox if self.site.operator else None

    def commitments_within(self, key: str) -> tuple[Commitment, ...]:
        """The commitments of a region and of all below it."""
        return self._commitments_within.get(key, ())

    def observations_naming(self, key: str) -> tuple[Observation, ...]:
        """The observations whose source names a place among those it counts."""
        return self._observations_naming.get(key, ())

    def observations_measuring(self, key: str) -> tuple[Observation, ...]:
        """The unsplit observations of an indicator at one depth: `schools-online@2`."""
        return self._observations_measuring.get(key, ())

    def observations_from(self, key: str) -> tuple[Observation, ...]:
        """The observations that stand on a source, of regions at one depth: `report-2019@2`."""
        return self._observations_from.get(key, ())

    def meetings_of(self, key: str) -> tuple[Meeting, ...]:
        return self._meetings_of.get(key, ())

    def doors_of(self, key: str) -> tuple[Organization, ...]:
        """The institutions with a door in a region."""
        return self._doors_of.get(key, ())

    def articles_within(self, key: str) -> tuple[Article, ...]:
        """The articles about a region or about one below it."""
        return self._articles_within.get(key, ())


def _grouped(records: Iterable[T], key_of: Callable[[T], str | None]) -> Mapping:
    groups: dict = {}
    for record in records:
        groups.setdefault(key_of(record), []).append(record)
    return _frozen(groups)


def _spread(records: Iterable[T], keys_of: Callable[[T], Iterable[str]]) -> Mapping:
    """Records by each region they concern and by all regions above those, each once."""
    groups: dict = {}
    for record in records:
        for key in dict.fromkeys(above for one in keys_of(record) for above in with_all_above(one)):
            groups.setdefault(key, []).append(record)
    return _frozen(groups)


def _frozen(groups: dict[T, list]) -> Mapping[T, tuple]:
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})


def with_all_above(key: str) -> Iterator[str]:
    """A region's key and the keys of all regions above it, the country first."""
    parts = key.split("/")
    return ("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def depth_of(key: str) -> int:
    """How many regions lie above one."""
    return key.count("/")


def is_within(key: str, ancestor: str) -> bool:
    """Whether a region key is `ancestor` or lies below it."""
    return key == ancestor or key.startswith(ancestor + "/")
