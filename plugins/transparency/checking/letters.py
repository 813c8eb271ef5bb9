"""Scripts and letters that look alike: which script a word is in, and what it was meant to be."""

from __future__ import annotations

import re
from functools import cache

from ..model.alphabets import ALPHABETS
from ..model.text import Lang

LATIN, CYRILLIC, GREEK = "Latin", "Cyrillic", "Greek"
RANGES = {
    LATIN: "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    CYRILLIC: "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66e\ua680-\ua69d",
    GREEK: "\u0370-\u0373\u0376-\u03ff\u1f00-\u1fff",
}
"""The letters of each script, as the inside of a class of a regular expression."""

_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in RANGES.items()}

_PAIRS = (
    ("ABCEHIKMOPTXYaceikopxy", "АВСЕНІКМОРТХУасеікорху"),
    ("hsjVdqw", "һѕјѴԁԛԝ"),
)
_ONE_WAY = (
    ("ƏəƟɵÖöÜüËëŊŋĞğ", "ӘәӨөӨөҮүЁёҢңҒғ"),
    ("ΑΒΕΗΙΚΜΟΡΤΧαορχ", "АВЕНІКМОРТХаорх"),
)
_TO_CYRILLIC = {ord(a): b for left, right in (*_PAIRS, *_ONE_WAY) for a, b in zip(left, right, strict=True)}
_TO_LATIN = {ord(b): a for left, right in _PAIRS for a, b in zip(left, right, strict=True)}

_NEAR = {
    "kk": {"ө": "ѳӧ", "ү": "ӱ", "ң": "ӊӈҥ", "қ": "ҝӄҡҟќ", "ғ": "ҕӻґѓ", "ә": "ӓ", "і": "їӏ", "ұ": "ӯ"},
    "ky": {"ө": "ѳӧ", "ү": "ӱұӯ", "ң": "ӊӈҥ", "к": "қҝӄҡќ", "г": "ғҕӻґѓ", "и": "іїӏ", "х": "һҳ", "а": "ә"},
    "ru": {"о": "ѳөӧ", "у": "ӱүұӯў", "н": "ңӊӈҥ", "к": "қҝӄҡќ", "г": "ғҕӻґѓ", "и": "іїӏ", "х": "һҳ"}
    | {"а": "әӓ", "е": "єѣ"},
}
"""For each letter of a language the letters of its neighbours that are taken for it."""


def scripts_of(word: str) -> list[str]:
    return [script for script, letter in _LETTERS.items() if letter.search(word)]


def foreign_letters(word: str, lang: Lang | None) -> str:
    """The Cyrillic letters of a word that its language does not have."""
    known = alphabet_of(lang)
    letters = _LETTERS[CYRILLIC].findall(word)
    return "".join(letter for letter in letters if letter.lower() not in known)


@cache
def alphabet_of(lang: Lang | None) -> frozenset[str]:
    """The letters of a language; of all that we know where the language is not told."""
    return frozenset(ALPHABETS[lang] if lang in ALPHABETS else "".join(ALPHABETS.values()))


def mended(word: str, lang: Lang | None) -> str | None:
    """The word in one script and in the letters of its language, where look-alikes make that plain."""
    tables = [_TO_CYRILLIC, _TO_LATIN]
    if _is_more_latin(word, lang):
        tables.reverse()
    tables += [_near(lang)]
    for table in tables:
        candidate = word.translate(table)
        if candidate != word and len(scripts_of(candidate)) == 1 and not foreign_letters(candidate, lang):
            return candidate
    return None


def _is_more_latin(word: str, lang: Lang | None) -> bool:
    latin, cyrillic = (len(_LETTERS[script].findall(word)) for script in (LATIN, CYRILLIC))
    return latin > cyrillic or (latin == cyrillic and lang == "en") or (lang == "en" and not latin)


@cache
def _near(lang: Lang | None) -> dict[int, str]:
    """For a letter of a neighbour's alphabet, the letter that this language writes."""
    pairs = [(wrong, right) for right, others in _NEAR.get(lang or "", {}).items() for wrong in others]
    return {ord(a): b for wrong, right in pairs for a, b in ((wrong, right), (wrong.upper(), right.upper()))}
