"""What a page is about, as somebody who writes from it carries it along: its reference and ready words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from ..languages import Words
from ..model import reference as references
from ..model.documents import Meeting
from ..model.people import ContactKind, Organization
from ..model.places import Region
from ..model.promises import Commitment
from ..model.reference import Reference, Tag

QUERIES: dict[ContactKind, str] = {
    "email": "?subject={tag}%20{name}&body={words}%0D%0A%0D%0A",
    "sms": "?body={tag}%20{name}%3A%20",
    "whatsapp": "?text={tag}%20{name}%3A%20",
    "telegram": "?text={tag}%20{name}%3A%20",
}
"""How a link of each kind carries words; a telephone carries none, so the page says the reference."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that can be written about: its reference, its name, and the region whose office reads it."""

    reference: Reference
    name: Words
    region: str

    def query(self, kind: ContactKind, words: str) -> str:
        """What a link of one kind adds to its address, so that the message says what it is about."""
        tag, name = quote(str(Tag(self.reference)), safe=""), quote(str(self.name), safe="")
        return QUERIES.get(kind, "").format(tag=tag, name=name, words=quote(words, safe=""))


def about_region(region: Region, name: Words) -> Subject:
    return Subject(Reference(references.REGION, region.key), name, region.key)


def about_body(body: Organization, name: Words) -> Subject:
    return Subject(Reference(references.INSTITUTION, body.id), name, body.region)


def about_promise(commitment: Commitment, name: Words) -> Subject:
    return Subject(Reference(references.COMMITMENT, commitment.id), name, commitment.region)


def about_meeting(meeting: Meeting, name: Words) -> Subject:
    return Subject(Reference(references.MEETING, meeting.id), name, meeting.region)
