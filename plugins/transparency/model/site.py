"""The site itself: its operator, languages, channels, licence and time zone."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .dates import Period
from .people import ContactDetail
from .places import Level
from .text import Id, Lang, Line, Record, RegionKey, Text, Url, UrlBeginning


def _known_zone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("timezone", "no such time zone")
    return value


TEAM = r"^@\w[\w.-]*(/\w[\w.-]*)+$"
Team = Annotated[str, Field(pattern=TEAM, max_length=200)]
"""A team as GitHub and GitLab write it; the slash keeps out the name of a person's account."""

TimeZone = Annotated[str, AfterValidator(_known_zone)]


class SiteLanguage(Record):
    """A language of the site: its own name in its own script, and what is shown where it has no text."""

    code: Lang
    name: Line
    fallback: tuple[Lang, ...]


class Operator(Record):
    """Who runs the site. Unset, pages say so and promise nothing."""

    name: Text
    mailbox: Line | None = None
    contacts: tuple[ContactDetail, ...] = ()
    team: Team | None = None


class Shrinkage(Record):
    """Why the site has become much smaller; it holds for the release made on that day."""

    date: Period
    reason: Text


class Licence(Record):
    name: Line
    url: Url


class EditorGroup(Record):
    """Who edits which region; a role, never a person.

    `mailbox` takes what is written to the region and to all below it that have none of their own.
    """

    region: RegionKey
    name: Text
    mailbox: Line | None = None
    team: Team | None = None


class Topic(Record):
    """What a message can be about; readers choose one, and the register is grouped by it."""

    id: Id
    name: Text


class ReplyPeriod(Record):
    """How long the law gives a body to answer, as dated data: a change of law is a new row."""

    id: Id
    country: RegionKey
    working_days: Annotated[int, Field(ge=1, le=366)]
    basis: Text
    rules: tuple[Text, ...] = ()
    as_of: Period | None = None
    in_force: Period | None = None
    verified: bool
    source: Id
    note: Text | None = None


class WorkingDay(Record):
    """Days that were made working days or days off; a later row stands above an earlier one."""

    country: RegionKey
    days: Period
    working: bool
    source: Id
    note: Text | None = None


class Channel(Record):
    """A published way to be heard, about something in one region."""

    id: Id
    region: RegionKey
    purpose: Text
    contacts: Annotated[tuple[ContactDetail, ...], Field(min_length=1)]
    source: Id


class AllowedWord(Record):
    """A word that is right though its letters are not those of the language it stands in.

    It is allowed in `languages`, or in every one where none is given.
    """

    word: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S+$")]
    languages: tuple[Lang, ...] = ()
    note: Text | None = None


class Centres(Record):
    """What the page of centres shows: the reported number, and the bodies of a kind that are listed."""

    indicator: Id
    kind: Id
    programme: Id


class Site(Record):
    """Everything that is said once for the whole site.

    `receiver` is the address to which the form of the feedback page posts; without one the page hands
    over to e-mail.
    """

    name: Text
    tagline: Text
    promise: Text
    address: UrlBeginning | None = None
    timezone: TimeZone
    languages: Annotated[tuple[SiteLanguage, ...], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    operator: Operator | None = None
    licence: Licence
    editors: tuple[EditorGroup, ...] = ()
    channels: tuple[Channel, ...] = ()
    topics: tuple[Topic, ...] = ()
    receiver: Url | None = None
    centres: Centres | None = None
    help_programme: Id | None = None
    shrunk: Shrinkage | None = None
    invented: Text | None = None
