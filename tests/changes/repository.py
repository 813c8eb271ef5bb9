"""A site folder in a real git repository, for tests of what an edit changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

from tests.built import TODAY as SHIPPED_TODAY
from tests.programs import ROOT, require
from transparency.changes import Change, changes_between
from transparency.checking import Checked, load_site
from transparency.checking.against import check_against
from transparency.loading.problems import Problem
from transparency.progress.state import State
from transparency.revisions import Base, base_of

TODAY = date(2026, 1, 1)

BLUE = "data/regions/nowhere/blue-oblast"
OBSERVATIONS = f"{BLUE}/observations.yml"
COMMITMENTS = f"{BLUE}/commitments.yml"
REGION = f"{BLUE}/region.yml"
SOURCES = "data/sources.yml"

_IDENTITY = {
    **{f"GIT_{who}_NAME": "A Tester" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "tester@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-01-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class Repository:
    """A site folder that can be edited and committed; `root` is the site, `folder` the repository."""

    def __init__(self, folder: Path, root: Path | None = None, today: date = TODAY):
        require("git", "it holds what was published (apt-get install git)")
        self.folder = folder
        self.root = root or folder
        self.today = today

    def git(self, *arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env={**environment, **_IDENTITY})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def begin(self) -> Repository:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        return self.commit("what was published")

    def commit(self, message: str = "an edit") -> Repository:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    # --- edits ---

    def rewrite(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def append(self, path: str, more: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        earlier = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(earlier + more, encoding="utf-8")

    # --- what follows ---

    def checked(self, today: date | None = None) -> Checked:
        return load_site(self.root, today or self.today)

    def base(self, name: str | None = None) -> Base:
        return base_of(self.root, self.checked(), name)

    def problems(self) -> list[Problem]:
        """What is wrong with the site against its default base."""
        checked = self.checked()
        base = base_of(self.root, checked)
        return check_against(base.site.data, checked.data, checked.found, base.site.found)

    def placed(self) -> list[str]:
        return [f"{p.path}:{p.line}:{p.column} {p.rule}" for p in self.problems()]

    def changes(self) -> tuple[Change, ...]:
        checked = self.checked()
        base = base_of(self.root, checked)
        return changes_between(State(base.site.data, self.today), State(checked.data, self.today))

    def kinds(self) -> list[str]:
        return [change.kind for change in self.changes()]


def invented(folder: Path) -> Repository:
    """The small invented site, published."""
    shutil.copytree(ROOT / "tests/sites/bad-base", folder)
    return Repository(folder).begin()


def shipped(folder: Path) -> Repository:
    """The shipped facts, published."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, folder / name)
    return Repository(folder, today=date.fromisoformat(SHIPPED_TODAY)).begin()
