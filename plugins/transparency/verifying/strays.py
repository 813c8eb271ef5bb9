"""Nothing is published that the build did not make, and nothing of a kind that no reader asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from .findings import Finding
from .reading import Built

HIDDEN = {".well-known", ".nojekyll"}
"""Names with a point in front that servers and hosts ask for."""

KINDS = frozenset(
    {
        *(
            "",
            ".html",
            ".css",
            ".js",
            ".json",
            ".geojson",
            ".jsonld",
            ".xml",
            ".atom",
            ".txt",
            ".webmanifest",
        ),
        *(".csv", ".tsv", ".xlsx", ".ods", ".parquet", ".sqlite", ".db", ".pdf", ".ics", ".vcf", ".ttl"),
        *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".ico", ".gz", ".zip"),
        *(".wasm", ".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"),
    }
)
"""What readers and their programs ask for; sources, drafts, maps and keys are none of it."""


def check_strays(built: Built, declared: frozenset[str]) -> Iterator[Finding]:
    for path in sorted(built.files):
        if path not in declared:
            yield Finding.at(path, "stray")
        if not _is_of_a_kind(PurePosixPath(path)):
            yield Finding.at(path, "kind")


def _is_of_a_kind(path: PurePosixPath) -> bool:
    hidden = [part for part in path.parts if part.startswith(".") and part not in HIDDEN]
    return not hidden and path.suffix in KINDS and not path.name.endswith("~")
