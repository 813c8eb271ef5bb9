"""The theme's components and their examples, drawn once as the gallery draws them."""

import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from jinja2 import Environment
from markupsafe import Markup

from tests.programs import ROOT
from transparency.gallery import (
    Component,
    draw,
    environment_of,
    gallery_languages,
    gallery_pages,
    load_components,
)
from transparency.languages import Language
from transparency.theme import Voice

THEME = ROOT / "themes/transparency"
TEMPLATES = THEME / "templates"
PARTS = TEMPLATES / "components"

COMPONENTS = {component.name: component for component in load_components(THEME)}
LANGUAGES = {language.code: language for language in gallery_languages(THEME)}
EXAMPLES = [(name, example) for name, component in COMPONENTS.items() for example in component.examples]


@cache
def environment(lang: str) -> Environment:
    return Voice(environment_of(THEME), LANGUAGES).speaking(lang)


def drawing_of(component: Component, example: str, language: Language) -> Markup:
    return draw(environment(language.code), component.name, component.arguments(example, language))


@cache
def drawn(name: str, example: str, lang: str) -> Markup:
    return drawing_of(COMPONENTS[name], example, LANGUAGES[lang])


@cache
def gallery() -> dict[str, str]:
    """Every file of the gallery by its path."""
    return dict(gallery_pages(THEME, LANGUAGES.values()))


def tree_of(html: str) -> Element:
    """A piece of a page as a tree. Raises html5lib's ParseError at the first fault."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html, container="main")


def page_tree(html: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def name_of(element: Element) -> str:
    """An element's name without the namespace that drawings have."""
    return element.tag.rpartition("}")[2]


def elements(tree: Element, *names: str) -> list[Element]:
    return [one for one in tree.iter() if isinstance(one.tag, str) and name_of(one) in names]


def text_of(tree: Element) -> str:
    return " ".join("".join(tree.itertext()).split())


def classes_in(tree: Element) -> set[str]:
    return {name for one in tree.iter() for name in (one.get("class") or "").split()}


def template_files() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.svg"))


def without_jinja(source: str) -> str:
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
