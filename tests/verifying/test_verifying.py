"""What a built tree is refused for: each rule broken once in a tree that is otherwise right."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from incremental import MARK
from tests.built import files_of
from transparency.verifying import Excuse, Expected, Finding, Size, size_of, verify
from transparency.verifying.findings import RULES, Unfit
from transparency.verifying.numbers import numbers_in

ADDRESS = "https://example.org"
CONTACTS = ("+000 000 00 00 01",)
HOME = "en/index.html"
WELLS = "en/commitments/mend-the-wells/index.html"
SETTINGS = {"no-address", "no-operator"}
"""Rules about the settings, which the command holds before it builds."""


@pytest.fixture
def tree(small, tmp_path: Path) -> Path:
    """A copy of the small site's output, without the mark that stays at home."""
    return shutil.copytree(small.folder, tmp_path / "tree", ignore=shutil.ignore_patterns(MARK))


def _expected(tree: Path) -> Expected:
    return Expected(ADDRESS, CONTACTS, frozenset(files_of(tree)), before=size_of(tree))


def _edit(tree: Path, path: str, before: str, after: str) -> None:
    text = (tree / path).read_text("utf-8")
    assert before in text, f"{path} does not hold {before!r}"
    (tree / path).write_text(text.replace(before, after, 1), "utf-8")


def _add(tree: Path, markup: str, path: str = HOME) -> None:
    _edit(tree, path, "</main>", f"{markup}</main>")


def _noise(bytes_: int) -> str:
    """Text that does not compress well."""
    return "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(bytes_ // 32))


def _figure_elsewhere(tree: Path) -> None:
    _edit(tree, WELLS, '<b class="bar__n">14</b>', '<b class="bar__n">15</b>')


def _bar_too_wide(tree: Path) -> None:
    text = (tree / WELLS).read_text("utf-8")
    (tree / WELLS).write_text(re.sub(r'class="d" width="[^"]*"', 'class="d" width="100%"', text), "utf-8")


def _other_description(tree: Path) -> None:
    _edit(tree, HOME, 'name="description" content="', 'name="description" content="Also: ')


def _wrong_description(tree: Path) -> None:
    """Both the description and the sentence of the page say another figure than the bar."""
    path = "en/regions/mirrolia/south-mirror/index.html"
    text = (tree / path).read_text("utf-8")
    said = re.search(r'name="description" content="([^"]*)"', text)[1]
    (tree / path).write_text(text.replace(said, re.sub(r": .*?\d+", ": 77", said, count=1)), "utf-8")


def _file(path: str, text: str) -> Callable[[Path], None]:
    return lambda tree: (tree / path).write_text(text, "utf-8")


def _scripts(tree: Path) -> None:
    (tree / "assets/list.js").write_text(_noise(16384), "utf-8")


def _smaller(tree: Path) -> None:
    for path in list(tree.glob("ky/**/index.html"))[:-1]:
        path.unlink()


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "dead-link": (lambda tree: _add(tree, '<a href="/en/nowhere/">x</a>'), HOME),
    "dead-anchor": (lambda tree: _add(tree, '<a href="/en/about/#nothing">x</a>'), HOME),
    "figure-differs": (_figure_elsewhere, "ky/commitments/mend-the-wells/index.html"),
    "bar-differs": (_bar_too_wide, WELLS),
    "description-wrong": (_wrong_description, "en/regions/mirrolia/south-mirror/index.html"),
    "description-differs": (_other_description, HOME),
    "page-weight": (lambda tree: _add(tree, f"<p>{_noise(40000)}</p>"), HOME),
    "view-weight": (lambda tree: _add(tree, f"<p>{_noise(90000)}</p>"), HOME),
    "view-requests": (lambda tree: _add(tree, '<img src="/404.html"><img src="/index.html">'), HOME),
    "style-weight": (_file("assets/more.css", f"/* {_noise(30000)} */"), "assets/more.css"),
    "script-weight": (_scripts, "assets/list.js"),
    "font": (_file("assets/own.woff2", ""), "assets/own.woff2"),
    "third-party": (lambda tree: _add(tree, '<img src="https://elsewhere.example/p.png">'), HOME),
    "private": (lambda tree: _add(tree, "<p>+996 555 12 34 56</p>"), HOME),
    "stray": (_file("en/draft.html", "<p>"), "en/draft.html"),
    "kind": (_file("en/.backup.yml", ""), "en/.backup.yml"),
    "shrunk": (_smaller, "data/site.yml"),
}


