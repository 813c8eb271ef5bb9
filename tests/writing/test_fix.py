"""`ashyq fix`: safe mends, and never another meaning."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writing.sites import Site
from transparency.loading.files import read_data

SOURCES = "data/sources.yml"
BODIES = "data/organizations.yml"
REGION = "data/regions/mirrolia/region.yml"
ARTICLE = "content/articles/wells.en.md"


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return Site.copied("small", tmp_path / "site")


def rewritten(site: Site, name: str, old: str, new: str) -> None:
    text = site.read(name)
    assert text.count(old) == 1
    site.write(name, text.replace(old, new))


# --- nothing to do ---


@pytest.mark.parametrize("name", ["shipped", "small", "bad-base", "demo"])
def test_a_site_in_its_form_is_left_alone(name, tmp_path):
    """Every shipped and invented file is as `fix` would write it."""
    site = Site.copied(name, tmp_path / "site")
    before = site.bytes()

    done = site.fix()

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to mend\n")
    assert site.bytes() == before


# --- bytes ---


@pytest.mark.parametrize(
    ("damage", "mend"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "byte order mark"),
        (lambda text: text.replace("\n", "\r\n").encode(), "line ends"),
        (lambda text: text.replace("\n", "\r").encode(), "line ends"),
        (lambda text: text.replace("\n", " \n", 3).encode(), "spaces at the end of 3 lines"),
        (lambda text: text.replace("\n", "\t\n", 1).encode(), "spaces at the end of 1 line"),
        (
            lambda text: text.replace("\n", "\n\t\n", 1).encode(),
            "spaces at the end of 1 line, the written form",
        ),
        (lambda text: text.rstrip("\n").encode(), "the written form"),
        (lambda text: (text + "\n\n\n").encode(), "the written form"),
        (lambda text: re.sub("(?m)^(?=.)", "   ", text).encode(), "the written form"),
        (lambda text: unicodedata.normalize("NFD", text).encode(), "letters made of two signs (NFC)"),
    ],
)
def test_damage_to_bytes_is_mended(damage, mend, small):
    """What an editor's program did to the bytes is undone, named, and only in the file that has it."""
    rewritten(small, REGION, "Күзгүлия", "Күзгүлия йа")
    before = small.bytes()
    small.write(REGION, damage(small.read(REGION)))

    done = small.fix()

    assert (done.returncode, done.stderr) == (0, "1 file mended\n")
    assert done.stdout == f"{REGION}: {mend}\n"
    assert small.bytes() == before


def test_the_form_keeps_what_is_said(small):
    """Flow style, single quotes, folded text and odd indentation become the one form of the same values."""
    small.write(
        REGION,
        "{id: mirrolia, level: 'country', name: {ky: \"К\\u04AFзгүлия\",\n   ru: Зеркалия, en: Mirrolia}}\n",
    )

    assert small.fix().returncode == 0
    assert small.read(REGION) == (
        "id: mirrolia\nlevel: country\nname:\n  ky: Күзгүлия\n  ru: Зеркалия\n  en: Mirrolia\n"
    )


def test_lines_of_a_text_stay_lines(small):
    """A text in lines stays one; only the spaces at their ends go."""
    rewritten(small, REGION, "  en: Mirrolia\n", "  en: Mirrolia\nnote:\n  en: |\n    One  \n\n    # two: \n")

    assert small.fix().returncode == 0
    assert small.read(REGION).endswith("note:\n  en: |\n    One\n\n    # two:\n")


# --- quotes ---


@pytest.mark.parametrize("phone", ["+996312661234", "0312661234", "996312661234", "1.10"])
def test_phones_get_their_quotes(phone, small):
    """Where the model knows only text, a bare number is quoted with all its signs."""
    rewritten(small, BODIES, '"+000 000 00 00 01"', phone)

    done = small.fix()

    assert done.returncode == 0, done.stderr
    assert f'value: "{phone}"' in small.read(BODIES)
    found, problems = read_data(small.root / "data")
    assert problems == []
    (body,) = [one.record for one in found if one.collection == "organizations"]
    assert body.contacts[0].value == phone


