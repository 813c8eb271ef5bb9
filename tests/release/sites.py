"""Site folders to publish in tests: a copy with a key of its own, and the command run as a user does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.built import INVENTED_TODAY, ashyq
from tests.programs import ROOT
from tests.release.stores import new_key

ADDRESS = "https://example.org"
OPERATOR = "Example Test Foundation"
SMALL = ROOT / "tests/sites/small"


class PublishedSite:
    """A small invented site, published into its own folder."""

    def __init__(self, folder: Path, template: Path = SMALL):
        self.root = folder / "site"
        for name in ("data", "content"):
            shutil.copytree(template / name, self.root / name)
        self.key = new_key(folder / "key")
        self.environment = {
            "ASHYQ_ADDRESS": ADDRESS,
            "ASHYQ_OPERATOR": OPERATOR,
            "ASHYQ_SIGNING_KEY": str(self.key),
        }

    @property
    def store(self) -> Path:
        return self.root / "public"

    @property
    def current(self) -> Path:
        return self.store / "current"

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
        command, *rest = arguments
        return ashyq(command, "--root", self.root, *rest, **{**self.environment, **environment})

    def publish(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
        return self.run("publish", "--today", INVENTED_TODAY, *arguments, **environment)

    def edit(self, path: str, before: str, after: str) -> None:
        """Replace a text that a file of the site holds."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert before in text, f"{path} does not hold {before!r}"
        file.write_text(text.replace(before, after), "utf-8")
