"""Problems as an editor is told them: in their language, for their program, from one list of rules."""

from __future__ import annotations

import json
import re
import shutil
import string
import unicodedata

import pytest
from babel.messages.pofile import read_po

from tests.built import ashyq
from tests.programs import ROOT
from transparency.loading.problems import RULES, Problem
from transparency.telling import TRANSLATIONS, Teller, messages, told

TRANSLATED = ("kk", "ky", "ru")
BASE = ROOT / "tests/sites/bad-base"


def _catalogue(lang: str):
    with (TRANSLATIONS / lang / "LC_MESSAGES/check.po").open("rb") as file:
        return read_po(file, locale=lang)


def _names(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_is_translated(lang):
    """A catalogue holds exactly the check's messages, each translated with the same values."""
    catalogue = _catalogue(lang)

    assert {message.id for message in catalogue if message.id} == messages()
    for message in catalogue:
        if message.id:
            assert message.string and not message.fuzzy, message.id
            assert message.string != message.id
            assert _names(message.id) == _names(message.string), message.id
            assert unicodedata.is_normalized("NFC", message.string)


@pytest.fixture
def faulty(tmp_path):
    """A site with one misspelt key."""
    site = shutil.copytree(BASE, tmp_path / "site")
    path = site / "data/regions/nowhere/blue-oblast/observations.yml"
    path.write_text(path.read_text("utf-8").replace("value: 8", "valeu: 8"), "utf-8")
    return site


@pytest.mark.parametrize("lang", ["en", *TRANSLATED])
def test_the_check_speaks_the_editors_language(faulty, lang):
    """The place and the rule are the same in every language; the sentence is the editor's."""
    done = ashyq("check", "--root", faulty, "--lang", lang)

    line = "data/regions/nowhere/blue-oblast/observations.yml:12:3: "
    assert done.returncode == 1
    assert line in done.stderr and "[unknown-key]" in done.stderr and "value" in done.stderr
    assert ("is not known here" in done.stderr) == (lang == "en")


def test_the_language_comes_from_the_system(faulty):
    """Without --lang the system's language is spoken, where the check knows it."""
    done = ashyq("check", "--root", faulty, ASHYQ_LANG="", LC_ALL="ky_KG.UTF-8")

    assert "белгисиз" in done.stderr


def test_json_is_for_programs(faulty):
    """The JSON form holds each problem's place, rule, severity, values and sentence."""
    done = ashyq("check", "--root", faulty, "--format", "json")

    (problem,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert problem["rule"] == "unknown-key" and problem["severity"] == "error"
    assert (problem["line"], problem["column"]) == (12, 3)
    assert problem["values"]["seen"] == "valeu"


def test_github_marks_the_line(faulty):
    """The GitHub form is one workflow command a problem, at its line."""
    done = ashyq("check", "--root", faulty, "--format", "github")

    place = "::error file=data/regions/nowhere/blue-oblast/observations.yml,line=12,col=3,title=unknown-key::"
    assert done.stdout.startswith(place)


def test_github_cannot_be_made_to_say_something_else():
    """Line breaks and percent signs in what an editor wrote cannot begin another workflow command."""
    problem = Problem("a,b:c.yml", 1, 1, "unknown-key", (("seen", "x\n::error::y%0A"), ("hint", "")))

    told_once = told([problem], "github", Teller("en"))
    assert "\n" not in told_once and "file=a%2Cb%3Ac.yml" in told_once and "y%250A" in told_once


def test_gitlab_reads_a_report(faulty):
    """The GitLab form is a Code Quality report: place, sentence and a fingerprint that outlives a move."""
    done = ashyq("check", "--root", faulty, "--format", "gitlab")

    (finding,) = json.loads(done.stdout)
    lines = {"begin": 12}
    assert finding["location"] == {
        "path": "data/regions/nowhere/blue-oblast/observations.yml",
        "lines": lines,
    }
    assert finding["check_name"] == "unknown-key" and finding["severity"] == "blocker"
    assert "valeu" in finding["description"]

    file = faulty / finding["location"]["path"]
    file.write_text("# moved down\n" + file.read_text("utf-8"), "utf-8")
    (moved,) = json.loads(ashyq("check", "--root", faulty, "--format", "gitlab").stdout)
    assert moved["fingerprint"] == finding["fingerprint"] and moved["location"]["lines"] == {"begin": 13}


def test_rules_are_one_list():
    """The rules in the code are those of the docs, and every one is broken somewhere in the tests."""
    page = (ROOT / "docs/rules.md").read_text("utf-8")
    told_of = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M))

    assert told_of == set(RULES)
