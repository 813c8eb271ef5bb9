"""The reference of a page that a message was written from, and the id of the request it becomes.

A reference names a page's kind and id: `r:kg/batken`, `i:<organization>`, `c:<commitment>`,
`m:<meeting>`. It travels in a mail's subject as `[ASHYQ r:kg/batken T:roads N:7k2m9x4tqz]` and, in mails
the receiver wrote, in headers. Only the standard library is used, so that the receiver can carry this
module with it. What a mail says of itself is untrusted: a reference read here has the right form and
nothing more; whether its page exists is for the reader to ask.
"""

from __future__ import annotations

import re
import secrets
from typing import NamedTuple

REFERENCE_HEADER = "X-Ashyq-Reference"
TOPIC_HEADER = "X-Ashyq-Topic"
ID_HEADER = "X-Ashyq-Id"

REGION, INSTITUTION, COMMITMENT, MEETING = "r", "i", "c", "m"

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_KEYS = {REGION: rf"{_ID}(?:/{_ID})*", INSTITUTION: _ID, COMMITMENT: _ID, MEETING: _ID}
_LONGEST = {REGION: 240, INSTITUTION: 80, COMMITMENT: 80, MEETING: 80}
_TAG = re.compile(r"\[\s*ASHYQ((?:\s+[a-zA-Z]:[^\s\[\]]+)+)\s*\]", re.IGNORECASE)

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_MISREAD = str.maketrans("ilo", "110")
ID_LENGTH = 10


class Reference(NamedTuple):
    """A page a message is about."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Tag(NamedTuple):
    """What a mail's subject says of a request; each part may be missing."""

    reference: Reference | None = None
    topic: str | None = None
    request: str | None = None

    def __str__(self) -> str:
        parts = [str(self.reference)] if self.reference else []
        parts += [f"T:{self.topic}"] if self.topic else []
        parts += [f"N:{self.request}"] if self.request else []
        return f"[{' '.join(('ASHYQ', *parts))}]" if parts else ""


def read_reference(text: str) -> Reference | None:
    """The reference a text is; None where it is none."""
    kind, _, key = text.strip().lower().partition(":")
    known = kind in _KEYS and len(key) <= _LONGEST[kind] and re.fullmatch(_KEYS[kind], key)
    return Reference(kind, key) if known else None


def read_topic(text: str) -> str | None:
    """The id of a topic a text is; None where it is none."""
    topic = text.strip().lower()
    return topic if len(topic) <= 80 and re.fullmatch(_ID, topic) else None


def read_tag(subject: str) -> Tag:
    """The first tag in a subject, whatever stands around it; an empty one where there is none.

    Mail programs fold, re-case and prefix subjects; a part that is malformed counts as missing.
    """
    found = _TAG.search(subject)
    parts = found.group(1).split() if found else []
    named = {part[0].upper(): part[2:] for part in reversed(parts)}
    references = (read_reference(part) for part in parts)
    return Tag(
        next((one for one in references if one), None),
        read_topic(named.get("T", "")),
        read_request_id(named.get("N", "")),
    )


def request_id(number: int) -> str:
    """A number of fifty bits as ten characters of Crockford's base 32, in small letters."""
    return "".join(_DIGITS[number >> shift & 31] for shift in range(5 * ID_LENGTH - 5, -1, -5))


def new_request_id() -> str:
    """A random id, which tells nothing of who wrote or when."""
    return request_id(secrets.randbits(5 * ID_LENGTH))


def read_request_id(text: str) -> str | None:
    """The id a text is, also as people write it down: in capitals, in groups, O for 0; else None."""
    written = re.sub(r"[\s-]", "", text).lower().translate(_MISREAD)
    return written if re.fullmatch(rf"[{_DIGITS}]{{{ID_LENGTH}}}", written) else None
