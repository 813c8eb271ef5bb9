"""The register of requests: what a status needs, the order of the days, and what must not be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..loading.files import Found
from ..loading.problems import Problem
from ..model.dates import Period
from ..model.feedback import Forgotten, Request
from .dates import future

if TYPE_CHECKING:
    from .case import Case

NEEDED: Mapping[str, tuple[str, ...]] = {
    "received": (),
    "being-answered": (),
    "answered": ("answered", "answer"),
    "done": ("answered", "answer", "done"),
    "not-done": ("answered", "answer"),
    "not-ours": ("sent_to",),
}
"""What the register must be able to say of a request in each state."""

ONLY_WITH: Mapping[str, tuple[str, ...]] = {
    "answered": ("answered", "done", "not-done"),
    "done": ("done",),
    "follow_up": ("done",),
    "sent_to": ("not-ours",),
}
"""Fields that would say something else than the status does."""

SHORTEST_STEM = 4
"""Names are inflected; so many letters of one are enough to know it by."""


def _fit_the_status(item: Found, case: Case) -> Iterator[Problem]:
    request: Request = item.record
    for field in NEEDED[request.status]:
        if getattr(request, field) is None:
            yield item.origin.problem("request-needs", ("status",), seen=request.status, field=field)
    for field, statuses in ONLY_WITH.items():
        if getattr(request, field) is not None and request.status not in statuses:
            yield item.origin.problem("request-unfit", (field,), seen=request.status, field=field)


def _in_order(item: Found, case: Case) -> Iterator[Problem]:
    days = dict(_days_of(item.record))
    yield from future(item, days.items(), case.today)
    for path, before in _AFTER.items():
        later, earlier = days.get(path), days.get(before)
        if later and earlier and later.last and earlier.first and later.last < earlier.first:
            values = {"field": path[-1], "seen": later, "other": before[-1], "date": earlier}
            yield item.origin.problem("request-order", path, **values)


_AFTER = {
    ("answered",): ("requested",),
    ("done",): ("requested",),
    ("updated",): ("requested",),
    ("extension", "told"): ("requested",),
    ("follow_up", "date"): ("done",),
}
"""Which day cannot lie before which."""


def _days_of(request: Request) -> Iterator[tuple[tuple[str, ...], Period]]:
    for path in (("requested",), *_AFTER):
        day: Any = request
        for step in path:
            day = getattr(day, step, None)
        if day is not None:
            yield path, day


def _not_forgotten(item: Found, case: Case) -> Iterator[Problem]:
    gone = next((one for one in case.data.forgotten if one.id == Forgotten.group(item.record.id)), None)
    if gone:
        yield item.origin.problem("request-forgotten", ("id",), seen=item.record.id, date=gone.forgotten)


def _draft(item: Found, case: Case) -> Iterator[Problem]:
    if item.record.summary is None:
        yield item.origin.problem("request-draft", seen=item.record.id)


def _place_untold(item: Found, case: Case) -> Iterator[Problem]:
    """A place that is too small to be shown beside the topic is not named in the words either."""
    request: Request = item.record
    if case.places_shown.get(request.id) == request.region:
        return
    names = case.data.region[request.region].name
    for field in ("summary", "answer"):
        for lang, words in (getattr(request, field) or {}).items():
            stem = _stem(names.get(lang, ""))
            if stem and stem in words.casefold():
                yield item.origin.problem("request-place", (field, lang), seen=names[lang])


def _stem(name: str) -> str:
    """The beginning of a name's first word, which its endings leave as it is."""
    word = name.casefold().split(" ")[0]
    return word[: max(SHORTEST_STEM, len(word) - 2)] if len(word) >= SHORTEST_STEM else word


def _calendar_known(item: Found, case: Case) -> Iterator[Problem]:
    request: Request = item.record
    if case.clock.period(request) is not None and case.clock.by_law(request) is None:
        country = request.region.split("/")[0]
        year = request.requested.first.year
        yield item.origin.problem("working-days", ("requested",), seen=country, year=year)


RULES = (_fit_the_status, _in_order, _not_forgotten, _draft, _place_untold, _calendar_known)
