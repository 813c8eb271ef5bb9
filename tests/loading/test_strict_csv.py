"""Tables as editors mean them: what each cell is, where everything stands, however a program wrote them."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs import ROOT
from transparency.loading.columns import heads_of
from transparency.loading.layout import REGION_FILES, SITE_FILES, kind_of
from transparency.loading.strict_csv import Table, ids_in, read_csv
from transparency.loading.strict_yaml import read_yaml
from transparency.model.documents import Source, Term
from transparency.model.figures import Observation
from transparency.model.people import Organization
from transparency.model.places import Region
from transparency.model.promises import Commitment
from transparency.model.site import ReplyPeriod
from transparency.model.text import Record, Text
from transparency.writing.table_form import written_table

FIGURE = "id,region,indicator,date,source"


def read(text: str, record: type[Record] = Observation) -> Table:
    table, problems = read_csv(text, "a.csv", record)
    assert problems == []
    return table


def faults(text: str, record: type[Record] = Observation) -> set[str]:
    table, problems = read_csv(text, "a.csv", record)
    assert table is None
    return {f"{one.line}:{one.column} {one.rule}" for one in problems}


# --- what a cell is ---


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("85", 85),
        ("-3", -3),
        ("12.50", Decimal("12.50")),
        *((word, word) for word in ("0123", "1e3", "7E+00", " 85", "85 ", "1 000", "1_000", "0x1F", "12,5")),
        *((word, word) for word in ("=1+2", "+", "-", "@x", "75%", ".5", "5.", "true", ".inf", "~")),
    ],
)
def test_a_number_is_what_it_is_in_yaml(cell, value):
    """Where a number is wanted, digits are one and whatever else looks like one stays text to be refused."""
    (row,) = read(f'{FIGURE},value\na,b,c,2019,d,"{cell}"\n').value

    assert row["value"] == value and type(row["value"]) is type(value)


@pytest.mark.parametrize("cell", ["0123", "85", "12.5", "true", "null", "~", "2019", "=1+2", "'x", " x "])
def test_text_stays_text(cell):
    """Where text is wanted, no cell needs quotes to stay what it says."""
    (row,) = read(f"id,parent,level,name.en,printed\na,b,c,{cell},{cell}\n", Region).value

    assert row["name"]["en"] == row["printed"] == cell


def test_truth_is_written_as_in_yaml():
    """Only true and false are truth; TRUE, as a spreadsheet writes it, stays text to be refused."""
    rows = read("id,title.en,verified\na,A,true\nb,B,false\nc,C,TRUE\n", Source).value

    assert [row["verified"] for row in rows] == [True, False, "TRUE"]


def test_nothing_is_written_where_it_must_be_said():
    """Where a field must say that there is nothing, null does; an empty cell says nothing at all."""
    rows = read(f"{FIGURE}\na,b,c,null,d\na,b,c,,d\n").value

    assert rows[0]["date"] is None and "date" not in rows[1]


def test_a_bare_year_is_what_it_is_in_yaml():
    """A date of four digits is a number as in YAML, every other date is text."""
    rows = read(f"{FIGURE}\na,b,c,2019,d\na,b,c,2019-03,d\n").value

    assert [row["date"] for row in rows] == [2019, "2019-03"]


def test_a_number_or_an_id_is_whichever_the_cell_is():
    """A baseline is a number where it is written as one, else the id of a figure."""
    rows = read("id,title.en,statement.en,kind,region,source,baseline\na,A,A,plan,r,s,16\nb,B,B,plan,r,s,x\n",
                Commitment).value  # fmt: skip

    assert [row["baseline"] for row in rows] == [16, "x"]


@pytest.mark.parametrize("cell", ["a;b;c", "a; b ;c", "a;b;;c;", " a;b;c"])
def test_entries_of_a_list_stand_in_one_cell(cell):
    """Entries are separated by ';'; blanks around them and entries without a word say nothing."""
    (row,) = read(f"{FIGURE},named\na,b,c,2019,d,{cell}\n").value

    assert row["named"] == ("a", "b", "c")


def test_entries_of_a_list_may_have_columns_of_their_own():
    """An entry that holds the separator, or has parts, stands in columns with its number in their heads."""
    head = "id,country,working_days,verified,basis.en,source,rules.1.en,rules.0.en"
    (row,) = read(f"{head}\na,b,5,true,B,s,Second,First; still first\n", ReplyPeriod).value

    assert row["rules"] == ({"en": "First; still first"}, {"en": "Second"})


def test_empty_entries_close_up():
    """An entry whose cells are all empty is not there, and those after it move up."""
    head = "id,name.en,kind,region,contacts.0.kind,contacts.0.value,contacts.2.kind,contacts.2.value"
    table = read(f"{head}\na,A,k,r,,,phone,123\n", Organization)

    assert table.value[0]["contacts"] == ({"kind": "phone", "value": "123"},)
    assert table.place_of((0, "contacts", 0, "value")) == (2, 17)


def test_rows_and_columns_of_nothing_are_none():
    """Empty lines, rows of separators and columns without a head or a word are what spreadsheets leave."""
    table = read("\nid,name.en,meaning.en,,\n\n,,,,\na,A,B,,\n,,,,\n\n", Term)

    assert table.value == ({"id": "a", "name": {"en": "A"}, "meaning": {"en": "B"}},)
    assert table.place_of((0, "id")) == (5, 1)


# --- however a program wrote it ---

ROWS = [
    ["id", "name.en", "meaning.en", "meaning.ru"],
    ["plain", "A word", "What it means", ""],
    ["signs", 'A "word", so to say; yes', "Two\nlines", "=1+2\tи"],
]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["few quotes", "all quotes"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["commas", "semicolons", "tabs"])
def test_the_separator_does_not_matter(separator, quoting):
    """Spreadsheets separate by ',' or ';' or tabs, after the country; the first row shows by which."""
    text = StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(ROWS)

    assert [list(_leaves(row)) for row in read(text.getvalue(), Term).value] == [
        [cell for cell in row if cell] for row in ROWS[1:]
    ]


class Named(Record):
    """A record of words alone."""

    id: str
    name: Text


_PATHS = [("id",), ("name", "en"), ("name", "ru")]
CELLS = st.text(st.sampled_from('ab ,;"\n\tяҮ='), max_size=6)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_each_cell_is_found_again_at_its_place(rows, separator, quoting):
    """Whatever the cells hold, at the place told for a value its cell begins in the file."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\n")
    writer.writerows([["id", "name.en", "name.ru"], *rows])
    table = read(text.getvalue(), Named)
    lines = text.getvalue().split("\n")

    said = [row for row in rows if any(row)]
    assert len(table.value) == len(said)
    for number, row in enumerate(said):
        for path, cell in zip(_PATHS, row, strict=True):
            line, column = table.place_of((number, *path))
            rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
            assert (next(csv.reader(StringIO(rest), delimiter=separator), []) or [""])[0] == cell


