"""Tables written: the same records as in YAML, one form, safe mends, one more row."""

from __future__ import annotations

import shutil
import string
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.programs import ROOT
from tests.tables import Unreadable, moved_into_table, moved_into_tables
from tests.writing.sites import MISTAKABLE, Site
from transparency.checking import load_site
from transparency.loading.field_types import is_record
from transparency.loading.layout import REGION_FILES, REGISTER, SITE_FILES, kind_of
from transparency.loading.problems import Problem, Refused
from transparency.loading.strict_csv import read_csv
from transparency.loading.strict_yaml import read_yaml
from transparency.model.dates import Period
from transparency.model.figures import Number, Observation
from transparency.model.people import Clock, Organization
from transparency.model.site import TimeZone
from transparency.model.text import Id, Line, Record, RegionKey, Split, Text, Url
from transparency.writing.form import NotTheSame, written
from transparency.writing.table_form import written_table

RECORDS = {
    kind.only.record
    for kind in (*SITE_FILES.values(), *REGION_FILES.values(), REGISTER)
    if kind.shape == "list"
}

# --- any records ---

_IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=6).filter(
    lambda id: not id.isdigit()
)
_SIGNS = st.characters(categories=["L", "M", "N", "P", "S"], include_characters=' \n;,"=')
_WORDS = st.sampled_from([*MISTAKABLE, "a; b", '"', "=1+2", " x ", "жол", "ө"])
_TEXTS = (st.text(_SIGNS, min_size=1, max_size=12) | _WORDS).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_ASCII = st.characters(min_codepoint=33, max_codepoint=126)
_DAYS = st.dates(date(1904, 1, 1), date(2999, 1, 1)).map(date.isoformat)
_DATES = _DAYS | _DAYS.map(lambda day: day[:7]) | _DAYS.map(lambda day: f"../{day}")
_YEARS = st.integers(1900, 2999)
_NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=2).filter(bool)
_KNOWN: dict[Any, st.SearchStrategy] = {
    Id: _IDS,
    RegionKey: st.lists(_IDS, min_size=1, max_size=3).map("/".join),
    Line: _TEXTS.filter(lambda text: text[0].strip() and "\n" not in text),
    Url: _IDS.map("https://example.org/{}".format),
    TimeZone: st.just("Asia/Bishkek"),
    Clock: st.just("09:30"),
    Period: _DATES | _YEARS | _YEARS.map(str),
    Number: _NUMBERS,
    Text: st.dictionaries(st.sampled_from(["kk", "ky", "ru", "en", "uz"]), _TEXTS, min_size=1),
    Split: st.dictionaries(_IDS, _IDS, min_size=1, max_size=2),
    bool: st.booleans(),
    int: st.integers(1, 100),
    str: _TEXTS,
    type(None): st.none(),
}


def values_of(annotation: Any) -> st.SearchStrategy:
    """Values that a field takes, as the YAML reader gives them."""
    if annotation in _KNOWN:
        return _KNOWN[annotation]
    if is_record(annotation):
        # A table cannot say that there is a record of which nothing is known; see below.
        return rows_of(annotation).filter(lambda row: any(one is not None for one in row.values()))
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if get_origin(annotation) is tuple:
        return st.lists(values_of(get_args(annotation)[0]), min_size=1, max_size=3).map(tuple)
    if get_origin(annotation) is Annotated:
        return _annotated(annotation)
    return st.one_of(*map(values_of, get_args(annotation)))


def _annotated(annotation: Any) -> st.SearchStrategy:
    plain, *notes = get_args(annotation)
    bounds = [bound for note in notes for bound in getattr(note, "metadata", ())]
    pattern = next((bound.pattern for bound in bounds if hasattr(bound, "pattern")), None)
    values = st.from_regex(pattern, fullmatch=True, alphabet=_ASCII) if pattern else values_of(plain)
    return values.filter(partial(_is_valid, TypeAdapter(annotation)))


def _is_valid(fits: TypeAdapter, value: Any) -> bool:
    try:
        fits.validate_python(value, strict=True)
    except ValueError:
        return False
    return True


