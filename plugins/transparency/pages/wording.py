"""The words for what is computed: statuses, kinds, freshness. Each is a message of the catalogue."""

from __future__ import annotations

from ..languages.catalogues import mark
from ..progress.freshness import Freshness
from ..progress.status import Status

STATUS_WORDS = {
    Status.WITHDRAWN: mark("Withdrawn"),
    Status.PROPOSED: mark("Proposed, not promised"),
    Status.REACHED_NO_DEADLINE: mark("Reached; no deadline was stated"),
    Status.KEPT: mark("Kept"),
    Status.KEPT_LATE: mark("Kept late"),
    Status.REACHED_DAY_UNKNOWN: mark("Reached; the day is not reported"),
    Status.MISSED: mark("Missed"),
    Status.SILENT: mark("Deadline passed, result not reported"),
    Status.NO_MEASURE: mark("No measure stated"),
    Status.PLANNED: mark("Planned, not begun"),
    Status.NOT_REPORTED: mark("Nothing reported"),
    Status.NO_DEADLINE: mark("No deadline stated"),
    Status.NO_RECENT_NEWS: mark("No recent news"),
    Status.TOO_EARLY: mark("Too early to say"),
    Status.ON_TRACK: mark("On track"),
    Status.BEHIND: mark("Behind"),
    Status.FAR_BEHIND: mark("Far behind"),
}

STATUS_RULES = {
    Status.WITHDRAWN: mark("A source says that it was taken back."),
    Status.PROPOSED: mark("It is a proposal, not a promise, so there is no verdict."),
    Status.REACHED_NO_DEADLINE: mark("The target is reached; no deadline was stated."),
    Status.KEPT: mark("The target was reached by the deadline."),
    Status.KEPT_LATE: mark("The target was reached, after the deadline."),
    Status.REACHED_DAY_UNKNOWN: mark(
        "The target is reached, but the reports do not say whether before or after the deadline."
    ),
    Status.MISSED: mark("A report from the deadline or later shows that the target was not reached."),
    Status.SILENT: mark("The deadline has passed and nothing dated that day or later has been reported."),
    Status.NO_MEASURE: mark("No number was stated to measure it by; only steps and evidence are shown."),
    Status.PLANNED: mark("It is to begin on a later day."),
    Status.NOT_REPORTED: mark("A number was stated, and no result has been reported."),
    Status.NO_DEADLINE: mark("Progress is reported, but without a deadline there is no verdict."),
    Status.NO_RECENT_NEWS: mark("The newest report is older than two reporting periods."),
    Status.TOO_EARLY: mark("No beginning is stated, or nothing is reported since it; there is no pace yet."),
    Status.ON_TRACK: mark("Progress is at least 95 %% of what the elapsed time asks for."),
    Status.BEHIND: mark("Progress is at least 60 %%, but under 95 %%, of what the elapsed time asks for."),
    Status.FAR_BEHIND: mark("Progress is under 60 %% of what the elapsed time asks for."),
}

STATUS_SHAPES = {
    Status.WITHDRAWN: "cross",
    Status.PROPOSED: "bubble",
    Status.REACHED_NO_DEADLINE: "eye",
    Status.KEPT: "disc",
    Status.KEPT_LATE: "half",
    Status.REACHED_DAY_UNKNOWN: "notch",
    Status.MISSED: "square",
    Status.SILENT: "dots",
    Status.NO_MEASURE: "dash",
    Status.PLANNED: "arrow",
    Status.NOT_REPORTED: "ring",
    Status.NO_DEADLINE: "open",
    Status.NO_RECENT_NEWS: "glass",
    Status.TOO_EARLY: "seed",
    Status.ON_TRACK: "up",
    Status.BEHIND: "triangle",
    Status.FAR_BEHIND: "deep",
}

STATUS_TONES = {
    Status.REACHED_NO_DEADLINE: "done",
    Status.KEPT: "done",
    Status.REACHED_DAY_UNKNOWN: "done",
    Status.ON_TRACK: "done",
    Status.KEPT_LATE: "wait",
    Status.BEHIND: "wait",
    Status.NO_RECENT_NEWS: "wait",
    Status.MISSED: "late",
    Status.SILENT: "late",
    Status.FAR_BEHIND: "late",
}
"""Colour only repeats the word and the shape; what is missing here is plain ink."""

KIND_WORDS = {
    "promise": mark("Promise"),
    "instruction": mark("Instruction"),
    "plan": mark("Plan"),
    "proposal": mark("Proposal"),
    "under-way": mark("Under way"),
}

FRESHNESS_WORDS = {
    Freshness.FRESH: mark("fresh"),
    Freshness.AGEING: mark("ageing"),
    Freshness.STALE: mark("stale"),
}

OBSERVATION_STATUS_WORDS = {
    "provisional": mark("provisional"),
    "estimated": mark("estimated"),
}

MISSING_WORDS = {
    "unknown": mark("not known"),
    "not-applicable": mark("not applicable"),
    "withheld": mark("withheld"),
}

MEETING_KIND_WORDS = {
    "meeting": mark("Meeting"),
    "briefing": mark("Briefing"),
    "sitting": mark("Sitting"),
    "residents": mark("Meeting with residents"),
}

POINT_WORDS = {
    "said": mark("Said"),
    "raised": mark("Raised"),
    "decided": mark("Decided"),
    "assigned": mark("Assigned"),
    "shown": mark("Shown"),
}

SERVICE_STATE_WORDS = {
    "in-use": mark("in use"),
    "planned": mark("planned"),
    "closed": mark("closed"),
}

PROGRAMME_STATE_WORDS = {
    "under-way": mark("under way"),
    "started": mark("started"),
    "announced": mark("announced"),
    "proposed": mark("proposed"),
}

REQUEST_WORDS = {
    "received": mark("received"),
    "being-answered": mark("being answered"),
    "answered": mark("answered"),
    "done": mark("done"),
    "not-done": mark("not done"),
    "not-ours": mark("passed on"),
}

REQUEST_SHAPES = {
    "received": "letter plain",
    "being-answered": "pen plain",
    "answered": "speech done",
    "done": "boxed done",
    "not-done": "barred plain",
    "not-ours": "onward plain",
}

OVERDUE_SHAPE = "bang late"

ATTACHMENT_WORDS = {
    "picture": mark("pictures: %(n)s"),
    "sound": mark("sound recordings: %(n)s"),
    "film": mark("films: %(n)s"),
    "document": mark("documents: %(n)s"),
    "archive": mark("archives: %(n)s"),
    "other": mark("other files: %(n)s"),
}

FOLLOW_UP_WORDS = {
    "done": mark("Was it really done? Asked: %(date)s. Yes."),
    "partly": mark("Was it really done? Asked: %(date)s. In part."),
    "not-done": mark("Was it really done? Asked: %(date)s. No."),
    "no-reply": mark("Was it really done? Asked: %(date)s. No reply came."),
}

CONTACT_WORDS = {
    "phone": mark("Telephone"),
    "fax": mark("Fax"),
    "email": mark("E-mail"),
    "whatsapp": mark("WhatsApp"),
    "telegram": mark("Telegram"),
    "sms": mark("SMS"),
    "website": mark("Website"),
    "address": mark("Address"),
}

WEEKDAY_WORDS = {
    "mon": mark("Monday"),
    "tue": mark("Tuesday"),
    "wed": mark("Wednesday"),
    "thu": mark("Thursday"),
    "fri": mark("Friday"),
    "sat": mark("Saturday"),
    "sun": mark("Sunday"),
}
