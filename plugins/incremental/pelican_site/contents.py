"""What is read of articles, pages and files: noted at the objects themselves, whoever reads.

A template, a filter, a feed: each gets at an article through its attributes. What tells of an article
outside of its text is its head; its text, and what is made of it, is its body. A list of articles reads
heads, and is left alone when a text changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pelican.contents import Content

from ..reads import Remembered, is_asked, note
from ..signs import digest
from .values import Untold, of_value, place_of

BODY = frozenset(
    {"content", "get_content", "_content", "_get_content", "_update_content", "get_static_links"}
    | {"summary", "get_summary", "_get_summary", "_summary", "__dict__"}
)
SILENT = frozenset({"settings", "_context"})
"""What every content has in common."""

NOT_HEAD = frozenset({"_content", "_context", "settings", "_output_location_referenced"})


@contextmanager
def noting_reads() -> Iterator[None]:
    """Within, every reading of a content is noted; what Pelican keeps replays what it was made of."""
    kept = {name: Content.__dict__[name] for name in ("get_content", "get_summary")}
    Content.__getattribute__ = _noting
    for name, method in kept.items():
        setattr(Content, name, _replayed(method))
    try:
        yield
    finally:
        del Content.__getattribute__
        for name, method in kept.items():
            setattr(Content, name, method)


def _noting(self: Content, name: str) -> Any:
    if is_asked() and name not in SILENT and (name == "__dict__" or not name.startswith("__")):
        _note_place("head", self)
        if name in BODY:
            _note_place("body", self)
    return object.__getattribute__(self, name)


def _note_place(kind: str, content: Content) -> None:
    try:
        note(f"{kind}:{place_of(content)}")
    except Untold as untold:
        note(f"untold:{untold}")


def _replayed(kept: Callable[[Content, str], str]) -> Callable[[Content, str], str]:
    remembered = Remembered()

    def method(self: Content, siteurl: str) -> str:
        return remembered.get((self, siteurl), lambda: kept(self, siteurl))

    return method


class Places(dict):
    """Pelican's table of contents by their path, which notes what is looked for, found or not."""

    def __init__(self, kind: str, *given: Any):
        super().__init__(*given)
        self.kind = kind

    def get(self, key: str, default: Any = None) -> Any:
        note(f"at:{self.kind}:{key}")
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        note(f"at:{self.kind}:{key}")
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        note(f"at:{self.kind}:{key}")
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        note(f"untold:all of {self.kind}")
        return super().__iter__()

    def keys(self) -> Any:
        note(f"untold:all of {self.kind}")
        return super().keys()

    def values(self) -> Any:
        note(f"untold:all of {self.kind}")
        return super().values()

    def items(self) -> Any:
        note(f"untold:all of {self.kind}")
        return super().items()


class Contents:
    """All contents of a run, and the digests of what is read of them."""

    def __init__(self) -> None:
        self._at: dict[str, Content | None] = {}
        self._places: dict[str, Places] = {}
        self._digests: dict[str, bytes] = {}
        self._once: dict[tuple, tuple[Any, bytes]] = {}

    def add(self, content: Content) -> None:
        """Know a content by its place; two at one place are not told apart, so neither is known."""
        try:
            place = place_of(content)
        except Untold:
            return
        self._at[place] = None if place in self._at else content

    def watch(self, context: dict) -> None:
        """Have it noted what is looked for in the tables of a Pelican run."""
        for kind in ("generated_content", "static_content"):
            if not isinstance(context[kind], Places):
                context[kind] = Places(kind, context[kind])
            self._places[kind] = context[kind]

    def forget(self) -> None:
        """Look at everything again: somebody else may have changed it."""
        self._digests.clear()
        self._once.clear()

    def once(self, key: tuple, holder: Any, make: Callable[[], bytes]) -> bytes:
        """A digest that is made once in a run. The key may hold the addresses of what `holder` holds: as
        long as it is kept, nothing else comes to stand there. Raises Untold.
        """
        if key not in self._once:
            self._once[key] = (holder, make())
        return self._once[key][1]

    def digest_of(self, name: str) -> bytes:
        """The digest of what was noted under a name. Raises Untold."""
        if name not in self._digests:
            kind, _, rest = name.partition(":")
            of_kind = {"head": self._head, "body": self._body, "at": self._found}
            self._digests[name] = of_kind[kind](rest)
        return self._digests[name]

    def _own(self, place: str) -> dict[str, Any] | None:
        content = self._at.get(place, "absent")
        if content is None:
            raise Untold(f"two contents of {place}")
        return None if content == "absent" else object.__getattribute__(content, "__dict__")

    def _head(self, place: str) -> bytes:
        own = self._own(place)
        if own is None:
            return b""
        return of_value({name: value for name, value in own.items() if name not in NOT_HEAD})

    def _body(self, place: str) -> bytes:
        own = self._own(place)
        return b"" if own is None else of_value([own.get("_content"), own.get("_summary")])

    def _found(self, where: str) -> bytes:
        kind, _, path = where.partition(":")
        content = dict.get(self._places[kind], path, "absent")
        return digest(content) if isinstance(content, str) else of_value(content)
