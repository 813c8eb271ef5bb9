"""Every fault an editor can make is refused at its place; the faulty files stand in tests/bad/."""

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.programs import ROOT
from transparency.checking import load_site, opening
from transparency.checking.library import Memory
from transparency.checking.opening import open_site
from transparency.loading.columns import MOST
from transparency.loading.files import read_text
from transparency.loading.problems import RULES, Problem, Refused, errors_in
from transparency.loading.strict_csv import MOST_ROWS
from transparency.loading.strict_yaml import MAX_BYTES, MAX_VALUES
from transparency.progress.state import State

BASE = ROOT / "tests/sites/bad-base"
BAD = ROOT / "tests/bad"
EXPECTED = "expected.txt"
TODAY = date(2026, 1, 1)

FRAGMENTS = sorted(folder.name for folder in BAD.iterdir())

BLUE = Path("data/regions/nowhere/blue-oblast")
OBSERVATIONS = BLUE / "observations.yml"
COMMITMENTS = BLUE / "commitments.yml"
ARTICLE = Path("content/articles/first-report.en.md")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the good site, free to be spoiled."""
    return Path(shutil.copytree(BASE, tmp_path / "site"))


def spoil(site: Path, fragment: str) -> Path:
    shutil.copytree(BAD / fragment, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))
    return site


def problems_in(site: Path) -> tuple[Problem, ...]:
    """Errors, warnings and notices."""
    try:
        checked = load_site(site, TODAY)
    except Refused as refused:
        return refused.problems + refused.beside
    return checked.warnings + checked.notices


def placed(problems: tuple[Problem, ...]) -> set[str]:
    """Each problem's place and rule, and its severity where it is no error."""
    return {f"{p.path}:{p.line}:{p.column} {p.rule} {p.severity}".removesuffix(" error") for p in problems}


def expected_of(fragment: str) -> set[str]:
    return set((BAD / fragment / EXPECTED).read_text(encoding="utf-8").splitlines())


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, more: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


# --- faults that are files ---


def test_the_good_site_is_good():
    """What every faulty site departs from has no fault of its own."""
    assert problems_in(BASE) == ()


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fault_is_refused_at_its_place(fragment, site):
    """One fault gives exactly its own problems: file, line, column and rule."""
    assert placed(problems_in(spoil(site, fragment))) == expected_of(fragment)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_single_files_are_judged_as_the_whole(fragment, site):
    """The check of single files, which a build begins with, refuses a fault exactly where the whole does."""
    problems = problems_in(spoil(site, fragment))
    opened = open_site(site, TODAY, Memory())
    assert (opened is None) == bool(errors_in(problems))
    assert opened is None or set(opened.library.beside) == set(problems)


@pytest.mark.parametrize("fragment", [None, "source-that-does-not-exist", "more-than-the-whole"])
def test_several_processes_find_what_one_does(fragment, site, monkeypatch):
    """What is known of a site afterwards is the same, however many processes read and check it."""
    if fragment:
        spoil(site, fragment)
    monkeypatch.setattr(opening, "MUCH", 0)
    alone, *by_many = (open_site(site, TODAY, Memory(), processes=number) for number in (1, 2, 3))
    assert (alone is None) == bool(fragment)
    for opened in by_many:
        assert opened == alone if fragment else opened.memory == alone.memory
        assert fragment or opened.state.tally("texts:") == alone.state.tally("texts:")


def test_a_fault_is_found_among_remembered_files(site):
    """With everything else remembered, one faulty file is enough for the whole to be checked."""
    remembered = open_site(site, TODAY, Memory()).memory
    assert open_site(site, TODAY, remembered).memory == remembered
    for fragment in ("source-that-does-not-exist", "id-twice-in-two-files", "more-than-the-whole"):
        assert open_site(spoil(site, fragment), TODAY, remembered) is None


PYTHON = ("pydantic", "Traceback", "Tuple", "tuple", "Decimal", "None", "True", "{'", "('", "()", "pattern '")


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_message_speaks_no_python(fragment, site):
    """An editor is told in plain words and in what they wrote, never in the names and forms of Python."""
    messages = [str(problem) for problem in problems_in(spoil(site, fragment))]
    assert [message for message in messages if any(word in message for word in PYTHON)] == []


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_message_is_one_line(fragment, site):
    """A problem is one line that a terminal, an editor and a CI log can each find again."""
    assert all(len(str(problem).splitlines()) == 1 for problem in problems_in(spoil(site, fragment)))


# --- faults that git cannot hold ---


def without_the_sources(site: Path) -> None:
    (site / "data/sources.yml").unlink()