def test_the_built_sites_are_fit(small, demo, tmp_path):
    """What the build makes is refused for nothing, in a country of few figures and in a full one."""
    for site, contacts in ((small, CONTACTS), (demo, None)):
        tree = shutil.copytree(site.folder, tmp_path / site.folder.parent.name)
        (tree / MARK).unlink(missing_ok=True)
        findings = verify(tree, replace(_expected(tree), contacts=contacts or ()))
        kinds = {finding.rule for finding in findings}
        # The full country's offices publish telephones, which are not handed in here.
        assert kinds == (set() if contacts else {"private"})


@pytest.mark.parametrize("rule", FAULTS)
def test_each_fault_is_found_where_it_is(tree, rule):
    """Each rule, broken once, is found in the file that breaks it."""
    expected = _expected(tree)
    spoil, path = FAULTS[rule]
    spoil(tree)

    found = verify(tree, expected)
    assert any((finding.rule, finding.path) == (rule, path) for finding in found), Unfit(found)


def test_every_rule_is_broken_here():
    """No rule of the verification is without its fault, or one of the settings."""
    assert set(FAULTS) | SETTINGS == set(RULES)


def test_all_findings_are_told_at_once(tree):
    """Two faults of two kinds are told together."""
    expected = _expected(tree)
    _add(tree, '<a href="/en/nowhere/">x</a>')
    (tree / "more.map").write_text("")

    told = str(Unfit(verify(tree, expected)))
    assert told.splitlines() == [
        "en/index.html: the link to /en/nowhere/ leads to no page [dead-link]",
        "more.map: files of this kind are not published [kind]",
        "more.map: the build did not make this file [stray]",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="../en/">x</a>',
        '<a href="/en/about/#main">x</a>',
        '<a href="#main">x</a>',
        '<a href="https://example.org/en/">x</a>',
        '<a href="https://elsewhere.example/nowhere/">x</a>',
        '<a href="mailto:office@example.org">x</a>',
        '<a href="?page=2">x</a>',
        '<form method="post" action="https://example.org/receive"><button>x</button></form>',
    ],
)
def test_good_links_are_let_be(tree, markup):
    """Links that lead somewhere, or elsewhere, are no finding."""
    expected = replace(_expected(tree), contacts=(*CONTACTS, "office@example.org"))
    _add(tree, markup)

    assert [finding for finding in verify(tree, expected) if "link" in finding.rule] == []


def test_a_site_below_a_path_is_read_as_one(tmp_path):
    """Where a site lies below a path of its host, links begin with it, and others lead out of the site."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/index.html").write_text(
        '<title>x</title><a href="/aimaq/en/">good</a><a href="/aimaq/ru/">bad</a><a href="/ru/">other</a>'
    )
    expected = Expected("https://example.org/aimaq", (), frozenset({"en/index.html"}))

    assert verify(tmp_path, expected) == [Finding.at("en/index.html", "dead-link", target="/aimaq/ru/")]


@pytest.mark.parametrize(
    "shown",
    [
        "office@example.com",
        "0312 66 12 34",
        '<span title="+996 555 12 34 56"></span>',
        '<a href="tel:+996555123456">x</a>',
    ],
)
def test_private_numbers_are_found_wherever_they_stand(tree, shown):
    """A number or an address that no office publishes is found in text, attributes and links, and masked."""
    expected = _expected(tree)
    _add(tree, f"<p>{shown}</p>")

    (finding,) = [one for one in verify(tree, expected) if one.rule == "private"]
    assert re.fullmatch(r"..…..", dict(finding.values)["seen"])


@pytest.mark.parametrize(
    ("given", "holds"), [("2026-06-13", False), ("2026-06-14", True), ("2026-06-16", False)]
)
def test_an_excuse_holds_for_one_release(given, holds):
    """A reason for a smaller site counts from the day of the last release to today, not before or after."""
    excuse = Excuse(date.fromisoformat(given), since=date(2026, 6, 14), today=date(2026, 6, 15))

    assert excuse.holds == holds


def test_a_site_may_lose_a_little(tree):
    """What is lost within the stated share is no finding; one more is."""
    expected = _expected(tree)
    now = size_of(tree)
    for pages, found in ((now.pages * 10 // 9, 0), (now.pages * 10 // 9 + 1, 1)):
        before = replace(expected, before=Size(pages, 0), share=10)
        assert len(verify(tree, before)) == found


def test_numbers_are_the_same_in_each_language():
    """However a language writes its numbers, they are read as the same ones."""
    written = {
        "en": "1,234.5 and 7",
        "ru": "7 и 1\u00a0234,5",
        "kk": "1\u00a0234,5; 7",
        "ky": "7, 1\u00a0234,5",
    }

    assert {numbers_in(text, lang) for lang, text in written.items()} == {("1234.5", "7")}
