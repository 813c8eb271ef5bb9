"""`ashyq check` remembers what held, and never what is not so any more."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.built import INVENTED_TODAY, ashyq
from tests.programs import ROOT
from transparency.checking import remembering
from transparency.checking.remembering import cache_of


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A copy of the invented country, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "tests/sites/demo", tmp_path / "site")
    return tmp_path / "site"


def check(site: Path, *options: str) -> subprocess.CompletedProcess:
    return ashyq("check", "--root", site, "--today", INVENTED_TODAY, *options)


def spoil(site: Path) -> None:
    path = next((site / "data").rglob("observations.yml"))
    path.write_text(path.read_text("utf-8").replace("  source: ", "  source: no-", 1), "utf-8")


def told(done: subprocess.CompletedProcess) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


def test_the_second_check_says_what_the_first_did(site):
    """Counts, warnings and notices come out of the memory as they came out of the files."""
    first = check(site)
    assert cache_of(site, {"XDG_CACHE_HOME": str(site.parent / "cache")}).is_file()
    assert first.returncode == 0 and told(check(site)) == told(first)
    assert told(check(site, "--format", "json")) == told(check(site, "--format", "json"))


def test_a_fault_is_found_among_remembered_files(site):
    """An edit is found, told as by a check that remembers nothing, and gone when it is mended."""
    good = check(site)
    before = {path: path.read_bytes() for path in (site / "data").rglob("*") if path.is_file()}
    spoil(site)
    found = check(site)
    shutil.rmtree(site.parent / "cache")
    assert found.returncode == 1 and told(check(site)) == told(found)
    for path, content in before.items():
        path.write_bytes(content)
    assert told(check(site)) == told(good)


@pytest.mark.parametrize("way", ["flipped", "cut", "empty", "foreign", "folder", "of another program"])
def test_a_cache_that_cannot_be_trusted_is_none(site, way, monkeypatch):
    """Whatever lies in the cache, a fault is found and a good site holds."""
    good = check(site)
    (cache,) = (site.parent / "cache").rglob("*.check")
    raw = cache.read_bytes()
    if way == "folder":
        cache.unlink()
        cache.mkdir()
    elif way == "of another program":
        spoil(site)
        monkeypatch.setattr(remembering, "CODE", site)
        kept = remembering.Remembering(site, None, cache)
        kept.keep(None)
        assert check(site).returncode == 1
        return
    else:
        ways = {
            "flipped": raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
            "cut": raw[:50],
            "empty": b"",
            "foreign": b"{}",
        }
        cache.write_bytes(ways[way])
    assert told(check(site)) == told(good)
    spoil(site)
    assert check(site).returncode == 1


def test_where_nothing_can_be_remembered_all_is_checked(site, monkeypatch):
    """A cache that cannot be written costs time and nothing else."""
    (site.parent / "cache").write_text("a file where a folder should be")
    assert check(site).returncode == 0
    spoil(site)
    assert check(site).returncode == 1


def test_what_was_published_is_compared_again_after_an_edit(site):
    """A comparison that found nothing is remembered for the very same files and the same commit alone."""
    git = ["git", "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "two"], check=True)
    first = check(site)
    assert "compared with" in first.stderr and told(check(site)) == told(first)
    path = next((site / "data").rglob("observations.yml"))
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex("- ")], "utf-8")
    assert check(site).returncode == 1
