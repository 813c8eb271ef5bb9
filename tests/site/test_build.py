"""Building: what is written, when nothing is, and how each failure ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from tests.built import TODAY, ashyq, built, files_of
from tests.programs import ROOT
from transparency.adapter import settings_of

PELICAN = [sys.executable, "-m", "pelican"]


def _site_copy(folder: Path) -> Path:
    """A site folder of its own, so that a test may break it."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _product_copy(folder: Path) -> Path:
    """The whole product in another folder, without what it makes itself."""
    for name in ("data", "content", "themes", "plugins"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def _pelican(product: Path, output: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [*PELICAN, "content", "-s", "pelicanconf.py", "-o", str(output), *arguments]
    without_ours = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=product, capture_output=True, text=True, env={**without_ours, **environment}
    )


EPOCH = "1795305600"
"""2026-11-22 00:00 UTC, which is the same day in Bishkek."""


def _build_by(product: Path, output: Path, **environment: str) -> subprocess.CompletedProcess:
    """Build with a copy of the product."""
    command = [sys.executable, "-m", "transparency", "build", "--output", str(output), "--today", TODAY]
    paths = {**os.environ, **environment, "PYTHONPATH": str(product / "plugins")}
    return subprocess.run(command, cwd=product.parent, capture_output=True, text=True, env=paths)


def _built_by(product: Path, output: Path, **environment: str) -> None:
    done = _build_by(product, output, **environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_second_build_writes_nothing(tmp_path):
    """A build without a change writes no file and removes none."""
    output = tmp_path / "output"
    built(output, "--today", TODAY)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}

    again = ashyq("build", "--output", output, "--today", TODAY)

    assert " 0 written" in again.stdout and " 0 removed" in again.stdout
    assert before == {path: path.stat().st_mtime_ns for path in output.rglob("*")}


def test_a_hidden_file_is_no_part_of_a_site(tmp_path):
    """What an editor keeps beside a file while it is open changes nothing, however often it is written."""
    site, output = _site_copy(tmp_path), tmp_path / "output"
    built(output, "--root", site, "--today", TODAY)
    (site / "content/articles/.open.ky.md.swp").write_bytes(b"\xff\0")
    (site / "data/.git").mkdir()
    (site / "data/.git/config.yml").write_text("[")

    again = ashyq("build", "--root", site, "--output", output, "--today", TODAY)

    assert again.returncode == 0 and " 0 written" in again.stdout, again.stderr


def test_removed_fact_removes_its_page(tmp_path):
    """A page whose record is gone is gone from the output, and nothing else is."""
    root, output = _site_copy(tmp_path / "site"), tmp_path / "output"
    built(output, "--root", root, "--today", TODAY)
    before = set(files_of(output))
    for path in (root / "content" / "articles").glob("education-systems.*"):
        path.unlink()

    built(output, "--root", root, "--today", TODAY)

    gone = before - set(files_of(output))
    assert {f"{lang}/articles/education-systems/index.html" for lang in ("kk", "ky", "ru", "en")} == gone


@pytest.mark.parametrize("command", ["check", "build"])
def test_refused_content_exits_1_and_leaves_the_output(tmp_path, command):
    """Refused content ends in exit 1, lists every problem with its place, and changes no published byte."""
    root, output = _site_copy(tmp_path / "site"), tmp_path / "output"
    built(output, "--root", root, "--today", TODAY)
    before = files_of(output)
    observations = root / "data/regions/kg/batken/observations.yml"
    text = observations.read_text("utf-8")
    observations.write_text(
        text.replace("value: 234", "valeu: 234").replace("value: 85", "value: [85]"), "utf-8"
    )

    arguments = ["--output", output] if command == "build" else []
    done = ashyq(command, "--root", root, "--today", TODAY, *arguments)

    assert done.returncode == 1
    assert "data/regions/kg/batken/observations.yml:6:3: " in done.stderr
    assert "did you mean value?" in done.stderr
    assert done.stderr.count("data/regions/kg/batken/observations.yml:") == 2
    assert "Traceback" not in done.stderr
    assert before == files_of(output)
    assert not list(tmp_path.glob(".*staging*"))


def test_foreign_folder_is_not_touched(tmp_path):
    """A folder this program did not make is never replaced: exit 2, nothing changed."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me")

    done = ashyq("build", "--output", tmp_path / "letters", "--today", TODAY)

    assert done.returncode == 2
    assert files_of(tmp_path / "letters") == {"dear.txt": b"keep me"}


THEME_FAULTS = {
    "templates/page.html": (b"{{ page.headign }}", "page.html:1: UndefinedError: "),
    "templates/components/bar.html": (b"\xff", "UnicodeDecodeError: "),
    "static/css/10-tokens.css": (b".x{{{ color: ;;", "10-tokens.css: ValueError: "),
    "static/css/20-page.css": (b"\xff", "20-page.css: UnicodeDecodeError: "),
    "static/icon.svg": (b"\xff", "icon.svg: UnicodeDecodeError: "),
    "translations/ru/LC_MESSAGES/transparency.po": (b"msgid a word", "transparency.po: PoFileError: "),
    "translations/ky/LC_MESSAGES/transparency.po": (b'msgid "\xff"', "transparency.po: UnicodeDecodeError: "),
}


def test_a_fault_of_the_theme_exits_2_and_leaves_the_output(tmp_path):
    """A fault of the theme ends in exit 2, is told with its place, and changes no published byte."""
    product, output = _product_copy(tmp_path / "product"), tmp_path / "output"
    _built_by(product, output)
    before = files_of(output)
    for file, (fault, told) in THEME_FAULTS.items():
        path = product / "themes/transparency" / file
        sound = path.read_bytes()
        path.write_bytes(fault)

        done = _build_by(product, output)

        path.write_bytes(sound)
        assert (done.returncode, files_of(output)) == (2, before), file
        assert told in done.stderr and "Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "-99999999999999"])
def test_a_time_that_is_none_is_refused(tmp_path, epoch):
    """SOURCE_DATE_EPOCH that is no time ends in exit 2 and one line."""
    done = ashyq("build", "--output", tmp_path / "output", SOURCE_DATE_EPOCH=epoch)

    assert done.returncode == 2
    assert done.stderr.startswith(f"ashyq: SOURCE_DATE_EPOCH is '{epoch}'; ")


def test_a_site_may_have_no_texts(tmp_path):
    """A site without texts of its own has no folder for them, as git keeps no empty one."""
    shutil.copytree(ROOT / "tests/sites/small/data", tmp_path / "data")
    built(tmp_path / "output", "--root", tmp_path, "--today", TODAY)


@pytest.mark.parametrize("where", ["data/output", "content"])
def test_an_output_among_the_sources_is_refused(tmp_path, where):
    """What is built would be read as facts and texts the next time."""
    site = _site_copy(tmp_path)
    before = files_of(site)

    done = ashyq("build", "--root", site, "--output", site / where, "--today", TODAY)

    assert (done.returncode, files_of(site)) == (2, before)
    assert "where the site is read from" in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signal_ends_with_its_code_and_leaves_nothing_half_done(tmp_path, number, code):
    """A build that is told to stop ends with the signal's code and leaves no half-written output."""
    output = tmp_path / "output"
    command = [sys.executable, "-m", "transparency", "build", "--today", TODAY, "--output", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A test run in the background of a shell would hand down that SIGINT is not heard.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    staging = tmp_path / ".output.staging"
    while not staging.exists() and process.poll() is None:
        time.sleep(0.005)

    process.send_signal(number)
    process.communicate()

    assert code == process.returncode
    assert not output.exists() and not staging.exists()


def test_killed_build_is_repaired_by_the_next(tmp_path):
    """What a killed build left beside the output is gone after the next one, which is whole."""
    output = tmp_path / "output"
    (tmp_path / ".output.staging" / "ky").mkdir(parents=True)
    (tmp_path / ".output.staging" / "ky" / "half.html").write_text("<html>")

    built(output, "--today", TODAY)

    assert not (tmp_path / ".output.staging").exists()
    assert not (output / "ky" / "half.html").exists()


@pytest.mark.parametrize("form", ["NFD", "CRLF", "BOM", "NFD, CRLF"])
def test_other_signs_for_the_same_letters_change_nothing(tmp_path, shipped, form):
    """An article is published in one form of its letters, whatever an editor's system writes them as."""
    site = _site_copy(tmp_path)
    article = site / "content/articles/education-systems.ky.md"
    text = article.read_text("utf-8")
    text = unicodedata.normalize("NFD", text) if "NFD" in form else text
    text = text.replace("\n", "\r\n") if "CRLF" in form else text
    article.write_bytes((b"\xef\xbb\xbf" if form == "BOM" else b"") + text.encode())

    built(tmp_path / "output", "--root", site, "--today", TODAY)

    assert files_of(shipped.folder) == files_of(tmp_path / "output")


def test_a_head_is_no_part_of_the_text(tmp_path):
    """A text that begins like a line of a head keeps that line."""
    site = _site_copy(tmp_path)
    article = site / "content/articles/education-systems.ky.md"
    head, _, body = article.read_text("utf-8").partition("\n\n")
    article.write_text(f"{head}\n\nTitle: a word\n\n{body}", "utf-8")

    built(tmp_path / "output", "--root", site, "--today", TODAY)

    page = tmp_path / "output/ky/articles/education-systems/index.html"
    assert "<p>Title: a word</p>" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "linked", ["themes/transparency/templates/components", "themes/transparency/templates/page.html"]
)
def test_what_links_of_a_theme_lead_to_is_watched(tmp_path, linked):
    """A template edited where a link of the theme leads to is drawn with in the next build."""
    product, output = _product_copy(tmp_path / "product"), tmp_path / "output"
    elsewhere = (product / linked).rename(tmp_path / "elsewhere")
    (product / linked).symlink_to(elsewhere)
    template = elsewhere / "bar.html" if elsewhere.is_dir() else elsewhere
    _built_by(product, output)

    template.write_text(template.read_text("utf-8").replace("</", "<!-- here --></", 1), "utf-8")
    _built_by(product, output)

    assert "<!-- here -->" in (output / "ky/regions/kg/batken/index.html").read_text("utf-8")


def test_plain_pelican_gives_the_same_bytes(tmp_path, shipped):
    """`pelican content -s pelicanconf.py` writes exactly what `ashyq build` writes."""
    done = _pelican(ROOT, tmp_path / "output", SOURCE_DATE_EPOCH=EPOCH)

    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(shipped.folder) == files_of(tmp_path / "output")


def test_pelican_told_to_delete_the_output_leaves_one_that_can_be_built_again(tmp_path):
    """`pelican -d` deletes nothing: what nothing makes any more is removed anyway."""
    for _ in range(2):
        done = _pelican(ROOT, tmp_path / "output", "-d", SOURCE_DATE_EPOCH=EPOCH)
        assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 written" in ashyq("build", "--output", tmp_path / "output", "--today", TODAY).stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
    ],
    ids=["east", "west"],
)
def test_same_bytes_anywhere(tmp_path, shipped, environment):
    """Zone, locale, hash seed and folder leave no trace in the output."""
    product = _product_copy(tmp_path / "another folder")

    _built_by(product, tmp_path / "output", **environment)

    assert files_of(shipped.folder) == files_of(tmp_path / "output")