def test_numbers_stay_numbers(small):
    """A figure, a year and a number that may also be an id are left bare."""
    name = "data/regions/mirrolia/south-mirror/observations.yml"
    rewritten(small, name, "value: 48", "value: 48.0")
    before = small.bytes()

    assert small.fix().stderr == "nothing to mend\n"
    assert small.bytes() == before


# --- what is left ---


def test_comments_are_never_lost(small):
    """A file with comments keeps its form; its bytes and quotes are mended, and the lines named."""
    rewritten(small, BODIES, '"+000 000 00 00 01"', "0312661234   # the desk")
    small.write(BODIES, "# ours \n" + small.read(BODIES).replace("kinds:", "kinds:   "))

    done = small.fix()

    text = small.read(BODIES)
    assert done.returncode == 0
    assert f"left: {BODIES}: its form: comments would be lost (line 1, 19)" in done.stderr
    assert text.startswith("# ours\nkinds:\n") and "0312661234   # the desk" in text
    assert small.fix().stdout == ""


def test_a_sharp_sign_within_a_text_is_no_comment(small):
    """Only what YAML itself takes for a comment holds the form up."""
    rewritten(small, REGION, "Mirrolia", '"Mirrolia # one"\nnote:\n  en: >\n    a\n    # b\n')

    done = small.fix()

    assert done.returncode == 0 and "left" not in done.stderr
    assert small.read(REGION).endswith('  en: "Mirrolia # one"\nnote:\n  en: |\n    a # b\n')


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"- id: [one\n", "yaml-syntax"),
        (b"- id: one\n  id: two\n", "duplicate-key"),
        (b"- &a one\n- *a\n", "yaml-anchor"),
        (b"\xff\xfe-\x00", "encoding"),
        ("- id: Москва\n".encode("cp1251"), "encoding"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_mending(content, rule, small):
    """What a file says cannot be kept where nobody knows it: the check's words, and no file is changed."""
    small.write(SOURCES, content)
    rewritten(small, REGION, "id: mirrolia\n", "id: mirrolia \n")
    before = small.bytes()

    done = small.fix()

    assert done.returncode == 1 and f"{SOURCES}:" in done.stderr and f"[{rule}]" in done.stderr
    assert "nothing was changed" in done.stderr.lower()
    assert small.bytes() == before


def test_faults_that_are_no_form_are_left_to_the_check(small):
    """An unknown key or a missing one holds no mend up, and is not touched."""
    rewritten(small, REGION, "id: mirrolia\n", "id: mirrolia \ncolour: red\n")

    assert small.fix().returncode == 0
    assert "id: mirrolia\ncolour: red\n" in small.read(REGION)


def test_a_link_is_not_followed(small, tmp_path):
    """A link out of the site stays a link, and what it leads to stays as it is."""
    outside = tmp_path / "outside.yml"
    outside.write_text("a:   1\n", encoding="utf-8")
    link = small.root / "data/glossary.yml"
    os.symlink(outside, link)

    small.fix()

    assert link.is_symlink() and outside.read_text("utf-8") == "a:   1\n"


# --- look-alike letters ---


def spelt_wrongly(site: Site) -> dict[str, bytes]:
    rewritten(site, REGION, "Күзгүлия", "Кyзгүлия өлкѳсү")
    rewritten(site, ARTICLE, "Title: ", "Title: Зеpкало ")
    return site.bytes()


def test_look_alikes_are_shown_and_left(small):
    """Without a terminal and without --yes the words are listed with their places, and nothing is changed."""
    before = spelt_wrongly(small)

    done = small.fix()

    assert done.returncode == 0 and small.bytes() == before
    assert f"{REGION}:4:7: Кyзгүлия → Күзгүлия" in done.stderr or "Кyзгүлия → Кузгүлия" in done.stderr
    assert "өлкѳсү → өлкөсү" in done.stderr
    assert f"{ARTICLE}:1:8: Зеpкало → Зеркало" in done.stderr


def test_look_alikes_are_mended_after_a_yes(small):
    """With --yes each word shown is mended, in data and in articles, and no other."""
    spelt_wrongly(small)

    done = small.fix("--yes")

    assert done.returncode == 0, done.stderr
    assert "өлкөсү" in small.read(REGION) and "y" not in small.read(REGION).split("ky: ")[1].split("\n")[0]
    assert small.read(ARTICLE).startswith("Title: Зеркало ")
    assert small.fix("--yes").stderr == "nothing to mend\n"


@pytest.mark.parametrize(("answer", "mended"), [("y", True), ("n", False), ("", False)])
def test_look_alikes_at_a_terminal(answer, mended, small):
    """At a terminal the question is asked; everything but a yes leaves them."""
    before = spelt_wrongly(small)

    done = small.answering([answer], "fix")

    assert done.returncode == 0, done.stderr
    assert (small.bytes() != before) == mended


# --- Markdown ---


def test_articles_keep_their_line_breaks(small):
    """Spaces at the end go from an article too, but for two that break a line in Markdown."""
    text = small.read(ARTICLE)
    small.write(ARTICLE, text.replace("\n", " \n", 1) + "\nOne  \ntwo \nthree\t\n\n\n")

    done = small.fix()

    assert done.returncode == 0 and small.read(ARTICLE) == text + "\nOne  \ntwo\nthree\n"


# --- options ---


def test_a_dry_run_shows_a_diff_and_changes_nothing(small):
    """--dry-run shows each change as a unified diff."""
    rewritten(small, BODIES, '"+000 000 00 00 01"', "0312661234")
    before = small.bytes()

    done = small.fix("--dry-run")

    assert done.returncode == 0 and done.stderr == "1 file would change\n"
    assert done.stdout.startswith(f"--- a/{BODIES}\n+++ b/{BODIES}\n@@ ")
    assert "\n-        value: 0312661234\n" in done.stdout
    assert '\n+        value: "0312661234"\n' in done.stdout
    assert small.bytes() == before


def test_only_the_paths_given_are_mended(small):
    """Files and folders may be named; the others are not looked at."""
    for name in (SOURCES, REGION, ARTICLE):
        small.write(name, "\ufeff" + small.read(name))

    assert small.fix(small.root / "data/regions", small.root / ARTICLE).returncode == 0
    assert [name for name in (SOURCES, REGION, ARTICLE) if small.read(name).startswith("\ufeff")] == [SOURCES]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "data/regions/mirrolia/nothing.yml", "README.md", "data/x.yml"]
)
def test_a_path_that_holds_no_file_of_the_site_is_refused(path, small):
    """A path outside the site, or of a file that the site does not read, is a slip: exit code 2."""
    small.write("README.md", "Read me \n")
    small.write("data/x.yml", "a:  1\n")
    before = small.bytes()

    done = small.fix(small.root / path)

    assert done.returncode == 2 and small.bytes() == before


