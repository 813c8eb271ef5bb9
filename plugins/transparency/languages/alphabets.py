"""The order of letters in each language; Unicode's own order puts Ә after я."""

from __future__ import annotations

from ..model.alphabets import ALPHABETS

Rank = tuple[int, int]


class _Ranks(dict[str, Rank]):
    """The ranks of the signs that were met in one language; a nation's names are written with few."""

    def __init__(self, letters: str):
        super().__init__((letter, (1, rank)) for rank, letter in enumerate(letters))
        self._foreign = 2 if letters else 1

    def __missing__(self, character: str) -> Rank:
        kind = 0 if character.isdigit() else self._foreign
        return self.setdefault(character, (kind, ord(character)))


_RANKS = {lang: _Ranks(letters) for lang, letters in ALPHABETS.items()}
_UNKNOWN = _Ranks("")


def sort_key(text: str, lang: str) -> tuple[list[Rank], str]:
    """A key that sorts as the language's alphabet does; letters foreign to it come after its own.

    Case and punctuation decide only between names that are otherwise equal.
    """
    ranks = _RANKS.get(lang, _UNKNOWN)
    return [ranks[character] for character in text.casefold() if character.isalnum()], text
