"""The one module that knows Pelican: it hands our pages to Pelican's build and keeps its traps shut.

Pelican goes on with a success when a plugin fails, drops what it cannot read, and writes in place. So
the facts are checked as soon as Pelican starts; pages are written to a staging folder; and only what
differs is renamed over the output when everything has been written. What has not changed since the last
build is neither checked nor made again: see `plugins/incremental/`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from markdown import Markdown
from pelican import Pelican, log, signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from incremental import Build, Report, Result, Task, world
from incremental.kept import Kept
from incremental.reads import Remembered, forget
from incremental.signs import digest

from .building import as_left, code_of, files_of, refuse_among_sources, sources_of
from .checking import load_site
from .checking.library import Memory
from .checking.opening import Opened, open_site
from .compiled import CompiledTemplates
from .hosting.site_files import map_of_site, site_files
from .languages import load_languages
from .languages.catalogues import catalogue_bytes
from .pages.calendars import calendar_files
from .pages.edition import Edition, Site
from .pages.every import every_sheet
from .pages.sheets import Sheet
from .pages.splitting import pages_of
from .progress.noted import Present
from .progress.surface import Surface, of_records
from .publication import operated_by
from .theme import Theme, icon_of, stylesheet_of

GUARD = "transparency-plugin-did-not-run"
"""A template that does not exist; pelicanconf.py asks for it, and only this plugin takes it away."""

OWN = "TRANSPARENCY_"


def connect() -> None:
    signals.initialized.connect(_begin)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_finish)


def run_pelican(
    configuration: Path, root: Path, today: date | None, build: Build, call: bytes, report: Report | None
) -> Result:
    """Make what is not as it should be of a site whose build has begun; see `building.build_site`."""
    overrides = {
        "TRANSPARENCY_ROOT": str(root),
        "TRANSPARENCY_TODAY": today,
        "TRANSPARENCY_PROGRESS": report,
        "TRANSPARENCY_BUILD": build,
        "TRANSPARENCY_CALL": call,
        "PATH": str(_folder_of_texts(root)),
        "OUTPUT_PATH": str(build.tree.output),
    }
    settings = _settings(configuration, overrides)
    log.init(level=logging.WARNING, fatal="warnings", name="pelican")
    # Pelican would say that it processed 0 articles: it counts only those it writes itself.
    log.console.quiet = True
    Pelican(settings).run()
    return replace(settings["TRANSPARENCY_RESULT"], held=settings)


def _folder_of_texts(root: Path) -> Path:
    """Where Pelican looks for texts, which must be a folder; a site without any has none for them."""
    content = root / "content"
    return content if content.is_dir() else root / "data"


def settings_of(configuration: Path) -> Mapping[str, Any]:
    """The settings of a file, as Pelican reads them."""
    return _settings(configuration)


def _settings(configuration: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    # Pelican leaves a settings file among the modules: this one would import another site's.
    for known in ("pelicanconf", "publishconf"):
        sys.modules.pop(known, None)
    return read_settings(str(configuration), override=overrides)


def _begin(pelican: Pelican) -> None:
    """Check everything before anything is written; raise Refused with all problems."""
    settings = pelican.settings
    settings["DIRECT_TEMPLATES"] = [name for name in settings["DIRECT_TEMPLATES"] if name != GUARD]
    root = Path(settings["TRANSPARENCY_ROOT"])
    settings["TRANSPARENCY_RESULT"] = None
    build = settings.get("TRANSPARENCY_BUILD")
    if build is None:
        # The site is built by Pelican's own command.
        build = settings["TRANSPARENCY_BUILD"] = Build(
            Path(pelican.output_path), clean=settings.get("TRANSPARENCY_CLEAN", False)
        )
        refuse_among_sources(build.tree.output, root)
        build.begin()
    build.enter(_world(settings, build))
    pelican.output_path = settings["OUTPUT_PATH"] = str(build.tree.staging)
    # What was deleted here would be the staging folder; obsolete files are removed at the end.
    pelican.delete_outputdir = False
    # Before anything is read: what changes while it is built is seen the next time.
    settings["TRANSPARENCY_FILES"] = files_of(root, _themes(settings), build)
    settings["TRANSPARENCY_RESULT"] = as_left(build, root, _today(settings))
    if settings["TRANSPARENCY_RESULT"] is None:
        present = partial(operated_by, operator=settings.get("TRANSPARENCY_OPERATOR"))
        settings["TRANSPARENCY_SITE"] = _opened(root, _today(settings), build, present)


def _themes(settings: dict) -> tuple[str, ...]:
    """The folders in which templates lie."""
    return settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]


def _opened(root: Path, today: date | None, build: Build, present: Present) -> Opened:
    """The site, checked as far as it has changed. Raises Refused with all problems where there are any."""
    try:
        memory = msgspec.msgpack.decode(build.memory, type=Memory) if build.memory else Memory()
    except (msgspec.DecodeError, msgspec.ValidationError):
        memory = Memory()
    opened = open_site(root, today, memory, present, build.seen)
    if opened is None:
        load_site(root, today)
        raise AssertionError("the check of single files and that of the whole site disagree")
    return opened


def _world(settings: dict, build: Build) -> bytes:
    """What every page depends on; with another world, nothing is remembered."""
    operator = settings.get("TRANSPARENCY_OPERATOR") or ""
    return digest(code_of(build), world.of_installation(), world.of_settings(settings, OWN), operator)


def _generators(_: Pelican) -> type[Generator]:
    return SiteGenerator


def _finish(pelican: Pelican) -> None:
    settings = pelican.settings
    if settings["TRANSPARENCY_RESULT"] is None:
        site: Opened = settings["TRANSPARENCY_SITE"]
        memory = msgspec.msgpack.encode(site.memory)
        build: Build = settings["TRANSPARENCY_BUILD"]
        timezone = site.state.data.site.timezone
        sources = sources_of(settings["TRANSPARENCY_FILES"], timezone, _themes(settings), site.today)
        call = settings.get("TRANSPARENCY_CALL", b"")
        settings["TRANSPARENCY_RESULT"] = build.finish(sources, memory, call)


class _BodyReader(MarkdownReader):
    """Pelican's reader of Markdown, for the bodies of texts: files and their heads are read elsewhere."""

    @cached_property
    def _markdown(self) -> Markdown:
        return Markdown(**self.settings["MARKDOWN"])

    def html(self, body: str) -> str:
        """The HTML of a body, whatever its first line looks like: the head has ended before it."""
        return self._markdown.reset().convert(f"\n{body}")


