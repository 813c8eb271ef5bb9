"""`ashyq publish`, `rollback`, `releases` and `verify`, run as an operator runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.built import ashyq, files_of
from tests.release.sites import PublishedSite

OBSERVATIONS = "data/regions/mirrolia/south-mirror/observations.yml"
LATER = """- region: mirrolia/south-mirror
  indicator: lanterns-lit
  date: 2026-04
  source: lantern-note
  value: 31
"""
EPOCH = "1781514000"
"""2026-06-15 09:00 UTC, the day for which invented sites are built."""


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> PublishedSite:
    """A site with one release."""
    site = PublishedSite(tmp_path_factory.mktemp("published"))
    done = site.publish(SOURCE_DATE_EPOCH=EPOCH)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture
def site(first: PublishedSite, tmp_path: Path) -> PublishedSite:
    """A copy of it that a test may change."""
    site = object.__new__(PublishedSite)
    site.__dict__.update(first.__dict__)
    site.root = shutil.copytree(first.root, tmp_path / "site", symlinks=True)
    return site


def _public(site: PublishedSite) -> dict[str, bytes]:
    return files_of(site.current)


def test_what_is_published_is_what_was_built_and_verified(site):
    """A release holds the built pages, each in three forms, and anyone can verify it."""
    public = _public(site)
    built = {
        path: text for path, text in files_of(site.root / "build/site").items() if not path.startswith(".")
    }

    assert {path: public.get(path) for path in built} == built
    pages = [path for path in built if path.endswith(".html")]
    assert pages and all(f"{path}.br" in public and f"{path}.gz" in public for path in pages)
    done = ashyq("verify", site.current, "--signers", site.current / "release/allowed_signers")
    assert done.returncode == 0
    assert done.stdout.startswith("Release 000001 of 2026-06-15 is as it was signed")


def test_pages_know_address_and_operator(site):
    """Address and operator come from the environment into the published pages."""
    page = (site.current / "en/contacts/index.html").read_text("utf-8")

    assert 'rel="canonical" href="https://example.org/en/contacts/"' in page
    assert "Example Test Foundation" in page


def test_one_figure_more_changes_few_files_and_rolls_back(site):
    """A new figure makes a release that shares most files with the last; rollback brings those bytes back."""
    before = _public(site)
    with (site.root / OBSERVATIONS).open("a", encoding="utf-8") as file:
        file.write(LATER)

    done = site.publish()
    assert done.returncode == 0, done.stderr
    assert "compared with release 000001" in done.stderr
    after = _public(site)
    assert 0 < len([path for path in before if after.get(path) != before[path]]) < len(before) / 2
    assert sum(path.startswith("data/archive/") for path in after) == 2

    assert site.run("rollback").returncode == 0
    assert _public(site) == before
    listed = site.run("releases").stdout.splitlines()
    assert [line[:8] for line in listed] == ["* 000001", "  000002"]


def test_a_flipped_byte_is_named(site):
    """`ashyq verify` names what was changed, added or is missing, and ends with 1."""
    page = site.current / "ru/index.html"
    page.write_bytes(page.read_bytes().replace(b"</html>", b"</htmk>"))
    (site.current / "more.html").write_text("")
    (site.current / "404.html").unlink()

    done = ashyq("verify", site.current, ASHYQ_LANG="ru")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:3] == ["изменён: ru/index.html", "добавлен: more.html", "нет: 404.html"]


def test_a_published_figure_is_not_overwritten(site):
    """What the public release says is changed only by a correction, also without any git history."""
    before = _public(site)
    site.edit(OBSERVATIONS, "value: 30", "value: 33")

    done = site.publish()
    assert done.returncode == 1
    assert "[published-figure-changed]" in done.stderr and "Nothing was changed." in done.stderr
    assert _public(site) == before and site.run("releases").stdout.count("\n") == 1


def test_without_operator_and_address_nothing_is_published(site):
    """Publishing needs an address and an operator; both are told at once, in the editor's language."""
    done = site.publish(ASHYQ_ADDRESS="", ASHYQ_OPERATOR="", ASHYQ_LANG="ky")

    assert done.returncode == 1
    assert "[no-address]" in done.stderr and "[no-operator]" in done.stderr
    assert "сайттын дареги жок" in done.stderr and "Эч нерсе өзгөртүлгөн жок." in done.stderr


