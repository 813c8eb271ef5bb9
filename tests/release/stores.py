"""A store of releases for tests: a key of its own, and a small tree to publish from."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from release.manifest import Manifest
from release.publishing import Plan, Published, publish, rollback
from release.signing import Signer
from release.store import Store
from tests.programs import require

IDENTITY = "example.org"
START = datetime(2026, 11, 22, 3, tzinfo=UTC)


def new_key(path: Path) -> Path:
    """A fresh signing key without a passphrase."""
    program = require("ssh-keygen", "it signs releases (apt-get install openssh-client)")
    command = [str(program), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


class Shop:
    """A store, a tree beside it, and the means to publish one into the other."""

    def __init__(self, folder: Path):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.tree = folder / "output"
        self.data = folder / "data"
        self.store = Store(folder / "public")
        self.signer = Signer(new_key(folder / "key"), IDENTITY)
        self._made = START

    @property
    def current(self) -> Path:
        return self.store.folder / "current"

    @property
    def signers(self) -> str:
        return self.signer.allowed_signers()

    def write(self, path: str, text: str, folder: Path | None = None) -> Path:
        file = (folder or self.tree) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def fill(self, word: str) -> None:
        """A tree that says one word on each page, with a stylesheet named after it."""
        for number in range(3):
            self.write(f"page-{number}/index.html", f"<p>{word} {number}</p>" + "<p>always</p>" * 50)
        self.write("always.txt", "the same in each release\n")
        for old in self.tree.glob("assets/*"):
            old.unlink()
        self.write(f"assets/site.{word}.css", f"p {{ color: {word} }}\n")
        self.write("figures.yml", f"word: {word}\n", self.data)

    def plan(self, **changes) -> Plan:
        self._made += timedelta(days=1)
        usual = Plan(self.tree, self.signer, self._made, commit="0" * 40, archive=self.data)
        return replace(usual, **changes)

    def publish(self, step: Callable[[str], None] = lambda name: None, **changes) -> Published:
        with self.store.changing():
            return publish(self.store, self.plan(**changes), step)

    def rollback(self, name: str | None = None) -> str:
        with self.store.changing():
            return rollback(self.store, self.signers, name)

    def manifest(self) -> Manifest:
        return self.store.manifest(self.store.current())
