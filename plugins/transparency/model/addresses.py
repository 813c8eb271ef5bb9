"""Where each page lies: the same path in every language, lower-case ASCII, ending in a slash."""

from __future__ import annotations

HOME = ""
REGIONS = "regions/"
INDICATORS = "indicators/"
COMMITMENTS = "commitments/"
PROGRAMMES = "programmes/"
INSTITUTIONS = "institutions/"
ORGANIZATIONS = "organizations/"
CENTRES = "centres/"
SERVICES = "services/"
MEETINGS = "meetings/"
HELP = "help/"
ARTICLES = "articles/"
FEEDBACK = "feedback/"
REGISTER = "feedback/register/"
CONTACTS = "contacts/"
DATA = "data/"
SOURCES = "sources/"
CHANGES = "changes/"
SEARCH = "search/"
ABOUT = "about/"
METHOD = "about/method/"
GLOSSARY = "about/glossary/"
ACCESSIBILITY = "about/accessibility/"
PRIVACY = "about/privacy/"
TRANSLATIONS = "about/translations/"
COMPLETENESS = "about/completeness/"
EDITING = "about/editing/"
VERIFY = "about/verify/"

FIXED = frozenset(value for name, value in list(vars().items()) if name.isupper())
"""Every page that is there whatever the data say."""

CALENDAR = f"{MEETINGS}meetings.ics"
"""All coming meetings, where there are any."""


def region(key: str) -> str:
    return f"{REGIONS}{key}/"


def indicator(indicator_id: str) -> str:
    return f"{INDICATORS}{indicator_id}/"


def commitment(commitment_id: str) -> str:
    return f"{COMMITMENTS}{commitment_id}/"


def programme(programme_id: str) -> str:
    return f"{PROGRAMMES}{programme_id}/"


def organization(organization_id: str, has_door: bool) -> str:
    return f"{INSTITUTIONS if has_door else ORGANIZATIONS}{organization_id}/"


def service(service_id: str) -> str:
    return f"{SERVICES}{service_id}/"


def meeting(meeting_id: str) -> str:
    return f"{MEETINGS}{meeting_id}/"


def register(key: str) -> str:
    """The register of requests from a region."""
    return f"{REGISTER}{key}/"


def register_month(month: str, key: str) -> str:
    return f"{FEEDBACK}months/{month}/{key}/"


def calendar(meeting_id: str) -> str:
    return f"{MEETINGS}{meeting_id}/meeting.ics"


def source(source_id: str) -> str:
    return f"{SOURCES}{source_id}/"


def article(slug: str) -> str:
    return f"{ARTICLES}{slug}/"


def writing(kind: str, key: str) -> str:
    """The form for writing about one page; `kind` and `key` are those of its reference."""
    return f"{FEEDBACK}about/{kind}/{key}/"


def output_file(lang: str, path: str) -> str:
    """The file of a page below the output folder."""
    return f"{lang}/{path}index.html"
