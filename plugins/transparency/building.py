"""A site built, or found to be as it was left: which of them, is known before Pelican is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from incremental import Build, OutputRefused, Report, Result, world
from incremental.signs import digest
from incremental.workers import uncollected

from .loading.today import today_of

PLUGINS = Path(__file__).resolve().parents[1]
SETTING = "ASHYQ_"
"""What variables of the environment that settings come from begin with."""


@uncollected()
def build_site(
    configuration: Path,
    root: Path,
    today: date | None,
    output: Path,
    report: Report | None = None,
    clean: bool = False,
) -> Result:
    """Build one site folder by Pelican with a settings file; `report` is told after each page how
    many are done, of how many, and what it was of. With `clean` nothing remembered is believed.

    Raises Refused where the content cannot be published, OutputRefused where the output folder cannot be
    used, WorkFailed and WorkerDied where a page could not be made; then nothing has been changed. What
    Pelican would only log stops the build.
    """
    build = Build(output, clean=clean)
    try:
        refuse_among_sources(output, root)
        build.begin()
        call = _call(configuration, root, build)
        return as_left(build, root, today, call) or _run(configuration, root, today, build, call, report)
    except BaseException:
        build.drop()
        raise


def refuse_among_sources(output: Path, root: Path) -> None:
    """Raise OutputRefused for an output that would be read as a part of the site."""
    for name in ("data", "content"):
        if output.resolve().is_relative_to((root / name).resolve()):
            raise OutputRefused(f"{output} lies in {root / name}, where the site is read from; name another")


def _run(
    configuration: Path, root: Path, today: date | None, build: Build, call: bytes, report: Report | None
) -> Result:
    # Pelican and all that checks and draws take longer to load than a look at what there is.
    from .adapter import run_pelican

    return run_pelican(configuration, root, today, build, call, report)


def as_left(build: Build, root: Path, today: date | None, call: bytes = b"") -> Result | None:
    """What there is, if neither a source nor the day nor a setting has changed since it was made.

    With `call` that is known by what settings come from, else by the world that the build has entered.
    """
    if not build.sources or (call and build.call != call):
        return None
    try:
        left = msgspec.msgpack.decode(build.sources, type=Sources)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    # Where no source has changed, site.yml still states this time zone.
    files = files_of(root, left.themes, build)
    day = today_of(today, left.timezone)
    return build.is_current(sources_of(files, left.timezone, left.themes, day), call)


class Sources(msgspec.Struct, array_like=True, frozen=True):
    """What a site was made from: the digest of its files, its time zone, folders of templates, the day."""

    files: bytes
    timezone: str
    themes: tuple[str, ...]
    day: str


def files_of(root: Path, themes: Iterable[str], build: Build) -> bytes:
    """The digest of all files that a site is made from."""
    # Hidden files, an editor's own notes for one, are no part of a site; nor are links followed there.
    facts = world.of_folders([root / "data", root / "content"], seen=build.seen, hidden=False)
    return digest(facts, world.of_folders(map(Path, themes), seen=build.seen, through_links=True))


def sources_of(files: bytes, timezone: str, themes: tuple[str, ...], day: date) -> bytes:
    """All that a site is made from on one day, to be compared with what it was made from."""
    return msgspec.msgpack.encode(Sources(files, timezone, themes, day.isoformat()))


def code_of(build: Build) -> bytes:
    """The digest of all code of this program."""
    return world.of_folders([PLUGINS], ".py", build.seen, through_links=True)


def _call(configuration: Path, root: Path, build: Build) -> bytes:
    """The digest of all that settings come from: files, code, packages, variables, the site's place."""
    files = [build.seen.digest(str(path)) for path in sorted(configuration.parent.glob("*.py"))]
    variables = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(SETTING))
    return digest(str(configuration), str(root), code_of(build), world.of_installation(), *files, *variables)
