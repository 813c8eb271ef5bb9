"""Words of the fields that many records have."""

from __future__ import annotations

SOURCE = (
    "The source that says so.",
    "source: annual-report-2026",
    "source: Annual report",
)
NOTE = (
    "What a reader should know besides; shown on the page.",
    "note:\n  en: Lamps that are out are not counted.",
    "note: Lamps that are out are not counted.",
)
DATE_NOTE = (
    "What is known about the date where it is not exact.",
    "date_note:\n  en: The day is not named yet.",
    "date_note: The day is not named yet.",
)
REVIEW = (
    "The languages in which a native reader has still to confirm the name.",
    "review:\n  - ky\n  - en",
    "review: ky",
)
PRINTED = (
    "The name as the source prints it, where ours is mended.",
    "printed: Mysalov S.",
    "printed:\n  en: Mysalov S.",
)
AS_OF = (
    "The date of the source that shows this; things may be different today.",
    "as_of: 2026-04-05",
    "as_of: in April",
)
REGION = (
    "The region this is about: the chain of ids from the country down.",
    "region: qiyalia/ertegi",
    "region: Ertegi Oblast",
)
POST = (
    "The post in which the person did so.",
    "post: head-tulki",
    "post: Head of the administration",
)
PERSON = (
    "The person, where a source names one.",
    "person: synaqbai-mysalov",
    "person: Synaqbai Mysalov",
)
ORGANIZATION = (
    "The body, where no person is named or where the body itself is meant.",
    "organization: tulki-administration",
    "organization: Administration of Tulki District",
)
REPLIES = (
    "What an official answered to it; shown beside it and changes nothing.",
    "replies:\n  - date: 2026-05-20\n    by:\n      organization: ertegi-administration\n"
    "    text:\n      en: Four more schools were connected after the count.\n    source: letter-ertegi-2026",
    "replies:\n  - Four more schools were connected after the count.",
)
CONTACTS = (
    "The ways to reach it.",
    'contacts:\n  - kind: phone\n    value: "+000 000 00 00 10"\n    confirmed: 2026-05-12',
    'contacts: "+000 000 00 00 10"',
)
