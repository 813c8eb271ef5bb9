"""Words of the register of requests."""

from __future__ import annotations

from ..feedback import Attachment, Extension, FollowUp, Forgotten, Request
from .shared import REGION

WORDS = {
    Attachment: (
        "Files of one kind that came with a request; the files themselves stay in the mailbox.",
        {
            "kind": ("What kind of files.", "kind: picture", "kind: photo"),
            "count": ("How many.", "count: 2", "count: two"),
        },
    ),
    Extension: (
        "A longer period for an answer; it counts where whoever asked was told before the first one ended.",
        {
            "told": ("The day on which whoever asked was told.", "told: 2026-04-06", "told: by telephone"),
            "to": ("The last day of the longer period.", "to: 2026-06-05", "to: in two months"),
        },
    ),
    FollowUp: (
        "Whether it was really done: what came out when somebody asked, some weeks after.",
        {
            "date": ("The day on which it was asked or looked at.", "date: 2026-05-20", "date: in May"),
            "outcome": ("What came out.", "outcome: partly", "outcome: yes"),
            "note": (
                "What a reader should know of it.",
                "note:\n  en: One lamp of the two burns.",
                "note: One lamp of the two burns.",
            ),
        },
    ),
    Forgotten: (
        "What is left of a request that was removed on demand.",
        {
            "id": ("The id that it had, in two groups.", "id: 7k2m9-x4tqz", "id: 7K2M9-X4TQZ"),
            "forgotten": (
                "The day on which it was removed.",
                "forgotten: 2026-05-20",
                "forgotten: on demand",
            ),
        },
    ),
    Request: (
        "One request of a citizen and what became of it; who asked is never written down.",
        {
            "id": ("The request's id, random, unique in the register.", "id: 7k2m9x4tqz", "id: 14/2026"),
            "region": REGION,
            "organization": (
                "The body that was asked (in Open311: agency_responsible).",
                "organization: ertegi-administration",
                "organization: Administration",
            ),
            "commitment": (
                "The promise it is about.",
                "commitment: kept-school-internet",
                "commitment: Schools",
            ),
            "topic": ("What it is about, one of the topics in site.yml.", "topic: roads", "topic: Roads"),
            "summary": (
                "What was asked, without anything that tells who asked; without it the request is a draft.",
                "summary:\n  en: A pit in the street by the school.",
                "summary: A pit in the street by the school.",
            ),
            "attachments": (
                "What came with it, counted and not kept.",
                "attachments:\n  - kind: picture\n    count: 2",
                "attachments: two pictures",
            ),
            "status": ("What became of it so far.", "status: answered", "status: in work"),
            "requested": (
                "The day on which it was received.",
                "requested: 2026-04-02",
                "requested: 02.04.2026",
            ),
            "updated": ("The day of the last change.", "updated: 2026-04-11", "updated: 11.04.2026"),
            "extension": (
                "A longer period that the body took, as the law allows.",
                "extension:\n  told: 2026-04-06\n  to: 2026-06-05",
                "extension: two months",
            ),
            "answered": ("The day of the answer.", "answered: 2026-04-11", "answered: true"),
            "done": ("The day on which it was done.", "done: 2026-05-04", "done: true"),
            "answer": (
                "What was answered, or why it was not done, in short (in Open311: status_notes).",
                "answer:\n  en: The pit is to be filled in May.",
                "answer: The pit is to be filled in May.",
            ),
            "sent_to": (
                "The body it was passed on to, where it was not this one's to answer.",
                "sent_to: ertegikala-city-hall",
                "sent_to: City hall",
            ),
            "follow_up": (
                "Whether it was really done, asked four weeks after.",
                "follow_up:\n  date: 2026-05-20\n  outcome: done",
                "follow_up: done",
            ),
        },
    ),
}