# --- where it stands ---

PLACED = """\
id,region,indicator,date,source,value,named,correction.date,correction.reason.ru
"a","b",c,2019,d,1,"x; y/z",,"Одна
строка"
b,b,c,2019,d,1,x; y/z,2019,
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        ((0,), (2, 1)),
        ((0, "region"), (2, 5)),
        ((0, "named"), (2, 20)),
        ((0, "named", 1), (2, 24)),
        ((0, "correction"), (2, 30)),
        ((0, "correction", "date"), (2, 29)),
        ((1,), (4, 1)),
        ((1, "named", 0), (4, 16)),
        ((1, "named", 1), (4, 19)),
        ((1, "correction", "reason"), (4, 28)),
        ((1, "correction", "reason", "kk"), (4, 28)),
        ((1, "note"), (4, 1)),
    ],
)
def test_everything_has_a_place(path, place):
    """A value stands where its cell begins, an entry where it begins in its cell, a gap in its empty cell."""
    assert read(PLACED).place_of(path) == place


def test_a_key_stands_in_the_first_row():
    """The place of a key is its head, of whatever row; of a key without a column that of the row."""
    table = read(PLACED)

    assert table.place_of_key((1, "correction", "date")) == (1, 45)
    assert table.place_of_key((1, "note")) == (4, 1)


# --- what is refused ---


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{FIGURE},valeu,note\n", {"1:33 unknown-key", "1:39 csv-parts"}),
        ("id,region,source\n", {"1:1 required"}),
        (f"{FIGURE},value.en\n", {"1:33 unknown-key"}),
        (f"{FIGURE},named.x\n", {"1:33 unknown-key"}),
        (f"{FIGURE},named.00\n", {"1:33 unknown-key"}),
        (f"{FIGURE},note.Kazakh\n", {"1:33 language-form"}),
        (f"{FIGURE},dimensions\n", {"1:33 csv-parts"}),
        (f"{FIGURE},correction,correction.date\n", {"1:33 csv-parts", "1:44 csv-head-twice"}),
        (f"{FIGURE}\na,b\na,b,c,2019,d,e\n", {"2:3 csv-cells", "3:14 csv-cells"}),
        (f"{FIGURE},named.x\na,b\n", {"1:33 unknown-key", "2:3 csv-cells"}),
        (f'{FIGURE}\na,"b"c,\n', {"2:3 csv-syntax"}),
        (f'{FIGURE}\na,b,"c\nd', {"2:5 csv-syntax"}),
        (f'{FIGURE}\na,b,c,2019,"{"d" * 200_000}"\n', {"2:12 csv-syntax"}),
        (f'"{FIGURE}\n', {"1:1 csv-syntax"}),
    ],
)
def test_faults_are_told_at_their_places(text, places):
    """All faults of a table's shape are told at once, each at its head, cell or row."""
    assert faults(text) == places


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("id,name.en\na,A\nb,B,too many\n,,\n", {"a", "b"}),
        ("valeu;id\r\n1;a\r\n2\r\n", {"a"}),
        ('name.en,id\nA,a\n"B\n,c', {"a"}),
        ("name.en\nA\n", set()),
        ("", set()),
    ],
)
def test_ids_are_made_out_in_a_table_with_faults(text, ids):
    """What others name in a table that cannot be read is known, so that no one is blamed for naming it."""
    assert ids_in(text) == ids


