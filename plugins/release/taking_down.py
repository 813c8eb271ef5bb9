"""Words that must be public nowhere any more: found in a release and in the archives that it carries on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import tree
from .compressing import plain_of
from .faults import ReleaseFault
from .manifest import Manifest


def words_in(file: Path) -> tuple[bytes, ...]:
    """The words to take down, a line each. Raises ReleaseFault where there are none."""
    words = tuple(line.strip() for line in tree.read(file).splitlines())
    if not any(words):
        raise ReleaseFault("the file of what is to be taken down is empty; write a word or a line of it each")
    return tuple(word for word in words if word)


def archives_holding(folder: Path, manifest: Manifest, below: str, words: Iterable[bytes]) -> frozenset[str]:
    """The archives of a release, by their paths, that hold one of the words."""
    wanted = tuple(words)
    paths = (path for path in manifest.entries if path.startswith(below))
    return frozenset(path for path in paths if _holds(folder / path, wanted))


def refuse_words(folder: Path, words: Iterable[bytes], leave_out: Iterable[str] = ()) -> None:
    """Raises ReleaseFault with the files of a folder that still hold a word, never with the word itself."""
    wanted, apart = tuple(words), frozenset(leave_out)
    holding = [path for path, file in _plain_files(folder) if path not in apart and _holds(file, wanted)]
    if holding:
        raise ReleaseFault("what is to be taken down still stands in " + ", ".join(holding))


def _plain_files(folder: Path) -> Iterator[tuple[str, Path]]:
    files = tree.files_of(folder)
    # a compressed form says what the text beside it says
    return ((path, file) for path, file in files.items() if not _is_form(path, files))


def _is_form(path: str, files: dict[str, Path]) -> bool:
    plain = plain_of(path)
    return plain is not None and plain[0] in files


def _holds(file: Path, words: tuple[bytes, ...]) -> bool:
    content = tree.read(file)
    if file.name.endswith(".gz"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return True  # what cannot be read cannot be shown to be clean
    return any(word in content for word in words)
