"""Outside programs some tests need. Without one the test is skipped; in CI it fails, so none is lost."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VNU_JAR = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def require(program: str, reason: str) -> Path:
    """The path of a program; `reason` says what the test needs it for."""
    found = shutil.which(program)
    if found is None:
        give_up(f"{program} is not installed: {reason}")
    return Path(found)


def give_up(why: str) -> NoReturn:
    """End the test: skipped at home, failed in CI."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


def find_chromium() -> Path | None:
    """Chromium's path, or None; the variable CHROMIUM names another one."""
    names = [name for name in (os.environ.get("CHROMIUM"), *CHROMIUMS) if name]
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def chromium_path() -> Path:
    found = find_chromium()
    if found is None:
        give_up("chromium is not installed: it opens the built pages (apt-get install chromium)")
    return found


def java_path() -> Path:
    return require("java", "it runs the HTML checker (apt-get install default-jre-headless)")


def vnu_jar() -> Path:
    if not VNU_JAR.is_file():
        give_up("vnu.jar is not installed: it checks the HTML (install Node, then: make test)")
    return VNU_JAR
