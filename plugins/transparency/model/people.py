"""Who answers: organizations, the posts in them, the people who hold them, and how to reach them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import Period
from .text import Id, Lang, Line, Record, RegionKey, Text

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ContactKind = Literal["phone", "fax", "email", "whatsapp", "telegram", "sms", "website", "address"]


class ContactDetail(Record):
    """A way to reach someone. Without `confirmed` it is text with the year it was published, never a link."""

    kind: ContactKind
    value: Line
    published: Period | None = None
    confirmed: Period | None = None
    source: Id | None = None
    note: Text | None = None


class Holder(Record):
    """A person holding a post; `as_of` is the day of the source that shows it."""

    person: Id
    since: Period | None = None
    until: Period | None = None
    as_of: Period | None = None
    source: Id | None = None


class Post(Record):
    id: Id
    title: Text
    holders: tuple[Holder, ...] = ()


class Hours(Record):
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: Clock
    closes: Clock


class Door(Record):
    """An open door: where, when, and whether one may simply walk in."""

    address: Text | None = None
    room: Line | None = None
    hours: tuple[Hours, ...] = ()
    walk_in: bool | None = None
    public_telephone: bool | None = None
    public_wifi: bool | None = None
    confirmed: Period | None = None
    source: Id | None = None
    note: Text | None = None


class Organization(Record):
    """A body, company or institution; with a `door` it is an institution in one region."""

    id: Id
    name: Text
    kind: Id
    region: RegionKey
    part_of: Id | None = None
    printed: Line | None = None
    door: Door | None = None
    posts: tuple[Post, ...] = ()
    contacts: tuple[ContactDetail, ...] = ()
    source: Id | None = None
    as_of: Period | None = None
    review: tuple[Lang, ...] = ()
    note: Text | None = None


class Person(Record):
    id: Id
    name: Text
    printed: Line | None = None
    review: tuple[Lang, ...] = ()
    note: Text | None = None


class OrganizationKind(Record):
    id: Id
    name: Text
