"""Attacks from outside the texts: files, paths and packages that are not what they seem; what pages keep."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from incremental.tree import MARK, OutputRefused, Tree
from tests.built import INVENTED_TODAY, ashyq
from tests.hosting.conftest import LANGUAGES
from tests.hosting.servers import nginx
from tests.programs import ROOT
from tests.trials.opened import open_all, parts_of
from transparency.hosting.policies import NOT_SERVED, TYPES, policy_of
from transparency.hosting.snippets import server_files

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><foreignObject>'
    '<body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject><image href="//evil.example/x"/></svg>'
)
SEED, OPENED = 20261122, 60
"""The pages that are opened in a browser, by chance."""
GPS = b"\xff\xd8\xff\xe1\x00\x1aExif\x00\x00MM\x00*\x00\x00\x00\x08 GPSLatitude 40.05"


@pytest.fixture
def root(tmp_path) -> Path:
    """A copy of the invented country to which an editor adds something."""
    shutil.copytree(ROOT / "tests/sites/demo", tmp_path / "root")
    return tmp_path / "root"


FOLDERS = ("data", "data/regions/qiyalia", "content/articles", "content/pages")
BROUGHT = {"logo.svg": SVG.encode(), "photo.jpg": GPS, "letter.docx": b"PK\x03\x04", "run.html": b"<script>"}


def test_a_file_that_is_no_record_and_no_article_is_refused(root):
    """Pictures, documents and pages brought along by an editor are named, each, and stop the build."""
    brought = {f"{folder}/{name}": content for folder in FOLDERS for name, content in BROUGHT.items()}
    for path, content in brought.items():
        (root / path).write_bytes(content)

    done = ashyq("build", "--root", root, "--today", INVENTED_TODAY, "--output", root.parent / "output")

    assert done.returncode == 1
    assert [path for path in brought if not re.search(rf"^{re.escape(path)}:", done.stderr, re.M)] == []
    assert not (root.parent / "output").exists()


def test_what_lies_elsewhere_in_content_is_not_published(root):
    """Only articles and pages are read: another folder of content/ reaches no visitor."""
    for path, content in {"images/x.svg": SVG.encode(), "photo.jpg": GPS, ".env": b"SECRET=1"}.items():
        (root / "content" / path).parent.mkdir(exist_ok=True)
        (root / "content" / path).write_bytes(content)
    output = root.parent / "output"

    assert ashyq("build", "--root", root, "--today", INVENTED_TODAY, "--output", output).returncode == 0
    published = b"".join(path.read_bytes() for path in output.rglob("*") if path.is_file())
    assert b"foreignObject" not in published and b"SECRET" not in published and b"Exif" not in published


@pytest.mark.parametrize(
    "path",
    ["../x.html", "../output_evil/x.html", "a/../../x.html", "/etc/x.html", "a/../../.output.staging2/x"],
)
def test_nothing_is_written_beside_the_output(tmp_path, path):
    """A path that leads out of the staging folder is refused, a folder whose name begins alike too."""
    tree = Tree(tmp_path / "output")
    tree.begin()

    with pytest.raises(OutputRefused):
        tree.stage(path, b"x")

    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [MARK]


def test_only_known_kinds_of_files_are_published(shipped, demo, small):
    """The output holds no source, draft, backup or map: only files whose type a server knows."""
    for site in (shipped, demo, small):
        paths = [
            path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()
        ]
        unknown = [path for path in paths if path.rpartition(".")[2] not in TYPES]
        assert set(unknown) <= {MARK, *NOT_SERVED}
        assert not [path for path in paths if path.endswith((".md", ".yml", ".map", ".bak", "~"))]


@pytest.fixture(scope="module")
def strict(demo, place, tmp_path_factory):
    """The invented country behind nginx with our headers."""
    with nginx(demo.folder, place, tmp_path_factory.mktemp("strict"), server_files(place)) as server:
        yield server


def test_a_page_asks_nobody_else_and_keeps_nothing(browser, strict, demo):
    """With the real headers no page breaks its policy, asks another host, or leaves anything behind."""
    paths = [path for path in demo.paths if path.startswith(("kk/", "404", "index"))]
    # `make xss` opens them all.
    paths = Random(SEED).sample(paths, OPENED)

    assert open_all(browser, strict.address, demo.folder, paths, parts_of(demo.folder)) == []


def test_a_browser_keeps_to_the_policy(browser, strict, demo):
    """Were a script to get into a page, the headers would stop it, and the trial would see it."""
    tab = browser.new_page()
    tab.goto(f"{strict.address}/ky/")
    stopped = []
    tab.on("console", lambda message: stopped.append(message.text))
    tab.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'document.title = 1';"
        " document.body.append(s); const i = new Image(); i.src = 'https://evil.example/x.png';"
        " const d = document.createElement('div'); d.setAttribute('style', 'color: red');"
        " document.body.append(i, d); }"
    )
    tab.wait_for_timeout(200)

    directives = {name for text in stopped for name in re.findall(r'"(script-src|img-src|style-src)', text)}
    named = {name for text in stopped for name in re.findall(r"(default-src|img-src|style-src)", text)}
    assert tab.title() != "1" and {"img-src", "style-src"} <= directives | named
    assert tab.evaluate("() => [document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    tab.close()


def test_no_page_names_another_host_to_load_from(shipped, demo):
    """No style, script, picture, frame or form of a page lies on another host than the site's own."""
    loads = (
        "link[rel=stylesheet], link[rel=icon], link[rel=preload], script, img, iframe, object, embed, form"
    )
    for site in (shipped, demo):
        for path, page in site.pages():
            assert policy_of(path, LANGUAGES)
            for element in page.cssselect(loads):
                for name in ("href", "src", "data", "action", "srcset"):
                    loaded = (element.get(name) or "").removeprefix("https://demo.example.org/")
                    assert "//" not in loaded, (path, element.tag)


def test_a_package_that_was_changed_is_not_installed(tmp_path):
    """pip refuses a package whose bytes are not those of the lock file; make installs in no other way."""
    wheel = tmp_path / "swapped-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("swapped.py", "")
        packed.writestr(
            "swapped-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: swapped\nVersion: 1.0\n"
        )
        packed.writestr("swapped-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr("swapped-1.0.dist-info/RECORD", "")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"swapped==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-index", "--find-links", tmp_path]

    done = subprocess.run([*pip, "--target", tmp_path / "here", "-r", lock], capture_output=True, text=True)

    assert done.returncode != 0 and "DO NOT MATCH THE HASHES" in done.stderr + done.stdout
    assert not (tmp_path / "here" / "swapped.py").exists()


def test_every_package_is_locked_by_its_hash():
    """Each line of the lock files has a hash, and each installation of ours asks for it."""
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins and [line for line in pins if "--hash=sha256:" not in line] == []
    installs = re.findall(r"^\t\$\(PIP\) install (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert installs and all(
        i.startswith(("--require-hashes", "--no-deps --no-build-isolation")) for i in installs
    )
