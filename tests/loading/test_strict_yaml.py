"""YAML as editors mean it: what each word is, where everything stands, and what is refused."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from transparency.loading.files import read_text
from transparency.loading.problems import Problem
from transparency.loading.strict_yaml import MAX_DEPTH, Document, read_yaml

# --- what a plain word is ---

BOOLEANS_OF_YAML_1_1 = [
    *("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO"),
    *("true", "True", "TRUE", "false", "False", "FALSE"),
    *("on", "On", "ON", "off", "Off", "OFF"),
]
TEXTS = [word for word in BOOLEANS_OF_YAML_1_1 if word not in ("true", "false")] + [
    "Null",
    "NULL",
    "12:30",
    "190:20:30",
    "0312661234",
    "007",
    "+0555",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1 000",
    "1e3",
    "1.5e3",
    "12,5",
    "75%",
    ".5",
    "5.",
    "1.2.3",
    ".inf",
    "-.inf",
    ".nan",
    "2019-03-25",
    "2019-03-25T10:00:00Z",
    "25.03.2019",
    "=",
    "No 5",
    "ү",
    "1234567890123456789",
    "5\u0662",
    "0.\u0665",
]
VALUES = [(text, text) for text in TEXTS] + [
    ("true", True),
    ("false", False),
    ("~", None),
    ("null", None),
    ("", None),
    ("''", ""),
    ('""', ""),
    ("0", 0),
    ("85", 85),
    ("-7", -7),
    ("+77172741178", 77172741178),
    ("123456789012345678", 123456789012345678),
    ("1.10", Decimal("1.10")),
    ("-0.5", Decimal("-0.5")),
    ("12.50", Decimal("12.50")),
    ('"85"', "85"),
    ("'true'", "true"),
    ('"~"', "~"),
    ("'null'", "null"),
    ('"1.10"', "1.10"),
    ('"+7 778 949 66 26"', "+7 778 949 66 26"),
    ("[]", ()),
    ("{}", {}),
    ("[1, two]", (1, "two")),
    ("|\n  true\n", "true\n"),
    (">-\n  85\n", "85"),
]


def value_of(text: str) -> Any:
    document, problems = read_yaml(text, "data/x.yml")
    assert problems == []
    return document.value


@pytest.mark.parametrize(("written", "read"), VALUES)
def test_a_value_is_what_it_looks_like(written, read):
    """Numbers are digits, truth is true or false, nothing is ~; all else, and all in quotes, is text."""
    found = value_of(f"a: {written}")["a"]
    assert (type(found), str(found)) == (type(read), str(read))


@pytest.mark.parametrize(("written", "read"), VALUES)
def test_a_value_is_the_same_in_a_list(written, read):
    """A value means the same wherever it stands."""
    found = value_of(f"- {written}")[0]
    assert (type(found), str(found)) == (type(read), str(read))


@pytest.mark.parametrize("key", [*BOOLEANS_OF_YAML_1_1, "1", "1.10", "~", "null", "12:30", "2019-03-25"])
def test_a_key_is_always_text(key):
    """A key is the text that stands there, never a number, a truth or nothing."""
    assert value_of(f"{key}: 1") == {key: 1}


# --- where everything stands ---

NESTED = """\
name:
  kk: ауыл
  en:  village
list:
  - one
  -   two: 2
      three: [a, b]
empty:
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("name",), (2, 3)),
        (("name", "kk"), (2, 7)),
        (("name", "en"), (3, 8)),
        (("list",), (5, 3)),
        (("list", 0), (5, 5)),
        (("list", 1), (6, 7)),
        (("list", 1, "two"), (6, 12)),
        (("list", 1, "three"), (7, 14)),
        (("list", 1, "three", 1), (7, 18)),
        (("empty",), (8, 7)),
        (("name", "ru"), (2, 3)),
        (("list", 1, "four", "five"), (6, 7)),
        (("elsewhere",), (1, 1)),
    ],
)
def test_every_value_has_its_place(path, place):
    """A value is found at its line and column; what is not there, at the nearest thing around it."""
    assert document_of(NESTED).place_of(path) == place