def rows_of(record: type[Record]) -> st.SearchStrategy[dict]:
    hints = get_type_hints(record, include_extras=True)
    names = {True: [], False: []}
    for name, field in record.model_fields.items():
        names[field.is_required()].append(name)
    needed, others = ({name: values_of(hints[name]) for name in names[which]} for which in (True, False))
    return st.fixed_dictionaries(needed, optional=others)


def records_in(value: tuple, record: type[Record]) -> list[Record]:
    return [record.model_validate(row) for row in value]


@pytest.mark.parametrize(
    "record", sorted(RECORDS, key=lambda record: record.__name__), ids=lambda one: one.__name__
)
def test_any_records_are_the_same_in_either_form(record):
    """Whatever records there are, written as YAML and as a table they are read as the same records."""

    @settings(max_examples=15)
    @given(st.lists(rows_of(record), min_size=1, max_size=3).map(tuple), st.sampled_from(",;"))
    def hold(rows, separator):
        yaml, faults = read_yaml(written(rows), "a.yml")
        table, problems = read_csv(written_table(rows, record, separator).lstrip("\ufeff"), "a.csv", record)

        assert faults == problems == []
        assert records_in(yaml.value, record) == records_in(table.value, record)

    hold()


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "name": {"en": "A"}, "kind": "k", "region": "r", "door": {}},
        {"id": "a", "name": {"en": "A"}, "kind": "k", "region": "r", "posts": ({"id": ""},)},
        {"id": "a", "name": {"en": ""}, "kind": "k", "region": "r"},
    ],
    ids=["a record of nothing", "an empty text in a list", "an empty text"],
)
def test_what_a_table_cannot_say_is_refused(row):
    """Nothing is lost unsaid on the way into a table."""
    with pytest.raises(NotTheSame):
        written_table((row,), Organization)


# --- what is mended ---

PLACES = "data/regions/qiyalia/yeles/places.csv"
FIGURES = "data/regions/qiyalia/yeles/observations.csv"


@pytest.fixture
def demo(tmp_path: Path) -> Site:
    """The invented country with all its lists in tables."""
    site = Site.copied("demo", tmp_path / "site")
    moved_into_tables(site.root)
    return site


@pytest.mark.parametrize("separator", [",", ";"], ids=["commas", "semicolons"])
def test_a_table_in_its_form_is_left_alone(separator, tmp_path):
    """What was written in the form, `fix` leaves as it is, byte for byte."""
    site = Site.copied("demo", tmp_path / "site")
    moved_into_tables(site.root, separator)
    before = site.bytes()

    done = site.fix()

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to mend\n")
    assert site.bytes() == before


def _quoted(text: str) -> str:
    return "".join(",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("damage", "mend"),
    [
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: text.replace("\n", "\r\n"), "line ends"),
        (lambda text: unicodedata.normalize("NFD", text), "letters made of two signs (NFC)"),
        (lambda text: text.rstrip("\n"), "the written form"),
        (lambda text: text.replace("\n", "\n\n") + ",,,,,,\n", "the written form"),
        (lambda text: text.replace("\n", ",,\n"), "the written form"),
        (lambda text: text.replace(",", "\t"), "the written form"),
        (_quoted, "the written form"),
        (lambda text: "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()) + "\n",
         "the written form"),
    ],
    ids=["mark", "CRLF", "NFD", "no last end", "blank rows", "blank columns", "tabs", "quotes", "order"],
)  # fmt: skip
def test_one_form_follows_from_what_a_table_says(damage, mend, demo):
    """However a program wrote a table, `fix` gives back the one form, and names what it mended."""
    before = demo.read(PLACES)
    demo.write(PLACES, damage(before))

    done = demo.fix()

    assert (done.returncode, done.stdout) == (0, f"{PLACES}: {mend}\n")
    assert demo.read(PLACES) == before


def test_a_table_of_semicolons_keeps_them(demo):
    """A spreadsheet that separates by ';' opens its own tables again: their sign and their mark stay."""
    text = demo.read(PLACES)
    demo.write(PLACES, text.replace(",", ";"))

    assert demo.fix().stdout == f"{PLACES}: byte order mark\n"
    assert demo.read(PLACES) == "\ufeff" + text.replace(",", ";")


