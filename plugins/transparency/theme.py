"""The theme at work: one stylesheet from its parts, and its templates speaking each language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightningcss
from jinja2 import Environment

from .hosting.policies import meta_policy
from .languages import Language
from .languages.catalogues import mark
from .pages.edition import Edition, Site
from .pages.page import Page

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
    """The whole site's CSS as one file, lowered for the floor of browsers."""
    parts = sorted((theme / "static" / "css").glob("*.css"))
    source = "\n".join(part.read_text("utf-8") for part in parts)
    return Asset.named("site", "css", lightningcss.process_stylesheet(source, browsers_list=BROWSERS))


def icon_of(theme: Path) -> Asset:
    return Asset.named("icon", "svg", (theme / "static" / "icon.svg").read_text("utf-8"))


NOT_FOUND = mark("This page does not exist")
BEGIN_AGAIN = mark("It may have moved. Begin again here:")


class Theme:
    """Renders pages: one Jinja environment a language, since words are looked up while rendering."""

    def __init__(self, environment: Environment, site: Site):
        self._site = site
        self._environments = {language.code: speaking(environment, language) for language in site.languages}

    def render(self, page: Page) -> str:
        template = self._environments[page.frame.lang].get_template(page.template)
        return template.render(frame=page.frame, page=page.content)

    def draw(self, lang: str, template: str, **values: Any) -> str:
        """A template in a language, for what is no page in a frame."""
        return self._environments[lang].get_template(template).render(**values)

    def fixed_pages(self) -> Iterator[tuple[str, str]]:
        """Pages that belong to no language: the choice of languages at the root, and "not found"."""
        site = self._site
        editions = [Edition(site, language) for language in site.languages]
        for path, name in (("index.html", "languages.html"), ("404.html", "not_found.html")):
            template = self._environments[site.languages[0].code].get_template(name)
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


def speaking(environment: Environment, language: Language) -> Environment:
    """The theme's environment with one language's catalogue; templates are compiled once for each."""
    # The extension installs into the environment it was made for, so the overlay is taken afterwards.
    environment.install_gettext_translations(language.catalogue, newstyle=True)
    spoken = environment.overlay()
    spoken.globals = dict(environment.globals)
    return spoken