@pytest.mark.parametrize(
    ("path", "place"), [(("list",), (4, 1)), (("name", "en"), (3, 3)), (("list", 1, "three"), (7, 7))]
)
def test_every_key_has_its_place(path, place):
    """A key is found where it begins."""
    assert document_of(NESTED).place_of_key(path) == place


def document_of(text: str) -> Document:
    document, problems = read_yaml(text, "data/x.yml")
    assert problems == []
    return document


# --- what is refused, and where ---

REFUSED = [
    ("an anchor", "a: &x 1", "yaml-anchor", (1, 4)),
    ("an anchored list", "a:\n  - &x\n    - 1", "yaml-anchor", (2, 5)),
    ("an alias", "a: *x", "yaml-anchor", (1, 4)),
    ("a merge key", "a: 1\n<<: {b: 2}", "yaml-anchor", (2, 1)),
    ("a tag", "a: !!int 1", "yaml-tag", (1, 4)),
    ("a tag of our own", "a:\n  b: !secret x", "yaml-tag", (2, 6)),
    ("a tag without a name", "a: ! 1", "yaml-tag", (1, 4)),
    ("a python object", "a: !!python/object:os.system {}", "yaml-tag", (1, 4)),
    ("a second document", "a: 1\n---\na: 2", "yaml-documents", (2, 1)),
    ("a key twice", "a: 1\nb: 2\na: 3", "duplicate-key", (3, 1)),
    ("a key twice, deep", "- x:\n    - a: 1\n      a: 1", "duplicate-key", (3, 7)),
    ("a key twice in braces", "a: {b: 1, b: 2}", "duplicate-key", (1, 11)),
    ("a key twice, once in quotes", 'a: 1\n"a": 2', "duplicate-key", (2, 1)),
    ("a list as key", "? [a]\n: 1", "yaml-key", (1, 3)),
    ("a map as key", "b:\n  {a: 1}: 1", "yaml-key", (2, 3)),
    ("a tab", "a:\n\tb: 1", "yaml-tab", (2, 1)),
    ("a tab among spaces", "a:\n  b: 1\n \tc: 1", "yaml-tab", (3, 2)),
    ("a colon in text", "a: Жоба: жол", "yaml-syntax", (1, 8)),
    ("a quote not closed", 'a: "b', "yaml-syntax", (1, 6)),
    ("merge-conflict marks", "a: 1\n<<<<<<< ours\nb: 2\n", "yaml-syntax", (3, 1)),
    ("an unpaired surrogate", 'a: "\\ud800"', "yaml-syntax", (1, 7)),
    ("a directive of another version", "%YAML 3.0\n---\na: 1", "yaml-syntax", (1, 1)),
]


def problems_of(text: str) -> list[Problem]:
    return read_yaml(text, "data/x.yml")[1]


@pytest.mark.parametrize(("text", "rule", "place"), [pytest.param(*row, id=name) for name, *row in REFUSED])
def test_what_is_refused_is_refused_at_its_place(text, rule, place):
    """Anything but plain YAML is refused by its rule, at its line and column."""
    assert [(p.rule, (p.line, p.column)) for p in problems_of(text)] == [(rule, place)]


