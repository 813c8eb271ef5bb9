"""Brotli and gzip beside each text file, so that a server need not compress at each visit."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import PurePosixPath

import brotli

from .manifest import PROOF

ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=11),
    "gz": lambda content: gzip.compress(content, compresslevel=9, mtime=0),
}
DECODE: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gz": gzip.decompress}
UNREADABLE = (brotli.error, EOFError, OSError, ValueError)
"""What a decoder raises for bytes that are not its own."""

TEXT = frozenset(
    {
        *(".html", ".css", ".js", ".mjs", ".svg", ".xml", ".atom", ".json", ".geojson", ".jsonld"),
        *(".txt", ".csv", ".tsv", ".ics", ".vcf", ".webmanifest", ".md", ".yml"),
    }
)


def is_text(path: str) -> bool:
    """Whether a file is compressed; what a release is verified with stays as it is."""
    return PurePosixPath(path).suffix in TEXT and not path.startswith(PROOF)


def plain_of(path: str) -> tuple[str, str] | None:
    """The file that a compressed one stands beside, and the encoding; None for any other file."""
    plain, _, encoding = path.rpartition(".")
    return (plain, encoding) if encoding in ENCODE and is_text(plain) else None
