"""YAML as editors mean it: YAML 1.2 values, no anchors, tags or duplicate keys, and a place for everything.

PyYAML's event stream is walked here instead of its constructors: these read YAML 1.1, where `no` is
false, `12:30` is 750, `0123` is 83 and the last of two equal keys wins silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from .problems import Problem
from .scalars import plain

Place = tuple[int, int]
Path = tuple[str | int, ...]

MAX_BYTES = 10_000_000
MAX_DEPTH = 40
MAX_VALUES = 200_000
"""Keys and values of one file, each a place in memory; ten of them make a figure."""
MOST_BLANKS = 10_000
"""Wrong blanks that are listed for one file."""

_BLANK = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_WRONG_BLANK = re.compile(rf"^[ -]*(?:[A-Za-z0-9_-]+:)?({_BLANK})", re.M)
_ENVELOPE = (
    yaml.StreamStartEvent,
    yaml.StreamEndEvent,
    yaml.DocumentStartEvent,
    yaml.DocumentEndEvent,
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where: `places` maps each path to its value, `key_places` to its key."""

    value: Any
    places: dict[Path, Place]
    key_places: dict[Path, Place]

    def place_of(self, path: Path) -> Place:
        """The place of a value, or of the nearest thing around it that exists."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def place_of_key(self, path: Path) -> Place:
        return self.key_places.get(path) or self.place_of(path)


def read_yaml(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Read one document. Returns it, or None where its shape cannot be made out, and all problems found.

    Scalars become str, int, Decimal, bool or None after YAML 1.2's core schema; sequences become
    tuples. Dates stay text: the model reads them.
    """
    reader = _Reader(path)
    reader.problems += _wrong_blanks(text, path)
    if reader.problems:
        return None, reader.problems
    try:
        reader.feed(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        reader.problems.append(_syntax_problem(error, path, text))
        return None, reader.problems
    if reader.problems and reader.stopped:
        return None, reader.problems
    return Document(reader.root, reader.places, reader.key_places), reader.problems


_COLON = "a second ': ' stands on the line; put the text in quotes"
_BLOCK = "the line is indented otherwise than those it belongs to"
YAML_REASONS = {
    "mapping values are not allowed in this context": _COLON,
    "mapping values are not allowed here": _COLON,
    "did not find expected key": _BLOCK,
    "did not find expected '-' indicator": _BLOCK,
    "block sequence entries are not allowed in this context": _BLOCK,
    "did not find expected node content": "a value is missing or begins with a sign that needs quotes",
    "found character that cannot start any token": "a value begins with a sign that needs quotes",
    "could not find expected ':'": "a key without ':' after it, or a text over several lines without quotes",
    "found unexpected end of stream": "a quote is opened and never closed",
    "did not find expected ',' or ']'": "a bracket is opened and never closed",
    "did not find expected ',' or '}'": "a brace is opened and never closed",
    "found unknown escape character": "a backslash in double quotes; use single quotes",
    "control characters are not allowed": "a control character; delete it",
}
"""The commonest words of PyYAML, said so that an editor knows what to do."""


class _Reader:
    """Builds values from events; a stack of open collections stands in for recursion."""

    def __init__(self, path: str):
        self.path = path
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}
        self.key_places: dict[Path, Place] = {}
        self.root: Any = None
        self.stopped = False
        self._open: list[_Collection] = []
        self._documents = 0
        self._values = 0

    def feed(self, events) -> None:
        for event in events:
            self._values += isinstance(event, yaml.NodeEvent)
            if self._values > MAX_VALUES:
                return self._stop(event, "yaml-size", limit=MAX_VALUES)
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    return self._stop(event, "yaml-documents")
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if len(self._open) >= MAX_DEPTH:
                    return self._stop(event, "yaml-depth", limit=MAX_DEPTH)
                self._refuse_extras(event)
                self._begin(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                done = self._open.pop()
                self._put(done.finished(), None, done.is_key)
            elif isinstance(event, yaml.AliasEvent):
                self._report(event, "yaml-anchor", seen=f"*{event.anchor}")
                self._put(None, event)
            elif not isinstance(event, _ENVELOPE):
                self._refuse_extras(event)
                self._put(_scalar(event), event)
        return None

    def _begin(self, event) -> None:
        kind = _Map if isinstance(event, yaml.MappingStartEvent) else _List
        parent = self._open[-1] if self._open else None
        is_key = isinstance(parent, _Map) and parent.waits_for_key
        path = parent.path_of_next(self) if parent and not is_key else ()
        if parent and is_key:
            self._report(event, "yaml-key", seen="a list or map")
        self.places.setdefault(path, _place(event))
        self._open.append(kind(path, is_key))

    def _put(self, value: Any, event, is_key: bool = False) -> None:
        if not self._open:
            self.root = value
            if event is not None:
                self.places[()] = _place(event)
            return
        self._open[-1].take(value, event, self)

    def _refuse_extras(self, event) -> None:
        if event.anchor:
            self._report(event, "yaml-anchor", seen=f"&{event.anchor}")
        if event.tag:
            self._report(event, "yaml-tag", seen=event.tag)

    def _report(self, event, rule: str, **values: Any) -> None:
        self.problems.append(Problem.at(self.path, _place(event), rule, **values))

    def _stop(self, event, rule: str, **values: Any) -> None:
        self._report(event, rule, **values)
        self.stopped = True


class _Collection:
    def __init__(self, path: Path, is_key: bool):
        self.path = path
        self.is_key = is_key


class _List(_Collection):
    def __init__(self, path: Path, is_key: bool):
        super().__init__(path, is_key)
        self.items: list[Any] = []

    def path_of_next(self, reader: _Reader) -> Path:
        return (*self.path, len(self.items))

    def take(self, value: Any, event, reader: _Reader) -> None:
        if event is not None:
            reader.places[(*self.path, len(self.items))] = _place(event)
        self.items.append(value)

    def finished(self) -> tuple:
        return tuple(self.items)


class _Map(_Collection):
    def __init__(self, path: Path, is_key: bool):
        super().__init__(path, is_key)
        self.items: dict[str, Any] = {}
        self.key: str | None = None
        self.waits_for_key = True

    def path_of_next(self, reader: _Reader) -> Path:
        return (*self.path, self.key)

    def take(self, value: Any, event, reader: _Reader) -> None:
        if self.waits_for_key:
            self._take_key(event, reader)
        else:
            if event is not None:
                reader.places[(*self.path, self.key)] = _place(event)
            self.items[self.key] = value
        self.waits_for_key = not self.waits_for_key

    def _take_key(self, event, reader: _Reader) -> None:
        # A list or map as a key has been reported; any key that no editor can write will do.
        self.key = event.value if isinstance(event, yaml.ScalarEvent) else f"\0{len(self.items)}"
        path = (*self.path, self.key)
        if isinstance(event, yaml.ScalarEvent):
            if self.key == "<<":
                reader._report(event, "yaml-anchor", seen="<<")
            elif self.key in self.items:
                first = reader.key_places[path][0]
                reader._report(event, "duplicate-key", seen=self.key, first=first)
            else:
                reader.key_places[path] = _place(event)

    def finished(self) -> dict:
        return self.items


def _scalar(event: yaml.ScalarEvent) -> Any:
    # PyYAML's C parser gives a plain scalar the style "", its Python parser None.
    return event.value if event.style else plain(event.value)


def _wrong_blanks(text: str, path: str) -> list[Problem]:
    """Blanks that look like a space where YAML reads structure; it would take them for text."""
    problems = []
    line, begun = 1, 0
    for match in islice(_WRONG_BLANK.finditer(text), MOST_BLANKS):
        line += text.count("\n", begun, match.start())
        begun = match.start()
        place = (line, match.start(1) - begun + 1)
        problems.append(Problem.at(path, place, "yaml-blank", seen=f"U+{ord(match[1]):04X}"))
    return problems


def _place(event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax_problem(error: yaml.YAMLError, path: str, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in str(error):
        return Problem.at(path, place, "yaml-tab")
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem.at(path, place, "yaml-syntax", reason=YAML_REASONS.get(reason, reason))
