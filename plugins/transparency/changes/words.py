"""Sentences that are still to be put into words, so that one comparison serves every language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..languages import Language
from ..model.dates import Period

ARROW = " → "
COLON = ": "
COMMA = ", "
SEMICOLON = "; "


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the catalogue with the values that it names."""

    message: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A word that the pages have for something computed: a status, a kind of contact."""

    table: str
    key: Any


@dataclass(frozen=True, slots=True)
class Row:
    """Parts that follow each other in every language."""

    parts: tuple[Any, ...]
    joint: str


def said(message: str, **values: Any) -> Said:
    return Said(message, tuple(values.items()))


def row(joint: str, *parts: Any) -> Row:
    """The parts that are there."""
    return Row(tuple(part for part in parts if part is not None), joint)


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category == "Cc" else "" if category == "Cf" else character


@dataclass(frozen=True)
class Speaker:
    """Puts changes into words of one language; `coded` holds the words of the pages by table and key."""

    language: Language
    coded: Mapping[str, Mapping[Any, str]]

    def sentence(self, words: Any) -> str:
        """One line of plain text; characters that steer a terminal or turn the direction are left out."""
        return "".join(filter(None, map(_harmless, self._text(words))))

    def _text(self, words: Any) -> str:
        if isinstance(words, Said):
            values = {name: self._text(value) for name, value in words.values}
            return self.language.say(words.message, **values)
        if isinstance(words, Coded):
            return self.language.say(self.coded[words.table][words.key])
        if isinstance(words, Row):
            return words.joint.join(map(self._text, words.parts))
        return self._plain(words)

    def _plain(self, words: Any) -> str:
        if isinstance(words, Mapping):
            return self.language.text(words).text
        if isinstance(words, Period):
            return self.language.period(words)
        if isinstance(words, date):
            return self.language.day(words)
        return self.language.number(words) if isinstance(words, Decimal) else str(words)
