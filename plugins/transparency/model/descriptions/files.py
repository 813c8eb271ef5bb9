"""What each kind of data file holds."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "site": ("The site", "What is said once for the whole site: its name, languages, levels and operator."),
    "indicators": ("Indicators", "What is measured, in which units, and how a figure may be split."),
    "reply-periods": ("Reply periods", "How long the law of each country gives a body to answer."),
    "working-days": (
        "Working days",
        "Days that a country made working days or days off, besides its holidays.",
    ),
    "forgotten": ("Forgotten requests", "The requests that were removed on demand: nothing but their ids."),
    "glossary": ("Glossary", "The words that the site explains to its readers."),
    "allowed-words": (
        "Allowed words",
        "Words that are right though their letters are not those of the language they stand in.",
    ),
    "sources": ("Sources", "The documents that facts stand on."),
    "meetings": ("Meetings", "Sittings, briefings and meetings with residents, past and coming."),
    "programmes": ("Programmes", "What belongs together under one name."),
    "services": ("Services", "The digital services that people can use."),
    "organizations": (
        "Organizations",
        "Bodies and companies, their kinds, and the people named in the data.",
    ),
    "region": ("A region", "The region whose folder this is."),
    "places": ("Places", "The smaller places of a region, one row each."),
    "observations": ("Observations", "The figures: what was counted, where, when and by whom."),
    "commitments": (
        "Commitments",
        "What was promised, instructed, planned or proposed, and what became of it.",
    ),
    "institutions": ("Institutions", "The bodies of a region that have a door one can walk up to."),
    "feedback": ("Register of requests", "What citizens asked in one year, and what became of it."),
}
"""Title and sentence of each kind of file, by its name without the ending."""
