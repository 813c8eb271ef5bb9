"""A copy of the pond that may be edited and built by the real `pelican`, and what was made of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.programs import ROOT

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {**os.environ, "POND_PLUGINS": str(ROOT / "plugins"), "LC_ALL": "C.UTF-8", "COLUMNS": "500"}
COUNTS = re.compile(
    r"(?P<files>\d+) files, (?P<written>\d+) written, (?P<removed>\d+) removed; "
    r"(?P<made>\d+) pages and feeds made, (?P<spared>\d+) spared, (?P<read>\d+) articles read"
)
OURS = ".incremental-output"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended and what it said; `rendered` are the pages that its templates were rendered for."""

    code: int
    said: str
    rendered: tuple[str, ...]

    def __getattr__(self, name: str) -> int:
        return int(COUNTS.search(self.said)[name])


class Pelicans:
    """Real builds by `pelican`, each in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.incremental.forked_pelican"],
            cwd=ROOT,
            env={**ENVIRONMENT, "PYTHONPATH": ENVIRONMENT["POND_PLUGINS"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, folder: Path, *arguments: str) -> tuple[int, str]:
        log = folder / "pelican.log"
        asked = {"folder": str(folder), "arguments": arguments, "log": str(log)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()), log.read_text()

    def end(self) -> None:
        self._process.communicate()


class Pond:
    """The pond in a folder of its own."""

    def __init__(self, folder: Path, pelicans: Pelicans):
        self.folder = shutil.copytree(HERE / "pond", folder)
        self.output = folder / "output"
        self.index = folder / ".output.index"
        self._log = folder / "rendered.log"
        self._pelicans = pelicans
        self._clean = 0

    def build(self, *options: str, **settings: object) -> Outcome:
        """Run `pelican` with further options, and with settings other than those of the file."""
        self._log.unlink(missing_ok=True)
        told = [f"{name}={json.dumps(value)}" for name, value in settings.items()]
        code, said = self._pelicans.build(self.folder, *options, *(["-e", *told] if told else []))
        rendered = self._log.read_text().split() if self._log.exists() else []
        return Outcome(code, said, tuple(rendered))

    def made(self, *options: str, **settings: object) -> Outcome:
        """A build that must end well."""
        outcome = self.build(*options, **settings)
        assert outcome.code == 0, outcome.said
        return outcome

    def files(self, output: Path | None = None) -> dict[str, bytes]:
        """All files of an output by their path, but for what is neither the site's nor Pelican's."""
        output = output or self.output
        paths = (path for path in output.rglob("*") if path.is_file())
        told = {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}
        return {path: raw for path, raw in told.items() if path != OURS}

    def clean(self, **settings: object) -> dict[str, bytes]:
        """What a build from nothing makes of the same site, elsewhere."""
        self._clean += 1
        other = self.folder.parent / f"clean-{self._clean}"
        self.made("-o", str(other), **settings)
        return self.files(other)

    def plain(self, **settings: object) -> dict[str, bytes]:
        """What Pelican makes of it without the plugin."""
        return self.clean(**{"PLUGINS": [], **settings})

    def at(self, path: str) -> Path:
        return self.folder / path

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.at(path).read_text("utf-8")
        assert old in text
        self.at(path).write_text(text.replace(old, new), "utf-8")

    def add(self, path: str, text: str) -> None:
        self.at(path).parent.mkdir(parents=True, exist_ok=True)
        self.at(path).write_text(text, "utf-8")
