"""What a release holds: each file with its size and SHA-256, and the hash of the manifest before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from .faults import Altered
from .tree import is_plain

T = TypeVar("T", bound=BaseModel)

PROOF = "release/"
"""Where a release keeps what it is verified with."""

MANIFEST = PROOF + "manifest.json"
SUMS = PROOF + "SHA256SUMS"
CHAIN = PROOF + "chain.json"
SIGNERS = PROOF + "allowed_signers"
PUBLIC_KEY = PROOF + "key.pub"
EARLIER = PROOF + "earlier/"
"""Manifests of the earlier releases that are kept, each with its signature."""

UNLISTED = frozenset({MANIFEST, f"{MANIFEST}.sig", SUMS, f"{SUMS}.sig"})
"""What no manifest can list: itself, and what is made from it."""


def _plain(path: str) -> str:
    if not is_plain(path):
        raise ValueError("a path that leads elsewhere")
    return path


SitePath = Annotated[str, AfterValidator(_plain)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ReleaseName = Annotated[str, Field(pattern=r"^[0-9]{6,}$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Record):
    """One file of a release."""

    path: SitePath
    size: Annotated[int, Field(ge=0)]
    sha256: Sha256


class Link(_Record):
    """An earlier release as a later one remembers it, with the hash of its manifest."""

    release: ReleaseName
    made: datetime
    commit: str | None = None
    archive: SitePath | None = None
    manifest: Sha256


class Manifest(_Record):
    """All there is to say about a release.

    `previous` is the release published before it; `archive` where its data lie for good; `carried`
    names the files of earlier releases that it still offers, with the release that last made each.
    """

    format: int = 1
    release: ReleaseName
    made: datetime
    commit: str | None = None
    previous: Link | None = None
    archive: SitePath | None = None
    carried: Mapping[SitePath, ReleaseName] = {}
    files: tuple[Entry, ...]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.files}

    def as_bytes(self) -> bytes:
        """The manifest as it is signed; the same manifest is always the same bytes."""
        return as_json(self.model_dump(mode="json"))

    def as_sums(self) -> bytes:
        """Every file and the manifest itself as `sha256sum --check` reads them."""
        own = Entry(path=MANIFEST, size=len(self.as_bytes()), sha256=sha256_of(self.as_bytes()))
        return "".join(f"{entry.sha256}  {entry.path}\n" for entry in (*self.files, own)).encode()

    def as_link(self) -> Link:
        """How the next release remembers this one."""
        return Link(
            release=self.release,
            made=self.made,
            commit=self.commit,
            archive=self.archive,
            manifest=sha256_of(self.as_bytes()),
        )

    def changes_since(self, earlier: Manifest | None) -> Changes:
        """What must be sent and removed to make the earlier release this one."""
        before = earlier.entries if earlier else {}
        return Changes(
            added=tuple(one for one in self.files if one.path not in before),
            changed=tuple(one for one in self.files if one.path in before and one != before[one.path]),
            removed=tuple(path for path in before if path not in self.entries),
        )


class Changes(_Record):
    """How two releases differ; what no manifest lists (`UNLISTED`) is to be sent with each release."""

    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    removed: tuple[str, ...]


class Chain(_Record):
    """Every release before this one, oldest first."""

    releases: tuple[Link, ...] = ()

    def as_bytes(self) -> bytes:
        return as_json(self.model_dump(mode="json"))


def read_manifest(content: bytes) -> Manifest:
    """A manifest from its bytes. Raises Altered where they are none, or not in the one form."""
    manifest = _read(Manifest, content)
    if manifest.as_bytes() != content:
        raise Altered("the manifest is not written in the form in which manifests are signed")
    return manifest


def read_chain(content: bytes) -> Chain:
    """A chain from its bytes. Raises Altered where they are none."""
    return _read(Chain, content)


def _read(kind: type[T], content: bytes) -> T:
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Altered(f"not a {kind.__name__.lower()} of a release: {place}: {first['msg']}") from None


def as_json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
