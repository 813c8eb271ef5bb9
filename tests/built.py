"""Real builds for tests: a site folder in, an output folder and its parsed pages out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

from tests.programs import ROOT

TODAY = "2026-11-22"
"""The day for which tests build the shipped site."""

INVENTED_TODAY = "2026-06-15"


def ashyq(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run the command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "transparency", *map(str, arguments)]
    paths = {"PYTHONPATH": str(ROOT / "plugins"), "ASHYQ_LANG": "en"}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **paths, **environment}
    )


def built(output: Path, *arguments: object) -> Path:
    """Build into `output`; fails with the command's own words."""
    done = ashyq("build", "--output", output, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class BuiltSite:
    """An output folder, read as a visitor would."""

    folder: Path

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every HTML page, as a path below the output folder."""
        return tuple(sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html")))

    @cached_property
    def _trees(self) -> dict[str, html.HtmlElement]:
        return {}

    def page(self, path: str) -> html.HtmlElement:
        """The parsed page at an address such as "ky/regions/kg/"."""
        name = path + "index.html" if path.endswith("/") or not path else path
        if name not in self._trees:
            self._trees[name] = html.fromstring((self.folder / name).read_bytes())
        return self._trees[name]

    def pages(self) -> Iterator[tuple[str, html.HtmlElement]]:
        for path in self.paths:
            yield path, self.page(path)

    def text(self, path: str) -> str:
        """The visible text of a page's main part, spaces folded."""
        return text_of(self.page(path).find(".//main"))


def text_of(element: html.HtmlElement) -> str:
    """An element's text with runs of ordinary white space folded; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", " ".join(element.itertext())).strip()
