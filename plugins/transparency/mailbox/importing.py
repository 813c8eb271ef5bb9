"""What becomes of each letter: a draft of the register, a part of a request that is there, or set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..model.dataset import Dataset
from ..model.feedback import Forgotten
from ..model.reference import COMMITMENT, INSTITUTION, MEETING, REGION, Reference, new_request_id
from .ledger import Entry, Ledger
from .letters import Letter

APART = frozenset({"bounce", "automatic", "spam"})
"""Kinds of letters that nobody asks anything in; they are counted and stay where they are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to be written into the register: its fields, and where its letter lies."""

    row: dict[str, Any]
    place: str

    @property
    def id(self) -> str:
        return self.row["id"]


@dataclass
class Outcome:
    """What became of the letters of one import."""

    drafts: list[Draft] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[tuple[str, str]] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Importer:
    """Sorts letters, oldest first. `region` is where letters belong that name no page of the site."""

    def __init__(self, data: Dataset, today: date, ledger: Ledger, region: str | None = None):
        self._data, self._today, self._ledger, self._region = data, today, ledger, region
        self._zone = ZoneInfo(data.site.timezone)
        self._written = {request.id for request in data.requests}
        self._forgotten = {one.id for one in data.forgotten}
        self.outcome = Outcome()

    def take(self, letters: Iterable[Letter]) -> Outcome:
        """Note every letter in the ledger; what it notes is kept when the ledger is told so."""
        for letter in sorted(letters, key=lambda one: (self._received(one), one.place)):
            entry = self._ledger.entry(letter, int(self._received(letter).timestamp()))
            known = self._ledger.find(entry.name)
            if known is None or known.outcome == "planned":
                self._sort(letter, known or entry)
            else:
                self.outcome.counts["known"] += 1
        return self.outcome

    def _sort(self, letter: Letter, entry: Entry) -> None:
        if letter.kind in APART:
            self._note(entry, letter.kind)
            self.outcome.apart.append((letter.kind, letter.place))
        elif entry.outcome == "planned":
            # An import was cut off: the draft is written under the id that it was to have.
            self._draft(letter, entry, entry.request)
        elif request := self._belongs_to(letter, entry):
            self._join(letter, entry, request)
        else:
            self._draft(letter, entry, self._free(letter.tag.request))

    def _belongs_to(self, letter: Letter, entry: Entry) -> str | None:
        """The request that a letter is about already, by its number, its thread or its words."""
        named = letter.tag.request
        if named and self._is_taken(named):
            return named
        return self._ledger.in_thread(letter) or self._ledger.repeated(entry)

    def _join(self, letter: Letter, entry: Entry, request: str) -> None:
        self._note(entry, "joined", request)
        group = self.outcome.forgotten if self._is_gone(request) else self.outcome.joined
        group.append((request, letter.place))

    def _draft(self, letter: Letter, entry: Entry, request: str) -> None:
        about = self._about(letter.tag.reference)
        if request in self._written:
            # The import was cut off after the draft had been written.
            self._note(entry, "draft", request)
        elif about is None:
            self.outcome.nowhere.append(letter.place)
        else:
            row = {"id": request, **about, **self._details(letter)}
            self._note(entry, "planned", request)
            self.outcome.drafts.append(Draft(row, letter.place))

    def _about(self, reference: Reference | None) -> dict[str, str] | None:
        """The region that a letter belongs to, with the body or promise that it names; None where to none."""
        found = self._named(reference) if reference else None
        if found is None or found["region"] is None:
            return {"region": self._region} if self._region else None
        return found

    def _named(self, reference: Reference) -> dict[str, Any] | None:
        kind, key, data = *reference, self._data
        if kind == REGION and key in data.region:
            return {"region": key}
        if kind == INSTITUTION and key in data.organization:
            return {"region": data.organization[key].region, "organization": key}
        if kind == COMMITMENT and key in data.commitment:
            return {"region": data.commitment[key].region, "commitment": key}
        if kind == MEETING and key in data.meeting:
            return {"region": data.meeting[key].region}
        return None

    def _details(self, letter: Letter) -> dict[str, Any]:
        topic = {"topic": letter.tag.topic} if letter.tag.topic in self._data.topic else {}
        files = [{"kind": kind, "count": min(count, 1000)} for kind, count in letter.attachments]
        attachments = {"attachments": tuple(files)} if files else {}
        return topic | attachments | {"status": "received", "requested": self._day(letter).isoformat()}

    def _free(self, wished: str | None) -> str:
        """The id that the receiver told the sender, else a new one that nobody has."""
        request = wished or new_request_id()
        while self._is_taken(request):
            request = new_request_id()
        return request

    def _is_taken(self, request: str) -> bool:
        return request in self._written or self._is_gone(request) or self._ledger.knows(request)

    def _is_gone(self, request: str) -> bool:
        return Forgotten.group(request) in self._forgotten

    def _note(self, entry: Entry, outcome: str, request: str | None = None) -> None:
        self._ledger.note(replace(entry, outcome=outcome, request=request))
        self.outcome.counts[outcome] += 1

    def _received(self, letter: Letter) -> datetime:
        """When a letter came; a clock that is wrong makes it come today."""
        now = datetime.combine(self._today, datetime.max.time(), self._zone)
        received = letter.received or now
        return min(received, now).astimezone(UTC) if received.year > 1990 else now

    def _day(self, letter: Letter) -> date:
        return self._received(letter).astimezone(self._zone).date()