def test_all_duplicates_of_a_file_are_named():
    """One run names every key that stands twice, each with the line where it stood first."""
    found = problems_of("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(p.line, dict(p.values)["first"]) for p in found] == [(2, "1"), (5, "4")]


@pytest.mark.parametrize("text", ['{[a]: 1, "?0": 2}', "{*a : 1, ?0: 2}", "? {a: 1}\n: 1\na: 2"])
def test_no_odd_key_stops_the_reader(text):
    """A key that is no text is a problem to be listed, whatever stands beside it, and never a crash."""
    assert problems_of(text)


# --- attacks ---


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_billion_laughs_are_refused():
    """Aliases are never followed: the file is refused at each of them and nothing grows."""
    found = problems_of(laughs(10))
    assert {p.rule for p in found} == {"yaml-anchor"}
    assert len(found) == 10 + 9 * 9


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "], ids=["lists", "maps", "dashes"])
def test_a_thousand_levels_are_refused(opening):
    """Nesting beyond the limit is refused where it passes the limit, without recursion."""
    (found,) = problems_of(opening * 1000 + "x")
    assert (found.rule, found.column) == ("yaml-depth", MAX_DEPTH * len(opening) + 1)


def test_the_deepest_allowed_nesting_is_read():
    """Nesting up to the limit is read."""
    value = value_of("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        (value,) = value
    assert value == ()


# --- bytes ---

WRITTEN = "name:\n  ky: Көк облус\n  en: Blue Oblast\nlist:\n- 1.10\n- ''\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_the_editors_system_does_not_matter(mark, line_end, tmp_path):
    """Line ends of any system, with or without a byte-order mark, give the same value and the same places."""
    file = written(tmp_path, mark + WRITTEN.replace("\n", line_end))
    text, problems = read_text(file, "data/x.yml")
    assert (problems, read_yaml(text, "data/x.yml")) == ([], read_yaml(WRITTEN, "data/x.yml"))


def written(folder: Path, text: str) -> Path:
    path = folder / "x.yml"
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("raw", "line", "position"),
    [
        (b"\xff\xfea\x00", 1, 0),
        ("a: 1\nb: облус".encode("cp1251"), 2, 8),
        (b"a: 1\nb: 2\nc: \xed\xa0\x80", 3, 13),
        ("a: ө".encode()[:-1], 1, 3),
        (b"a: \xc0\x80", 1, 3),
    ],
    ids=["UTF-16", "Windows-1251", "surrogate", "cut short", "overlong"],
)
def test_other_encodings_are_refused(raw, line, position, tmp_path):
    """What is not UTF-8 is refused with the line and the position of the first byte that is not."""
    (tmp_path / "x.yml").write_bytes(raw)
    text, (problem,) = read_text(tmp_path / "x.yml", "data/x.yml")
    assert (text, problem.rule, problem.line) == (None, "encoding", line)
    assert dict(problem.values)["position"] == str(position)


# --- against PyYAML ---

characters = st.characters(codec="utf-8", exclude_categories=["Cs"])
strings = st.text(characters, max_size=12)
# A merge key is refused in quotes too.
keys = strings.filter(lambda key: key != "<<")


def trees_of(texts: st.SearchStrategy[str], keys: st.SearchStrategy[str]) -> st.SearchStrategy:
    def branch(inner: st.SearchStrategy) -> st.SearchStrategy:
        return st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)

    return st.recursive(texts, branch, max_leaves=12)


trees = trees_of(strings, keys)


def tupled(value: Any) -> Any:
    """The same with tuples for lists, as our reader gives them."""
    if isinstance(value, dict):
        return {key: tupled(entry) for key, entry in value.items()}
    return tuple(map(tupled, value)) if isinstance(value, list) else value


@settings(max_examples=500)
@given(trees)
def test_quoted_text_is_read_as_it_was(tree):
    """Any text in quotes, however nested, is read back as it was written."""
    assert value_of(yaml.safe_dump(tree, default_style='"', sort_keys=False)) == tupled(tree)


@settings(max_examples=500)
@given(trees)
def test_every_quoted_text_stands_at_its_place(tree):
    """At the place of every text in quotes stands its opening quote."""
    text = yaml.safe_dump(tree, default_style='"')
    lines, document = text.split("\n"), document_of(text)
    for path, value in leaves(document.value):
        line, column = document.places[path]
        assert isinstance(value, str)
        assert lines[line - 1][column - 1] == '"'


def leaves(value: Any, path: tuple = ()):
    if not isinstance(value, (dict, tuple)):
        yield path, value
        return
    for step, entry in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(entry, (*path, step))


words = st.text("abcdefgh әөүқ", min_size=1, max_size=12).map(str.strip).filter(bool)
plain_trees = trees_of(words, words)


@settings(max_examples=500)
@given(plain_trees, st.booleans())
def test_plain_words_are_read_as_by_others(tree, flow):
    """Plain words, in blocks or in brackets, are read as PyYAML's own loader of plain text reads them."""
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow)
    assert value_of(text) == tupled(yaml.load(text, Loader=yaml.BaseLoader))
