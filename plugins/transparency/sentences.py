"""Changes put into the words of the pages: plain lines, Markdown without foreign markup, records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .changes import Change, Speaker
from .languages import Language, load_languages
from .languages.catalogues import load_catalogue
from .loading.files import Found
from .model.site import Site
from .pages.wording import (
    CONTACT_WORDS,
    KIND_WORDS,
    MISSING_WORDS,
    OBSERVATION_STATUS_WORDS,
    STATUS_WORDS,
)

TRANSLATIONS = Path(__file__).resolve().parents[2] / "themes/transparency/translations"
WORDS = {
    "status": STATUS_WORDS,
    "saying": KIND_WORDS,
    "missing": MISSING_WORDS,
    "certainty": OBSERVATION_STATUS_WORDS,
    "contact": CONTACT_WORDS,
}

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


def speaker_of(site: Site, code: str) -> Speaker:
    """A speaker of a language, with the words that the pages have for what is computed."""
    return Speaker(language_of(site, code), WORDS)


def language_of(site: Site, code: str) -> Language:
    """A language of the site, else one that says our words and shows the site's texts as they are."""
    for language in load_languages(site, TRANSLATIONS):
        if language.code == code:
            return language
    others = tuple(spoken.code for spoken in site.languages)
    return Language(code, code, others, load_catalogue(TRANSLATIONS, code))


def escaped(sentence: str) -> str:
    """Words of the data as words of Markdown: nothing in them is markup, and nobody is called."""
    marked = _MARKDOWN.sub(r"\\\1", sentence)
    marked = marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # an empty comment behind the sign: the forges notify nobody, and readers see it as it was
    return marked.replace("@", "@<!-- -->")


class Places:
    """Where each record was written, of what is gone: where it stood."""

    def __init__(self, found: Iterable[Found]):
        self._origins = {id(item.record): item.origin for item in found}

    def of(self, change: Change) -> tuple[str, int]:
        origin = self._origins.get(id(change.record))
        if origin is None:
            return change.record.path, 1
        return origin.path, origin.document.place_of((*origin.at, *change.inside))[0]


def record_of(change: Change, speaker: Speaker, path: str, line: int) -> dict[str, str | int | None]:
    """One change for programs."""
    return {
        "kind": change.kind,
        "region": change.region,
        "record": change.name,
        "before": change.before,
        "after": change.after,
        "sentence": speaker.sentence(change.words),
        "path": path,
        "line": line,
    }
