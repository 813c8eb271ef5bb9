"""Copies of real sites that a test may spoil, and the command run on them as a user runs it."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from tests.built import INVENTED_TODAY, TODAY, ashyq, files_of
from tests.programs import ROOT
from transparency.checking import Checked, load_site
from transparency.command_line import cli

DAY = date.fromisoformat(INVENTED_TODAY)

MISTAKABLE = [
    *("yes", "No", "on", "y", "n", "null", "~", "true", "=", "---", "..."),
    *("0123", "007", "0x1F", "0o17", "1e3", "1_000", "12:30", "12,5", "1.10", ".inf", "+7"),
    *("2019", "2019-03", "2019-03-25", "../2019", "2019/.."),
    *("-", "?", ":", "word:", "#no", "{}", "[", "&", "*", "!", "|", ">", "%", "@", "`", "'", '"', "\\"),
    *("word", "«x»"),
]
"""Words that some version of YAML takes for something other than text."""


class Site:
    """A site folder with its own data/ and content/."""

    def __init__(self, root: Path, today: str):
        self.root, self.today = root, today

    @classmethod
    def copied(cls, name: str, folder: Path) -> Site:
        """A copy of an invented site, or of the shipped one."""
        source = ROOT if name == "shipped" else ROOT / "tests/sites" / name
        for part in ("data", "content"):
            shutil.copytree(source / part, folder / part)
        return cls(folder, TODAY if name == "shipped" else INVENTED_TODAY)

    # --- the command ---

    def new(self, *arguments: object) -> subprocess.CompletedProcess:
        return ashyq("new", *arguments, "--root", self.root, "--today", self.today)

    def fix(self, *arguments: object) -> subprocess.CompletedProcess:
        return ashyq("fix", "--root", self.root, *arguments)

    def within(self, *arguments: object) -> Result:
        """The command within this process, for tests that run it very often."""
        return CliRunner().invoke(cli, [*map(str, arguments), "--root", str(self.root)])

    def answering(self, answers: list[str], *arguments: object) -> subprocess.CompletedProcess:
        """The command at a terminal at which these lines are typed."""
        ours, theirs = pty.openpty()
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        command = [sys.executable, "-m", "transparency", *map(str, arguments), "--root", str(self.root)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        try:
            return subprocess.run(
                command, stdin=theirs, capture_output=True, text=True, timeout=60, env=environment
            )
        finally:
            os.close(ours)
            os.close(theirs)

    # --- what is there ---

    def checked(self) -> Checked:
        return load_site(self.root, date.fromisoformat(self.today))

    def bytes(self) -> dict[str, bytes]:
        return files_of(self.root)

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_bytes(raw)
