"""Words with letters of another alphabet that look right: where they stand, and what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..checking import CONTENT, DATA
from ..checking.letters import mended
from ..checking.passages import passages_of
from ..checking.words import check_words
from ..loading.articles import read_articles
from ..loading.files import read_data
from ..loading.layout import ARTICLES, PAGES
from .scalars import Swap

RULES = ("mixed-letters", "foreign-letter", "foreign-word", "latin-letter")


def swaps_of(root: Path) -> Mapping[str, tuple[Swap, ...]]:
    """For each file of a site the words that the check finds misspelt and that can be mended."""
    found, _ = read_data(root / DATA)
    heads = [
        head
        for folder in (ARTICLES, PAGES)
        for group in read_articles(root / CONTENT, folder)[1].values()
        for head in group
    ]
    # A problem in data stands where its text begins; one in an article on its line.
    langs = {(one.path, one.place): one.lang for one in passages_of(found, ())}
    allowed = [item.record for item in found if item.collection == "allowed_words"]
    langs_of_files = {head.path: head.lang for head in heads}
    swaps: dict[str, dict[Swap, None]] = {}
    for problem in check_words(passages_of(found, heads), allowed):
        if problem.rule in RULES:
            place = (problem.line, problem.column)
            lang = langs.get((problem.path, place), langs_of_files.get(problem.path))
            word = dict(problem.values)["seen"]
            meant = mended(word, lang)
            if meant:
                swaps.setdefault(problem.path, {})[Swap(*place, word, meant)] = None
    return {name: tuple(of_file) for name, of_file in swaps.items()}
