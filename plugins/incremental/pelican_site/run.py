"""One run of Pelican: begun before it, published after it, and left without a trace if it fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from jinja2 import Template
from pelican import Pelican, log, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import Readers
from pelican.writers import Writer

from ..build import Build
from ..reads import is_asked
from ..signs import digest
from ..tasks import Result
from ..tree import OutputRefused
from . import world
from .attached import attach_all
from .contents import Contents, noting_reads
from .feeds import FeedWriter
from .pages import Facts, Pages
from .reading import Library, MarkdownReader, Read, install
from .templates import Sight, prepare, undeclared

NAME = "incremental"

WRITING = (
    signals.content_written,
    signals.feed_generated,
    signals.feed_written,
    signals.article_writer_finalized,
    signals.page_writer_finalized,
    signals.get_generators,
)
"""Who hears these may change what pages are made from, between one page and the next."""

CHANGING = (signals.article_generator_write_article, signals.page_generator_write_page)
"""Who hears these changes an article just before it is written, when parts of it have been used already."""

_current: Run | None = None


class Memory(msgspec.Struct, array_like=True, frozen=True):
    """What is kept from run to run: the code that ran, what each page was made from, what was read."""

    code: dict[str, bytes] = {}
    facts: Facts = Facts()
    read: dict[bytes, Read] = {}


class Run:
    """A run of Pelican whose pages are spared, from its beginning to its end."""

    def __init__(self, pelican: Pelican, build: Build, memory: Memory):
        self.pelican = pelican
        self.build = build
        self.pure = frozenset(pelican.settings.get("INCREMENTAL_PURE", ()))
        self.contents = Contents()
        self.library = Library(memory.read, self.pure, build.seen)
        self.pages = Pages(memory.facts, self.contents, self.left, _is_alone)

    def left(self, page: str, signed: bytes) -> str | None:
        """The text of a page as it lies in the output, if it is what was made."""
        tree = self.build.tree
        try:
            path = tree.output / tree.checked(page)
            raw = b"" if path.is_symlink() else path.read_bytes()
            return raw.decode() if digest(raw) == signed else None
        except (OSError, OutputRefused, UnicodeDecodeError):
            return None

    def spare(self, template: Template, given: dict, render: Callable[[], str]) -> str:
        """The text that a template makes of what it is given, rendered or not."""
        page = given.get("output_file")
        if not isinstance(page, str) or is_asked():
            return render()  # part of a page
        sight = Sight(given, self.contents, template.environment, self.pure)
        doubts = [f"untold:{name}" for name in undeclared(template.environment, self.pure)]
        text = None if doubts else self.known(page, sight)
        if text is None:
            text = self.make(page, sight, [f"template:{template.name}", *doubts], render)
        return text

    def known(self, page: str, sight: Sight) -> str | None:
        """The text of a page or a feed, if nothing that it was made from has changed."""
        return None if _changing() else self.pages.known(page, sight)

    def make(self, page: str, sight: Sight, names: list[str], render: Callable[[], str]) -> str:
        """Make a page or a feed, and remember it as far as it can be told what it was made from."""
        return self.pages.make(page, sight, names + _changing(), render)

    def finish(self) -> Result:
        memory = Memory(world.loaded_code(), self.pages.facts, self.library.new)
        return self.build.finish(memory=msgspec.msgpack.encode(memory))


def _is_alone() -> bool:
    return not any(signal.receivers for signal in WRITING)


def _changing() -> list[str]:
    return [f"untold:{signal.name}" for signal in CHANGING if signal.receivers]


def connect() -> None:
    """Spare the pages of each Pelican run of a site that names this plugin."""
    signals.initialized.connect(_initialized)
    signals.generator_init.connect(_generator)
    signals.readers_init.connect(_readers)
    signals.content_object_init.connect(_content)
    signals.static_generator_finalized.connect(_statics)
    signals.all_generators_finalized.connect(_attachments)
    signals.get_writer.connect(_writer)


def _initialized(pelican: Pelican) -> None:
    # Other sites may be built in the same process, by plugins of their own.
    if NAME in pelican.settings["PLUGINS"]:
        # Pelican's own caches go by the time of a file, which says little about what is in it.
        pelican.settings["CACHE_CONTENT"] = pelican.settings["LOAD_CONTENT_CACHE"] = False
        # What was deleted here would be the staging folder; obsolete files are removed at the end.
        pelican.delete_outputdir = False
        pelican.run = partial(_run, pelican, pelican.run)


def _run(pelican: Pelican, run: Callable[[], None]) -> None:
    global _current
    if _current is not None:
        return run()  # a site within a site: its files are part of the outer one's
    output = pelican.output_path
    clean = pelican.settings.get("INCREMENTAL_CLEAN", False)
    build = Build(Path(output), _world(pelican), clean, pelican.output_retention)
    try:
        build.begin()
        world.look_at_templates(pelican.settings, build.seen)
        _current = Run(pelican, build, _memory(build))
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(build.tree.staging)
        with noting_reads():
            run()
        _tell(_current, _current.finish())
    except BaseException:
        build.drop()
        raise
    finally:
        _current = None
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = output
    return None


def _world(pelican: Pelican) -> bytes:
    settings = pelican.settings
    # It completes the settings for Markdown, which must not look like a change in the next run.
    MarkdownReader(settings)
    further = [Path(pelican.path, path).expanduser() for path in settings.get("INCREMENTAL_DEPENDS", ())]
    return digest(world.of_settings(settings), world.of_files(further))


def _memory(build: Build) -> Memory:
    try:
        memory = msgspec.msgpack.decode(build.memory, type=Memory)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return Memory()
    return memory if world.is_same_code(memory.code) else Memory()


def _tell(run: Run, result: Result) -> None:
    written, removed = len(result.written), len(result.removed)
    log.console.print(
        f"Incremental: {result.files} files, {written} written, {removed} removed; "
        f"{run.pages.made} pages and feeds made, {run.pages.spared} spared, {run.library.read} articles read."
    )


def _generator(generator: Generator) -> None:
    run = _current
    if run is None or generator.settings is not run.pelican.settings:
        return
    run.contents.watch(generator.context)
    prepare(generator.env, run.spare)
    if isinstance(generator, (ArticlesGenerator, PagesGenerator)):
        _read_in_order(generator)


def _read_in_order(generator: Generator) -> None:
    """Pelican reads files in the order of a set, another one each time; where two are alike, it shows."""
    found = generator.get_files
    generator.get_files = lambda *args, **kwargs: sorted(found(*args, **kwargs))


def _readers(readers: Readers) -> None:
    if _current is not None:
        install(readers, _current.library)


def _content(content: Content) -> None:
    if _current is not None and content.settings is _current.pelican.settings:
        _current.contents.add(content)


def _statics(generator: Generator) -> None:
    if _current is not None:
        generator.staticfiles.sort(key=lambda static: static.source_path)


def _attachments(generators: list[Generator]) -> None:
    if _current is not None:
        attach_all(generators)


def _writer(pelican: Pelican) -> type[Writer] | None:
    run = _current
    # Pelican warns of two writers; another plugin's comes first.
    if run is None or pelican is not run.pelican or len(signals.get_writer.receivers) > 1:
        return None
    return type("Writer", (FeedWriter,), {"run": run})
