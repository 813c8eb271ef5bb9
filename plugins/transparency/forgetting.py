"""A request is forgotten: in the data, in what is public, and in every kept release and archive."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from markupsafe import escape

from release.redaction import Redaction, holding, redact
from release.signing import Signer
from release.store import Store

from .model.feedback import Request
from .model.text import texts_in

TELLING = 20
"""Texts of so many letters are looked for by themselves; shorter ones stand in other places as well."""


def words_of(request: str, record: Request | None) -> frozenset[bytes]:
    """What a file holds that shows a request: its id as it was, and its texts as pages and data have them."""
    texts = [words for _, text in texts_in(record) for words in text.values()] if record else []
    forms = (form for words in texts if len(words) >= TELLING for form in _forms(words))
    return frozenset(word.encode() for word in (request, *forms))


def _forms(words: str) -> Iterable[str]:
    yield from (
        words,
        str(escape(words)),
        json.dumps(words)[1:-1],
        json.dumps(words, ensure_ascii=False)[1:-1],
    )


def withdrawn(store: Store, words: frozenset[bytes], archives: str = "data/archive/") -> frozenset[str]:
    """The archives of the last release that hold a request, and are to be offered no more."""
    latest = store.latest()
    if latest is None:
        return frozenset()
    paths = [path for path in store.manifest(latest).entries if path.startswith(archives)]
    return frozenset(holding(store.tree(latest), paths, words))


def redact_all(store: Store, words: frozenset[bytes], signer: Signer) -> list[Redaction]:
    """Take a request out of all kept releases but the public one, which is to have none of it."""
    public = store.current()
    if public is None:
        return []
    left = holding(store.tree(public), store.manifest(public).entries, words)
    if left:
        raise StillPublic(f"release {public} still holds it in {', '.join(left[:3])}; publish again")
    made = datetime.now(UTC).replace(microsecond=0)
    notes = (redact(store, name, words, signer, made) for name in store.releases() if name != public)
    return [note for note in notes if note is not None]


class StillPublic(Exception):
    """The public release holds what was to be forgotten; says where."""

    exitcode = 2
