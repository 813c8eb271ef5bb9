"""The page that shows a bystander how to verify a release: its own commands, run as they stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from tests.built import TODAY
from tests.programs import ROOT, require
from tests.release.sites import PublishedSite

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("bystander")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The shipped site, published, and copied as a bystander would: its files alone."""
    site = PublishedSite(tmp_path_factory.mktemp("bystander"), ROOT)
    done = site.run("publish", "--today", TODAY)
    assert done.returncode == 0, done.stderr
    return shutil.copytree(site.current, site.root / "copy")


def _commands(page: Path) -> list[str]:
    """What the page tells to type: the lines of its one block of code."""
    (block,) = html.fromstring(page.read_bytes()).iterfind(".//main//pre")
    return block.text_content().strip().splitlines()


def _typed(command: str, folder: Path) -> subprocess.CompletedProcess:
    shell = require("bash", "it runs the commands of the page")
    return subprocess.run([shell, "-c", command], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
def test_three_commands_of_the_page_verify_a_release(published, lang):
    """The three commands, with two programs alone, show the key, accept the signature and every file."""
    commands = _commands(published / lang / "about/verify/index.html")
    key, signature, files = (_typed(command, published) for command in commands)

    assert {command.split()[0] for command in commands} == {"ssh-keygen", "sha256sum"}
    assert re.fullmatch(r"256 SHA256:\S{43} .*\(ED25519\)\n", key.stdout)
    assert signature.stdout.startswith('Good "site-release" signature for release with ED25519 key SHA256:')
    assert (signature.returncode, files.returncode, files.stdout) == (0, 0, "")


def test_a_flipped_byte_is_named_by_the_commands(published, tmp_path):
    """A bystander who follows the page finds the changed page by its name, and a forged list at once."""
    copy = shutil.copytree(published, tmp_path / "copy")
    _, signature, files = _commands(copy / "en/about/verify/index.html")
    page = copy / "ky/regions/kg/batken/index.html"
    content = bytearray(page.read_bytes())
    content[len(content) // 2] ^= 1
    page.write_bytes(content)

    named = _typed(files, copy)
    assert named.returncode == 1 and "ky/regions/kg/batken/index.html: FAILED" in named.stdout
    assert named.stdout.count("FAILED") == 1
    sums = copy / "release/SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"a", b"b", 1))
    assert _typed(signature, copy).returncode != 0


def test_the_page_is_led_to(published):
    """A reader finds the page from the page about the site and from the one about open data."""
    for path in ("en/about/index.html", "en/data/index.html"):
        assert 'href="/en/about/verify/"' in (published / path).read_text("utf-8")
