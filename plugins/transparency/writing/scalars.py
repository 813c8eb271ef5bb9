"""Edits of single values within a file's text: everything between them stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..loading.field_types import takes_only_text
from ..loading.layout import FileKind
from ..loading.strict_yaml import read_yaml
from .form import NotTheSame

Span = tuple[int, int]

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*", re.M)
_NUMBER = re.compile(r"[-+]?[0-9.]+")
_SIGN_OF_WORD = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Swap:
    """A word with look-alike letters at a place of a file as the loader reads it, and the word meant."""

    line: int
    column: int
    word: str
    meant: str

    def __str__(self) -> str:
        return f"{self.word} → {self.meant}"


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for the scalar at a path: its span in the file, the new source and the new value."""

    path: tuple
    span: Span
    source: str
    value: str
    mend: str


def edited(text: str, value: Any, edits: list[Edit]) -> tuple[str, Any]:
    """The text and its value after all edits; refused where the reader sees anything else in it."""
    if not edits:
        return text, value
    text = _replaced(text, [(edit.span, edit.source) for edit in edits])
    value = _with(value, {edit.path: edit.value for edit in edits}, ())
    document, problems = read_yaml(text, "")
    if document is None or problems or document.value != value:
        raise NotTheSame(text)
    return text, value


def _with(value: Any, others: Mapping[tuple, str], path: tuple) -> Any:
    """The value with other texts at some paths."""
    if isinstance(value, dict):
        return {key: _with(one, others, (*path, key)) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_with(one, others, (*path, position)) for position, one in enumerate(value))
    return others.get(path, value)


def _replaced(text: str, spans: Iterable[tuple[Span, str]]) -> str:
    pieces, done = [], 0
    for (start, end), source in sorted(spans):
        pieces += [text[done:start], source]
        done = end
    return "".join([*pieces, text[done:]])


def lacking_quotes(text: str, value: Any, kind: FileKind) -> Iterator[Edit]:
    """Phones and codes that would be read as numbers, where the model knows only text."""
    for path, node in _scalars(text):
        is_number = not node.style and _NUMBER.fullmatch(node.value)
        if is_number and not isinstance(_at(value, path), str) and _is_text(path, kind):
            quoted = f'"{node.value}"'
            yield Edit(path, _span(node), quoted, node.value, f"quotes: {quoted} {_line(node)}")


def _at(value: Any, path: tuple) -> Any:
    for step in path:
        value = value[step]
    return value


def _is_text(path: tuple, kind: FileKind) -> bool:
    steps = {"one": 0, "list": 1, "sections": 2}[kind.shape]
    section = kind.sections.get(path[0] if steps == 2 and path else "")
    return section is not None and len(path) > steps and takes_only_text(section.record, path[steps:])


def swapped(text: str, swaps: tuple[Swap, ...]) -> Iterator[Edit]:
    """One edit for each scalar with look-alikes."""
    by_place: dict[tuple[int, int], dict[str, str]] = {}
    for swap in swaps:
        by_place.setdefault((swap.line, swap.column), {})[swap.word] = swap.meant
    for path, node in _scalars(text) if swaps else ():
        source = text[slice(*_span(node))]
        words = by_place.get((node.start_mark.line + 1, node.start_mark.column + 1), {})
        words = {word: meant for word, meant in words.items() if _is_spelt_out(word, source, node.value)}
        if words:
            mend = "; ".join(f"{word} → {meant}" for word, meant in words.items())
            value = respelt(node.value, words)
            yield Edit(path, _span(node), respelt(source, words), value, f"{mend} {_line(node)}")


def _is_spelt_out(word: str, source: str, value: str) -> bool:
    """Whether a word stands in the source as it stands in the value, not in escapes or over two lines."""
    pattern = _whole(word)
    return len(pattern.findall(source)) == len(pattern.findall(value)) > 0


def respelt(text: str, words: Mapping[str, str]) -> str:
    for word, meant in words.items():
        text = _whole(word).sub(meant, text)
    return text


def _whole(word: str) -> re.Pattern:
    return re.compile(rf"(?<!{_SIGN_OF_WORD}){re.escape(word)}(?!{_SIGN_OF_WORD})")


def lines_with_comments(text: str) -> list[int]:
    """The lines of all comments: what begins with '#' and stands in no scalar."""
    spans = [_span(node, without_head=text) for node in _nodes(text)]
    text = _replaced(text, [(span, re.sub(r"[^\n]", "x", text[slice(*span)])) for span in spans])
    return [text.count("\n", 0, match.start()) + 1 for match in _COMMENT.finditer(text)]


# --- nodes; the text has passed the strict reader, so that none is shared or too deep ---


def _scalars(text: str) -> Iterator[tuple[tuple, yaml.ScalarNode]]:
    """Every scalar that is no key, with its path."""
    waiting = [((), yaml.compose(text, Loader=yaml.CSafeLoader))]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield path, node
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*path, position), inner) for position, inner in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            waiting += [((*path, key.value), inner) for key, inner in node.value]


def _nodes(text: str) -> Iterator[yaml.ScalarNode]:
    """Every scalar, keys too."""
    waiting = [yaml.compose(text, Loader=yaml.CSafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif node is not None:
            waiting += node.value


def _span(node: yaml.ScalarNode, without_head: str = "") -> Span:
    """Where a scalar stands in its text; of a block the lines below its sign, which may have a comment."""
    start, end = node.start_mark.index, node.end_mark.index
    if without_head and node.style in ("|", ">"):
        start = max(without_head.find("\n", start), start)
    return start, max(start, end)


def _line(node: yaml.ScalarNode) -> str:
    return f"(line {node.start_mark.line + 1})"