class SiteGenerator(Generator):
    """Declares every page of the site, each in all languages, and has those made that changed."""

    def generate_context(self) -> None:
        if self.settings["TRANSPARENCY_RESULT"] is not None:
            return
        opened: Opened = self.settings["TRANSPARENCY_SITE"]
        about = opened.state.data.site
        theme = Path(self.settings["THEME"])
        self.assets = stylesheet, icon = stylesheet_of(theme), icon_of(theme)
        build: Build = self.settings["TRANSPARENCY_BUILD"]
        kept = Kept(world.cache_of("ashyq") / "compiled", build.world)
        reader, bodies = _BodyReader(self.settings), Remembered()
        address = self.settings["SITEURL"] or about.address
        self.site = Site(
            state=opened.state,
            languages=load_languages(about, theme / "translations", kept),
            base=urlsplit(address).path.rstrip("/") if address else "",
            address=address.rstrip("/") if address else None,
            stylesheet=stylesheet.path,
            icon=icon.path,
            html_of=lambda body: bodies.get(body, lambda: reader.html(body)),
        )
        self.env.bytecode_cache = CompiledTemplates(kept)
        self.theme_of = Theme(self.env, self.site)
        self.editions = [Edition(self.site, language) for language in self.site.languages]

    def generate_output(self, writer: Any) -> None:
        if self.settings["TRANSPARENCY_RESULT"] is not None:
            return
        report = self.settings.get("TRANSPARENCY_PROGRESS") or (lambda *_: None)
        build: Build = self.settings["TRANSPARENCY_BUILD"]
        digests = self._digests()
        build.make(self._tasks(), digests, report, doubtful=self._doubtful, leave=self._leave)
        # What tells of all pages can only be written when it is known which there are.
        build.make_from_paths(Task("map", partial(self._map_of_site, build), ("site",)), digests)

    def _tasks(self) -> Iterator[Task]:
        yield Task("assets", self._assets, ("assets",))
        yield Task("languages", self._fixed_pages, ("assets", "site"))
        yield Task("hosting", self._site_files, ("assets", "site", "regions", "today"))
        yield Task("calendars", self._calendars, ("site",))
        for sheet in every_sheet(self.site.state.data):
            yield Task(sheet.name, partial(self._pages, sheet), ("assets", "site"), sheet.near)

    def _assets(self) -> Iterator[tuple[str, bytes]]:
        return ((asset.path.lstrip("/"), asset.text.encode()) for asset in self.assets)

    def _fixed_pages(self) -> Iterator[tuple[str, bytes]]:
        return ((path, text.encode()) for path, text in self.theme_of.fixed_pages())

    def _site_files(self) -> Iterator[tuple[str, bytes]]:
        return ((path, text.encode()) for path, text in site_files(self.site, self.theme_of.draw))

    def _map_of_site(self, build: Build) -> Iterator[tuple[str, bytes]]:
        return ((path, text.encode()) for path, text in map_of_site(self.site, build.paths()))

    def _calendars(self) -> Iterator[tuple[str, bytes]]:
        return ((path, text.encode()) for path, text in calendar_files(self.editions))

    def _pages(self, sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        for edition in self.editions:
            for page in pages_of(edition, sheet):
                yield page.path, self.theme_of.render(page)

    def _leave(self) -> None:
        """Hold no longer what the pages of one oblast were made from: a nation would take too much room."""
        forget()
        self.settings["TRANSPARENCY_SITE"].library.forget()

    def _doubtful(self, names: Sequence[str]) -> list[str]:
        """The names that may stand for something else than they did."""
        library = self.settings["TRANSPARENCY_SITE"].library
        moved, sure = library.moved, of_records(with_tallies=library.counts_as_before)
        return [name for name in names if name in moved or name.partition(":")[0] not in sure]

    def _digests(self) -> Callable[[str], bytes]:
        """The digest of each input that a page can read, by its name."""
        opened: Opened = self.settings["TRANSPARENCY_SITE"]
        surface = Surface(opened.library.digest, self.site.state)
        theme = Path(self.settings["THEME"])
        of_kind = {
            "assets": lambda _: digest(*(asset.path for asset in self.assets)),
            "template": self.theme_of.digest_of,
            "catalogue": lambda lang: digest(catalogue_bytes(theme / "translations", lang)),
        }

        def digest_of(name: str) -> bytes:
            kind, _, rest = name.partition(":")
            return of_kind[kind](rest) if kind in of_kind else surface(name)

        return digest_of


def _today(settings: dict) -> date | None:
    today = settings.get("TRANSPARENCY_TODAY")
    return date.fromisoformat(today) if isinstance(today, str) else today
