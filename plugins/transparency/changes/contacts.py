"""Ways to reach someone that are new, changed, confirmed or gone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ..languages.catalogues import mark
from ..model.people import ContactDetail
from ..model.text import Record, Text
from .change import Change, Comparison
from .words import ARROW, COLON, SEMICOLON, Coded, row, said

Holder = tuple[str, Record, Text, str | None, tuple[ContactDetail, ...]]
"""What can be reached: its name in files, its record, its name for people, its region, its contacts."""


def contact_changes(case: Comparison) -> Iterator[Change]:
    before = {holder[0]: holder[-1] for holder in _holders(case.before.data)}
    for holder in _holders(case.after.data):
        if holder[0] in before:
            for old, new in _pairs(before[holder[0]], holder[-1]):
                yield _change(holder, old, new, case)


def _holders(data) -> Iterator[Holder]:
    for body in data.organizations:
        yield f"organizations/{body.id}", body, body.name, body.region, body.contacts
    for channel in data.site.channels:
        yield f"site/channels/{channel.id}", data.site, channel.purpose, channel.region, channel.contacts
    operator = data.site.operator
    if operator:
        yield "site/operator", data.site, operator.name, None, operator.contacts


def _pairs(before: tuple, after: tuple) -> Iterator[tuple[ContactDetail | None, ContactDetail | None]]:
    """The contacts that differ, each beside the one of its kind that it replaces."""
    gone = [contact for contact in before if contact not in after]
    come = [contact for contact in after if contact not in before]
    for kind in dict.fromkeys(contact.kind for contact in (*gone, *come)):
        of_kind = ([contact for contact in group if contact.kind == kind] for group in (gone, come))
        yield from zip_longest(*of_kind)


def _change(holder: Holder, old: ContactDetail | None, new: ContactDetail | None, case: Comparison) -> Change:
    name, record, title, region, _ = holder
    place = case.place(region) if region else None
    return Change(
        kind="contact-changed",
        name=name,
        record=record,
        words=row(SEMICOLON, row(COLON, place, title, _words(old, new)), _confirmed(old, new)),
        region=region,
        before=old and old.value,
        after=new and new.value,
        inside=("contacts",) if name.startswith("organizations/") else tuple(name.split("/")[1:2]),
    )


def _words(old: ContactDetail | None, new: ContactDetail | None):
    kind = Coded("contact", (new or old).kind)
    if old is None:
        return said(mark("contact added: %(contact)s"), contact=row(COLON, kind, new.value))
    if new is None:
        return said(mark("contact removed: %(contact)s"), contact=row(COLON, kind, old.value))
    values = row(ARROW, old.value, new.value) if old.value != new.value else new.value
    return said(mark("contact changed: %(contact)s"), contact=row(COLON, kind, values))


def _confirmed(old: ContactDetail | None, new: ContactDetail | None):
    if new is None or new.confirmed is None or (old and old.confirmed == new.confirmed):
        return None
    return said(mark("confirmed: %(date)s"), date=new.confirmed)