# --- whatever the damage ---

NAMES = sorted(name for name in Site.copied("small", Path(tempfile.mkdtemp())).bytes())


def damaged(data: st.DataObject, text: str, is_article: bool) -> bytes:
    """A file as careless programs leave it."""
    ends = st.sampled_from(["", "", " "] if is_article else ["", "", " ", "   ", "\t", " \t "])
    lines = text.split("\n")
    text = "\n".join(line + end for line, end in zip(lines, data.draw(ends_of(lines, ends)), strict=True))
    form, end = data.draw(st.sampled_from(["NFC", "NFD"])), data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    mark = data.draw(st.sampled_from(["", "\ufeff"]))
    return (mark + unicodedata.normalize(form, text).replace("\n", end)).encode()


def ends_of(lines: list[str], ends: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(ends, min_size=len(lines), max_size=len(lines))


@settings(max_examples=25)
@given(data=st.data())
def test_any_damage_is_mended_once_and_for_all(data):
    """Spaces, tabs, CRLF, BOM and NFD in any file: `fix` gives the file back, and again changes nothing."""
    name = data.draw(st.sampled_from(NAMES))
    with tempfile.TemporaryDirectory() as folder:
        site = Site.copied("small", Path(folder) / "site")
        before = site.bytes()
        site.write(name, damaged(data, before[name].decode(), name.endswith(".md")))

        assert site.within("fix", "--yes").exit_code == 0
        assert site.bytes() == before
        assert "nothing to mend" in site.within("fix", "--yes").output
