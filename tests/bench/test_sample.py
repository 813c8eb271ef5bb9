"""A sample of `make bench` in every run of the tests: 200 pages, every row but the shipped site, untimed."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.bench.bounds import BOUNDS, Verdict
from tests.bench.builders import OURS, Workshop, eleventy_is_here, hugo_program
from tests.bench.edits import contents, edit_peer, edits_of
from tests.bench.facts import write_facts
from tests.bench.nation import LANGUAGES, LEVELS, SIZES, TODAY, Nation
from tests.bench.national import write_site
from tests.bench.peers import HUGO, PEERS
from tests.bench.report import BEGIN, DOCS, END, Result, tables, write_docs, write_json
from tests.bench.rows import ROWS, Plan
from tests.bench.same_text import compare, visible_lines
from tests.built import ashyq
from tests.programs import give_up

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("bench")

NATION = Nation(SIZES["tiny"])
RUN = [row for row in ROWS if row != "shipped"]


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Plan:
    try:
        hugo_program()
    except FileNotFoundError as why:
        give_up(str(why))
    if not eleventy_is_here():
        give_up("Eleventy is not installed: it builds the same pages as we (install Node, then: make test)")
    workshop = Workshop(tmp_path_factory.mktemp("bench"), NATION)
    workshop.prepare()
    return Plan(workshop, pairs=1, growth=("200",), tell=lambda words: None)


@pytest.fixture(scope="module")
def cold(plan, tmp_path_factory) -> tuple[dict[str, float], Path]:
    """The figures of cold builds, and every builder's output, before other rows edit the nation."""
    measured = ROWS["cold"](plan)
    kept = tmp_path_factory.mktemp("outputs")
    for name in (OURS, *(peer.name for peer in PEERS)):
        shutil.copytree(plan.workshop.output(name), kept / name)
    return measured, kept


@pytest.fixture(scope="module")
def outputs(cold) -> Path:
    return cold[1]


@pytest.fixture(scope="module")
def figures(plan, cold) -> dict[str, float]:
    measured = dict(cold[0])
    for row in RUN[1:]:
        measured |= ROWS[row](plan)
    return measured


# --- the rows ---


def test_every_bound_is_measured_by_its_row(figures):
    """No bound of a row goes unjudged because its figure has another name."""
    assert {bound.figure for bound in BOUNDS if bound.row in RUN} <= set(figures)
    assert {bound.row for bound in BOUNDS} == set(ROWS)


def test_only_what_changed_is_written_and_equals_a_clean_build(figures):
    """An edited line and the next day write files with other bytes, these only, as a clean build has them."""
    proofs = ("edit.unneeded", "edit.lacking", "nothing.written", "day.unneeded", "day.lacking")
    assert {name: figures[name] for name in proofs} == dict.fromkeys(proofs, 0)
    assert figures["edit.files"] >= len(LANGUAGES) and figures["day.written"] >= len(LANGUAGES)


def test_a_missed_bound_is_seen():
    """A bound is held up to its limit, missed beyond it, and open where nothing was measured."""
    for bound in BOUNDS:
        beyond = -0.001 if bound.must == "at least" else 0.001
        assert Verdict(bound, bound.limit).held is True
        assert Verdict(bound, bound.limit + beyond).held is False
        assert Verdict(bound, None).held is None


def test_a_run_is_told_whole(figures, tmp_path):
    """Tables, JSON and the section of the document tell every bound, and the document keeps its own words."""
    result = Result("tiny", NATION.pages, 1, TODAY, 0.0, figures)
    write_json(result, tmp_path / "bench.json")
    shutil.copy(DOCS, tmp_path / "benchmarks.md")
    write_docs(result, tmp_path / "benchmarks.md")
    told, own = (tmp_path / "benchmarks.md").read_text("utf-8"), DOCS.read_text("utf-8")

    assert [one["figure"] for one in json.loads((tmp_path / "bench.json").read_text())["bounds"]] == [
        bound.figure for bound in BOUNDS
    ]
    assert all(f"| {bound.what} |" in told and f"| {bound.what} |" in tables(result) for bound in BOUNDS)
    assert told.split(BEGIN)[0] == own.split(BEGIN)[0] and told.split(END)[1] == own.split(END)[1]


# --- the same pages ---


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_says_what_we_say(outputs, peer):
    """Every page of a place and every article has the same visible text, line by line."""
    found = compare(outputs / OURS, outputs / peer.name)

    assert found.differences == () and found.missing == () and found.beyond == ()
    assert found.compared == NATION.pages + NATION.articles * len(LANGUAGES)


