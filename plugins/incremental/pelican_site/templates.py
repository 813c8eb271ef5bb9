"""What a template reads: its variables, and the templates that it extends, includes and imports.

Jinja lets an environment have its own classes for contexts and templates; Pelican renders through them
without knowing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound, pass_context
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_TESTS
from jinja2.runtime import Context, missing

from ..reads import note
from ..signs import digest
from .contents import Contents
from .values import of_value

PELICANS = frozenset({"strftime", "plugin_enabled"})
KNOWN_EXTENSIONS = frozenset(
    f"jinja2.ext.{name}"
    for name in ("ExprStmtExtension", "LoopControlExtension", "InternationalizationExtension")
)

Render = Callable[[], str]


class NotingContext(Context):
    """Notes each variable that is looked for, found or not."""

    def resolve_or_missing(self, key: str) -> Any:
        if key not in self.vars:
            note(f"context:{key}")
        return super().resolve_or_missing(key)

    def __contains__(self, name: str) -> bool:
        note(f"context:{name}")
        return super().__contains__(name)

    def keys(self) -> Any:
        note("untold:the whole context")
        return super().keys()

    def values(self) -> Any:
        note("untold:the whole context")
        return super().values()

    def items(self) -> Any:
        note("untold:the whole context")
        return super().items()


class SparedTemplate(Template):
    """A template that is rendered only if what it would read has changed."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        given = dict(*args, **kwargs)
        return self.environment.spare(self, given, lambda: super(SparedTemplate, self).render(given))

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        # Jinja keeps what an import comes to; the second page to import it would seem not to read it.
        self._module = None
        return super()._get_default_module(ctx)


def prepare(environment: Environment, spare: Callable[[Template, dict, Render], str]) -> None:
    """Have an environment note what its templates read, and ask `spare` before it renders one."""
    environment.context_class = NotingContext
    environment.template_class = SparedTemplate
    environment.extend(spare=spare)
    load, by_chance = environment._load_template, environment.filters["random"]

    def noting_load(name: str, given: Any) -> Template:
        note(f"template:{name}")
        return load(name, given)

    @pass_context
    def random(context: Context, *args: Any) -> Any:
        note("untold:random")
        return by_chance(context, *args)

    environment._load_template = noting_load
    if by_chance is DEFAULT_FILTERS["random"]:
        environment.filters["random"] = random


def undeclared(environment: Environment, pure: frozenset[str]) -> Iterator[str]:
    """Filters, tests and extensions of which is not known whether they depend only on what they are given."""
    for kind, known in (("filters", DEFAULT_FILTERS), ("tests", DEFAULT_TESTS)):
        for name, function in getattr(environment, kind).items():
            own = name in PELICANS and function.__class__.__module__ in ("pelican.utils", "functools")
            ours = getattr(function, "__module__", None) == __name__
            if name not in pure and not own and not ours and function is not known.get(name):
                yield name
    yield from (name for name in environment.extensions if name not in KNOWN_EXTENSIONS | pure)


class Sight:
    """What one page has before it: its variables, and the templates as its environment finds them."""

    def __init__(
        self,
        given: Mapping[str, Any],
        contents: Contents,
        environment: Environment | None = None,
        pure: frozenset[str] = frozenset(),
    ):
        self._given = given
        self._contents = contents
        self._environment = environment
        self._standing = environment.globals if environment else {}
        places = (self._standing, given)
        self._harmless = frozenset(id(place[name]) for name in pure for place in places if name in place)

    def digest_of(self, name: str) -> bytes:
        """The digest of a variable or a template by its name. Raises Untold."""
        kind, _, rest = name.partition(":")
        return self._template(rest) if kind == "template" else self._variable(rest)

    def _template(self, name: str) -> bytes:
        environment = self._environment
        # For pages that are templates of the content, Pelican puts another loader in front for a while.
        front = environment.loader.loaders[:1]
        key = (id(environment), *map(id, front), name)
        return self._contents.once(key, (environment, front), lambda: _source(environment, name))

    def _variable(self, name: str) -> bytes:
        value = self._given.get(name, self._standing.get(name, missing))
        if type(value) not in (list, tuple, dict):
            return b"" if value is missing else of_value(value, self._harmless)
        # Most lists are those of the whole site, the same for each page.
        key = (id(value), self._harmless)
        return self._contents.once(key, value, lambda: of_value(value, self._harmless))


def _source(environment: Environment, name: str) -> bytes:
    try:
        return digest(environment.loader.get_source(environment, name)[0])
    except TemplateNotFound:
        return b""
