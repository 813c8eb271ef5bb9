"""The public register of requests: "you said – we did" (Open311 GeoReport), without a person in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import Period
from .text import Id, Record, RegionKey, Text

RequestStatus = Literal["received", "being-answered", "answered", "done", "not-done", "not-ours"]
AttachmentKind = Literal["picture", "sound", "film", "document", "archive", "other"]
FollowUpOutcome = Literal["done", "partly", "not-done", "no-reply"]


class Attachment(Record):
    """How many files of one kind came with a request; the files stay in the mailbox."""

    kind: AttachmentKind
    count: Annotated[int, Field(ge=1, le=1000)]


class Extension(Record):
    """A longer period for an answer, and the day on which whoever asked was told of it."""

    told: Period
    to: Period


class FollowUp(Record):
    """Whether it was really done: what came out when somebody asked, some weeks after."""

    date: Period
    outcome: FollowUpOutcome
    note: Text | None = None


class Request(Record):
    """One request of a citizen and what became of it; who asked is never recorded.

    `requested` and `updated` are Open311's datetimes, kept to the day; the expected one is computed.
    `organization` is its agency responsible, `answer` its status notes. Without a summary it is a draft.
    """

    id: Id
    region: RegionKey
    organization: Id | None = None
    commitment: Id | None = None
    topic: Id | None = None
    summary: Text | None = None
    attachments: tuple[Attachment, ...] = ()
    status: RequestStatus
    requested: Period
    updated: Period | None = None
    extension: Extension | None = None
    answered: Period | None = None
    done: Period | None = None
    answer: Text | None = None
    sent_to: Id | None = None
    follow_up: FollowUp | None = None


class Forgotten(Record):
    """What is left of a request that was removed on demand: its id in two groups, and the day.

    Written in groups the id is told to people, and whoever looks for what was forgotten does not find it.
    """

    id: Id
    forgotten: Period

    @classmethod
    def group(cls, request: str) -> str:
        """The id of a request in two groups."""
        bare = request.replace("-", "")
        return f"{bare[: len(bare) // 2]}-{bare[len(bare) // 2 :]}"
