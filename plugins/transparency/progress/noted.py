"""A dataset that says what is read of it, so that a page is made again only when that has changed.

Every way into the records notes one name: a collection (`sources`), a record (`sources:batken-2019`),
or what belongs to a region (`observations-of:kg/batken`, `told-of:kg/batken`). What a record holds is
then free to be read. `Surface` gives the digest of each name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Protocol

from incremental.reads import note

from ..model.dataset import Dataset, with_all_above
from ..model.places import Level, Region
from ..model.site import Site, Topic

COLLECTION_OF = {
    "region": "regions",
    "unit": "units",
    "dimension": "dimensions",
    "indicator": "indicators",
    "observation": "observations",
    "commitment": "commitments",
    "organization_kind": "organization_kinds",
    "organization": "organizations",
    "person": "persons",
    "post": "posts",
    "source": "sources",
    "meeting": "meetings",
    "programme": "programmes",
    "service": "services",
    "term": "terms",
    "article": "articles",
    "text": "texts",
}
"""The dataset's maps by id, each with the collection that its records stand in."""

GROUPS = (
    *("observations_of", "commitments_of", "commitments_within", "observations_naming", "meetings_of"),
    *("doors_of", "articles_within", "observations_measuring", "observations_from"),
)
"""The dataset's ways from a region, an indicator or a source to what belongs to it."""

TOLD = "told-of"
"""What few regions have, and every region's page asks for, is noted as one: a nation has many regions."""

_TOLD = frozenset(
    ("commitments_of", "commitments_within", "observations_naming", "meetings_of", "articles_within")
)

CHOSEN = frozenset({"formulas", "corrected", "renamed"})
"""Some records of a collection that are read without the others."""

_COLLECTIONS = frozenset(field.name for field in fields(Dataset)) | CHOSEN


def noted_kind(group: str) -> str:
    """The kind of name that is noted where one of the groups is asked for."""
    return TOLD if group in _TOLD else group.replace("_", "-")


class NotedDataset:
    """Reads like a `Dataset`; each way into it notes a name."""

    def __init__(self, data: Dataset):
        self._data = data
        for name, collection in COLLECTION_OF.items():
            setattr(self, name, _NotedMap(collection, getattr(data, name)))
        for name in GROUPS:
            setattr(self, name, _noting(noted_kind(name), getattr(data, name)))

    def __getattr__(self, name: str) -> Any:
        if name not in _COLLECTIONS:
            raise AttributeError(name)
        note(name)
        return getattr(self._data, name)

    @property
    def level(self) -> Mapping:
        note("site")
        return self._data.level

    @property
    def topic(self) -> Mapping:
        note("site")
        return self._data.topic

    def mailbox_of(self, key: str) -> str | None:
        note("site")
        return self._data.mailbox_of(key)

    def operators_mailbox(self) -> str | None:
        note("site")
        return self._data.operators_mailbox()

    def countries(self) -> tuple[Region, ...]:
        note("parts-of:")
        return self._data.countries()

    def parts_of(self, key: str) -> tuple[Region, ...]:
        note(f"parts-of:{key}")
        return self._data.parts_of(key)

    def chain_to(self, key: str) -> tuple[Region, ...]:
        chain = self._data.chain_to(key)
        for region in chain:
            note(f"regions:{region.key}")
        return chain


class _NotedMap(Mapping):
    """Records by id; one that is looked for and not there is noted as well, for it may come."""

    __slots__ = ("_collection", "_records")

    def __init__(self, collection: str, records: Mapping):
        self._collection = collection
        self._records = records

    def __getitem__(self, identity: str) -> Any:
        note(f"{self._collection}:{identity}")
        return self._records[identity]

    def __contains__(self, identity: object) -> bool:
        note(f"{self._collection}:{identity}")
        return identity in self._records

    def __iter__(self) -> Iterator[str]:
        note(self._collection)
        return iter(self._records)

    def __len__(self) -> int:
        note(self._collection)
        return len(self._records)


def _noting(name: str, find: Any) -> Any:
    def found(key: str) -> tuple:
        note(f"{name}:{key}")
        return find(key)

    return found


