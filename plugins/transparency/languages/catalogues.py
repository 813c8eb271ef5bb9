"""Message catalogues: gettext's .po files, compiled in memory so that none can be out of date."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "transparency"
SOURCE_LANGUAGE = "en"
"""The messages in code and templates are English; English needs no catalogue."""


def catalogue_path(translations: Path, lang: str, domain: str = DOMAIN) -> Path:
    return translations / lang / "LC_MESSAGES" / f"{domain}.po"


def load_catalogue(translations: Path, lang: str, domain: str = DOMAIN) -> gettext.NullTranslations:
    """The catalogue of one language and domain. Raises FileNotFoundError where it has none."""
    if lang == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with catalogue_path(translations, lang, domain).open("rb") as file:
        catalogue = read_po(file, locale=lang, domain=domain)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_bytes(translations: Path, lang: str, domain: str = DOMAIN) -> bytes:
    """What a language's catalogue is read from; nothing for the language that needs none."""
    path = catalogue_path(translations, lang, domain)
    return path.read_bytes() if path.is_file() else b""


def mark(message: str) -> str:
    """A message that is looked up later; the extractor finds it here."""
    return message
