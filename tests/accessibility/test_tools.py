"""axe and html-validate: neither finds anything to say about the pages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.accessibility.axe import violations
from tests.page_types import ROOT_PAGES, address_of, languages_of, largest_pages
from tests.programs import NODE_MODULES, ROOT, give_up, require
from tests.serving import serving

HTML_VALIDATE = NODE_MODULES / ".bin/html-validate"
CONFIGURATION = ROOT / "tests/accessibility/html-validate.json"


@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
def test_axe_finds_nothing_on_any_type_of_page(browser, demo, lang):
    """The largest page of each type has no violation of WCAG 2.2 AA, nor of axe's best practices."""
    with serving(demo.folder) as site:
        pages = [address_of(path) for path in largest_pages(demo, lang).values()]
        found = {address: said for address, said in violations(browser, site, pages) if said}

    assert found == {}


def test_axe_finds_nothing_on_pages_of_no_language(browser, demo):
    """The choice of languages and "not found" are as accessible as the rest."""
    with serving(demo.folder) as site:
        assert [said for _, said in violations(browser, site, map(address_of, ROOT_PAGES)) if said] == []


def test_axe_sees_a_fault(browser, tmp_path):
    """A page with a colour that cannot be read, a picture without words and a tiny target is refused."""
    page = (
        '<!DOCTYPE html><html lang="ky"><title>1</title><main><h1 style="color:#ccc">Unreadable</h1>'
        '<img src="1.png">'
        '<a href="#a" style="font-size:6px">1</a><a href="#b" style="font-size:6px">2</a></main>'
    )
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serving(tmp_path) as site:
        ((_, said),) = violations(browser, site, ["/"])

    rules = {one.split(":")[0] for one in said}
    assert {"color-contrast", "image-alt", "target-size"} <= rules


def test_the_largest_pages_stand_for_every_type(demo):
    """Every language has the same types of page, and the demo site has them all."""
    types = [largest_pages(demo, lang).keys() for lang in languages_of(demo)]

    assert all(one == types[0] for one in types)
    assert {"home", "regions/*/*", "commitments/*", "institutions/*", "services", "feedback"} <= types[0]


@pytest.mark.parametrize("name", ["shipped", "small", "demo"])
def test_html_validate_finds_nothing_on_any_page(request, name, tmp_path):
    """html-validate's recommended and accessibility rules hold on every page."""
    folder = request.getfixturevalue(name).folder
    assert html_validate(folder, tmp_path) == []


def test_html_validate_sees_a_fault(tmp_path):
    """A page with a picture without words is refused."""
    page = '<!DOCTYPE html><html lang="ky"><head><title>1</title></head><body><img src="1.png"></body></html>'
    (tmp_path / "index.html").write_text(page, "utf-8")

    assert any("wcag/h37" in message for message in html_validate(tmp_path, tmp_path))


def html_validate(folder: Path, to: Path) -> list[str]:
    """The checker's complaints about every page below a folder."""
    node = require("node", "it runs the HTML checkers")
    if not HTML_VALIDATE.exists():
        give_up("html-validate is not installed: it checks the HTML (make test installs it)")
    report = to / "report.json"
    command = [str(node), str(HTML_VALIDATE.resolve()), "--config", str(CONFIGURATION)]
    done = subprocess.run(
        [*command, "--formatter", f"json={report}", str(folder)], capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{page['filePath']}:{message['line']}: {message['ruleId']}: {message['message']}"
        for page in json.loads(report.read_text("utf-8"))
        for message in page["messages"]
    ][:20]
