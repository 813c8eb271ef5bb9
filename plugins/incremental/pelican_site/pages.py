"""Which page was made from what, and whether all of that is still so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

import msgspec

from ..failures import explained
from ..reads import noted
from ..signs import digest
from .contents import Contents
from .templates import Sight
from .values import Untold

logger = logging.getLogger(__name__)

OWN_SIGHT = ("context", "template")


class Made(msgspec.Struct, array_like=True, frozen=True):
    """One page of the last run: the positions of the facts it was made from, and its text's digest."""

    facts: list[int]
    text: bytes


class Facts(msgspec.Struct, array_like=True, frozen=True):
    """What the pages of a run were made from: names with their digests, each pair once."""

    pairs: list[tuple[str, bytes]] = []
    pages: dict[str, Made] = {}


class Pages:
    """The pages of a run, each taken from the last one or made.

    `left` gives the text of a page that still lies in the output, if it has the digest it is asked for.
    Where `is_alone` says no, others may change what pages are made from between one and the next.
    """

    def __init__(
        self,
        old: Facts,
        contents: Contents,
        left: Callable[[str, bytes], str | None],
        is_alone: Callable[[], bool],
    ):
        self._old = old
        self._contents = contents
        self._left = left
        self._is_alone = is_alone
        self._still: dict[int, bool] = {}
        self._positions: dict[tuple[str, bytes], int] = {}
        self._pages: dict[str, Made] = {}
        self.made = 0
        self.spared = 0

    def known(self, page: str, sight: Sight) -> str | None:
        """The text of a page, if nothing that it was made from has changed."""
        if not self._is_alone():
            self._contents.forget()
            self._still.clear()
        known = self._old.pages.get(page)
        if known is None or not all(self._holds(position, sight) for position in known.facts):
            return None
        text = self._left(page, known.text)
        if text is not None:
            self.spared += 1
            self._remember(page, (self._old.pairs[position] for position in known.facts), known.text)
        return text

    def make(self, page: str, sight: Sight, names: Iterable[str], render: Callable[[], str]) -> str:
        """Render a page, and remember what it was made from, if all of that can be told.

        `names` are read besides what is noted. Raises WorkFailed.
        """
        with explained(page):
            text, seen = noted(render)
        self.made += 1
        try:
            pairs = [(name, self._digest_of(name, sight)) for name in sorted({*names, *seen})]
        except Untold as untold:
            logger.info("%s is made anew each time: it depends on %s", page, untold)
            self._pages.pop(page, None)
        else:
            self._remember(page, pairs, digest(text))
        return text

    @property
    def facts(self) -> Facts:
        return Facts(list(self._positions), self._pages)

    def _remember(self, page: str, pairs: Iterable[tuple[str, bytes]], text: bytes) -> None:
        positions = [self._positions.setdefault(pair, len(self._positions)) for pair in pairs]
        self._pages[page] = Made(positions, text)

    def _holds(self, position: int, sight: Sight) -> bool:
        """Whether something is still as it was; what all pages see alike is looked at once."""
        name, was = self._old.pairs[position]
        if name.partition(":")[0] in OWN_SIGHT:
            return self._is_still(name, was, sight)
        if position not in self._still:
            self._still[position] = self._is_still(name, was, sight)
        return self._still[position]

    def _is_still(self, name: str, was: bytes, sight: Sight) -> bool:
        try:
            return self._digest_of(name, sight) == was
        except Untold:
            return False

    def _digest_of(self, name: str, sight: Sight) -> bytes:
        kind, _, rest = name.partition(":")
        if kind == "untold":
            raise Untold(rest)
        return sight.digest_of(name) if kind in OWN_SIGHT else self._contents.digest_of(name)
