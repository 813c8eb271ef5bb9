"""A letter as far as the register needs it; who wrote it and what is used for comparing only.

Mail is anything that bytes can be. Whatever cannot be read counts as missing, and nothing raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from typing import Literal

from ..model.feedback import AttachmentKind
from ..model.reference import (
    ID_HEADER,
    REFERENCE_HEADER,
    TOPIC_HEADER,
    Tag,
    read_reference,
    read_request_id,
    read_tag,
    read_topic,
)

LetterKind = Literal["letter", "bounce", "automatic", "spam"]

COMPARED = 65536
"""So many bytes of a text are compared; who repeats himself does so from the beginning."""

MOST_PARTS = 1000
MOST_PARENTS = 50
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_DAEMONS = ("mailer-daemon", "postmaster")
_BULK = ("bulk", "junk", "list")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter's bytes, where in the mailbox it lies, and when it came, as the mailbox says.

    `whole` is false where it was too large to be read to its end.
    """

    place: str
    raw: bytes
    received: datetime | None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be known of a letter; `message`, `parents` and `text` are kept as keyed digests only."""

    place: str
    received: datetime | None
    kind: LetterKind
    tag: Tag
    message: str
    parents: tuple[str, ...]
    text: bytes
    attachments: tuple[tuple[AttachmentKind, int], ...]
    whole: bool


def letter_of(delivered: Delivered) -> Letter:
    """A letter read; raises nothing, whatever the bytes are."""
    message = _parsed(delivered.raw)
    return Letter(
        place=delivered.place,
        received=delivered.received or _dated(message),
        kind=_kind(message),
        tag=_tag(message),
        message=next(iter(_ids(message, "Message-ID")), ""),
        parents=(*_ids(message, "In-Reply-To"), *_ids(message, "References"))[:MOST_PARENTS],
        text=_compared(message),
        attachments=tuple(sorted(Counter(_attached(message)).items())),
        whole=delivered.whole,
    )


def _parsed(raw: bytes) -> Message:
    try:
        return message_from_bytes(raw, policy=policy.compat32)
    except Exception:  # what is nested too deep, or broken in a way that the library does not know
        return BytesHeaderParser(policy=policy.compat32).parsebytes(raw)


def _header(message: Message, name: str) -> str:
    """A header in plain letters, folded lines joined; nothing where it is missing."""
    value = message.get(name, "")
    try:
        value = str(make_header(decode_header(value)))
    except Exception:  # an alphabet that does not exist, or bytes that are none of it
        value = str(value)
    return " ".join(value.split())


def _ids(message: Message, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(_header(message, name))))


def _dated(message: Message) -> datetime | None:
    try:
        dated = parsedate_to_datetime(_header(message, "Date"))
        return dated if dated.tzinfo else dated.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _tag(message: Message) -> Tag:
    """Reference, topic and id: from the headers of the receiver, else from the subject."""
    told = read_tag(_header(message, "Subject"))
    return Tag(
        read_reference(_header(message, REFERENCE_HEADER)) or told.reference,
        read_topic(_header(message, TOPIC_HEADER)) or told.topic,
        read_request_id(_header(message, ID_HEADER)) or told.request,
    )


# --- what is no letter ---


def _kind(message: Message) -> LetterKind:
    if _is_bounce(message):
        return "bounce"
    if any(_header(message, name).lower().startswith("yes") for name in ("X-Spam-Flag", "X-Spam-Status")):
        return "spam"
    submitted = _header(message, "Auto-Submitted").lower() or "no"
    if not submitted.startswith("no") or _header(message, "Precedence").lower() in _BULK:
        return "automatic"
    return "letter"


def _is_bounce(message: Message) -> bool:
    sender = parseaddr(_header(message, "From"))[1].lower().partition("@")[0]
    returned = "Return-Path" in message and _header(message, "Return-Path") == "<>"
    return message.get_content_type() == "multipart/report" or returned or sender in _DAEMONS


# --- what is in it ---


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, at most so many."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart():
            waiting = [*part.get_payload(), *waiting]
        else:
            yield part


def _compared(message: Message) -> bytes:
    """A digest of sender, page and first text, spaces folded: equal where somebody sends the same again."""
    sender = parseaddr(_header(message, "Reply-To") or _header(message, "From"))[1].lower()
    texts = (_content(part) for part in _parts(message) if not _is_attached(part))
    text = next(filter(None, texts), b"") or _subject_alone(message)
    about = f"{sender}\n{_tag(message).reference}\n".encode("utf-8", "replace")
    return sha256(about + b" ".join(text[:COMPARED].split())).digest()


def _subject_alone(message: Message) -> bytes:
    return re.sub(r"\[[^]]*\]", "", _header(message, "Subject")).encode("utf-8", "replace")


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # a transfer encoding that does not hold what it says
        return b""
    return content if isinstance(content, bytes) else b""


def _is_attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or _filename(part) or part.get_content_maintype() != "text"


def _filename(part: Message) -> bool:
    try:
        return part.get_filename() is not None
    except Exception:  # a name in an alphabet that does not exist
        return True


def _attached(message: Message) -> Iterator[AttachmentKind]:
    return (_kind_of_file(part) for part in _parts(message) if _is_attached(part))


def _kind_of_file(part: Message) -> AttachmentKind:
    main, kind = part.get_content_maintype(), part.get_content_type()
    if main in _MAIN_KINDS:
        return _MAIN_KINDS[main]
    if any(word in kind for word in _ARCHIVES):
        return "archive"
    return "document" if any(word in kind for word in _DOCUMENTS) else "other"


_MAIN_KINDS: dict[str, AttachmentKind] = {
    "image": "picture",
    "audio": "sound",
    "video": "film",
    "text": "document",
}
_ARCHIVES = ("zip", "rar", "7z", "tar", "gzip", "compress")
_DOCUMENTS = ("pdf", "word", "document", "excel", "sheet", "powerpoint", "presentation", "rtf", "html")
