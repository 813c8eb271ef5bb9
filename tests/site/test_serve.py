"""The live preview: pages are served, and built again when a source changes."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.built import TODAY
from tests.programs import ROOT

PATIENCE = 60
"""Seconds after which a preview that has not answered never will."""


@pytest.fixture
def site(tmp_path):
    for name in ("data", "content"):
        shutil.copytree(ROOT / "tests/sites/small" / name, tmp_path / "site" / name)
    return tmp_path / "site"


@pytest.fixture
def preview(site):
    """A running `ashyq serve` and its address."""
    command = [
        sys.executable,
        "-u",
        "-m",
        "transparency",
        "serve",
        "--root",
        str(site),
        "--port",
        "0",
        "--today",
        TODAY,
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    address = next(
        found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line))
    )
    yield address
    process.terminate()
    process.communicate()


def _until(address: str, text: str) -> bool:
    """Whether a page comes to say a text."""
    for _ in range(PATIENCE * 10):
        try:
            with urllib.request.urlopen(address) as answer:
                if text in answer.read().decode():
                    return True
        except urllib.error.URLError:
            pass
        time.sleep(0.1)
    return False


def test_a_changed_fact_and_a_changed_article_reach_the_preview(site, preview):
    """The preview follows a change in data and a change in content, and outlives a mistake between them."""
    settings = site / "data/site.yml"
    text = settings.read_text("utf-8")
    assert _until(f"{preview}en/", "<h1>")

    settings.write_text(text.replace("tagline:\n", "tagline:\n  oops: [\n"), "utf-8")
    time.sleep(1)
    assert _until(f"{preview}en/", "<h1>")
    settings.write_text(re.sub(r"(tagline:\n(?:  \w+: .*\n)*?  en: ).*", r"\1A changed line", text), "utf-8")
    assert _until(f"{preview}en/", "A changed line")

    article = next((site / "content/articles").glob("*.en.md"))
    article.write_text(article.read_text("utf-8") + "\n\nA changed paragraph.\n", "utf-8")
    slug = article.name.split(".")[0]
    assert _until(f"{preview}en/articles/{slug}/", "A changed paragraph.")


def _build_on(stderr, site, output) -> subprocess.Popen:
    command = [sys.executable, "-m", "transparency", "build", "--root", str(site), "--output", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "TERM": "xterm", "COLUMNS": "100"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=stderr)


def test_progress_is_a_bar_on_a_terminal(site, tmp_path):
    """On a terminal a build draws a bar and clears it away."""
    ours, theirs = pty.openpty()
    process = _build_on(theirs, site, tmp_path / "output")
    os.close(theirs)
    said = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        said += chunk
        if not chunk:
            break
    os.close(ours)

    assert process.wait() == 0
    assert "━".encode() in said


def test_progress_is_plain_lines_elsewhere(site, tmp_path):
    """Without a terminal a build says how far it is in plain lines, without control characters."""
    process = _build_on(subprocess.PIPE, site, tmp_path / "output")
    said = process.communicate()[1].decode()

    assert re.search(r"^(\d+)/\1 · \d+ a second$", said, re.M)
    assert "\x1b" not in said
