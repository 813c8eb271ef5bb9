"""Which messages of our catalogues the pages of places and articles show, by the name the peers use."""

from __future__ import annotations

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MESSAGES = {
    "skip": "Skip to the content",
    "language": "Language",
    "sections": "Sections",
    "here": "You are here",
    "more": "More on this site",
    "standing": "Each figure stands here with its source and its date. If you find a mistake, tell us.",
    "licence": "Licence of the data:",
    # the doors and the footer
    "regions": "Regions",
    "commitments": "Promises",
    "institutions": "Whom to ask",
    "services": "Services",
    "feedback": "Be heard",
    "indicators": "Indicators",
    "programmes": "Programmes",
    "meetings": "Meetings",
    "help": "Help for residents",
    "articles": "Articles",
    "sources": "Sources",
    "changes": "Changes",
    "data": "Open data",
    "search": "Search",
    "contacts": "Contacts",
    "about": "About this site",
    # a place
    "figures": "Reported figures",
    "source": "source",
    "ageing": "ageing",
    "stale": "stale",
    "number": "%(number)s %(out_of)s",
    "out_of": "of %(whole)s %(noun)s",
    "percent": "%(number)s %%",
    "under": "under %(percent)s",
    "over": "over %(percent)s",
    "sentence": "%(label)s: %(number)s %(out_of)s (%(percent)s), %(date)s.",
    "place": "Place",
    "newest": "Newest figures: %(dates)s",
    "reference": "Reference of this page",
    "to_be_heard": "How to be heard",
    "directory": "Directory of institutions",
    "take": "Take it with you",
    "correct": "How to correct this page",
    # its promises
    "deadline": "deadline: %(date)s",
    "plan": "Plan",
    "promise": "Promise",
    "proposal": "Proposal",
    "silent": "Deadline passed, result not reported",
    "proposed": "Proposed, not promised",
    "no-measure": "No measure stated",
    "proposed_rule": "It is a proposal, not a promise, so there is no verdict.",
    "no-measure_rule": "No number was stated to measure it by; only steps and evidence are shown.",
    # an article
    "article": "Article",
    "written": "Written on",
    "date": "Date",
    **{f"month-{number:02}": f"%(day)s {name} %(year)s" for number, name in enumerate(_MONTHS, 1)},
}
