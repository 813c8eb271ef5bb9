"""Words of sources, meetings, programmes, services and terms."""

from __future__ import annotations

from ..documents import Meeting, Participant, Point, Programme, Service, Source, Term
from .shared import DATE_NOTE, NOTE, ORGANIZATION, PERSON, POST, PRINTED, REGION, SOURCE

WORDS = {
    Source: (
        "A document that facts stand on; what is not known about it is left out and shown as not known.",
        {
            "id": ("The source's id, by which every fact names it.", "id: annual-report-2026", "id: Отчёт"),
            "title": (
                "The document's title.",
                "title:\n  en: Annual report of the regions, 2026",
                "title: Annual report of the regions, 2026",
            ),
            "kind": ("What kind of document it is.", "kind: report", "kind: book"),
            "publisher": (
                "Who published it.",
                "publisher:\n  en: Counting Office of Qiyalia",
                "publisher: Counting Office of Qiyalia",
            ),
            "author": (
                "Who wrote it, as printed.",
                "author: Qiyalkhan Boljamov",
                "author:\n  - Qiyalkhan Boljamov",
            ),
            "date": ("The date of the document.", "date: 2026-04-05", "date: 5.4.2026"),
            "date_note": DATE_NOTE,
            "language": ("The language it is written in, as a code.", "language: kk", "language:\n  - kk"),
            "url": ("Its web address.", "url: https://reports.example.org/2026", "url: reports.example.org"),
            "accessed": ("When the address was last read.", "accessed: 2026-04-07", "accessed: today"),
            "sha256": (
                "The fingerprint of the copy that was read.",
                "sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256: 0123456789ABCDEF",
            ),
            "verified": (
                "False where the document was not seen itself, only what others say of it.",
                "verified: false",
                "verified: no",
            ),
            "note": NOTE,
        },
    ),
    Point: (
        "One thing said, raised, decided, assigned or shown at a meeting, in our words.",
        {
            "text": (
                "What it was.",
                "text:\n  en: The bridge is to be inspected in spring.",
                "text: The bridge is to be inspected in spring.",
            ),
            "kind": (
                "Whether it was said, raised, decided, assigned or shown.",
                "kind: decided",
                "kind: asked",
            ),
            "by": ("Who did so.", "by:\n  organization: tulki-administration", "by: tulki-administration"),
            "to": ("The bodies it was assigned to.", "to:\n  - bridge-company", "to: bridge-company"),
        },
    ),
    Participant: (
        "Someone who took part: a person in a post, a body, or a role where neither is recorded.",
        {
            "post": POST,
            "person": PERSON,
            "organization": ORGANIZATION,
            "role": (
                "Who they were, where the source does not name them.",
                "role:\n  en: about a hundred residents",
                "role: about a hundred residents",
            ),
        },
    ),
    Meeting: (
        "A sitting, briefing or meeting, past or coming, and what was said at it.",
        {
            "id": (
                "The meeting's id, which stands in its address.",
                "id: tulki-residents-2023",
                "id: tulki/2023",
            ),
            "title": (
                "The meeting's name.",
                "title:\n  en: Meeting with residents of Tulki District",
                "title: Meeting with residents of Tulki District",
            ),
            "kind": ("What kind of meeting it is.", "kind: residents", "kind: gathering"),
            "region": REGION,
            "date": ("When it is or was; null where no source tells.", "date: 2023-12-20", "date: Wednesday"),
            "date_note": DATE_NOTE,
            "begins": ("When on its day it begins.", 'begins: "15:00"', "begins: 15.00"),
            "ends": ("When on its day it ends.", 'ends: "17:00"', "ends: after the tea"),
            "place": ("Where.", "place:\n  en: School of Aiqasyq", "place: School of Aiqasyq"),
            "topic": (
                "What it is about.",
                "topic:\n  en: The school, the road and the well",
                "topic: The school, the road and the well",
            ),
            "organizer": (
                "Who called it.",
                "organizer:\n  organization: tulki-administration",
                "organizer: tulki-administration",
            ),
            "participants": (
                "Who took part.",
                "participants:\n  - post: head-tulki\n    person: synaqbai-mysalov\n"
                "  - organization: sym-provider",
                "participants:\n  - synaqbai-mysalov",
            ),
            "points": (
                "What was said, raised, decided, assigned and shown.",
                "points:\n  - text:\n      en: Residents said that the bridge was worn out.\n"
                "    kind: raised",
                "points:\n  - Residents said that the bridge was worn out.",
            ),
            "take_part": (
                "How one can take part, for a coming meeting.",
                "take_part:\n  en: Anyone may come.",
                "take_part: true",
            ),
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Programme: (
        "What belongs together: promises, services and bodies under one name.",
        {
            "id": ("The programme's id, which stands in its address.", "id: open-wires", "id: Open Wires"),
            "name": ("The programme's name.", "name:\n  en: Open Wires", "name: Open Wires"),
            "summary": (
                "What it is, in a sentence.",
                "summary:\n  en: A programme of Internet for schools.",
                "summary: A programme of Internet for schools.",
            ),
            "region": REGION,
            "since": ("When it began.", "since: 2024-01", "since: 01.2024"),
            "aims": (
                "What it set out to do, one text each.",
                "aims:\n  - en: Internet in every school\n  - en: A free wireless network",
                "aims:\n  - Internet in every school",
            ),
            "state": ("How far it has come.", "state: under-way", "state: under way"),
            "run_by": (
                "The bodies that run it.",
                "run_by:\n  - ministry-roads-schools\n  - sym-provider",
                "run_by: ministry-roads-schools",
            ),
            "open_door": (
                "Whether it is about heads who receive people without a secretary.",
                "open_door: true",
                "open_door: yes",
            ),
            "printed": PRINTED,
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Service: (
        "A digital service or information system that the public can use.",
        {
            "id": ("The service's id, which stands in its address.", "id: school-queue", "id: School queue"),
            "name": ("The service's name.", "name:\n  en: School queue", "name: School queue"),
            "region": REGION,
            "audience": ("For whom it is.", "audience:\n  en: parents", "audience: parents"),
            "provider": (
                "The body that provides it.",
                "provider: ministry-roads-schools",
                "provider: Ministry of Roads and Schools",
            ),
            "state": ("Whether it can be used.", "state: in-use", "state: works"),
            "as_of": ("The date at which its state was so.", "as_of: 2026-02", "as_of: February 2026"),
            "since": ("Since when it can be used.", "since: 2023", "since: 23"),
            "channel": (
                "Where it is found, as the source prints it.",
                "channel: queue.example.org",
                "channel:\n  - queue.example.org",
            ),
            "printed": PRINTED,
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Term: (
        "A word of the glossary.",
        {
            "id": ("The word's id.", "id: baseline", "id: Baseline"),
            "name": ("The word.", "name:\n  en: Baseline", "name: Baseline"),
            "meaning": (
                "What it means on this site.",
                "meaning:\n  en: The number before the work began.",
                "meaning: The number before the work began.",
            ),
        },
    ),
}
