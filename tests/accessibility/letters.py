"""Which language a text is written in, by its letters and its commonest words."""

from __future__ import annotations

import re

COMMON = {
    "kk": "және үшін бойынша емес бұл деп дейін кейін туралы бірақ болып болған осы сол ол мен бар жоқ әр",
    "ky": "жана үчүн боюнча эмес бул деп чейин кийин жөнүндө бирок болуп болгон ушул ошол ал менен жок ар",
    "ru": "и в на не для по из что это или от до с о об но как за к у при его их",
    "en": "the of and to in is that for it on with as by from or not are was this",
}
"""Words without which a sentence hardly gets along."""

_WORDS = {lang: frozenset(words.split()) for lang, words in COMMON.items()}
_LETTERS = {"kk": "әғқұһі", "ky": "", "ru": "", "en": ""}
"""Letters that only one of the languages has."""

_FOREIGN_LETTERS = {
    "kk": re.compile("(?!)"),
    "ky": re.compile("[әғқұһі]"),
    "ru": re.compile("[әғқңөұүһі]"),
    "en": re.compile("[а-яё]"),
}
MOST_STRANGERS = 2
"""So many words with a letter foreign to the language may be names; more are a sentence."""


def foreign_words(text: str, lang: str) -> str:
    """The language a text reads as where that is not the one it is marked with; "" where it fits."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if lang not in _WORDS or len(words) < 3:
        return ""
    strange = sum(1 for word in words if _FOREIGN_LETTERS[lang].search(word))
    own = _common(words, lang)
    if strange > MOST_STRANGERS and strange * 2 > len(words):
        return "another alphabet"
    others = {code: _common(words, code) for code in _WORDS if code != lang}
    likeliest = max(others, key=others.__getitem__)
    return likeliest if others[likeliest] >= 2 and own == 0 else ""


def _common(words: list[str], lang: str) -> int:
    """How many different words of a text are among a language's commonest, those shared with others aside."""
    return len(set(words) & _WORDS[lang])
