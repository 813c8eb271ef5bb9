"""One language of the site: how it says, counts, dates, sorts, and what it shows where it has no words."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from incremental.kept import Kept

from ..model.dates import Period
from ..model.site import Site
from ..model.text import Counted
from ..progress.figures import Percent
from .alphabets import sort_key
from .catalogues import load_catalogue, mark
from .dates import day_in_words, period_in_words

K = TypeVar("K")

NBSP = "\N{NO-BREAK SPACE}"

_PERCENT = mark("%(number)s %%")
_BOUNDS = {"<": mark("under %(percent)s"), ">": mark("over %(percent)s")}

# English as the region writes it: the day before the month, spaces are not needed in thousands.
_LOCALES = {"en": "en_GB"}


class Words(msgspec.Struct, frozen=True):
    """Words with their language: `lang` is None in the page's own, else the code to mark them with."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        if self.lang is None:
            return escaped(self.text)
        return Markup(f'<span lang="{escape(self.lang)}">{escape(self.text)}</span>')


NO_WORDS = Words("")

special_in = re.compile("[&<>\"']").search
"""Finds a sign that HTML has a use for."""


def escaped(text: str) -> str:
    """A text as it stands in HTML."""
    # Most hold nothing to escape; to find that out costs less than to escape them.
    return text if special_in(text) is None else escape(text)


@dataclass(frozen=True)
class Language:
    """Speaks one language of a site. All methods are pure."""

    code: str
    name: str
    fallback: tuple[str, ...]
    catalogue: gettext.NullTranslations

    @cached_property
    def _messages(self) -> dict[str, str]:
        return {}

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {}

    @cached_property
    def _percents(self) -> dict[Percent, str]:
        return {}

    @cached_property
    def _periods(self) -> dict[str, str]:
        return {}

    @cached_property
    def _locale(self) -> str:
        return _LOCALES.get(self.code, self.code)

    def say(self, message: str, **values: Any) -> str:
        """A message of the catalogue with its values filled in."""
        if values:
            return _once(self._messages, message, self.catalogue.gettext) % values
        return _once(self._plain, message, lambda _: self.catalogue.gettext(message) % {})

    def say_n(self, one: str, many: str, n: int, **values: Any) -> str:
        """A message in the plural form of n, which it may name as %(n)s."""
        words = self.catalogue.ngettext(one, many, n)
        return words % {"n": self.number(Decimal(n)), **values}

    def text(self, text: Mapping[str, str]) -> Words:
        """A text of the data, in this language or the first it falls back to, marked as such."""
        if self.code in text:
            return Words(text[self.code])
        lang = self.shown_instead(text)
        return Words(text[lang], lang)

    def shown_instead(self, text: Mapping[str, str]) -> str:
        """The language shown for a text that this one lacks."""
        return next((lang for lang in self.fallback if lang in text), None) or next(iter(text))

    @cached_property
    def number(self) -> Callable[[Decimal], str]:
        """A number with the language's separators, all its digits, groups held by no-break spaces."""
        locale = self._locale
        return lru_cache(maxsize=100_000)(lambda value: _number(value, locale))

    def percent(self, percent: Percent) -> str:
        """A percentage; "under" or "over" where rounding would lie."""
        return _once(self._percents, percent, self._percent)

    def _percent(self, percent: Percent) -> str:
        whole = percent.number in (0, 100)
        number = self.number(percent.number.to_integral_value() if whole else percent.number)
        words = self.say(_PERCENT, number=number).replace(" %", f"{NBSP}%")
        return self.say(_BOUNDS[percent.bound], percent=words) if percent.bound else words

    def noun(self, forms: Counted, number: Decimal) -> Words:
        """The form of a noun that stands beside a number."""
        lang = self.code if self.code in forms else self.shown_instead(forms)
        form = forms[lang]
        if not isinstance(form, str):
            locale = self._locale if lang == self.code else lang
            form = form.get(_plural_form(locale, str(number))) or form["other"]
        return Words(form, None if lang == self.code else lang)

    def day(self, day: date) -> str:
        return day_in_words(day, self.say)

    def period(self, period: Period) -> str:
        return _once(self._periods, period.text, lambda _: period_in_words(period, self.say))

    def sort_key(self, words: Words | str) -> tuple:
        return sort_key(str(words), self.code)


def _number(value: Decimal, locale: str) -> str:
    groups = _groups(locale)
    # Nearly all numbers are whole: they need no more than their groups.
    if groups and value >= 0 and value.as_tuple().exponent == 0:
        return f"{value:,f}".replace(",", groups)
    return _by_pattern(value, locale)


def _by_pattern(value: Decimal, locale: str) -> str:
    written = format_decimal(value, locale=_parsed(locale), decimal_quantization=False)
    return written.replace("\N{NARROW NO-BREAK SPACE}", NBSP)


@cache
def _groups(locale: str) -> str:
    """What stands between groups of three digits; nothing where a language groups them otherwise."""
    million = _by_pattern(Decimal(1_234_567), locale)
    sign = million[1:2]
    return (
        sign
        if f"1{sign}234{sign}567" == million and _by_pattern(Decimal(1234), locale) == f"1{sign}234"
        else ""
    )


@lru_cache(maxsize=100_000)
def _plural_form(locale: str, number: str) -> str:
    """The CLDR category of a number as it is written: 5 and 5.0 may have two."""
    return _parsed(locale).plural_form(Decimal(number))


@cache
def _parsed(locale: str) -> Locale:
    return Locale.parse(locale)


def _once(known: dict[K, str], key: K, word: Callable[[K], str]) -> str:
    """What was worded before is not worded again: a nation has few dates and a thousand percentages."""
    words = known.get(key)
    if words is None:
        words = known[key] = word(key)
    return words


def load_languages(site: Site, translations: Path, kept: Kept | None = None) -> tuple[Language, ...]:
    """The languages of a site in its order. Raises FileNotFoundError where one has no catalogue.

    Catalogues that are `kept` compiled are not compiled again.
    """
    return tuple(
        Language(
            spoken.code, spoken.name, spoken.fallback, load_catalogue(translations, spoken.code, kept=kept)
        )
        for spoken in site.languages
    )
