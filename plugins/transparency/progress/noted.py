"""A dataset that says what is read of it, so that a page is made again only when that has changed.

Every way into the records notes one name: a collection (`sources`), a record (`sources:batken-2019`),
or the records of a kind that belong to a region (`observations-of:kg/batken`). What a record holds is
then free to be read. `Surface` gives the digest of each name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from incremental.reads import note

from ..model.dataset import Dataset
from ..model.places import Region

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
    *("doors_of", "articles_within"),
)
"""The dataset's ways from a region to what belongs to it."""

_COLLECTIONS = frozenset(field.name for field in fields(Dataset))


class NotedDataset:
    """Reads like a `Dataset`; each way into it notes a name."""

    def __init__(self, data: Dataset):
        self._data = data
        for name, collection in COLLECTION_OF.items():
            setattr(self, name, _NotedMap(collection, getattr(data, name)))
        for name in GROUPS:
            setattr(self, name, _noting(name.replace("_", "-"), getattr(data, name)))

    def __getattr__(self, name: str) -> Any:
        if name not in _COLLECTIONS:
            raise AttributeError(name)
        note(name)
        return getattr(self._data, name)

    @property
    def level(self) -> Mapping:
        note("site")
        return self._data.level

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
