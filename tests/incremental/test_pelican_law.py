"""The law on a Pelican site that is not ours, edited by chance; and proof that it can fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.incremental.pond_site import Pelicans, Pond

POSTS = "content/posts"
PARTS = "theme/templates/parts"

FORGETFUL = """
from incremental.pelican_site import pages

def register():
    noted = pages.noted
    def forgetful(make):
        value, names = noted(make)
        return value, frozenset(name for name in names if not name.startswith("KIND:"))
    pages.noted = forgetful
"""

FORGOTTEN = {
    "head": ("content/pages/pond.md", "The pond", "The lake"),
    "body": (f"{POSTS}/heron.md", "all this", "all that"),
    "at": (
        f"{POSTS}/heron.md",
        "Title: The",
        "Save_as: grey.html\nUrl: grey.html\nStatus: hidden\nTitle: The",
    ),
    "context": (f"{POSTS}/newt.md", "Tags: newt", "Tags: newt\nStatus: draft"),
    "template": (f"{PARTS}/foot.html", "All", "Much"),
}
"""For each kind of name an edit that is seen through names of this kind."""


@pytest.mark.parametrize("kind", FORGOTTEN)
def test_a_dependency_that_is_not_noted_is_found_out(tmp_path, pelicans, kind):
    """Without one kind of noted name the law fails, so these tests do test it."""
    pond = Pond(tmp_path / "pond", pelicans)
    pond.add("forgetful.py", FORGETFUL.replace("KIND", kind))
    pond.replace("pelicanconf.py", '["incremental"]', '["incremental", "forgetful"]')
    pond.made()
    if kind == "at":
        pond.add(f"{POSTS}/stork.md", "Title: Stork\nDate: 2020-01-01\nStatus: hidden\n\nRare.\n")
    else:
        pond.replace(*FORGOTTEN[kind])
    pond.made()
    assert pond.files() != pond.clean()


NAMES = st.sampled_from(["green.md", "heron.md", "newt.md", "stork.md", "eel.md"])
WORDS = st.sampled_from(["reed", "mud", "[newt]({filename}newt.md)", "![x]({attach}croak.txt)", "rain"])


class Edited(RuleBasedStateMachine):
    """A pond to which anything may happen."""

    pelicans: Pelicans

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.pond = Pond(Path(self._folder.name) / "pond", self.pelicans)
        self.pond.made()
        self._first = self.pond.index.read_bytes()

    @rule(name=NAMES, word=WORDS, tag=WORDS, state=st.sampled_from(["published", "draft", "hidden"]))
    def write(self, name: str, word: str, tag: str, state: str) -> None:
        head = f"Title: {name} {word[:4]}\nDate: 2025-02-03\nTags: {tag[:3].strip('[!')}\nStatus: {state}"
        self.pond.add(f"{POSTS}/{name}", f"{head}\n\n{word} {tag}\n")

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        self.pond.at(f"{POSTS}/{name}").unlink(missing_ok=True)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        if self.pond.at(f"{POSTS}/{old}").exists():
            self.pond.at(f"{POSTS}/{old}").rename(self.pond.at(f"{POSTS}/{new}"))

    @rule(part=st.sampled_from(["foot.html", "banner.html"]), word=st.sampled_from(["a", "b"]))
    def draw(self, part: str, word: str) -> None:
        self.pond.add(f"{PARTS}/{part}", f"<p>{word} {{{{ articles|length }}}}</p>\n")

    @rule(number=st.integers(1, 3))
    def set(self, number: int) -> None:
        path = self.pond.at("pelicanconf.py")
        path.write_text(path.read_text("utf-8") + f"\nDEFAULT_PAGINATION = {number}\n", "utf-8")

    @rule(way=st.sampled_from([b"", b"damaged", None]))
    def lose(self, way: bytes | None) -> None:
        self.pond.index.write_bytes(self._first if way is None else way)

    @rule()
    def build(self) -> None:
        self.pond.made()

    def teardown(self) -> None:
        self.pond.made()
        assert self.pond.files() == self.pond.clean()
        self._folder.cleanup()


def test_whatever_happens_it_is_as_if_built_anew(pelicans):
    """After any edits, with builds between them, the output is that of a clean build, byte for byte."""
    Edited.pelicans = pelicans
    run_state_machine_as_test(Edited, settings=settings(max_examples=5, stateful_step_count=6))
