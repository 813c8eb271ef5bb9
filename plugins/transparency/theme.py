"""The theme at work: one stylesheet from its parts, and its templates speaking each language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import lightningcss
from jinja2 import Environment, TemplateError
from markupsafe import Markup

from incremental.failures import blamed_on
from incremental.reads import note, note_all, noted
from incremental.signs import digest

from .filling import filling_of, in_html
from .hosting.policies import meta_policy
from .languages import Language
from .languages.catalogues import mark
from .outlines import PROOFS, Outlines
from .pages.edition import Edition, Site
from .pages.page import Filled, Page, Slot, gap
from .tracing import Guard, Seen, marked, watch

BROWSERS = ["chrome 60", "safari 11"]
"""The floor of browsers (DESIGN §6); Opera Mini and w3m take what they can."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the theme; its name holds its hash, so that caches may keep it for ever."""

    path: str
    text: str

    @classmethod
    def named(cls, stem: str, suffix: str, text: str) -> Asset:
        digest = hashlib.sha256(text.encode()).hexdigest()[:10]
        return cls(f"/assets/{stem}.{digest}.{suffix}", text)


def stylesheet_of(theme: Path) -> Asset:
    """The whole site's CSS as one file, lowered for the floor of browsers.

    Raises WorkFailed with the file and the place in it that cannot be understood.
    """
    parts = {path: _text_of(path) for path in sorted((theme / "static" / "css").glob("*.css"))}
    try:
        return Asset.named("site", "css", _lowered("\n".join(parts.values())))
    except ValueError:
        # By itself the file that is wrong tells its own lines.
        for path, text in parts.items():
            with blamed_on(path):
                _lowered(text)
        raise


def _lowered(css: str) -> str:
    return lightningcss.process_stylesheet(css, browsers_list=BROWSERS)


def icon_of(theme: Path) -> Asset:
    return Asset.named("icon", "svg", _text_of(theme / "static" / "icon.svg"))


def _text_of(path: Path) -> str:
    with blamed_on(path):
        return path.read_text("utf-8")


NOT_FOUND = mark("This page does not exist")
BEGIN_AGAIN = mark("It may have moved. Begin again here:")


class Theme:
    """Renders pages: one Jinja environment for all languages, so that a template is compiled once."""

    def __init__(self, environment: Environment, site: Site, outlines: Outlines | None = None):
        self._site = site
        self._voice = Voice(environment, {language.code: language for language in site.languages}, outlines)

    def render(self, page: Page | Filled) -> bytes:
        """The file of a page."""
        made = page.pattern if type(page) is Filled else page
        note(f"template:{made.template}")
        note(f"catalogue:{made.frame.lang}")
        return self._voice.page(made).encode() if made is page else self._voice.filled(page)

    def draw(self, lang: str, template: str, **values: Any) -> str:
        """A template in a language, for what is no page in a frame."""
        note(f"template:{template}")
        note(f"catalogue:{lang}")
        return self._voice.speaking(lang).get_template(template).render(**values)

    def digest_of(self, template: str) -> bytes:
        """The digest of a template with all that it includes, imports or extends."""
        return digest(*(f"{name}\0{source}" for name, source in sorted(self._closure(template, {}).items())))

    def _closure(self, name: str, known: dict[str, str]) -> dict[str, str]:
        environment = self._voice.environment
        try:
            known[name], _, _ = environment.loader.get_source(environment, name)
        except (TemplateError, UnicodeDecodeError) as error:
            # It will be told, with its place, by the page that needs this template.
            known[name] = str(error)
            return known
        others = [file or other for file, other in _NAMED.findall(known[name])]
        # A name that is no plain text: any template of the theme may be meant.
        for one in environment.list_templates() if "" in others else others:
            if one not in known:
                self._closure(one, known)
        return known

    def fixed_pages(self) -> Iterator[tuple[str, str]]:
        """Pages that belong to no language: the choice of languages at the root, and "not found"."""
        for language in self._site.languages:
            note(f"catalogue:{language.code}")
        site = self._site
        editions = [Edition(site, language) for language in site.languages]
        for path, name in (("index.html", "languages.html"), ("404.html", "not_found.html")):
            note(f"template:{name}")
            template = self._voice.speaking(site.languages[0].code).get_template(name)
            yield (
                path,
                template.render(
                    editions=editions,
                    stylesheet=site.base + site.stylesheet,
                    icon=site.base + site.icon,
                    not_found=NOT_FOUND,
                    begin_again=BEGIN_AGAIN,
                    # Hosts that choose headers by the address asked for send none with this page.
                    policy=meta_policy(),
                ),
            )


def component_file(name: str) -> str:
    return f"components/{name}.html"


def macro_of(environment: Environment, name: str) -> Callable[..., Markup]:
    """The macro that draws a kind of view, by its name."""
    return getattr(environment.get_template(component_file(name)).module, name)


_NAMED = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\s+
    (?:"([^"]*)"(?=\s*(?:[-+]?%\}|import\b|as\b|with|ignore\b))|'([^']*)'(?=\s*(?:[-+]?%\}|import\b|as\b|with|ignore\b)))?""",
    re.VERBOSE,
)
"""Where a template names another; without a name where it is worked out. Parsing takes much longer."""


Gaps = tuple[Callable[[Iterable[bytes]], bytes], list]
"""How a pattern is filled, and its slots with the settings that the parts in them are drawn with."""

