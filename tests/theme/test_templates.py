"""The templates as they are written: no words of their own, and nothing that unlocks escaping."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.theme.drawn import TEMPLATES, environment, template_files, without_jinja

FILES = [file.relative_to(TEMPLATES).as_posix() for file in template_files()]
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
LETTER = re.compile(r"[^\W\d_]")

by_file = pytest.mark.parametrize("name", FILES)


def read(name: str) -> str:
    return Path(TEMPLATES / name).read_text("utf-8")


@by_file
def test_nothing_turns_escaping_off(name):
    """No template marks anything as safe: HTML that is safe comes as Markup from the code that made it so."""
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", read(name))


@by_file
def test_no_words_stand_in_templates(name):
    """Every word a reader sees comes from a catalogue or from data."""
    written = without_jinja(read(name))
    text = re.sub(r"&#?\w+;", "", re.sub(r"<[^>]*>", " ", written))
    spoken = re.findall(rf'\b(?:{"|".join(SPOKEN_ATTRIBUTES)})="([^"]*)"', written)

    assert not LETTER.search(text)
    assert not [value for value in spoken if LETTER.search(value)]


@by_file
def test_no_words_stand_in_expressions(name):
    """A text that a template prints from between its braces is a message of the catalogue."""
    tree = environment("kk").parse(read(name))
    printed = (child for output in tree.find_all(nodes.Output) for child in output.nodes)

    assert not [text for child in printed for text in literals(child) if LETTER.search(text)]


def literals(node: nodes.Node) -> Iterator[str]:
    """Texts that an expression would print; what it compares, looks up or hands to a call is not printed."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        for branch in (node.expr1, node.expr2):
            yield from literals(branch) if branch else ()
    elif isinstance(node, (nodes.Concat, nodes.BinExpr, nodes.Filter)):
        for child in node.iter_child_nodes():
            yield from literals(child)


@by_file
def test_templates_obey_the_content_policy(name):
    """No template holds an inline style, a script, an event handler or a progress element."""
    written = without_jinja(read(name))

    assert not re.search(r"<(script|style|meter|progress|iframe)\b|\sstyle=|\son\w+=|progressbar", written)
