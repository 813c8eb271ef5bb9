"""Whether a peer's pages say what ours say: the visible text of each page, line by line.

    python -m tests.bench.same_text OURS THEIRS [--sample 400]

Compared are the pages of places and the articles, in every language. Every block of a page is a line;
white space within it is folded, no-break spaces count.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random

from lxml import html

from tests.bench.nation import LANGUAGES, SEED

INLINE = {"a", "b", "span", "em", "strong", "i", "sup", "sub", "code"}
UNSEEN = {"svg", "script", "style"}
UNSEEN_CLASSES = {"bar__said"}
"""What is told to listeners only: it repeats, as a sentence, what the bar shows."""
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first line on which a page differs; `ours` or `theirs` is "" where one has no such line."""

    path: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.path}\n    ours:   {self.ours}\n    theirs: {self.theirs}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found; `missing` are pages of ours that the peer lacks, `beyond` the reverse."""

    compared: int
    missing: tuple[str, ...]
    beyond: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        return self.compared > 0 and not (self.missing or self.beyond or self.differences)


def compare(ours: Path, theirs: Path, sample: int | None = None, seed: int = SEED) -> Comparison:
    """Hold the pages of two output folders against each other: all, or a sample by a seed.

    The pages of countries and oblasts, which show most, are in every sample. A page of ours from which a
    list of more than a hundred rows had to move is left out: the peers keep such a list where it is.
    """
    divided = {path for path in comparable(ours) if any((ours / path).parent.glob("list--*"))}
    here, there = set(comparable(ours)) - divided, set(comparable(theirs)) - divided
    both = sorted(here & there)
    if sample is not None and sample < len(both):
        both = sorted({*Random(seed).sample(both, sample), *filter(_is_upper, both)})
    found = (difference(path, ours / path, theirs / path) for path in both)
    return Comparison(
        len(both),
        tuple(sorted(here - there)),
        tuple(sorted(there - here)),
        tuple(one for one in found if one is not None),
    )


def comparable(output: Path) -> Iterator[str]:
    """The pages of places and articles below an output folder; lists, whole or in parts, are only ours."""
    for lang in LANGUAGES:
        for kind in ("regions", "articles"):
            folder = output / lang / kind
            for path in folder.rglob("index.html"):
                if path.parent != folder and "/list--" not in path.as_posix():
                    yield path.relative_to(output).as_posix()


def _is_upper(path: str) -> bool:
    """Whether a path is <language>/regions/<country>/[<oblast>/]index.html."""
    parts = path.split("/")
    return parts[1] == "regions" and len(parts) <= 5


def difference(path: str, ours: Path, theirs: Path) -> Difference | None:
    pairs = zip_longest(visible_lines(ours.read_bytes()), visible_lines(theirs.read_bytes()), fillvalue="")
    return next((Difference(path, a, b) for a, b in pairs if a != b), None)


def visible_lines(page: bytes) -> list[str]:
    """A page's title and all that its body shows, a line a block."""
    tree = html.fromstring(page)
    pieces = [tree.findtext(".//title") or "", "\n", *_pieces(tree.find("body"))]
    # Line ends of the source are white space; only those between blocks count.
    lines = "".join(piece if piece == "\n" else _SPACE.sub(" ", piece) for piece in pieces).split("\n")
    return [line.strip(" ") for line in lines if line.strip(" ")]


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    """The text of an element, with a line end before and after every block."""
    if not isinstance(element.tag, str):
        return
    edge = "" if element.tag in INLINE else "\n"
    yield edge
    if element.tag not in UNSEEN and element.get("class") not in UNSEEN_CLASSES:
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
    yield edge


def told(comparison: Comparison, most: int = 3) -> str:
    """A comparison in a few lines, with the first differences."""
    lines = [
        f"{comparison.compared} pages compared, {len(comparison.differences)} different,"
        f" {len(comparison.missing)} missing, {len(comparison.beyond)} beyond ours"
    ]
    lines += [str(one) for one in comparison.differences[:most]]
    lines += [f"{path} is missing" for path in comparison.missing[:most]]
    lines += [f"{path} is not ours" for path in comparison.beyond[:most]]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ours", type=Path)
    parser.add_argument("theirs", type=Path)
    parser.add_argument("--sample", type=int, help="how many pages, chosen by a fixed seed; all without it")
    options = parser.parse_args()
    comparison = compare(options.ours, options.theirs, options.sample)
    print(told(comparison, most=10))
    return 0 if comparison.equal else 1


if __name__ == "__main__":
    sys.exit(main())