_ONCE = object()
"""A view was drawn once, and may never be again."""


class Voice:
    """A theme's environment, speaking one of several languages at a time."""

    def __init__(
        self, environment: Environment, languages: Mapping[str, Language], outlines: Outlines | None = None
    ):
        self.environment = environment
        self._languages = languages
        self._outlines = outlines or Outlines()
        self._templates: dict[Hashable, Callable[[Any], str]] = {}
        self._components: dict[Hashable, tuple[Callable[[Any], str], str]] = {}
        self._now = next(iter(languages.values()))
        self._plain: dict[tuple[str, str], Markup] = {}
        self._words = 0
        self._open: list[tuple[Slot, Mapping[str, Hashable]]] = []
        self._unproven: dict[Hashable, int] = {}
        watch(environment)
        environment.install_gettext_callables(self._gettext, self._ngettext, newstyle=True)
        # Jinja would look up, mark and fill in a message without values again on every page.
        environment.globals["_"] = self._said
        environment.globals["draw"] = self.draw
        # A theme that is edited is another world, and another process.
        environment.auto_reload = False

    def speaking(self, lang: str) -> Environment:
        """The environment, for templates rendered until another language is asked for."""
        self._now = self._languages[lang]
        return self.environment

    def page(self, page: Page) -> str:
        """A page by its template."""
        self.speaking(page.frame.lang)
        key = page.template, page.frame.lang
        template = self._templates.get(key)
        if template is None:
            render = self.environment.get_template(page.template).render
            template = self._templates[key] = lambda page: render(frame=page.frame, page=page.content)
        return self._outlines.draw(key, template, page, self.draw)

    def filled(self, page: Filled) -> bytes:
        """The file of a page that others are like: what was drawn of them all, with its words and parts."""
        pattern = page.pattern
        self.speaking(pattern.frame.lang)
        drawn = pattern.__dict__.get(self)
        if drawn is None:
            drawn = pattern.__dict__[self] = noted(lambda: self._with_gaps(page))
        gaps, names = drawn
        if gaps is None:
            return self.page(page.whole).encode()
        note_all(names)
        return self._fill(page, gaps)

    def _fill(self, page: Filled, gaps: Gaps) -> bytes:
        fill, slots = gaps
        parts = (self.draw(page.parts[slot.number], **settings).encode() for slot, settings in slots)
        return fill((*in_html(page.words), *parts))

    def _with_gaps(self, page: Filled) -> Gaps | None:
        """How a pattern is filled; None where a template does more with a word than to put it out."""
        self._outlines.guard, self._open, self._words = Guard(self.draw), [], len(page.words)
        try:
            gaps = filling_of(self.page(page.pattern)), self._open
        except Exception:
            # A fault of a template is told by running it with the page itself.
            return None
        finally:
            self._outlines.guard = None
        # What the proof reads the page reads as well, when it is filled.
        proven, _ = noted(lambda: self._proven(page, gaps))
        return gaps if proven else None

    def _proven(self, page: Filled, gaps: Gaps) -> bool:
        """Whether filling is to be believed: the first pages of a template are written both ways."""
        key = page.pattern.template, page.pattern.frame.lang
        left = self._unproven.get(key, PROOFS)
        if left > 0:
            is_same = self._fill(page, gaps) == self.page(page.whole).encode()
            left = self._unproven[key] = left - 1 if is_same else -1
        return left >= 0

    def _leave_open(self, slot: Slot, settings: Mapping[str, Hashable]) -> Markup:
        """The gap for a part that is drawn by itself; its words come behind those of the page."""
        self._open.append((slot, settings))
        return marked(gap(self._words + len(self._open) - 1))

    def draw(self, view: Any, **settings: Hashable) -> Markup:
        """A view by the component that it names; `settings` are the component's further arguments."""
        if type(view) is Seen:
            return view.drawn(**settings)
        if type(view) is Slot:
            return self._leave_open(view, settings)
        # What another theme drew of the same view is not what this one draws.
        key = (self, view.component, self._now.code, *settings.items())
        drawn = view.__dict__.get(key)
        if drawn is None:
            view.__dict__[key] = _ONCE
            return self._drawn(key, view, settings)
        if drawn is _ONCE:
            # What is drawn a second time is made once for many pages: it stays as it is now.
            drawn = view.__dict__[key] = noted(lambda: self._drawn(key, view, settings))
        words, names = drawn
        note_all(names)
        return words

    def _drawn(self, key: Hashable, view: Any, settings: Mapping[str, Hashable]) -> Markup:
        known = self._components.get(key)
        if known is None:
            macro = macro_of(self.environment, view.component)
            known = partial(macro, **settings), f"template:{component_file(view.component)}"
            self._components[key] = known
        template, name = known
        note(name)
        return marked(self._outlines.draw(key, template, view, self.draw))

    def _said(self, message: str, **values: Any) -> Markup:
        """A message in the language that is spoken, its values escaped."""
        key = self._now.code, message
        if values:
            return Markup(self._now.catalogue.gettext(message)) % values
        if key not in self._plain:
            self._plain[key] = Markup(self._now.catalogue.gettext(message)) % {}
        return self._plain[key]

    def _gettext(self, message: str) -> str:
        return self._now.catalogue.gettext(message)

    def _ngettext(self, one: str, many: str, n: int) -> str:
        return self._now.catalogue.ngettext(one, many, n)
