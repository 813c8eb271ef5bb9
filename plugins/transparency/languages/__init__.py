"""Everything that depends on the reader's language: words, numbers, dates, nouns, alphabets, fallbacks."""

from .language import Language, Words, load_languages

__all__ = ["Language", "Words", "load_languages"]
