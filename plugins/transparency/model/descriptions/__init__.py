"""What each field is for, said once: the editors' schemas and docs/fields.md are made from these words.

A field's words are one sentence, an example as it stands in a file, and an example that is refused. The
examples are from the invented country of tests/sites/demo, so that none of them can be taken for a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..text import Record
from . import documents, feedback, figures, people, places, promises, site
from .files import FILES

__all__ = ["FIELDS", "FILES", "RECORDS", "Words"]

_ROOMS = (site, places, figures, promises, people, documents, feedback)


class Words(NamedTuple):
    """What an editor is told of a field; both examples are YAML."""

    description: str
    example: str
    refused: str


RECORDS: Mapping[type[Record], str] = {
    record: sentence for room in _ROOMS for record, (sentence, _) in room.WORDS.items()
}
"""What each record is, in one sentence."""

FIELDS: Mapping[type[Record], Mapping[str, Words]] = {
    record: {name: Words(*words) for name, words in fields.items()}
    for room in _ROOMS
    for record, (_, fields) in room.WORDS.items()
}
"""What each field of each record is for; complete, and tested to be so."""