class Shelf(Protocol):
    """Where records are kept by the names under which they are read."""

    ids: Mapping[str, list[str]]

    def records(self, name: str) -> tuple[Any, ...]: ...

    def count(self, name: str) -> int: ...


Present = Callable[[Site], Site]


class ShelvedDataset:
    """Reads like a `Dataset`, takes from a shelf what is asked for, and notes its name.

    `present` gives the site's own record as a build presents it: with the operator that a setting names.
    """

    def __init__(self, shelf: Shelf, present: Present = lambda site: site):
        self._shelf = shelf
        self._present = present
        self._presented: _Presented | None = None
        for name, collection in COLLECTION_OF.items():
            setattr(self, name, _ShelvedMap(collection, shelf))
        self.post = _ShelvedPosts("posts", shelf)
        for name in (*GROUPS, "parts_of"):
            setattr(self, name, self._group(name.replace("_", "-"), noted_kind(name)))

    def __getattr__(self, name: str) -> Any:
        if name not in _COLLECTIONS:
            raise AttributeError(name)
        return self._under(name)

    def _under(self, name: str) -> tuple[Any, ...]:
        note(name)
        return self._shelf.records(name)

    def _group(self, kind: str, noted_as: str) -> Callable[[str], tuple]:
        def found(key: str) -> tuple:
            note(f"{noted_as}:{key}")
            return self._shelf.records(f"{kind}:{key}")

        return found

    @property
    def site(self) -> Site:
        return self._about().site

    @property
    def level(self) -> Mapping:
        return self._about().level

    @property
    def topic(self) -> Mapping:
        return self._about().topic

    def _about(self) -> _Presented:
        """The site's own record; thousands of pages look something up in it."""
        written = self._under("site")[0]
        if self._presented is None or self._presented.written is not written:
            self._presented = _Presented.of(written, self._present(written))
        return self._presented

    def mailbox_of(self, key: str) -> str | None:
        """The address that takes what is written to a region: its own, the nearest above, the operator's."""
        mailboxes = self._about().mailboxes
        above = reversed(tuple(with_all_above(key))) if mailboxes else ()
        nearest = (mailboxes[one] for one in above if one in mailboxes)
        return next(nearest, None) or self.operators_mailbox()

    def operators_mailbox(self) -> str | None:
        return self.site.operator.mailbox if self.site.operator else None

    def countries(self) -> tuple[Region, ...]:
        return self._under("parts-of:")

    def chain_to(self, key: str) -> tuple[Region, ...]:
        return tuple(self.region[one] for one in with_all_above(key))


@dataclass(frozen=True, slots=True)
class _Presented:
    """The site's own record as it was written and as a build presents it; what is looked up in it."""

    written: Site
    site: Site
    level: Mapping[str, Level]
    topic: Mapping[str, Topic]
    mailboxes: Mapping[str, str]

    @classmethod
    def of(cls, written: Site, site: Site) -> _Presented:
        levels, topics = {one.id: one for one in site.levels}, {one.id: one for one in site.topics}
        mailboxes = {one.region: one.mailbox for one in site.editors if one.mailbox}
        return cls(written, site, levels, topics, mailboxes)


class _ShelvedMap(Mapping):
    """Records by id; of several with one id (a figure and its corrections) the last."""

    __slots__ = ("_collection", "_shelf")

    def __init__(self, collection: str, shelf: Shelf):
        self._collection = collection
        self._shelf = shelf

    def __getitem__(self, identity: str) -> Any:
        name = f"{self._collection}:{identity}"
        note(name)
        found = self._shelf.records(name)
        if not found:
            raise KeyError(identity)
        return found[-1]

    def __contains__(self, identity: object) -> bool:
        name = f"{self._collection}:{identity}"
        note(name)
        return self._shelf.count(name) > 0

    def __iter__(self) -> Iterator[str]:
        note(self._collection)
        return iter(self._shelf.ids.get(self._collection, ()))

    def __len__(self) -> int:
        note(self._collection)
        return len(self._shelf.ids.get(self._collection, ()))


class _ShelvedPosts(_ShelvedMap):
    """A post by its id, with the body it belongs to."""

    __slots__ = ()

    def __getitem__(self, identity: str) -> Any:
        body = super().__getitem__(identity)
        return next((post, body) for post in body.posts if post.id == identity)