def test_what_a_spreadsheet_spoils_is_mended(demo):
    """Dates with dots, truth in capitals and decimal commas are written back where the field wants them."""
    head = "id;region;indicator;date;source;value;note.en;confirmed_jump"
    row = "spoilt;qiyalia/yeles;road-money-spent;31.03.2026;annual-report-2026;{};31.03.2026;{}"
    demo.write(FIGURES, f"\ufeff{head}\n{row.format('12,5', 'ИСТИНА')}\n")

    done = demo.fix("--yes")

    assert f"{FIGURES}: 31.03.2026 → 2026-03-31 (line 2), 12,5 → 12.5 (line 2), ИСТИНА → true" in done.stdout
    mended = row.format("12.5", "true").replace("31.03.2026", "2026-03-31", 1)
    assert demo.read(FIGURES).splitlines()[1] == mended


def test_a_decimal_comma_among_commas_is_left_to_its_editor(demo):
    """Where cells are separated by commas, 12,500 may be twelve thousand: nothing is guessed."""
    text = demo.read(FIGURES)
    demo.write(FIGURES, text.replace(",48,", ',"12,500",', 1))

    assert demo.fix().stderr == "nothing to mend\n"


def test_look_alike_letters_in_a_cell_are_mended(demo):
    """A Latin letter in a Cyrillic word is mended in its cell, and only there."""
    text = demo.read(PLACES)
    demo.write(
        PLACES, text.replace("Туман району", "Тум\u0061н району").replace("Нансарай", "Нанс\u0061рай", 1)
    )

    done = demo.fix("--yes")

    assert "Тумaн → Туман (line 4), Нансaрай → Нансарай (line 8)" in done.stdout and done.returncode == 0
    assert demo.read(PLACES) == text


def test_a_table_that_cannot_be_read_is_left_with_its_problem(demo):
    """What the reader refuses is told at its place, and no file is changed."""
    demo.write(PLACES, demo.read(PLACES) + 'broken,"\n')
    before = demo.bytes()

    done = demo.fix()

    assert done.returncode == 1 and f"{PLACES}:21:8: the table cannot be read" in done.stderr
    assert demo.bytes() == before


# --- one more row ---

FIGURE = {"region": "qiyalia/yeles", "indicator": "schools-online", "source": "annual-report-2026"}
_FLAGS = [part for name, words in FIGURE.items() for part in (f"--{name}", words)]


def test_a_new_record_is_one_more_row(demo):
    """Where the folder's list is a table, `new` appends a row and leaves every other byte."""
    before = demo.read(FIGURES)

    done = demo.new("observation", *_FLAGS, "--date", "2026-05-31", "--value", 37)

    assert (done.returncode, done.stderr) == (0, "")
    added = demo.read(FIGURES).removeprefix(before)
    assert added == ",qiyalia/yeles,schools-online,2026-05-31,annual-report-2026,37" + "," * 15 + "\n"
    assert done.stdout.startswith(f"written: {FIGURES}:{before.count(chr(10)) + 1}\n")


def test_a_new_row_takes_the_separators_of_its_file(demo):
    """A table of semicolons, marks and Windows' line ends stays one."""
    before = "\ufeff" + demo.read(FIGURES).replace(",", ";").replace("\n", "\r\n")
    demo.write(FIGURES, before)

    done = demo.new("observation", *_FLAGS, "--date", "2026-05-31", "--value", 37)

    assert done.returncode == 0
    added = (demo.root / FIGURES).read_bytes().decode().removeprefix(before)
    assert added == ";qiyalia/yeles;schools-online;2026-05-31;annual-report-2026;37" + ";" * 15 + "\r\n"


def test_a_new_record_brings_its_columns(demo):
    """A field that the table has no column for gets one, in its order; what stood there stays said."""
    before = read_csv(demo.read(FIGURES), "", Observation)[0].value

    done = demo.new(
        "observation", *_FLAGS, "--date", "2026-05-31", "--value", 37, "--set", "confirmed_jump=true"
    )

    head, *_ = demo.read(FIGURES).splitlines()
    after = read_csv(demo.read(FIGURES), "", Observation)[0].value
    assert done.returncode == 0 and "confirmed_jump" in head
    assert after == (*before, {**FIGURE, "date": "2026-05-31", "value": 37, "confirmed_jump": True})


