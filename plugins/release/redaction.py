"""What must be forgotten is taken out of the kept releases, and a signed note says that it was.

A redacted release lacks the files that held it. Its new manifest lists what is left and the note, which
names the hashes of the manifests that it had before; so the chain of the later releases, which holds the
first of them, still leads to it.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from . import signing, tree
from .compressing import DECODE, TEXT, UNREADABLE
from .faults import ReleaseFault
from .manifest import (
    MANIFEST,
    PROOF,
    SUMS,
    UNLISTED,
    Entry,
    Manifest,
    ReleaseName,
    Sha256,
    SitePath,
    _read,
    as_json,
    sha256_of,
)
from .manifest import _Record as Record
from .publishing import check_release
from .signing import Signer
from .store import Store

NOTE = PROOF + "redaction.json"

ZIPPED = frozenset({".zip", ".xlsx", ".ods", ".docx"})
PLAIN = TEXT | {".sqlite", ".db", ".ics", ".tar"}
"""Kinds of files in which words stand as they are."""


class Redaction(Record):
    """That files were taken out of a release: which, when, and the hashes of its manifests before."""

    release: ReleaseName
    made: datetime
    manifests: tuple[Sha256, ...]
    removed: tuple[SitePath, ...]


def note_of(folder: Path) -> Redaction | None:
    """The note of a redacted release. Raises Altered where it is none."""
    file = folder / NOTE
    return _read(Redaction, tree.read(file)) if file.is_file() else None


def holding(folder: Path, paths: Iterable[str], words: Collection[bytes]) -> tuple[str, ...]:
    """Those files of a folder in which one of the words stands, also compressed or in an archive."""
    return tuple(path for path in paths if _holds(path, tree.read(folder / path), words))


def redact(
    store: Store, name: str, words: Collection[bytes], signer: Signer, made: datetime
) -> Redaction | None:
    """Take every file that holds one of the words out of a kept release; None where none does.

    What cannot be looked into stays only where the public release has the same bytes. Call it within
    `store.changing()`. Raises ReleaseFault for the public release, and Altered where a release is not
    what was signed.
    """
    public = store.current()
    if public is None or name == public:
        raise ReleaseFault(f"release {name} is public; publish one without it first")
    manifest = check_release(store, name, signer.allowed_signers())
    known = {entry.sha256 for entry in store.manifest(public).files}
    removed = tuple(_to_remove(store.tree(name), manifest, words, known))
    if not removed:
        return None
    before = note_of(store.tree(name))
    note = Redaction(
        release=name,
        made=made,
        manifests=(*(before.manifests if before else ()), manifest.as_link().manifest),
        removed=(*(before.removed if before else ()), *removed),
    )
    _replace(store, name, _without(store, name, manifest, note, signer))
    return note


def _to_remove(
    folder: Path, manifest: Manifest, words: Collection[bytes], known: Collection[str]
) -> Iterator[str]:
    for path, entry in manifest.entries.items():
        if path.startswith(PROOF):
            continue
        opaque = not _is_clear(path) and entry.sha256 not in known
        if opaque or _holds(path, tree.read(folder / path), words):
            yield path


def _is_clear(path: str) -> bool:
    """Whether words can be looked for in a file, once it is decompressed."""
    file = PurePosixPath(path)
    if file.suffix[1:] in DECODE:
        return _is_clear(str(file.with_suffix("")))
    return file.suffix in PLAIN | ZIPPED


def _holds(path: str, content: bytes, words: Collection[bytes]) -> bool:
    return any(word in text for text in _readings(path, content) for word in words)


def _readings(path: str, content: bytes) -> Iterator[bytes]:
    """A file as it is, and what is in it."""
    yield content
    suffix = PurePosixPath(path).suffix
    try:
        if suffix[1:] in DECODE:
            yield from _readings(path.removesuffix(suffix), DECODE[suffix[1:]](content))
        elif suffix in ZIPPED:
            with zipfile.ZipFile(BytesIO(content)) as box:
                yield from (box.read(name) for name in box.namelist())
    except (*UNREADABLE, zipfile.BadZipFile):
        return


# --- the release anew ---


def _without(store: Store, name: str, manifest: Manifest, note: Redaction, signer: Signer) -> Path:
    """A draft of the release with what is left of it, its note, and its signature."""
    old, draft = store.tree(name), store.begin()
    left = {path: one for path, one in manifest.entries.items() if path not in {*note.removed, NOTE}}
    for path in left:
        if not tree.link(old / path, draft / path):
            tree.copy(old / path, draft / path)
    content = as_json(note.model_dump(mode="json"))
    tree.write(draft / NOTE, content)
    left[NOTE] = Entry(path=NOTE, size=len(content), sha256=sha256_of(content))
    _seal(draft, _manifest(manifest, left), signer)
    return draft


def _manifest(before: Manifest, left: dict[str, Entry]) -> Manifest:
    return before.model_copy(
        update={
            "archive": before.archive if before.archive in left else None,
            "carried": {path: made for path, made in before.carried.items() if path in left},
            "files": tuple(left[path] for path in sorted(left)),
        }
    )


def _seal(draft: Path, manifest: Manifest, signer: Signer) -> None:
    tree.write(draft / MANIFEST, manifest.as_bytes())
    tree.write(draft / SUMS, manifest.as_sums())
    for path in sorted(UNLISTED & {MANIFEST, SUMS}):
        signature = signer.sign(draft / path)
        signing.verify_lines(tree.read(draft / path), signature, signer.allowed_signers())


def _replace(store: Store, name: str, draft: Path) -> None:
    """Put the draft in the release's place; who is killed in between has lost it, and has not kept it."""
    tree.settle_folders(draft)
    old = store.work / "redacted"
    os.rename(store.tree(name), old)
    os.rename(draft, store.tree(name))
    tree.settle_folder(store.tree(name).parent)
    tree.remove(old)
