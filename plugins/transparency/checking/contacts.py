"""Ways to reach somebody: each fits its kind, and each is asked again once a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..loading.files import Found
from ..loading.problems import Problem
from ..model.dates import months_after
from ..model.people import ContactDetail, Door
from ..model.site import Site
from ..model.text import names_its_host
from .passages import records_in

Path = tuple[str | int, ...]

MONTHS = 12
"""After so many months a contact is asked again."""

_PHONE = r"\+(?:[ ()-]{0,2}[0-9]){7,15}"
_SHORT = r"[1-9][0-9]{2,4}"
_EMAIL = r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+"
_WEB = r"https://[^\s<>\"'`\\]+\.[^\s<>\"'`\\]+"
_DIALLED = 'telephone in international form; write, for example, "+996 312 00 00 00"'
_FORMS = {
    **dict.fromkeys(("phone", "sms"), (f"{_PHONE}|{_SHORT}", _DIALLED)),
    "fax": (_PHONE, _DIALLED),
    "whatsapp": (rf"{_PHONE}|https://wa\.me/[0-9]{{7,15}}", _DIALLED),
    "telegram": (rf"@\w{{4,}}|{_PHONE}|https://t\.me/\w+", 'name in Telegram; write, for example, "@office"'),
    "email": (_EMAIL, "e-mail address; write, for example, office@example.org"),
    "website": (_WEB, "address of a website; write, for example, https://www.example.org"),
}


def check_contacts(found: list[Found], today: date) -> list[Problem]:
    """Contacts that do not fit their kind, and as notices whatever has to be asked or checked again."""
    problems: list[Problem] = []
    for item in found:
        for path, contact in records_in(item.record, ContactDetail):
            problems += _unfit(item, (*path, "value"), contact.kind, contact.value)
            problems += _to_be_asked(item, path, contact, contact.value, today)
        for path, door in records_in(item.record, Door):
            problems += _to_be_asked(item, path, door, "the door", today)
        problems += _about_the_record(item)
    return problems


def _about_the_record(item: Found) -> Iterator[Problem]:
    if item.collection == "site":
        for path, mailbox in _mailboxes(item.record):
            yield from _unfit(item, path, "email", mailbox)
    if item.collection == "sources" and not item.record.verified:
        yield item.origin.problem("source-unverified", ("verified",), seen=item.record.id)


def _mailboxes(site: Site) -> Iterator[tuple[Path, str]]:
    if site.operator and site.operator.mailbox:
        yield ("operator", "mailbox"), site.operator.mailbox
    for position, group in enumerate(site.editors):
        if group.mailbox:
            yield ("editors", position, "mailbox"), group.mailbox


def _unfit(item: Found, path: Path, kind: str, value: str) -> Iterator[Problem]:
    pattern, form = _FORMS.get(kind, ("(?s:.)*", ""))
    if not re.fullmatch(pattern, value) or (kind == "website" and not names_its_host(value)):
        yield item.origin.problem("contact-value", path, seen=value, form=form)


def _to_be_asked(
    item: Found, path: Path, contact: ContactDetail | Door, seen: str, today: date
) -> Iterator[Problem]:
    confirmed = contact.confirmed
    if confirmed is None:
        yield item.origin.problem("contact-unconfirmed", path, seen=seen)
    elif months_after(confirmed.last_by(today), MONTHS) < today:
        values = {"seen": seen, "date": confirmed, "months": MONTHS}
        yield item.origin.problem("contact-old", (*path, "confirmed"), **values)
