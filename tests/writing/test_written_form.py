"""The one form of data files: every file is in it, and it says what it was given."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import ROOT
from tests.writing.sites import MISTAKABLE
from transparency.loading.strict_yaml import read_yaml
from transparency.model.dates import Period
from transparency.writing.form import NotTheSame, written

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("data", "tests/sites")
    for path in (ROOT / folder).rglob("*.yml")
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = st.lists(st.sampled_from([*MISTAKABLE, "<<", "\n", "\u00a0", "жол", "ө"]), max_size=4).map(" ".join)
NUMBERS = st.integers(-(10**16), 10**16) | st.decimals(-(10**9), 10**9, places=3)
SCALARS = TEXTS | WORDS | NUMBERS | st.booleans() | st.none()
KEYS = (TEXTS | WORDS).filter(lambda key: key != "<<").map(lambda key: unicodedata.normalize("NFC", key))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.lists(VALUES, min_size=1, max_size=4) | st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


def read(text: str):
    document, problems = read_yaml(text, "a.yml")
    assert problems == []
    return document.value


def normal(value):
    """A value as the strict reader gives it: lists as tuples, text in NFC."""
    if isinstance(value, dict):
        return {key: normal(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(map(normal, value))
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_in_the_form(name):
    """A round trip of a shipped or invented data file changes no byte."""
    text = (ROOT / name).read_bytes().decode()

    assert written(read(text)) == text


@given(DOCUMENTS)
def test_what_is_written_reads_back(value):
    """Whatever is written, the strict reader gives it back, in the same order of keys."""
    back = read(written(value))

    assert back == normal(value)
    assert repr(back) == repr(normal(value))


@given(DOCUMENTS)
def test_writing_again_changes_nothing(value):
    """The form of a file that is in the form is the file."""
    text = written(value)

    assert written(read(text)) == text


@given(DOCUMENTS)
def test_bytes_are_plain(value):
    """Lines end in LF, the last one too; the text is NFC; no line ends in a space."""
    text = written(value)

    assert "\r" not in text and text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


@given(WORDS | TEXTS)
def test_text_is_text_for_readers_of_yaml_1_1(text):
    """A reader that takes `no` for false and 12:30 for 750 finds text all the same; days stay bare."""
    back = yaml.safe_load(written({"field": text}))["field"]

    assert back == unicodedata.normalize("NFC", text) or back == Period.parse(text).first


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Шамшы", "a: Шамшы"),
        ("0312661234", 'a: "0312661234"'),
        ("+996 (312) 66-12-34", 'a: "+996 (312) 66-12-34"'),
        ("09:30", 'a: "09:30"'),
        ("12", 'a: "12"'),
        ("no", 'a: "no"'),
        ("Y", 'a: "Y"'),
        ("Жоба: жол", 'a: "Жоба: жол"'),
        ("KG-B", "a: KG-B"),
        ("2019-03-25", "a: 2019-03-25"),
        ("../2019-03-25", "a: ../2019-03-25"),
        ("2019", 'a: "2019"'),
        ("2019-02-30", 'a: "2019-02-30"'),
        (2019, "a: 2019"),
        (Decimal("12.50"), "a: 12.50"),
        (Decimal("0.0000001"), "a: 0.0000001"),
        (True, "a: true"),
        (None, "a: null"),
        ("", 'a: ""'),
        ("слово " * 400 + "конец", "a: " + "слово " * 400 + "конец"),
        ("e\u0308", "a: ё".replace("ё", "ë")),
        ("one\ntwo", "a: |-\n  one\n  two"),
        ("one\n\ntwo\n", "a: |\n  one\n\n  two"),
        ("one \ntwo", 'a: "one \\ntwo"'),
    ],
)
def test_how_a_value_is_written(value, line):
    """Text stands bare where nobody could take it for anything else, and in double quotes where one could."""
    assert written({"a": value}) == line + "\n"


def test_lists_are_indented_as_in_the_files():
    """The dashes of the outermost list begin the line; those within stand two spaces in."""
    value = [{"id": "a", "parts": ["b", "c"], "holders": [{"person": "d", "since": 2019}]}]

    assert written(value) == (
        "- id: a\n  parts:\n    - b\n    - c\n  holders:\n    - person: d\n      since: 2019\n"
    )


def test_what_cannot_be_read_back_is_not_written():
    """Where the reader would see something else, nothing is written."""
    with pytest.raises(NotTheSame):
        written({"<<": 1})