def test_a_warning_stops_the_publication(site):
    """What `ashyq check --strict` refuses is not published."""
    article = site.root / "content/articles/wells.en.md"
    article.write_text(article.read_text("utf-8") + "\nIt is called колодец here.\n", "utf-8")

    done = site.publish()
    assert done.returncode == 1 and "[foreign-word]" in done.stderr
    assert (site.store / "current").readlink() == Path("releases/000001")


def test_a_much_smaller_site_needs_a_reason(site):
    """Pages that vanish stop the publication until site.yml says, on that day, that it is right."""
    for path in (site.root / "content/articles").iterdir():
        path.unlink()
    smaller = {"ASHYQ_SHRINK": "1", "SOURCE_DATE_EPOCH": EPOCH}

    done = site.publish(**smaller)
    assert done.returncode == 1 and "data/site.yml: " in done.stderr and "[shrunk]" in done.stderr
    for day, code in (("2026-06-14", 1), ("2026-06-15", 0)):
        text = f"shrunk:\n  date: {day}\n  reason:\n    en: Articles were merged.\ntimezone: Asia/Almaty"
        site.edit("data/site.yml", "timezone: Asia/Almaty", text)
        assert site.publish(**smaller).returncode == code
        site.edit("data/site.yml", text, "timezone: Asia/Almaty")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ASHYQ_SIGNING_KEY", "", "RELEASE_KEY names no signing key"),
        ("ASHYQ_SIGNING_KEY", "no-such-key", "RELEASE_KEY names no file"),
        ("ASHYQ_KEEP", "many", "RELEASE_KEEP must be a number"),
        ("ASHYQ_KEEP", "1", "RELEASE_KEEP must be a number from 2"),
        ("ASHYQ_SHRINK", "101", "RELEASE_SHRINK must be a number from 0 to 100"),
        ("ASHYQ_STORE", "data/site.yml", "site.yml"),
    ],
)
def test_a_wrong_setting_ends_with_2_before_any_work(site, variable, value, said):
    """A setting that cannot be used is named, nothing is built, and the exit code is 2."""
    shutil.rmtree(site.root / "build/site")
    done = site.publish(**{variable: value})

    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert not (site.root / "build/site").exists()


def test_a_clean_publication_is_the_same(site):
    """`--clean` makes every page anew, whatever the build remembers, and makes the same pages."""
    before = _public(site)
    (site.root / "build/.site.index").write_bytes(b"poison")

    done = site.publish("--clean")
    assert done.returncode == 0, done.stderr
    pages = {path: text for path, text in before.items() if not path.startswith("release/")}
    assert {path: _public(site)[path] for path in pages} == pages


def test_no_secret_is_published_or_told(site):
    """Neither the signing key nor its path is in any file of the store or any line that is said."""
    done = site.publish()
    secret = site.key.read_bytes().splitlines()[1]

    for content in (*files_of(site.store).values(), done.stdout.encode(), done.stderr.encode()):
        assert secret not in content and str(site.key).encode() not in content


@pytest.mark.parametrize("arguments", [("rollback",), ("rollback", "77")])
def test_rollback_to_nothing_ends_with_2(site, arguments):
    """Where there is no such release, rollback says so and changes nothing."""
    done = site.run(*arguments)

    assert done.returncode == 2 and "there is no" in done.stderr
    assert (site.store / "current").readlink() == Path("releases/000001")


def test_what_must_go_is_gone(site):
    """A withdrawn archive and a removed release leave no byte of what they held; the public one stays."""
    site.edit(OBSERVATIONS, "- region", "- note:\n    en: A word that must go.\n  region")
    assert site.publish().returncode == 0
    first, second = (
        {path.name for path in (site.store / "releases" / name / "data/archive").iterdir()}
        for name in ("000001", "000002")
    )
    (archive,) = second - first
    site.edit(OBSERVATIONS, "- note:\n    en: A word that must go.\n  region", "- region")

    assert site.publish("--withdraw", f"data/archive/{archive}").returncode == 0
    assert site.run("releases", "--remove", "3").returncode == 2
    assert site.run("releases", "--remove", "2").stdout.count("\n") == 2
    held = files_of(site.store / "releases")
    assert held and not [path for path, text in held.items() if b"must go" in text or archive in path]
    assert ashyq("verify", site.current).returncode == 0