@pytest.mark.parametrize("record", [Observation, Region, Organization, Commitment, Source, ReplyPeriod])
def test_every_head_that_is_suggested_is_known(record):
    """What a misspelt head may have meant is a head that the reader takes."""
    for head in heads_of(record):
        problems = read_csv(f"{head}\n", "a.csv", record)[1]
        assert {one.rule for one in problems} <= {"required"}, head


def _leaves(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    else:
        yield value


# --- what is told of it ---


def test_the_list_and_the_table_of_the_docs_say_the_same():
    """The example of the page about tables is one list in both forms, and the table is in its one form."""
    text = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    yaml, table = re.findall(r"^```(?:yaml|csv)\n(.*?)^```", text, re.M | re.S)

    assert read_yaml(yaml, "")[0].value == read(table).value
    assert written_table(read(table).value, Observation) == table


LISTS = sorted(
    {name for kinds in (SITE_FILES, REGION_FILES) for name, kind in kinds.items() if kind.shape == "list"}
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_may_be_a_table(name):
    """Every file that is one list is known as a table too; any other is not."""
    folder = "data" if name in SITE_FILES else "data/regions/kg"

    assert kind_of(f"{folder}/{name}") is kind_of(f"{folder}/{name.removesuffix('.yml')}.csv")


@pytest.mark.parametrize("name", ["data/site.csv", "data/indicators.csv", "data/regions/kg/region.csv"])
def test_what_is_no_list_is_no_table(name):
    """A file of one record, or of lists under names, has no form as a table."""
    assert kind_of(name) is None


@pytest.mark.parametrize("record", [Observation, Region, Organization])
def test_the_heads_of_a_number_of_entries_are_known(record):
    """A column may be the hundredth entry of a list; the heads of a table are bounded, not its entries."""
    listed = [head.replace(".0", ".99") for head in heads_of(record) if ".0" in head]

    assert {one.rule for head in listed for one in read_csv(f"{head}\n", "", record)[1]} <= {"required"}
