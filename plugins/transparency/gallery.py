"""The gallery: every component of the theme with every example of its contract, on one page a language.

A contract is the YAML file beside a component. It says what the component's macro is given and shows
it at work; the tests draw the same examples. In an example a map of languages becomes the words of the
page's language, `{say: …}` a message of the catalogue, `{text: …, lang: …}` words of another
language; every other map becomes the view it stands for. What a view is not given is empty.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from msgspec.structs import fields

from .languages import Language, Words
from .languages.catalogues import load_catalogue
from .loading.problems import Refused
from .loading.strict_yaml import read_yaml
from .pages import page, views
from .theme import Voice, macro_of, stylesheet_of

NAMES = {"kk": "Қазақша", "ru": "Русский"}
"""The languages of the gallery: Kazakh has the longest words, Russian the longest sentences."""

STYLESHEET = "site.css"

_CODES = {"kk", "ky", "ru", "en"}
_PLAIN_TYPES = {"text": str, "yes or no": bool, "words": Words | str, "Words": Words}
_MANY = "list of "
_EMPTY = {str: "", Words: Words(""), Markup: Markup("")}


@dataclass(frozen=True, slots=True)
class Param:
    """An argument of a macro; its type is a view, "text", "words", "yes or no", or a list of one of these."""

    name: str
    type: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component's contract, as its YAML file gives it."""

    name: str
    help: str
    params: tuple[Param, ...]
    examples: Mapping[str, Mapping[str, Any]]

    def arguments(self, example: str, language: Language) -> dict[str, Any]:
        """What the macro is given in one example. Raises ValueError where the example is misshapen."""
        kinds = {param.name: type_named(param.type) for param in self.params}
        values = self.examples[example]
        try:
            return {name: _made(_of(kinds, name), value, language) for name, value in values.items()}
        except ValueError as error:
            raise ValueError(f"{self.name}.yml, example {example!r}: {error}") from error


@dataclass(frozen=True, slots=True)
class Drawn:
    """An example as the gallery shows it."""

    name: str
    html: Markup


def gallery_pages(theme: Path, languages: Iterable[Language]) -> Iterator[tuple[str, str]]:
    """Each file of the gallery: its path and its text."""
    languages = tuple(languages)
    voice = Voice(environment_of(theme), {language.code: language for language in languages})
    components = load_components(theme)
    yield STYLESHEET, stylesheet_of(theme).text
    shared = {"languages": languages, "stylesheet": STYLESHEET}
    template = voice.speaking(languages[0].code).get_template("gallery.html")
    yield "index.html", template.render(shared, language=languages[0], parts=(), root="")
    for language in languages:
        spoken = voice.speaking(language.code)
        parts = [(component.name, drawings(component, spoken, language)) for component in components]
        text = spoken.get_template("gallery.html").render(shared, language=language, parts=parts, root="../")
        yield f"{language.code}/index.html", text


def gallery_languages(theme: Path) -> tuple[Language, ...]:
    codes = tuple(NAMES)
    return tuple(
        Language(
            code,
            NAMES[code],
            tuple(other for other in codes if other != code),
            load_catalogue(theme / "translations", code),
        )
        for code in codes
    )


def environment_of(theme: Path) -> Environment:
    """The theme's templates under the site's own Jinja settings."""
    settings = runpy.run_path(str(theme.parents[1] / "pelicanconf.py"))
    return Environment(loader=FileSystemLoader(theme / "templates"), **settings["JINJA_ENVIRONMENT"])


def load_components(theme: Path) -> tuple[Component, ...]:
    """The contracts of all components, by name. Raises Refused where one is no proper YAML."""
    return tuple(_component(file) for file in sorted((theme / "templates" / "components").glob("*.yml")))


def drawings(component: Component, environment: Environment, language: Language) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(example, draw(environment, component.name, component.arguments(example, language)))
        for example in component.examples
    )


def draw(environment: Environment, name: str, arguments: Mapping[str, Any]) -> Markup:
    """A component's HTML, by the macro that has its name."""
    return macro_of(environment, name)(**arguments)


def type_named(name: str) -> Any:
    """The Python type a contract names. Raises ValueError for a name that is none."""
    if name.startswith(_MANY):
        return tuple[type_named(name.removeprefix(_MANY)), ...]
    kind = _PLAIN_TYPES.get(name) or getattr(views, name, None) or getattr(page, name, None)
    if kind is None:
        raise ValueError(f"{name!r} is no type")
    return kind


def _component(file: Path) -> Component:
    document, problems = read_yaml(file.read_text("utf-8"), file.name)
    if problems:
        raise Refused(problems)
    value = document.value
    params = tuple(Param(name, **about) for name, about in value["params"].items())
    return Component(file.stem, value["help"], params, value["examples"])


def _made(kind: Any, value: Any, language: Language) -> Any:
    """A value of an example as the type it stands for."""
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], each, language) for each in _expected(value, tuple))
    if isinstance(kind, UnionType):
        return None if value is None else _made(_member(get_args(kind), value), value, language)
    if kind is bool:
        return _expected(value, bool)
    if _is_view(kind):
        return _view(kind, _expected(value, Mapping), language)
    words = _words(value, language)
    return words if kind is Words else kind(str(words))


def _is_view(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, page.View)


def _view(kind: type, value: Mapping[str, Any], language: Language) -> Any:
    kinds = _kinds_of(kind)
    given = {name: each for name, each in value.items() if name != "component"}
    made = {name: _made(_of(kinds, name), each, language) for name, each in given.items()}
    empty = {name: _empty(kinds[name], name) for name in _needed(kind) if name not in made}
    return kind(**made, **empty)


def _words(value: Any, language: Language) -> Words:
    if isinstance(value, Mapping):
        if value.keys() == {"say"}:
            return Words(language.say(value["say"]))
        if value.keys() == {"text", "lang"}:
            return Words(value["text"], value["lang"])
        if value and value.keys() <= _CODES:
            return language.text(value)
    return Words(_expected(value, str))


def _member(kinds: tuple[Any, ...], value: Any) -> Any:
    """The member of a union that a value stands for: by its component, by its fields, or as words."""
    words = Words if Words in kinds else str
    if isinstance(value, str):
        return str if str in kinds else Words
    named = [kind for kind in kinds if _is_view(kind)]
    if "component" in value:
        return next(kind for kind in named if kind.component == value["component"])
    return next((kind for kind in named if value.keys() <= _kinds_of(kind).keys()), words)


def _kinds_of(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kind.__struct_fields__}


def _needed(kind: type) -> Iterator[str]:
    return (field.name for field in fields(kind) if field.required)


def _empty(kind: Any, name: str) -> Any:
    """What stands for a field that an example leaves out; a view cannot be left out."""
    if get_origin(kind) is tuple:
        return ()
    plain = str if str in get_args(kind) else kind
    if plain not in _EMPTY:
        raise ValueError(f"{name!r} is missing")
    return _EMPTY[plain]


def _of(kinds: Mapping[str, Any], name: str) -> Any:
    if name not in kinds:
        raise ValueError(f"{name!r} is not one of {', '.join(kinds)}")
    return kinds[name]


def _expected(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"expected {kind.__name__.lower()}, seen {value!r}")
    return value
