"""Articles in Markdown that have not changed are not read again: what they came to is kept by their bytes."""

from __future__ import annotations

from typing import Any

import msgspec
from pelican import readers

from ..signs import digest
from ..stamps import Seen
from .values import Untold, of_setting

PLAIN = "markdown.extensions."
"""Markdown's own extensions read nothing but the text; of others that is not known."""


class Read(msgspec.Struct, array_like=True, frozen=True):
    """What a file came to: its text as HTML, and the words of its head before Pelican understands them."""

    content: str
    metadata: dict[str, str | list[str]]


class Library:
    """What was read in the last run and in this one, by digest; `seen` is told of each file before."""

    def __init__(self, old: dict[bytes, Read], pure: frozenset[str], seen: Seen):
        self.old = old
        self.new: dict[bytes, Read] = {}
        self.pure = pure
        self.seen = seen
        self.read = 0

    def key_of(self, path: str, markdown: dict[str, Any]) -> bytes | None:
        """The digest of a file and of how it is read; None where more than that may matter."""
        extensions = [*markdown.get("extensions", ()), *markdown.get("extension_configs", {})]
        if not all(
            isinstance(one, str) and (one.startswith(PLAIN) or one in self.pure) for one in extensions
        ):
            return None
        # Pelican opens it once more: it must not change between.
        self.seen.look(path)
        try:
            with open(path, "rb") as file:
                return digest(file.read(), of_setting(markdown))
        except Untold:
            return None

    def _is_plain(self, extension: object) -> bool:
        return isinstance(extension, str) and (extension.startswith(PLAIN) or extension in self.pure)


class MarkdownReader(readers.MarkdownReader):
    """Pelican's reader, with a memory. It has the name of Pelican's, which goes into each article."""

    library: Library | None = None
    _raw: dict[str, Any] | None = None
    _is_doubtful = False

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        library = self.library
        key = library and library.key_of(source_path, self.settings["MARKDOWN"])
        known = library.old.get(key) if key else None
        if known is None:
            content, metadata, known = self._recorded(source_path)
        else:
            content = known.content
            metadata = {name: self.process_metadata(name, raw) for name, raw in known.metadata.items()}
        if key and known:
            library.new[key] = known
        return content, metadata

    def process_metadata(self, name: str, value: Any) -> Any:
        if self._raw is not None:
            self._raw[name] = value
        return super().process_metadata(name, value)

    def _recorded(self, source_path: str) -> tuple[str, dict[str, Any], Read | None]:
        self._raw, self._is_doubtful = {}, False
        try:
            content, metadata = super().read(source_path)
            raw = self._raw
        finally:
            self._raw = None
        if self.library:
            self.library.read += 1
        return content, metadata, None if self._is_doubtful else Read(str(content), raw)

    def _parse_metadata(self, meta: dict[str, list[str]]) -> dict[str, Any]:
        # Pelican warns of a field that is given twice. What was warned of is read, and warned of, again.
        once = (name for name, values in meta.items() if len(values) > 1)
        self._is_doubtful = any(
            not readers.DUPLICATES_DEFINITIONS_ALLOWED.get(name.lower(), True) for name in once
        )
        return super()._parse_metadata(meta)


def install(known: readers.Readers, library: Library) -> None:
    """Read Markdown with a memory, unless a plugin or a setting brought a reader of its own."""
    MarkdownReader.library = library
    for extension, reader in known.reader_classes.items():
        if reader is readers.MarkdownReader:
            known.reader_classes[extension] = MarkdownReader