def with_a_file_too_large(site: Path) -> None:
    with (site / "data/glossary.yml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def with_too_many_values(site: Path) -> None:
    values = "a," * (MAX_VALUES + 1)
    (site / "data/glossary.yml").write_text(f"[{values}]", encoding="utf-8")


def with_too_many_columns(site: Path) -> None:
    row = ",".join(["id"] * (MOST + 1))
    (site / "data/glossary.csv").write_text(f"{row}\n{row}\n", encoding="utf-8")


def with_too_many_rows(site: Path) -> None:
    rows = "word,Word,Word\n" * (MOST_ROWS + 1)
    (site / "data/glossary.csv").write_text(f"id,name.en,meaning.en\n{rows}", encoding="utf-8")


def with_a_cell_too_long(site: Path) -> None:
    cell = "word " * 30_000
    (site / "data/glossary.csv").write_text(f'id,name.en\nword,"{cell}"\n', encoding="utf-8")


def with_a_pipe(site: Path) -> None:
    os.mkfifo(site / "data/glossary.yml")


def with_a_link_outside(site: Path) -> None:
    (site / "data/glossary.yml").symlink_to("/etc/hostname")


def with_a_link_to_nothing(site: Path) -> None:
    (site / "content/articles/second-report.en.md").symlink_to("nowhere.md")


def with_a_folder_twice_in_other_capitals(site: Path) -> None:
    (site / BLUE.parent / "Blue-oblast").mkdir()


def with_a_folder_twice_in_other_letters(site: Path) -> None:
    (site / BLUE.parent / "\N{CYRILLIC SMALL LETTER SHORT I}").mkdir()
    (site / BLUE.parent / "и\N{COMBINING BREVE}").mkdir()


def with_a_link_in_a_circle(site: Path) -> None:
    (site / "data/regions/nowhere/again").symlink_to("..")


MADE = {
    without_the_sources: "data/sources.yml:0:0 file-missing",
    with_a_file_too_large: "data/glossary.yml:0:0 file-too-large",
    with_too_many_values: f"data/glossary.yml:1:{2 * MAX_VALUES} yaml-size",
    with_too_many_columns: f"data/glossary.csv:1:{3 * MOST + 1} csv-columns",
    with_too_many_rows: f"data/glossary.csv:{MOST_ROWS + 2}:1 csv-rows",
    with_a_cell_too_long: "data/glossary.csv:2:6 csv-syntax",
    with_a_pipe: "data/glossary.yml:0:0 file-not-regular",
    with_a_link_outside: "data/glossary.yml:0:0 file-not-regular",
    with_a_link_to_nothing: "content/articles/second-report.en.md:0:0 file-not-regular",
    with_a_link_in_a_circle: "data/regions/nowhere/again:0:0 file-not-regular",
    with_a_folder_twice_in_other_capitals: "data/regions/nowhere/blue-oblast:0:0 file-twin",
    with_a_folder_twice_in_other_letters: "data/regions/nowhere/й:0:0 file-twin",
}


@pytest.mark.parametrize("fault", MADE, ids=lambda fault: fault.__name__)
def test_a_file_that_is_none_is_refused(fault, site):
    """Pipes, links, twins, missing and oversized files are refused by name; none is waited for."""
    fault(site)
    assert placed(problems_in(site)) == {MADE[fault]}


def test_a_file_that_vanishes_is_refused(tmp_path):
    """A file that cannot be read, as when it goes while we read, is a problem and no crash."""
    text, problems = read_text(tmp_path / "gone.yml", "data/gone.yml")
    assert text is None
    assert placed(tuple(problems)) == {"data/gone.yml:0:0 file-unreadable"}


def test_an_empty_folder_is_refused(tmp_path):
    """A folder without the files of a site is refused, each missing file by its name."""
    names = ("indicators.yml", "site.yml", "sources.yml")
    assert placed(problems_in(tmp_path)) == {f"data/{name}:0:0 file-missing" for name in names}


ELSEWHERE = {
    "file-unreadable",  # below, since root may read anything
    "published-figure-changed",  # tests/changes/test_against.py: it takes a history
    "published-figure-removed",
    "published-promise-changed",
    "published-promise-removed",
    "coverage-shrank",
    "file-of-others",  # tests/changes/test_owners.py: likewise
}


def test_every_rule_has_a_fault():
    """No rule stands in the list that no fault can break."""
    lines = {line for fragment in FRAGMENTS for line in expected_of(fragment)} | set(MADE.values())
    covered = {line.split(" ")[1] for line in lines} | ELSEWHERE
    assert set(RULES) - covered == set()


# --- what may not change a verdict ---

SEVERAL = ("misspelt-key", "number-with-a-comma", "capitals-in-an-id", "unknown-time-zone", "list-as-key")


def copied_in_order(site: Path, into: Path, seed: int) -> Path:
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)
    for name in files:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, into / name)
    return into


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("fragments", [SEVERAL, ("id-twice-in-two-files",)], ids=["several", "twice"])
def test_the_order_of_files_does_not_matter(seed, fragments, site, tmp_path):
    """The same files written in any order give the same list of problems, in the same order."""
    for fragment in fragments:
        spoil(site, fragment)
    shuffled = copied_in_order(site, tmp_path / "shuffled", seed)
    assert problems_in(shuffled) == problems_in(site) != ()


