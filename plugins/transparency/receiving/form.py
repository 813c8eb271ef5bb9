"""What a form sent, read strictly: every field is checked before anything is made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from .prepared import Prepared

MOST_BYTES = 4_000_000
"""More is not kept. A text of a megabyte, which a form sends as three, is shown again to be shortened."""

MOST_FIELDS = 20
FORM = "application/x-www-form-urlencoded"

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


class Unreadable(Exception):
    """What was sent is no form of ours."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form as they were sent. `website` is one that people leave empty."""

    lang: str
    reference: str
    topic: str
    message: str
    reply: str
    website: str


def read_form(body: bytes, content_type: str) -> Sent:
    """Raises Unreadable where the body is not a form in UTF-8."""
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise Unreadable
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise Unreadable from error
    fields = dict(reversed(pairs))
    names = ("lang", "reference", "topic", "reply", "website")
    lines = {name: fields.get(name, "").strip() for name in names}
    return Sent(message=_text(fields.get("message", "")), **lines)


def _text(written: str) -> str:
    """A text with plain line ends and without signs that no reader sees."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n")
    seen = (sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "".join(seen).strip()


def faults_of(sent: Sent, prepared: Prepared) -> Mapping[str, str]:
    """What is wrong with each field, by the name of a fault; nothing where all can be taken."""
    return dict(_faults(sent, prepared))


def _faults(sent: Sent, prepared: Prepared) -> Iterator[tuple[str, str]]:
    if sent.reference not in prepared.references:
        yield "reference", "no-region"
    if prepared.topics and sent.topic not in prepared.topics:
        yield "topic", "no-topic"
    if not sent.message:
        yield "message", "no-message"
    elif len(sent.message) > prepared.longest:
        yield "message", "long-message"
    if sent.reply and not _ADDRESS.fullmatch(sent.reply):
        yield "reply", "no-address"
    if sent.website:
        yield "website", "not-empty"