def test_the_comparison_sees_one_changed_digit(outputs, tmp_path):
    """A figure that differs, a page that is gone and one too many are each found."""
    theirs = shutil.copytree(outputs / HUGO.name, tmp_path / "theirs")
    (one,) = [theirs / page for page in next(edits_of(NATION)).pages if page.startswith("ru/")]
    one.write_text(one.read_text("utf-8").replace('<b class="bar__n">', '<b class="bar__n">1', 1), "utf-8")
    gone = one.parent.parent / "index.html"
    gone.rename(theirs / "ru/regions/index.html")
    (theirs / "en/articles/none").mkdir()
    shutil.copy(one, theirs / "en/articles/none/index.html")

    found = compare(outputs / OURS, theirs)

    assert [difference.path for difference in found.differences] == [one.relative_to(theirs).as_posix()]
    assert found.missing == (gone.relative_to(theirs).as_posix(),)
    assert found.beyond == ("en/articles/none/index.html",)
    assert not found.equal


def test_white_space_counts_only_where_it_is_seen():
    """Blanks of the source fold, blocks are lines, no-break spaces and inline neighbours stay as they are."""
    page = (
        b"<title>A \n B</title><body><p>1\xc2\xa0000 <b>of</b>\n 2</p><ul><li>x<li>y</ul><svg>z</svg></body>"
    )

    assert visible_lines(b"<html><head><meta charset=utf-8>" + page) == ["A B", "1\xa0000 of 2", "x", "y"]


# --- the nation ---


def test_a_size_and_seed_give_the_same_bytes(tmp_path):
    """Two generations of one nation are equal; another seed gives other figures."""
    for name, nation in (("a", NATION), ("b", Nation(NATION.pages)), ("c", Nation(NATION.pages, seed=1))):
        write_site(nation, tmp_path / name)

    assert contents(tmp_path / "a") == contents(tmp_path / "b") != contents(tmp_path / "c")


def test_53k_pages_are_both_countries():
    """The full size has the places of both countries, and a source and promises for every oblast."""
    nation = Nation(SIZES["53k"])
    counts = {level: len(nation.of_level(level)) for level in LEVELS}

    assert counts == {"country": 2, "oblast": 26, "district": 250, "village": 3_000, "school": 9_998}
    assert len(nation.place) == len(nation.places) == 13_276
    assert nation.articles * len(LANGUAGES) == 2_004


def test_the_nation_passes_the_check(tmp_path):
    """What is generated is a site like any other: no error, no warning."""
    write_site(NATION, tmp_path)
    done = ashyq("check", "--strict", "--root", tmp_path, "--today", TODAY)

    assert done.returncode == 0, done.stdout + done.stderr


def test_tables_say_what_yaml_says(tmp_path):
    """The long lists as CSV have the rows of the YAML files, cell by cell."""
    write_site(NATION, tmp_path / "yaml")
    write_site(NATION, tmp_path / "csv", tables=True)
    said = {}
    for name, suffix, read in (("yaml", "yml", _yaml_rows), ("csv", "csv", _csv_rows)):
        paths = [
            *(tmp_path / name).rglob(f"observations.{suffix}"),
            *(tmp_path / name).rglob(f"places.{suffix}"),
        ]
        said[name] = {path.parent.name + path.stem: read(path) for path in paths}

    assert said["csv"] == said["yaml"] and len(said["csv"]) == 8


def _yaml_rows(path):
    rows = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for row in rows:
        row |= {f"name.{lang}": text for lang, text in row.pop("name", {}).items()}
    return rows


def _csv_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_peers_read_the_rows_that_we_read(tmp_path):
    """Every observation of ours is a row of the peers, with the same indicator, day, source and value."""
    write_site(NATION, tmp_path / "ours")
    write_facts(NATION, tmp_path / "theirs")
    ours = [
        row
        for path in (tmp_path / "ours").rglob("observations.yml")
        for row in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    ]
    files = (
        yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        for path in (tmp_path / "theirs/places").iterdir()
    )
    theirs = [
        {"region": place["key"], **row}
        for file in files
        for place in file["places"]
        for row in place["observations"]
    ]

    def ordered(rows):
        return sorted(tuple(sorted((name, str(value)) for name, value in row.items())) for row in rows)

    assert len(ours) == 16 * len(NATION.places) and ordered(ours) == ordered(theirs)


def test_an_edit_meets_one_line_of_a_peer(tmp_path):
    """The edit before `hugo server` changes one line, and that line is the value."""
    write_facts(NATION, tmp_path)
    before = {path: path.read_text("utf-8").splitlines() for path in (tmp_path / "places").iterdir()}
    one = next(edits_of(NATION))
    edit_peer(tmp_path, one)
    changed = [
        (old, new)
        for path, lines in before.items()
        for old, new in zip(lines, path.read_text("utf-8").splitlines(), strict=True)
        if old != new
    ]

    assert changed == [(f"    value: {one.before}", f"    value: {one.after}")]
