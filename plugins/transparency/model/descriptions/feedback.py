"""Words of the register of requests."""

from __future__ import annotations

from ..feedback import Request
from .shared import REGION

WORDS = {
    Request: (
        "One request of a citizen and what became of it; who asked is never written down.",
        {
            "id": ("The request's id, unique in the register.", "id: road-2026-014", "id: 14/2026"),
            "region": REGION,
            "organization": (
                "The body that was asked.",
                "organization: ertegi-administration",
                "organization: Administration",
            ),
            "topic": ("What it is about, in a word or two.", "topic:\n  en: Roads", "topic: Roads"),
            "summary": (
                "What was asked, without anything that tells who asked.",
                "summary:\n  en: A pit in the street by the school.",
                "summary: A pit in the street by the school.",
            ),
            "status": ("What became of it so far.", "status: answered", "status: in work"),
            "requested": ("The day on which it was asked.", "requested: 2026-04-02", "requested: 02.04.2026"),
            "updated": ("The day of the last change.", "updated: 2026-04-11", "updated: 11.04.2026"),
            "expected": ("The day by which an answer is due.", "expected: 2026-04-23", "expected: soon"),
            "answer": (
                "What was answered, in short.",
                "answer:\n  en: The pit is to be filled in May.",
                "answer: The pit is to be filled in May.",
            ),
            "sent_to": (
                "The body it was passed on to, where it was not this one's to answer.",
                "sent_to: ertegikala-city-hall",
                "sent_to: City hall",
            ),
        },
    ),
}
