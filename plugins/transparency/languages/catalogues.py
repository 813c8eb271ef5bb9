"""Message catalogues: gettext's .po files, compiled in memory so that none can be out of date."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from incremental.failures import blamed_on
from incremental.kept import Kept
from incremental.signs import SIGN, digest

DOMAIN = "transparency"
SOURCE_LANGUAGE = "en"
"""The messages in code and templates are English; English needs no catalogue."""


def catalogue_path(translations: Path, lang: str, domain: str = DOMAIN) -> Path:
    return translations / lang / "LC_MESSAGES" / f"{domain}.po"


def load_catalogue(
    translations: Path, lang: str, domain: str = DOMAIN, kept: Kept | None = None
) -> gettext.NullTranslations:
    """The catalogue of one language and domain. Raises FileNotFoundError where it has none, WorkFailed where
    it cannot be understood.

    What is `kept` of the same messages is not compiled again.
    """
    if lang == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    path = catalogue_path(translations, lang, domain)
    source = path.read_bytes()
    with blamed_on(path):
        compiled = _kept(kept, source, lang, domain) if kept else _compiled(source, lang, domain)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _kept(kept: Kept, source: bytes, lang: str, domain: str) -> bytes:
    name, signed = f"{domain}-{lang}.mo", digest(source)
    found = kept.get(name)
    if found is None or found[:SIGN] != signed:
        found = signed + _compiled(source, lang, domain)
        kept.put(name, found)
    return found[SIGN:]


def _compiled(source: bytes, lang: str, domain: str) -> bytes:
    # Here, as a build that finds its catalogues compiled needs nothing of this.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), lang, domain, abort_invalid=True))
    return compiled.getvalue()


def catalogue_bytes(translations: Path, lang: str, domain: str = DOMAIN) -> bytes:
    """What a language's catalogue is read from; nothing for the language that needs none."""
    path = catalogue_path(translations, lang, domain)
    return path.read_bytes() if path.is_file() else b""


def mark(message: str) -> str:
    """A message that is looked up later; the extractor finds it here."""
    return message
