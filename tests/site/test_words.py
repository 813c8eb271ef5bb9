"""Words: complete catalogues, English nowhere by accident, one list of messages."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
from babel.messages.pofile import read_po

from tests.programs import ROOT

TRANSLATIONS = ROOT / "themes/transparency/translations"
TRANSLATED = ("kk", "ky", "ru")

SAME_AS_ENGLISH = {
    "%(day)s", "%(number)s %(out_of)s", "%(number)s: %(words)s", "WhatsApp", "Telegram", "SMS",
}  # fmt: skip
"""Messages that may read alike: names, and patterns without words."""

LATIN_NAMES = {
    *("MaxLink", "KOICA", "lib", "kg", "LMS", "Ashyq", "Turkistan"),  # names as their sources print them
    *("CC", "BY", "ISO", "SHA", "WCAG", "AA", "NVDA", "TalkBack", "YAML", "Open", "SDG", "Windows"),
    *("WhatsApp", "Telegram", "English", "Maral", "FM", "SMS", "CSV", "JSON"),
    *("OpenSSH", "Git", "Linux", "macOS"),
    *("KG", "KZ"),  # ISO 3166-2
}
"""Latin words that may stand in a Cyrillic page as they are."""

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def _catalogue(lang: str):
    with (TRANSLATIONS / lang / "LC_MESSAGES/transparency.po").open("rb") as file:
        return read_po(file, locale=lang)


def _forms(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_catalogue_is_complete(lang):
    """No message is empty or fuzzy, and every form names the same placeholders as the English."""
    for message in _catalogue(lang):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[1]
        assert not message.fuzzy, message.id
        for form in _forms(message):
            assert form, message.id
            assert set(_PLACEHOLDER.findall(english)) == set(_PLACEHOLDER.findall(form)), (message.id, form)
            assert unicodedata.is_normalized("NFC", form)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_message_is_left_in_english(lang):
    """No translation equals its English, apart from names and patterns without words."""
    for message in _catalogue(lang):
        english = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
        words = _PLACEHOLDER.sub("", english)
        if re.search("[A-Za-z]", words) and english not in SAME_AS_ENGLISH:
            assert english not in _forms(message), english


def test_catalogues_hold_exactly_the_messages_in_use(tmp_path):
    """Every message of code and templates is in each catalogue, and no catalogue holds another."""
    template = tmp_path / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        str(TRANSLATIONS / "babel.cfg"),
    ]
    keywords = ["-k", "say", "-k", "say_n:1,2", "-k", "mark"]
    subprocess.run([*command, *keywords, "-o", str(template), "."], cwd=ROOT, check=True, capture_output=True)
    with template.open("rb") as file:
        used = {message.id for message in read_po(file) if message.id}

    for lang in TRANSLATED:
        assert used == {message.id for message in _catalogue(lang) if message.id}, lang


@pytest.mark.parametrize("lang", TRANSLATED)
def test_cyrillic_pages_show_no_unmarked_latin_word(shipped, lang):
    """A Latin word on a Cyrillic page is marked with its language, is code, or is a name on the list."""
    strangers: dict[str, str] = {}
    for path, page in shipped.pages():
        if not path.startswith(f"{lang}/"):
            continue
        for text in _own_texts(page.find(".//body"), lang):
            plain = re.sub(r"\S+@\S+|https?://\S+|\b[0-9a-f]{8,64}\b|KG-\w+|KZ-\w+", " ", text)
            for word in re.findall(r"[A-Za-z]{2,}", plain):
                if word not in LATIN_NAMES:
                    strangers.setdefault(word, f"{path}: {text.strip()[:60]}")
    assert strangers == {}


def _own_texts(element, lang: str):
    """The visible texts of an element in the page's own language."""
    if element.get("lang") not in (None, lang) or element.tag in ("code", "pre", "svg", "script"):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _own_texts(child, lang)
        yield child.tail or ""


def test_no_page_mixes_scripts_within_a_word(shipped):
    """No word of a page mixes Latin and Cyrillic letters."""
    mixed = {
        word
        for _, page in shipped.pages()
        for text in page.find(".//body").itertext()
        for word in re.findall(r"\w+", text)
        if re.search("[A-Za-z]", word) and re.search("[Ѐ-ӿ]", word)
    }

    assert mixed == set()
