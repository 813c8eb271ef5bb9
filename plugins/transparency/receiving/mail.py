"""A message as a letter: what the office needs to answer it, and nothing of who carried it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from ..model.reference import ID_HEADER, REFERENCE_HEADER, TOPIC_HEADER, Tag, read_reference
from .form import Sent
from .marks import Mark
from .prepared import Prepared

LOCAL = "localhost.invalid"
"""The host in names of letters of a site that has no address yet."""


def letter_of(sent: Sent, mark: Mark, prepared: Prepared) -> EmailMessage:
    """The letter for a message that was found without fault; equal for equal arguments.

    The citizen's address stands in Reply-To only. Header values come from the prepared lists, and from
    an address whose form was checked; the message is nothing but body.
    """
    host = (urlsplit(prepared.origins[0]).hostname if prepared.origins else None) or LOCAL
    office = prepared.mailbox_of(sent.reference) or f"feedback@{host}"
    letter = EmailMessage(policy=SMTP)
    letter["From"] = letter["To"] = office
    if sent.reply:
        letter["Reply-To"] = sent.reply
    letter["Subject"] = _subject(sent, mark, prepared)
    letter["Date"] = format_datetime(datetime.fromtimestamp(mark.seconds, UTC))
    letter["Message-ID"] = f"<{mark.request}@{host}>"
    letter[REFERENCE_HEADER] = sent.reference
    letter[TOPIC_HEADER] = sent.topic
    letter[ID_HEADER] = mark.request
    letter.set_content(sent.message, charset="utf-8", cte="base64")
    letter["Content-Language"] = sent.lang
    return letter


def _subject(sent: Sent, mark: Mark, prepared: Prepared) -> str:
    tag = Tag(read_reference(sent.reference), sent.topic or None, mark.request)
    topic = prepared.topics[sent.topic][sent.lang] if sent.topic else ""
    names = (topic, prepared.name_of(sent.reference, sent.lang))
    return f"{tag} {' · '.join(filter(None, names))}"
