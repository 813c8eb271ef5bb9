"""The one module that knows Pelican: it hands our pages to Pelican's build and keeps its traps shut.

Pelican goes on with a success when a plugin fails, drops what it cannot read, and writes in place. So
the facts are checked as soon as Pelican starts; pages are written to a staging folder; and the
staging folder replaces the output only when everything has been written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import Pelican, log, signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from .checking import Checked, load_site
from .hosting.site_files import site_files
from .languages import load_languages
from .output import Result, Staging
from .pages.edition import Site
from .pages.every import every_page
from .progress.state import State
from .theme import Theme, icon_of, stylesheet_of

GUARD = "transparency-plugin-did-not-run"
"""A template that does not exist; pelicanconf.py asks for it, and only this plugin takes it away."""


def connect() -> None:
    signals.initialized.connect(_begin)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_finish)


def build_site(
    configuration: Path,
    root: Path,
    today: date | None,
    output: Path,
    report: Callable[[int, int, str], None] | None = None,
) -> Result:
    """Build one site folder by Pelican with a settings file; `report` is told after each page how
    many are done, of how many, and its path.

    Raises Refused where the content cannot be published and OutputRefused where the output folder
    cannot be used; then nothing has been changed. What Pelican would only log stops the build.
    """
    overrides = {
        "TRANSPARENCY_ROOT": str(root),
        "TRANSPARENCY_TODAY": today,
        "TRANSPARENCY_PROGRESS": report,
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(output),
    }
    settings = read_settings(str(configuration), override=overrides)
    log.init(level=logging.WARNING, fatal="warnings", name="pelican")
    # Pelican would say that it processed 0 articles: it counts only those it writes itself.
    log.console.quiet = True
    try:
        Pelican(settings).run()
    except BaseException:
        if "TRANSPARENCY_STAGING" in settings:
            settings["TRANSPARENCY_STAGING"].drop()
        raise
    return settings["TRANSPARENCY_RESULT"]


def _begin(pelican: Pelican) -> None:
    """Check everything before anything is written; raise Refused with all problems."""
    settings = pelican.settings
    checked = load_site(Path(settings["TRANSPARENCY_ROOT"]), _today(settings))
    staging = Staging(Path(pelican.output_path))
    settings["TRANSPARENCY_CHECKED"] = checked
    settings["TRANSPARENCY_STAGING"] = staging
    settings["DIRECT_TEMPLATES"] = [name for name in settings["DIRECT_TEMPLATES"] if name != GUARD]
    pelican.output_path = settings["OUTPUT_PATH"] = str(staging.begin())


def _generators(_: Pelican) -> type[Generator]:
    return SiteGenerator


def _finish(pelican: Pelican) -> None:
    staging: Staging = pelican.settings["TRANSPARENCY_STAGING"]
    pelican.settings["TRANSPARENCY_RESULT"] = staging.finish()


class SiteGenerator(Generator):
    """Makes every page of the site in every language, in one run."""

    def generate_context(self) -> None:
        checked: Checked = self.settings["TRANSPARENCY_CHECKED"]
        theme = Path(self.settings["THEME"])
        self.assets = stylesheet, icon = stylesheet_of(theme), icon_of(theme)
        reader = MarkdownReader(self.settings)
        root = Path(self.settings["TRANSPARENCY_ROOT"])
        address = self.settings["SITEURL"] or checked.data.site.address
        self.site = Site(
            state=State(checked.data, checked.today),
            languages=load_languages(checked.data.site, theme / "translations"),
            base=urlsplit(address).path.rstrip("/") if address else "",
            address=address.rstrip("/") if address else None,
            stylesheet=stylesheet.path,
            icon=icon.path,
            body_of=lambda path: reader.read(str(root / path))[0],
        )
        self.theme_of = Theme(self.env, self.site)

    def generate_output(self, writer: Any) -> None:
        staging: Staging = self.settings["TRANSPARENCY_STAGING"]
        report = self.settings.get("TRANSPARENCY_PROGRESS") or (lambda *_: None)
        for asset in self.assets:
            staging.write(asset.path.lstrip("/"), asset.text)
        for path, text in self.theme_of.fixed_pages():
            staging.write(path, text)
        pages = list(every_page(self.site))
        for done, page in enumerate(pages, 1):
            staging.write(page.path, self.theme_of.render(page))
            report(done, len(pages), page.path)
        for path, text in site_files(self.site, pages, self.theme_of.draw):
            staging.write(path, text)


def _today(settings: dict) -> date | None:
    today = settings.get("TRANSPARENCY_TODAY")
    return date.fromisoformat(today) if isinstance(today, str) else today
