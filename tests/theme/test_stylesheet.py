"""The stylesheet: small, without dead rules, and readable in light and dark."""

import re
from functools import cache

import brotli
import pytest

from tests.theme.drawn import (
    EXAMPLES,
    LANGUAGES,
    THEME,
    classes_in,
    drawn,
    template_files,
    tree_of,
    without_jinja,
)
from transparency.theme import stylesheet_of

CSS = THEME / "static/css"
TOKENS = CSS / "10-tokens.css"
BUDGET = 8_000

UNSTYLED = {
    "bar--share": "the shape of a bar that looks as every bar does",
    "bar--progress": "as above",
    "bar--over": "as above; its drawing says it",
    "bar--number": "as above; it has no drawing",
    "bar__of": "the words beside the number look as the text around them",
    "tag--square": "every tag's shape is a square unless it says otherwise",
}
"""Classes without a rule, and why."""

TEXT = ("ink", "ink-soft", "link", "done-deep", "wait", "late")
DRAWN = (("done", "track"), ("done", "ground"), ("done", "panel"), ("edge", "ground"), ("edge", "panel"))

SCHEMES = ("light", "dark")


def source() -> str:
    """The whole stylesheet as it was written, with its comments."""
    return "\n".join(part.read_text("utf-8") for part in sorted(CSS.glob("*.css")))


@cache
def stylesheet_classes() -> set[str]:
    rules = re.sub(r"/\*.*?\*/", "", source(), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"[^{}]+(?=\{)", rules))
    return set(re.findall(r"\.([a-zA-Z_][\w-]*)", selectors))


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root\s*\{([^}]*)\}", TOKENS.read_text("utf-8"))
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", light if scheme == "light" else dark))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["ground", "panel"])
@pytest.mark.parametrize("token", TEXT)
def test_text_can_be_read(scheme, ground, token):
    """Every colour of text has a contrast of at least 4.5 on the page and on a panel."""
    colours = tokens(scheme)

    assert contrast(colours[token], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("token", "ground"), DRAWN)
def test_drawings_can_be_seen(scheme, token, ground):
    """What is done stands out from what is left, and an edge from what lies around it, by at least 3."""
    colours = tokens(scheme)

    assert contrast(colours[token], colours[ground]) >= 3


def test_both_schemes_have_the_same_tokens():
    """No colour is forgotten in the dark."""
    assert tokens("light").keys() == tokens("dark").keys()


def test_every_token_is_used():
    """No colour is kept that nothing wears."""
    assert set(tokens("light")) - set(re.findall(r"var\(--([\w-]+)\)", source())) == set()


def test_contrasts_in_comments_are_measured():
    """The contrast on the ground that stands beside a token is the one it has."""
    found = re.findall(r"--([\w-]+):\s*#\w+;\s*/\* ([\d.]+)(?: / ([\d.]+))?", TOKENS.read_text("utf-8"))
    wrong = [
        f"{token}, {scheme}: {said}, measured {measured:.1f}"
        for token, *both in found
        for scheme, said in zip(SCHEMES, both, strict=True)
        if said
        for measured in [contrast(tokens(scheme)[token], tokens(scheme)["ground"])]
        if f"{measured:.1f}" != said
    ]

    assert found
    assert not wrong


def test_stylesheet_fits_its_budget():
    """The CSS of the whole site is at most 8 KB on the wire."""
    assert len(brotli.compress(stylesheet_of(THEME).text.encode())) <= BUDGET


def test_every_rule_has_a_use():
    """Every class in the stylesheet is given by some example or template."""
    assert stylesheet_classes() - given_classes() == set()


def test_classes_without_a_rule_are_still_given():
    """The list of classes that need no rule holds none that is gone or has one by now."""
    assert UNSTYLED.keys() <= given_classes() - stylesheet_classes()


def test_classes_in_templates_are_styled():
    """Every class written in a template has a rule, or a reason to have none."""
    assert written_classes() - stylesheet_classes() <= UNSTYLED.keys()


@cache
def given_classes() -> set[str]:
    drawings = (drawn(*example, lang) for example in EXAMPLES for lang in LANGUAGES)
    return written_classes().union(*(classes_in(tree_of(drawing)) for drawing in drawings))


@cache
def written_classes() -> set[str]:
    """Classes that stand whole in a template; what Jinja completes (bar--…) is found in the drawings."""
    sources = (without_jinja(file.read_text("utf-8")) for file in template_files())
    values = (value for text in sources for value in re.findall(r'class="([^"]*)"', text))
    return {name for value in values for name in value.split() if not name.endswith("-")}