# --- Pelican's four traps ---


def test_missing_plugin_is_no_success(tmp_path):
    """Without our plugin Pelican would log an error and exit 0 with an empty site; here it fails."""
    product = _product_copy(tmp_path / "product")
    conf = (product / "pelicanconf.py").read_text("utf-8")
    (product / "pelicanconf.py").write_text(
        conf.replace('PLUGINS = ["transparency"]', "PLUGINS = []"), "utf-8"
    )

    assert _pelican(product, tmp_path / "output").returncode != 0


def test_plugin_that_cannot_be_imported_is_no_success(tmp_path):
    """A plugin whose import fails stops the build instead of being left out."""
    product = _product_copy(tmp_path / "product")
    (product / "plugins/transparency/__init__.py").write_text("import no_such_module\n")

    assert _pelican(product, tmp_path / "output").returncode != 0


def test_plugin_that_cannot_register_is_no_success(tmp_path):
    """A plugin whose registration fails stops the build instead of being left out."""
    product = _product_copy(tmp_path / "product")
    (product / "plugins/transparency/__init__.py").write_text("def register():\n    raise OSError\n")

    assert _pelican(product, tmp_path / "output").returncode != 0


def test_unreadable_content_is_no_success(tmp_path):
    """An article Pelican would drop with exit 0 stops the build with exit 1, under plain pelican too."""
    product = _product_copy(tmp_path / "product")
    article = product / "content/articles/batken-internet.ky.md"
    article.write_bytes(article.read_bytes() + b"\xff\xfe")

    done = _pelican(product, tmp_path / "output")

    assert done.returncode == 1
    assert not (tmp_path / "output").exists()


