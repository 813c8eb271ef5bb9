"""Whether a folder or an address is what was signed: changed, added and missing files by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from . import signing, tree
from .faults import Altered, ReleaseFault
from .manifest import (
    CHAIN,
    EARLIER,
    MANIFEST,
    PUBLIC_KEY,
    SIGNERS,
    SUMS,
    UNLISTED,
    Chain,
    Link,
    Manifest,
    read_chain,
    read_manifest,
    sha256_of,
)

AT_ONCE = 8
"""Requests under way at one time."""

SECONDS = 30
LONGEST_PROOF = 1 << 28
"""Bytes of a manifest that are read; more is no manifest."""


class Source(Protocol):
    """Where the files of a release are read."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file, `limit` at most. Raises FileNotFoundError."""

    def listing(self) -> Iterable[str] | None:
        """Every file there is, where that can be asked."""


class FolderSource:
    """A release in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()

    def read(self, path: str, limit: int) -> bytes:
        with tree.opened(self.folder / path) as file:
            return file.read(limit)

    def listing(self) -> Iterable[str]:
        return tree.files_of(self.folder)


class UrlSource:
    """A release as a server gives it out; what it adds cannot be asked for, only what is listed."""

    def __init__(self, address: str):
        if urlsplit(address).scheme not in ("http", "https"):
            raise ReleaseFault(f"{address} is no address that begins with https://")
        self.address = address.rstrip("/")

    def read(self, path: str, limit: int) -> bytes:
        request = Request(f"{self.address}/{quote(path)}", headers={"Accept-Encoding": "identity"})
        try:
            with urlopen(request, timeout=SECONDS) as answer:
                return answer.read(limit)
        except HTTPError as error:
            if error.code in (404, 410):
                raise FileNotFoundError(path) from None
            raise

    def listing(self) -> None:
        return None


@dataclass(frozen=True)
class Proof:
    """What an examination found; all is well where `is_sound`.

    `faults` are sentences about the proof itself: signatures and the chain. `fingerprint` is that of
    the key that the release names; `trusted` whether the signers came from the reader.
    """

    manifest: Manifest
    identity: str
    fingerprint: str
    trusted: bool
    changed: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not (self.changed or self.added or self.missing or self.faults)


def examine(source: Source, signers: str | None = None, known: bytes | None = None) -> Proof:
    """Examine a release: its signature, each file, and the chain of manifests.

    `signers` are lines of allowed signers that the reader trusts; without them the ones that the release
    brings along. `known` is a manifest the reader kept from earlier. Raises Altered where the manifest
    cannot be trusted, for then nothing that it says counts.
    """
    content = _proof_file(source, MANIFEST)
    lines = signers or _proof_file(source, SIGNERS).decode("utf-8", "replace")
    identity = _signer(source, MANIFEST, content, lines)
    manifest = read_manifest(content)
    changed, missing = _compared(source, manifest)
    listing = source.listing()
    added = sorted(set(listing) - set(manifest.entries) - UNLISTED) if listing is not None else ()
    return Proof(
        manifest,
        identity,
        signing.fingerprint(_proof_file(source, PUBLIC_KEY).decode("utf-8", "replace")),
        signers is not None,
        changed,
        tuple(added),
        missing,
        (*_sums_faults(source, manifest, lines), *_chain_faults(source, manifest, lines, known)),
    )


def _proof_file(source: Source, path: str) -> bytes:
    try:
        return source.read(path, LONGEST_PROOF)
    except FileNotFoundError:
        raise Altered(f"{path} is missing: without it nothing can be verified") from None


def _signer(source: Source, path: str, content: bytes, lines: str, manifest: Manifest | None = None) -> str:
    """Who signed a file; an earlier manifest is held against the keys of its own day."""
    with TemporaryDirectory(prefix="release-") as folder:
        signature = Path(folder, f"{Path(path).name}.sig")
        signature.write_bytes(_proof_file(source, f"{path}.sig"))
        return signing.verify_lines(content, signature, lines, manifest.made if manifest else None)


# --- files ---


def _compared(source: Source, manifest: Manifest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The changed and the missing files."""

    def state_of(entry) -> str:
        try:
            content = source.read(entry.path, entry.size + 1)
        except FileNotFoundError:
            return "missing"
        except ReleaseFault:
            return "changed"  # a link or a pipe stands where a file should
        return "same" if hashlib.sha256(content).hexdigest() == entry.sha256 else "changed"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        states = list(zip(manifest.entries, pool.map(state_of, manifest.files), strict=True))
    return tuple(p for p, s in states if s == "changed"), tuple(p for p, s in states if s == "missing")


def _sums_faults(source: Source, manifest: Manifest, lines: str) -> Iterator[str]:
    """The list for people must say what the manifest says, and be signed as well."""
    try:
        content = _proof_file(source, SUMS)
        if content != manifest.as_sums():
            yield f"{SUMS} says something else than {MANIFEST}"
        _signer(source, SUMS, content, lines)
    except Altered as fault:
        yield str(fault)


# --- the chain ---


def _chain_faults(source: Source, manifest: Manifest, lines: str, known: bytes | None) -> Iterator[str]:
    try:
        links = read_chain(_proof_file(source, CHAIN)).releases
    except Altered as fault:
        yield str(fault)
        return
    if manifest.previous != (links[-1] if links else None):
        yield f"{CHAIN} does not end with the release that {MANIFEST} names as the one before it"
    yield from _order_faults(links, manifest)
    for number, link in enumerate(links):
        path = f"{EARLIER}{link.release}.json"
        if path in manifest.entries:
            yield from _link_faults(source, path, link, links[number - 1] if number else None, lines)
    if known is not None and sha256_of(known) not in _hashes(links, manifest):
        yield "the manifest you kept is not in the chain: the history was written anew"


def _order_faults(links: tuple[Link, ...], manifest: Manifest) -> Iterator[str]:
    numbers = [int(link.release) for link in links] + [int(manifest.release)]
    if numbers != sorted(set(numbers)):
        yield f"{CHAIN} does not count upwards"


def _link_faults(source: Source, path: str, link: Link, before: Link | None, lines: str) -> Iterator[str]:
    try:
        content = _proof_file(source, path)
        earlier = read_manifest(content)
        _signer(source, path, content, lines, earlier)
    except Altered as fault:
        yield f"{path}: {fault}"
        return
    if earlier.as_link() != link:
        yield f"{path} is not the manifest that {CHAIN} names"
    if earlier.previous != before:
        yield f"{path} names another release before it than {CHAIN}"


def _hashes(links: tuple[Link, ...], manifest: Manifest) -> set[str]:
    return {manifest.as_link().manifest, *(link.manifest for link in links)}


def chain_of(source: Source) -> Chain:
    """The releases before the one that a source holds. Raises Altered."""
    return read_chain(_proof_file(source, CHAIN))