def test_all_problems_are_listed_at_once(site):
    """An editor sees the faults of every file in one run, not one after another."""
    for fragment in SEVERAL:
        spoil(site, fragment)
    assert placed(problems_in(site)) == set.union(*map(expected_of, SEVERAL))


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"], ids=["CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_the_editors_system_does_not_matter(mark, line_end, site):
    """Files saved on Windows or an old Mac, with or without a byte-order mark, say the same."""
    for path in site.rglob("*.*"):
        path.write_bytes(mark + path.read_bytes().replace(b"\n", line_end))
    assert load_site(site, TODAY) == load_site(BASE, TODAY)


def test_composed_and_decomposed_letters_are_the_same(site):
    """Text in NFD, as macOS writes it, reads as NFC."""
    path = site / "data/regions/nowhere/region.yml"
    rewrite(path, "ru: Нигдения", "ru: Нигдени\u0438\u0306")
    assert load_site(site, TODAY).data.region["nowhere"].name["ru"].endswith("\u0439")


# --- faults that only meet in passing ---


def test_a_language_is_named_among_those_of_the_site(site):
    """A message that lists the site's languages lists this site's, not ours."""
    (problem,) = problems_in(spoil(site, "language-not-of-this-site"))
    assert "en, ru" in problem.message
    assert "kk" not in problem.message


def test_a_faulty_head_is_named_by_its_own_line(site):
    """A region's key that is none is refused on its line, not as a wrong date."""
    for path in (site / "content/articles").iterdir():
        rewrite(path, "Regions: nowhere/blue-oblast", "Regions: Nowhere/Blue")
    assert {(p.line, p.rule == "date") for p in problems_in(site)} == {(4, False)}


def test_an_article_stands_once_in_each_language(site):
    """Two files of one article and language are refused, in whichever folders they lie."""
    (site / "content/articles/2025").mkdir()
    shutil.copyfile(site / ARTICLE, site / "content/articles/2025/first-report.en.md")
    assert problems_in(site)


def test_the_folder_of_articles_is_no_link(site):
    """A link in place of the folder of articles is refused like a link within it."""
    shutil.move(site / "content/articles", site / "elsewhere")
    (site / "content/articles").symlink_to("../elsewhere")
    assert {p.rule for p in problems_in(site)} == {"file-not-regular"}


def test_one_date_is_one_date_however_written(site):
    """Two figures of one source and date are refused also where the date is written differently."""
    rewrite(site / OBSERVATIONS, "date: 2025-02-01", "date: 2024")
    figure = "  region: nowhere/blue-oblast\n  indicator: schools-online\n  source: nowhere-gazette\n"
    append(site / OBSERVATIONS, f"- date: 2024-01-01/2024-12-31\n{figure}  value: 9\n")
    assert {p.rule for p in problems_in(site)} == {"duplicate-observation"}


CORRECTION = """- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-01
  source: nowhere-gazette
  correction:
    date: 2025-03-01
    reason:
      en: Counted again.
"""


def test_a_correction_keeps_the_name_of_what_it_corrects(site):
    """A correction under the id of another figure would change that figure; it is refused."""
    append(site / OBSERVATIONS, CORRECTION + "  id: blue-schools\n  value: 9\n")
    assert problems_in(site)


def test_a_circle_through_a_correction_is_found(site):
    """A formula that leads back to itself is refused also where a correction closes the circle."""
    rewrite(site / OBSERVATIONS, "value: 20", "formula: blue-online + blue-online")
    append(site / OBSERVATIONS, CORRECTION + "  formula: blue-schools - blue-schools\n")
    assert "formula-cycle" in {p.rule for p in problems_in(site)}


PART = """- id: {name}
  region: nowhere/blue-oblast
  indicator: schools-total
  date: {date}
  source: nowhere-gazette
  value: {value}
"""


def test_a_figure_put_right_is_not_judged_by_its_old_parts(site):
    """What a correction replaces is history: only the figure that counts must equal its parts."""
    rewrite(site / OBSERVATIONS, "value: 8\n", "value: 8\n  parts:\n    - five\n    - three\n")
    days = {"five": "2024-11-01", "three": "2024-12-01", "four": "2024-12-02"}
    parts = zip(days, days.values(), (5, 3, 4), strict=True)
    append(site / OBSERVATIONS, "".join(PART.format(name=n, date=d, value=v) for n, d, v in parts))
    append(site / OBSERVATIONS, CORRECTION + "  value: 9\n  parts:\n    - five\n    - four\n")
    assert problems_in(site) == ()


def test_what_passes_can_be_computed(site):
    """A baseline without a value is refused, or the promise measured from it still gets a status."""
    rewrite(site / COMMITMENTS, "target: 16", "target: 16\n  baseline: blue-before")
    append(
        site / OBSERVATIONS,
        "- id: blue-before\n  region: nowhere/blue-oblast\n  indicator: schools-online\n"
        "  date: 2024-01-01\n  source: nowhere-gazette\n  missing: unknown\n",
    )
    if not problems_in(site):
        assert State(load_site(site, TODAY).data, TODAY).promises["all-online"].status
