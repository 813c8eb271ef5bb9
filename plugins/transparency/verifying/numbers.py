"""Numbers in the words of a page, however its language writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, parse_decimal

_NUMBER = re.compile(r"\d(?:[\d\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.,]*\d)?")


def numbers_in(text: str, lang: str) -> tuple[str, ...]:
    """The numbers of a text in one form, sorted: languages put the same ones in other orders."""
    return tuple(sorted(_plain(one, lang) for one in _NUMBER.findall(text)))


@lru_cache(maxsize=65536)
def _plain(written: str, lang: str) -> str:
    try:
        number = parse_decimal(
            written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"), _locale(lang)
        )
    except NumberFormatError:
        return written  # a day of a date, as 1.2.2019
    return f"{number.normalize():f}"


@lru_cache
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