def test_a_new_place_is_a_row(demo):
    """A village becomes a row of the table of its oblast's places."""
    names = ("--name-kk", "Жаңа", "--name-ky", "Жаңы", "--name-ru", "Жана", "--name-en", "Jana")

    done = demo.new("region", "--id", "zhana", "--parent", "qiyalia/yeles/bult", "--level", "village", *names)

    assert done.returncode == 0, done.stderr
    assert demo.read(PLACES).endswith("\nzhana,qiyalia/yeles/bult,village,Жаңа,Жаңы,Жана,Jana\n")


def test_a_correction_stands_below_what_it_corrects(demo):
    """A figure that stands in a table is put right in that table."""
    done = demo.new("correction", "--id", "yeles-schools-online-2026", "--value", 35,
                    "--reason-en", "Counted again, by post")  # fmt: skip

    last = demo.read(FIGURES).splitlines()[-1]
    assert done.returncode == 0, done.stderr
    assert last.startswith("yeles-schools-online-2026,qiyalia/yeles,schools-online,2026-03-31,")
    assert last.endswith(',2026-06-15,,,,"Counted again, by post"')


def test_yaml_beside_a_table_takes_the_new_record(demo):
    """Where both lie in the folder, new records go into the list that an editor reads more easily."""
    yaml = FIGURES.replace(".csv", ".yml")
    demo.write(yaml, written(({**FIGURE, "date": "2026-04-30", "value": 36},)))
    before = demo.read(FIGURES)

    done = demo.new("observation", *_FLAGS, "--date", "2026-05-31", "--value", 37)

    assert done.returncode == 0 and done.stdout.startswith(f"written: {yaml}:")
    assert demo.read(FIGURES) == before


# --- the same checks ---

BASE, BAD = ROOT / "tests/sites/bad-base", ROOT / "tests/bad"
LISTS_WITH_FAULTS = sorted(
    path.relative_to(BAD).as_posix()
    for path in BAD.rglob("data/**/*.yml")
    if (kind := kind_of(path.relative_to(BAD).as_posix().partition("/")[2])) and kind.shape == "list"
)
OTHERWISE = {
    "empty-value-where-text-belongs": {"required"},  # an empty cell is a key that is not there
    "number-in-quotes": set(),  # a cell knows no quotes: 8 in a column of numbers is a number
}
NOT_IN_A_TABLE = {
    *("file-empty", "duplicate-key", "unknown-key", "expected-list", "expected-map", "type-number"),
    *("yaml-anchor", "yaml-depth", "yaml-blank", "yaml-documents"),
}
"""Faults of YAML alone, or of a shape that no row can have."""


def _told(problems: Iterable[Problem]) -> set[tuple]:
    """Rules and words; but for where something stood first, which a move changes."""
    return {(one.rule, tuple(pair for pair in one.values if pair[0] != "first")) for one in problems}


@pytest.mark.parametrize("name", LISTS_WITH_FAULTS)
def test_a_table_is_judged_as_the_same_list_in_yaml(name, tmp_path):
    """Every faulty list, moved into a table, has the same problems with the same words, at its cells."""
    fragment, _, path = name.partition("/")
    site = Path(shutil.copytree(BASE, tmp_path / "site"))
    shutil.copytree(BAD / fragment, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    before = problems_in(site)
    try:
        moved_into_table(site / path, site)
    except (NotTheSame, Unreadable):
        assert {one.rule for one in before} <= NOT_IN_A_TABLE
        return
    after = problems_in(site)

    if fragment in OTHERWISE:
        assert {one.rule for one in after} == OTHERWISE[fragment]
    else:
        assert _told(after) == _told(before)
    assert all(one.column for one in after if one.path.endswith(".csv"))


def problems_in(site: Path) -> tuple[Problem, ...]:
    try:
        checked = load_site(site, date(2026, 1, 1))
    except Refused as refused:
        return refused.problems + refused.beside
    return checked.warnings + checked.notices
