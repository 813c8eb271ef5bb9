"""All records of one site together, with the ways from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    def _children(self) -> Mapping[str | None, tuple[Region, ...]]:
        return _grouped(self.regions, lambda region: region.parent)

    @cached_property
    def _observations_of(self) -> Mapping[str, tuple[Observation, ...]]:
        return _grouped(self.observations, lambda observation: observation.region)

    @cached_property
    def _commitments_of(self) -> Mapping[str, tuple[Commitment, ...]]:
        return _grouped(self.commitments, lambda commitment: commitment.region)

    @cached_property
    def _doors_of(self) -> Mapping[str, tuple[Organization, ...]]:
        return _grouped((body for body in self.organizations if body.door), lambda body: body.region)

    @cached_property
    def _mailboxes(self) -> Mapping[str, str]:
        return MappingProxyType({one.region: one.mailbox for one in self.site.editors if one.mailbox})

    def countries(self) -> tuple[Region, ...]:
        return self._children.get(None, ())

    def parts_of(self, key: str) -> tuple[Region, ...]:
        """The regions directly below one."""
        return self._children.get(key, ())

    def chain_to(self, key: str) -> tuple[Region, ...]:
        """The region and all above it, the country first."""
        keys = key.split("/")
        return tuple(self.region["/".join(keys[: depth + 1])] for depth in range(len(keys)))

    def below(self, key: str) -> Iterator[Region]:
        """All regions below one, depth first."""
        for part in self.parts_of(key):
            yield part
            yield from self.below(part.key)

    def observations_of(self, key: str) -> tuple[Observation, ...]:
        return self._observations_of.get(key, ())

    def commitments_of(self, key: str) -> tuple[Commitment, ...]:
        return self._commitments_of.get(key, ())

    def doors_of(self, key: str) -> tuple[Organization, ...]:
        """The institutions with a door in a region itself."""
        return self._doors_of.get(key, ())

    def mailbox_of(self, key: str) -> str | None:
        """The address that takes what is written to a region: its own, the nearest above, the operator's."""
        above = (self._mailboxes.get(region.key) for region in reversed(self.chain_to(key)))
        return next((mailbox for mailbox in above if mailbox), None) or self.operators_mailbox()

    def operators_mailbox(self) -> str | None:
        return self.site.operator.mailbox if self.site.operator else None


def _grouped(records, key_of) -> Mapping:
    groups: dict = {}
    for record in records:
        groups.setdefault(key_of(record), []).append(record)
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})


def is_within(key: str, ancestor: str) -> bool:
    """Whether a region key is `ancestor` or lies below it."""
    return key == ancestor or key.startswith(ancestor + "/")
