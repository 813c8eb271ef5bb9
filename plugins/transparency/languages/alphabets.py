"""The order of letters in each language; Unicode's own order puts Ә after я."""

from __future__ import annotations

from ..model.alphabets import ALPHABETS

_RANKS = {lang: {letter: rank for rank, letter in enumerate(letters)} for lang, letters in ALPHABETS.items()}


def sort_key(text: str, lang: str) -> tuple:
    """A key that sorts as the language's alphabet does; letters foreign to it come after its own.

    Case and punctuation decide only between names that are otherwise equal.
    """
    ranks = _RANKS.get(lang, {})
    letters = [character for character in text.casefold() if character.isalnum()]
    return [_rank(character, ranks) for character in letters], text


def _rank(character: str, ranks: dict[str, int]) -> tuple[int, int]:
    if character.isdigit():
        return 0, ord(character)
    if character in ranks:
        return 1, ranks[character]
    return (1, ord(character)) if not ranks else (2, ord(character))
