"""Words of commitments and what they are made of."""

from __future__ import annotations

from ..promises import Commitment, DeadlineMove, Evidence, Milestone, Withdrawal
from ..voices import Reply, Voice
from .shared import NOTE, ORGANIZATION, PERSON, POST, REGION, REPLIES, SOURCE

WORDS = {
    Voice: (
        "Who said it: a post, the person in it, or a body; what is not known is left out.",
        {"post": POST, "person": PERSON, "organization": ORGANIZATION},
    ),
    Reply: (
        "An official's dated answer to a figure or status; it stands beside what it disputes.",
        {
            "date": ("The day of the answer.", "date: 2026-05-20", "date: last week"),
            "by": (
                "Who answered.",
                "by:\n  organization: ertegi-administration",
                "by: Administration of Ertegi Oblast",
            ),
            "text": (
                "The answer, in full or in short.",
                "text:\n  en: Four more schools were connected after the count.",
                "text: Four more schools were connected after the count.",
            ),
            "source": SOURCE,
        },
    ),
    DeadlineMove: (
        "A new deadline; one announced after the old one fell due is shown but cures nothing.",
        {
            "to": ("The new deadline.", "to: 2026-12-31", "to: end of 2026"),
            "announced": ("When the new deadline was announced.", "announced: 2026-01-15", "announced: yes"),
            "source": SOURCE,
            "reason": (
                "Why the deadline was moved, in the words of the source.",
                "reason:\n  en: There was not enough wire.",
                "reason: There was not enough wire.",
            ),
        },
    ),
    Milestone: (
        "A step on the way to what was promised.",
        {
            "id": ("The milestone's id within its promise.", "id: saplings", "id: Saplings"),
            "title": ("What the step is.", "title:\n  en: Buy the saplings", "title: Buy the saplings"),
            "due": ("When the step is to be done.", "due: 2026-03-31", "due: 31.03.2026"),
            "done": (
                "When the step was done, once a source reports it.",
                "done: 2026-03-25",
                "done: true",
            ),
            "source": SOURCE,
        },
    ),
    Evidence: (
        "Something dated that shows what became of a promise without a number.",
        {
            "date": ("When it happened.", "date: 2026-05-01", "date: May 2026"),
            "text": (
                "What happened.",
                "text:\n  en: The first visitors entered the museum.",
                "text: The first visitors entered the museum.",
            ),
            "source": SOURCE,
        },
    ),
    Withdrawal: (
        "The taking back of a promise.",
        {
            "date": ("When it was taken back.", "date: 2025-11-03", "date: 3 November 2025"),
            "source": SOURCE,
            "reason": (
                "Why it was taken back, in the words of the source.",
                "reason:\n  en: The lake dried up.",
                "reason: The lake dried up.",
            ),
        },
    ),
    Commitment: (
        "A promise, instruction, plan, proposal or work under way, with what it is to be measured by; its"
        " status is computed and never written.",
        {
            "id": (
                "The promise's id, which stands in its address.",
                "id: on-track-schools-online",
                "id: Schools online",
            ),
            "title": (
                "The promise in a few words.",
                "title:\n  en: Internet for all schools of the oblast",
                "title: Internet for all schools of the oblast",
            ),
            "statement": (
                "What was said, in full and in plain words.",
                "statement:\n  en: By the end of 2026 all 60 schools of the oblast are to have Internet.",
                "statement: By the end of 2026 all 60 schools of the oblast are to have Internet.",
            ),
            "kind": ("What kind of saying it is.", "kind: plan", "kind: pledge"),
            "region": REGION,
            "scope_note": (
                "What is not clear about where it holds.",
                "scope_note:\n  en: How many teachers in which oblast is not said.",
                "scope_note: qiyalia",
            ),
            "said": ("When it was said.", "said: ../2024-12-31", "said: before 2025"),
            "said_by": (
                "Who said it; left out where nobody is named.",
                "said_by:\n  post: head-tulki\n  person: synaqbai-mysalov",
                "said_by: synaqbai-mysalov",
            ),
            "meeting": (
                "The meeting at which it was said.",
                "meeting: tulki-residents-2023",
                "meeting: 2023",
            ),
            "programme": ("The programme it belongs to.", "programme: open-wires", "programme: Open Wires"),
            "responsible": (
                "The bodies that answer for it.",
                "responsible:\n  - ertegi-administration",
                "responsible: ertegi-administration",
            ),
            "carried_out_by": (
                "The bodies that do the work.",
                "carried_out_by:\n  - sym-provider",
                "carried_out_by: sym-provider",
            ),
            "indicator": (
                "What it is measured by; without one only milestones and evidence tell.",
                "indicator: schools-online",
                "indicator: Schools online",
            ),
            "target": ("The number that was promised.", "target: 60", "target: 60 schools"),
            "baseline": (
                "The number before the work began, or the id of the figure that is it; required where less"
                " is better.",
                "baseline: ertegi-schools-online-2024",
                "baseline: 24 schools",
            ),
            "start": ("When the work begins.", "start: 2024-04-01", "start: spring 2024"),
            "deadline": (
                "The deadline as it was first given; later ones stand in moves.",
                "deadline: 2026-06-30",
                "deadline: by July 2026",
            ),
            "moves": (
                "Each time the deadline was moved, the earliest first.",
                "moves:\n  - to: 2026-12-31\n    announced: 2026-01-15\n    source: annual-report-2026",
                "moves: 2026-12-31",
            ),
            "milestones": (
                "The steps on the way.",
                "milestones:\n  - id: half\n    title:\n      en: Half of the schools\n"
                "    due: 2025-03-31\n    source: annual-report-2026",
                "milestones:\n  - Half of the schools",
            ),
            "evidence": (
                "What shows what became of it, where there is no number.",
                "evidence:\n  - date: 2026-05-01\n    text:\n"
                "      en: The first visitors entered the museum.\n"
                "    source: door-survey-2026",
                "evidence: The first visitors entered the museum.",
            ),
            "withdrawn": (
                "Given where the promise was taken back.",
                "withdrawn:\n  date: 2025-11-03\n  source: annual-report-2026",
                "withdrawn: true",
            ),
            "corrections": (
                "Why the target, baseline, dates or kind of a published promise were put right, and when.",
                "corrections:\n  - date: 2026-01-20\n    reason:\n      en: The document says 60, not 66.",
                "corrections: misprint",
            ),
            "replies": REPLIES,
            "source": SOURCE,
            "note": NOTE,
        },
    ),
}
