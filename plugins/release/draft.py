"""The next release while it is gathered: changed files copied, unchanged ones linked from the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import tree
from .compressing import DECODE, ENCODE, UNREADABLE, is_text, plain_of
from .faults import Altered
from .manifest import UNLISTED, Entry, Manifest, sha256_of


class Last:
    """The last release as a place to take unchanged files from; nothing is taken without its hash."""

    def __init__(self, folder: Path | None = None, manifest: Manifest | None = None):
        self.folder = folder
        self.manifest = manifest
        self.entries = manifest.entries if manifest else {}
        self._paths = {entry.sha256: entry.path for entry in self.entries.values()}

    def find(self, sha256: str) -> Path | None:
        """A file with this hash, as it really is on the disk."""
        return self._sound(self._paths.get(sha256), sha256)

    def at(self, path: str) -> Path | None:
        """The file at a path, if it still is what the manifest says."""
        entry = self.entries.get(path)
        return self._sound(path, entry.sha256) if entry else None

    def encoded(self, sha256: str, encoding: str) -> Path | None:
        """The compressed form of the content with this hash."""
        plain = self._paths.get(sha256)
        return self.at(f"{plain}.{encoding}") if plain else None

    def _sound(self, path: str | None, sha256: str) -> Path | None:
        if path is None or self.folder is None:
            return None
        file = self.folder / path
        if not file.is_file() or file.is_symlink():
            return None
        return file if tree.digest(file)[1] == sha256 else None


class Draft:
    """A folder that becomes a release; it knows the entry of each of its files."""

    def __init__(self, folder: Path, last: Last):
        self.folder = folder
        self.last = last
        self.entries: dict[str, Entry] = {}
        self.linked: set[str] = set()

    def gather(self, source: Path, leave_out: Iterable[str] = ()) -> None:
        """Take every file of a built tree. Raises Hostile where it holds anything else."""
        left_out = set(leave_out)
        for path, file in tree.files_of(source).items():
            if path not in left_out:
                self.take(path, file)

    def take(self, path: str, source: Path) -> None:
        """Take one file: linked where the last release holds the same bytes, else copied."""
        _, sha256 = tree.digest(source)
        kept = self.last.find(sha256)
        if not (kept and self._link(path, kept)):
            tree.copy(source, self.folder / path)
        self._enter(path)

    def carry(self, path: str) -> bool:
        """Take a file of the last release; False where it is not there as it was."""
        kept = self.last.at(path)
        if kept is None:
            return False
        if not self._link(path, kept):
            tree.copy(kept, self.folder / path)
        self._enter(path)
        return True

    def write(self, path: str, content: bytes) -> None:
        """Add a file that is made here."""
        tree.write(self.folder / path, content)
        self._enter(path)

    def compress(self, encodings: Iterable[str]) -> int:
        """Put the compressed forms beside each text file; tells how many had to be made."""
        wanted = [(path, name) for path in list(self.entries) for name in encodings if is_text(path)]
        with ThreadPoolExecutor() as pool:
            made = sum(pool.map(lambda one: self._compress(*one), wanted))
        for path, name in wanted:
            self._enter(f"{path}.{name}")
        return made

    def check(self) -> None:
        """Hold every file against its entry, and each compressed one against its plain one.

        Raises Altered with all that differ.
        """
        present = set(tree.files_of(self.folder)) - UNLISTED
        wrong = [f"{path} is not listed" for path in present - set(self.entries)]
        with ThreadPoolExecutor() as pool:
            wrong += [f"{path} differs" for path in pool.map(self._differing, self.entries.values()) if path]
        if wrong:
            raise Altered("the new release is not what was made: " + "; ".join(sorted(wrong)))

    def _differing(self, entry: Entry) -> str | None:
        file = self.folder / entry.path
        if not file.is_file() or tree.digest(file) != (entry.size, entry.sha256):
            return entry.path
        plain = plain_of(entry.path)
        if plain and plain[0] in self.entries:
            same = _decoded(file, plain[1]) == self.entries[plain[0]].sha256
            return None if same else entry.path
        return None

    def _compress(self, path: str, encoding: str) -> bool:
        kept = self.last.encoded(self.entries[path].sha256, encoding)
        target = f"{path}.{encoding}"
        # A form that was altered together with its manifest would have the right hash and the wrong words.
        sound = kept is not None and _decoded(kept, encoding) == self.entries[path].sha256
        if sound and self._link(target, kept):
            return False
        tree.write(self.folder / target, ENCODE[encoding](tree.read(self.folder / path)))
        return True

    def _link(self, path: str, kept: Path) -> bool:
        linked = tree.link(kept, self.folder / path)
        if linked:
            self.linked.add(path)
        return linked

    def _enter(self, path: str) -> None:
        size, sha256 = tree.digest(self.folder / path)
        self.entries[path] = Entry(path=path, size=size, sha256=sha256)


def differences(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What is "changed", "added" or "missing" against a manifest, each with its path."""
    present = tree.files_of(folder)
    with ThreadPoolExecutor() as pool:
        found = dict(zip(present, pool.map(tree.digest, present.values()), strict=True))
    for path, entry in manifest.entries.items():
        if path not in found:
            yield "missing", path
        elif found[path] != (entry.size, entry.sha256):
            yield "changed", path
    yield from (("added", path) for path in found if path not in manifest.entries and path not in UNLISTED)


def _decoded(file: Path, encoding: str) -> str | None:
    try:
        return sha256_of(DECODE[encoding](tree.read(file)))
    except UNREADABLE:
        return None
