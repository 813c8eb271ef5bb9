"""The fast reader of YAML against the strict one: it reads the same, or leaves the text to it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.programs import ROOT
from transparency.loading.plain_yaml import NOTHING, PlainDocument, read_plain
from transparency.loading.strict_yaml import read_yaml

FILES = sorted([*(ROOT / "data").rglob("*.yml"), *(ROOT / "tests").rglob("*.yml")])

ODD = "\n\t #:-?!&*|>%@`'\"\\[]{},~.+=<\u00a0\u2003\u2028\u0085\ufeff\u200b\ud800\ufffe\x07"
WORDS = (
    "a",
    "key",
    "null",
    "true",
    "no",
    "007",
    "-1",
    "+5",
    "1.50",
    "-0.0",
    "0x1F",
    "1e3",
    "12:30",
    "2019-03",
    "Ақсу",
)
PIECES = st.one_of(
    st.sampled_from(
        (
            *WORDS,
            *ODD,
            "- ",
            ": ",
            "  ",
            "\n",
            "\n  ",
            "\n- ",
            "key: ",
            "\nkey: ",
            "\n  key: ",
            "- key: ",
            "'a'",
            '"b"',
        )
    ),
    st.text(max_size=3),
)
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.text(alphabet=st.sampled_from("abЖқ09 -:.,#'\"[]{}&*!|>%@`?~"), min_size=1, max_size=8),
)


def agree(text: str) -> None:
    value = read_plain(text)
    if value is NOTHING:
        return
    document, problems = read_yaml(text, "x.yml")
    assert problems == [] and document is not None, (text, value)
    assert repr(document.value) == repr(value), text


def _lines(value, indent: str = "") -> str:
    """A value in block form, scalars as they come."""
    if isinstance(value, list):
        return "".join(f"{indent}- {_lines(one, indent + '  ').lstrip(' ')}" for one in value)
    if isinstance(value, dict):
        return "".join(_entry(key, one, indent) for key, one in value.items())
    return f"{indent}{value}\n"


def _entry(key: str, value, indent: str) -> str:
    if isinstance(value, (list, dict)):
        return f"{indent}{key}:\n{_lines(value, indent + '  ')}"
    return f"{indent}{key}: {value}\n"


KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,4}", fullmatch=True)
SHAPES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_reads_alike(path):
    """Whatever file the fast reader takes, good or faulty, the strict one reads the same of it."""
    try:
        agree(path.read_text("utf-8"))
    except UnicodeDecodeError:
        pytest.skip("no text")


@settings(max_examples=1500)
@given(SHAPES)
def test_block_form_reads_alike(value):
    """Lists and maps in block form, with any scalars, read alike or are left to the strict reader."""
    agree(_lines(value))


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("- a\n- - b\n")
@example("a:\n- b\nc: d\n")
@example("- key:\u2003value\n")
@example("a: b\n  c: d\n")
@example("a:\n  b\n")
@example("null: x\n")
@example("a: 'it''s'\n")
@example("a: b: c\n")
@example("- a: 1\n   b: 2\n")
def test_any_text_reads_alike(text):
    """No text, however odd, is read otherwise than by the strict reader, or where that refuses it."""
    agree(text + "\n")


def test_the_form_of_our_files_is_plain():
    """Most files that an editor writes take the fast road, so that it is worth having."""
    files = sorted((ROOT / "data").rglob("*.yml"))
    plain = [path for path in files if read_plain(path.read_text("utf-8")) is not NOTHING]
    assert len(plain) > len(files) / 2


def test_places_are_those_of_the_strict_reader():
    """A problem in a file that was read fast is told with the strict reader's line and column."""
    text = "- id: a\n  name:\n    en: Frog\n- id: b\n"
    strict, _ = read_yaml(text, "x.yml")
    plain = PlainDocument(read_plain(text), text, "x.yml")
    for path in ((0,), (0, "name", "en"), (1, "id"), (1, "missing")):
        assert plain.place_of(path) == strict.place_of(path)
        assert plain.place_of_key(path) == strict.place_of_key(path)
