"""The letters that texts are written in: each language in its own alphabet, each word in one script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from ..loading.markdown import without_code
from ..loading.problems import Problem, suggestion
from ..loading.signs import unseen_in
from ..model.alphabets import ALPHABETS
from ..model.site import AllowedWord
from ..model.text import Lang
from .letters import CYRILLIC, LATIN, RANGES, alphabet_of, foreign_letters, mended, scripts_of
from .passages import Passage

LONG = 60
"""A text with more letters than this shows its language by its letters."""

NAMES = {"kk": "Kazakh", "ky": "Kyrgyz", "ru": "Russian"}
PECULIAR = {"kk": "әғқұһі", "ky": "ңөү"}
"""Letters without which no long text of a language is written; Russian has none of them."""

RUSSIAN = frozenset(
    (
        *("в", "во", "до", "за", "из", "к", "на", "о", "об", "от", "по", "при", "с", "со", "у", "для"),
        *("и", "или", "как", "не", "что", "это", "его", "их", "также"),
    )
)
"""Small words of Russian, which Kyrgyz does not have: many long Kyrgyz texts have no ң, ө or ү."""

# What each language's letters could not be: tried on a whole text before its words are looked at.
_MIXED = "|".join(
    rf"[{RANGES[one]}]\d*[{''.join(RANGES[other] for other in RANGES if other != one)}]" for one in RANGES
)
_LONE = r"(?<![^\W_])[acoy](?![^\W_])"
_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = re.compile(r"https?://\S+|\]\([^)\s]*|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+")
_SPELT_AS_PRINTED = ("printed", "word", "formula")


def check_words(passages: Iterable[Passage], allowed_words: Iterable[AllowedWord]) -> list[Problem]:
    """Every text's signs, letters and language; the allowed words pass."""
    allowed = _Allowed(allowed_words)
    problems: list[Problem] = []
    for passage in passages:
        problems += _unseen(passage)
        problems += _misspelt(passage, allowed)
        problems += _in_another_language(passage)
    return problems


class _Allowed:
    """The words that the site lets pass, each with its languages or with none for all."""

    def __init__(self, allowed: Iterable[AllowedWord]):
        self._words: dict[str, list[tuple[Lang, ...]]] = {}
        for one in allowed:
            for part in _WORD.findall(one.word):
                self._words.setdefault(part.casefold(), []).append(one.languages)

    def __call__(self, word: str, lang: Lang | None) -> bool:
        return any(
            not languages or lang is None or lang in languages
            for languages in self._words.get(word.casefold(), ())
        )


def _unseen(passage: Passage) -> Iterator[Problem]:
    """Signs that nobody can see, which only an escape in quotes can still bring in."""
    return (passage.problem("invisible", offset, seen=name) for offset, name in unseen_in(passage.text))


def _misspelt(passage: Passage, allowed: _Allowed) -> Iterator[Problem]:
    if passage.field.endswith(_SPELT_AS_PRINTED) or not _doubtful(passage.lang).search(passage.text):
        return
    for match in _WORD.finditer(_words_only(passage.text)):
        if not allowed(match[0], passage.lang):
            for rule, values in _faults(match[0], passage.lang):
                yield passage.problem(rule, match.start(), seen=match[0], **values)


@cache
def _doubtful(lang: Lang | None) -> re.Pattern:
    """What makes a text of a language worth looking at word by word."""
    if lang == "en":
        return re.compile(rf"[{RANGES[CYRILLIC]}]|{_MIXED}")
    if lang is not None and lang not in ALPHABETS:
        return re.compile(_MIXED)
    letters = "".join(sorted(alphabet_of(lang)))
    foreign = rf"(?![{letters}{letters.upper()}])[{RANGES[CYRILLIC]}]"
    return re.compile(rf"{foreign}|{_MIXED}" + (f"|{_LONE}" if lang else ""))


def _words_only(text: str) -> str:
    """A text with blanks in place of code and addresses."""
    return _NO_WORDS.sub(lambda match: " " * len(match[0]), without_code(text))


def _faults(word: str, lang: Lang | None) -> Iterator[tuple[str, dict[str, Any]]]:
    scripts = scripts_of(word)
    hint = suggestion(mended(word, lang))
    if len(scripts) > 1:
        yield "mixed-letters", {"scripts": " and ".join(scripts), "hint": hint}
    elif scripts == [CYRILLIC] and lang == "en":
        yield "foreign-word", {"hint": hint}
    elif scripts == [CYRILLIC] and (lang is None or lang in ALPHABETS):
        foreign = foreign_letters(word, lang)
        if foreign:
            yield "foreign-letter", {"letter": _named(foreign[0]), "language": _language(lang), "hint": hint}
    elif scripts == [LATIN] and lang in ALPHABETS and re.fullmatch(_LONE, word):
        yield "latin-letter", {"language": _language(lang), "hint": hint}


def _named(letter: str) -> str:
    return f"{letter} (U+{ord(letter):04X})"


def _language(lang: Lang | None) -> str:
    return NAMES.get(lang or "", "Kazakh, Kyrgyz or Russian")


def _in_another_language(passage: Passage) -> Iterator[Problem]:
    """A long text without the letters that its language cannot do without."""
    if passage.lang not in PECULIAR or len(passage.text) <= LONG:
        return
    text = passage.text.lower()
    if set(PECULIAR[passage.lang]) & set(text) or _count_cyrillic(text) <= LONG:
        return
    if passage.lang == "ky" and len(RUSSIAN & set(_WORD.findall(text))) < 2:
        return
    letters = " ".join(PECULIAR[passage.lang])
    values = {"language": NAMES[passage.lang], "letters": letters, "seen": passage.text}
    yield passage.problem("other-language", **values)


def _count_cyrillic(text: str) -> int:
    return len(re.findall(f"[{RANGES[CYRILLIC]}]", text))
