"""Everything that depends on the reader's language: words, numbers, dates, nouns, alphabets, fallbacks."""

from .language import NO_WORDS, Language, Words, load_languages

__all__ = ["NO_WORDS", "Language", "Words", "load_languages"]