def test_markup_in_data_is_text(tmp_path):
    """Autoescape is on: markup and template syntax in a name are shown, not obeyed."""
    root = _site_copy(tmp_path / "site")
    region = root / "data/regions/kg/talas/region.yml"
    text = region.read_text("utf-8")
    name = next(line for line in text.splitlines() if line.strip().startswith("en:"))
    region.write_text(
        text.replace(name, '  en: "<img src=x onerror=alert(1)> {{ 7*7 }} {% raise %}"'), "utf-8"
    )

    page = built(tmp_path / "output", "--root", root, "--today", TODAY) / "en/regions/kg/talas/index.html"

    assert "<img" not in page.read_text("utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7*7 }} {% raise %}" in page.read_text("utf-8")


def test_links_in_content_are_refused(tmp_path):
    """A symbolic link in content is refused by name; what it points to is never published."""
    root = _site_copy(tmp_path / "site")
    (root / "content/articles/secret.en.md").symlink_to("/etc/hostname")

    done = ashyq("build", "--root", root, "--output", tmp_path / "output")

    assert done.returncode == 1
    assert "content/articles/secret.en.md" in done.stderr and "file-not-regular" in done.stderr


def test_settings_are_those_of_the_file_that_is_named(tmp_path, monkeypatch):
    """What a settings file imports lies beside it, whichever site was built in this process before."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    for name in ("here", "there"):
        folder = tmp_path / name
        (folder / "content").mkdir(parents=True)
        # Nothing of which Pelican would warn: builds before this test have made its warnings faults.
        quiet = "TIMEZONE = 'UTC'\nSITEURL = 'https://example.org'\n"
        (folder / "pelicanconf.py").write_text(f"{quiet}PATH = {str(folder / 'content')!r}\n")
        (folder / "publishconf.py").write_text(
            f"import sys\nsys.path.insert(0, {str(folder)!r})\nfrom pelicanconf import *\n"
        )
        assert settings_of(folder / "pelicanconf.py")["PATH"] == str(folder / "content")
        assert settings_of(folder / "publishconf.py")["PATH"] == str(folder / "content")
