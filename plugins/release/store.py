"""Where releases are kept: numbered folders, and `current`, the link to the one that is public.

    store/current -> releases/000007      what a server serves
    store/releases/000007/                a release, never changed after it was placed
    store/published/000007                says that it has been public
    store/work/                           the next release; whatever is left here by a kill is removed

Every step is one rename, or can be done again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import tree
from .faults import Altered, ReleaseFault
from .lock import held
from .manifest import MANIFEST, Manifest, read_manifest

RELEASES, PUBLISHED, WORK, CURRENT, LOCK = "releases", "published", "work", "current", ".lock"
DIGITS = 6

_NAME = re.compile(rf"\d{{{DIGITS},}}")


class Store:
    """The folder of releases; changed only within `changing`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.work = folder / WORK

    @contextmanager
    def changing(self) -> Iterator[Store]:
        """Hold the store alone and mend what a killed process left.

        Raises Locked, ReleaseFault for a store that is none, and OSError where it cannot be written.
        """
        with held(self.folder / LOCK):
            self._refuse_links()
            self._repair()
            try:
                yield self
            finally:
                self.end()

    # --- what is there ---

    def releases(self) -> tuple[str, ...]:
        """The kept releases that have been public, oldest first."""
        return tuple(sorted((name for name in self._marked() if self.tree(name).is_dir()), key=int))

    def current(self) -> str | None:
        """The release that is public."""
        link = self.folder / CURRENT
        if not link.is_symlink():
            return None
        name = Path(os.readlink(link)).name
        return name if _NAME.fullmatch(name) else None

    def latest(self) -> str | None:
        """The newest release, also where an earlier one is public again."""
        return next(reversed(self.releases()), None)

    def tree(self, name: str) -> Path:
        return self.folder / RELEASES / name

    def manifest(self, name: str) -> Manifest:
        """The manifest of a kept release. Raises Altered where it is not one."""
        try:
            return read_manifest(tree.read(self.tree(name) / MANIFEST))
        except (Altered, FileNotFoundError) as error:
            raise Altered(f"release {name} in the store was altered: {error}") from error

    def next_name(self) -> str:
        """A number that no release has borne."""
        return f"{max((int(name) for name in self._marked()), default=0) + 1:0{DIGITS}d}"

    def _marked(self) -> list[str]:
        """Every release that has been public, also those that were removed."""
        folder = self.folder / PUBLISHED
        return [name for name in os.listdir(folder) if _NAME.fullmatch(name)] if folder.is_dir() else []

    # --- steps of a change ---

    def begin(self) -> Path:
        """An empty folder for the next release."""
        draft = self.work / "draft"
        draft.mkdir(parents=True)
        return draft

    def place(self, draft: Path, name: str) -> None:
        """Give a finished draft its place among the releases; it is not public yet."""
        tree.settle_folders(draft)
        os.rename(draft, self.tree(name))
        tree.settle_folder(self.folder / RELEASES)

    def point(self, name: str) -> Path:
        """A link to a release beside `current`, to be put in its place."""
        link = self.work / CURRENT
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{name}")
        return link

    def switch(self, link: Path) -> None:
        """Make a release public by one rename."""
        os.replace(link, self.folder / CURRENT)
        tree.settle_folder(self.folder)

    def mark(self, name: str) -> None:
        """Remember that a release has been public."""
        (self.folder / PUBLISHED / name).touch()
        tree.settle_folder(self.folder / PUBLISHED)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the newest `keep` releases and the public one."""
        surplus = tuple(name for name in self.releases()[:-keep] if name != self.current())
        for name in surplus:
            self.remove(name)
        return surplus

    def remove(self, name: str) -> None:
        """Remove a release that is neither public nor the newest: on that one the next release stands.

        Raises ReleaseFault.
        """
        if name in (self.current(), self.latest()):
            raise ReleaseFault(f"release {name} is public or the newest; publish another one first")
        if name not in self.releases():
            raise ReleaseFault(f"there is no release {name}")
        self.work.mkdir(exist_ok=True)
        # In one step it is no release any more; half a release is never found among the others.
        os.rename(self.tree(name), self.work / name)
        tree.remove(self.work / name)

    def end(self) -> None:
        """Remove what the change has no more use for."""
        tree.remove(self.work)

    # --- mending ---

    def _repair(self) -> None:
        self.end()
        for name in (RELEASES, PUBLISHED):
            (self.folder / name).mkdir(exist_ok=True)
        if current := self.current():
            self.mark(current)
        published = set(self.releases())
        for entry in sorted(os.listdir(self.folder / RELEASES)):
            if entry not in published:
                tree.remove(self.folder / RELEASES / entry)

    def _refuse_links(self) -> None:
        """A store in which a folder is a link would be written elsewhere."""
        for name in (RELEASES, PUBLISHED, WORK):
            if (self.folder / name).is_symlink():
                raise ReleaseFault(f"{self.folder / name} is a link; a store holds its own folders")
        current = self.folder / CURRENT
        if current.exists() and not current.is_symlink():
            raise ReleaseFault(f"{current} is no link; name another folder for the releases")
