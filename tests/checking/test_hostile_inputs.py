"""Hostile sizes and shapes: the real command says what is wrong within 10 s and 1 GB, and never falls."""

import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.checking.test_bad_inputs import ARTICLE, BASE, BLUE, OBSERVATIONS, TODAY, append
from tests.programs import ROOT
from transparency.loading.strict_csv import MOST_ROWS

SECONDS = 60
BYTES = 1 << 30
"""Of address space, which holds the interpreter and its libraries too: they take about a tenth of it."""

SITE = Path("data/site.yml")
SOURCES = Path("data/sources.yml")
GLOSSARY = Path("data/glossary.yml")
TABLE = Path("data/glossary.csv")
TERMS = "id,name.en,meaning.en\n"
PLACES = BLUE / "places.yml"
MORE = Path("data/regions/more")

FIRST_DAY = date(2020, 1, 1)

FIGURE = """- id: figure-{number}
  region: nowhere/blue-oblast
  indicator: schools-online
  date: {day}
  source: {source}
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """A copy of the good site; taken away from inside, since some shapes are too deep for pytest."""
    yield Path(shutil.copytree(BASE, tmp_path / "site"))
    subprocess.run(["rm", "-rf", tmp_path / "site"], check=True)


def checked(site: Path) -> subprocess.CompletedProcess:
    """What `ashyq check` says of a site folder, within the limits."""
    command = [sys.executable, "-m", "transparency", "check", "--root", site, "--today", str(TODAY)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "LC_ALL": "C.UTF-8"}
    limits = {"timeout": SECONDS, "preexec_fn": _little_memory}
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, **limits)


def _little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def said(site: Path) -> list[str]:
    """The lines of a refusal, which is one: exit 1 and no traceback."""
    done = checked(site)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr[-2000:]
    return done.stderr.splitlines()


def write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def in_place_of(path: Path) -> Path:
    """The path, free for something that is no file."""
    path.unlink(missing_ok=True)
    return path


# --- sizes ---


def fifty_megabytes(site: Path) -> None:
    write(site / GLOSSARY, b"- id: a\n" * 6_500_000)


def ten_megabytes_of_short_entries(site: Path) -> None:
    write(site / GLOSSARY, b"- a\n" * 2_499_000)


def a_hundred_thousand_records(site: Path) -> None:
    record = "- id: source-{}\n  title:\n    en: A source\n  kind: page\n"
    append(site / SOURCES, "".join(record.format(number) for number in range(100_000)))


def a_hundred_thousand_words(site: Path) -> None:
    write(site / GLOSSARY, "- word\n" * 100_000)


def a_line_of_a_megabyte(site: Path) -> None:
    append(site / SOURCES, f"  note:\n    en: {'a' * 1_000_000}\n")


def a_key_of_a_megabyte(site: Path) -> None:
    append(site / SOURCES, f"  {'a' * 1_000_000}: b\n")


def a_number_of_a_megabyte(site: Path) -> None:
    append(site / OBSERVATIONS, FIGURE.format(number=1, day=2024, source="nowhere-gazette"))
    append(site / OBSERVATIONS, f"  value: {'1' * 1_000_000}\n")


def an_article_of_ten_megabytes(site: Path) -> None:
    append(site / ARTICLE, "\n" + "Some words of a long article.\n" * 333_000)


def an_article_of_one_tag(site: Path) -> None:
    append(site / ARTICLE, "\n" + "<a" * 140_000 + ">\n")


def a_hundred_thousand_links(site: Path) -> None:
    append(site / ARTICLE, "\n" + "[There](region:nowhere/blue-oblast)\n" * 100_000)


def thirty_thousand_dead_links(site: Path) -> None:
    append(site / ARTICLE, "\n" + "[](a:b)\n" * 30_000)


def links_that_are_never_closed(site: Path) -> None:
    append(site / ARTICLE, "\n" + "](" * 140_000 + "\n")


def a_pile_of_marks(site: Path) -> None:
    append(site / SOURCES, "  note:\n    en: a" + "\u0301\u0323" * 2_000_000 + "\n")


def a_million_wrong_blanks(site: Path) -> None:
    write(site / GLOSSARY, "\u00a0a\n" * 1_000_000)


def a_million_marks_of_a_merge(site: Path) -> None:
    write(site / GLOSSARY, "<<<<<<<\n" * 1_000_000)


# --- depths ---


def brackets_a_thousand_deep(site: Path) -> None:
    write(site / GLOSSARY, "[" * 1000 + "]" * 1000)


def brackets_that_never_close(site: Path) -> None:
    write(site / GLOSSARY, "[" * 9_000_000)


def braces_a_thousand_deep(site: Path) -> None:
    write(site / GLOSSARY, "{a: " * 1000 + "}" * 1000)


def blocks_a_thousand_deep(site: Path) -> None:
    write(site / GLOSSARY, "".join(" " * depth + "a:\n" for depth in range(1000)))


def dashes_a_thousand_deep(site: Path) -> None:
    write(site / GLOSSARY, "- " * 1000 + "a\n")


def folders_two_thousand_deep(site: Path) -> None:
    (site / MORE).mkdir()
    here = os.open(site / MORE, os.O_RDONLY)
    for _ in range(2000):
        os.mkdir("a", dir_fd=here)
        here, above = os.open("a", os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)


def regions_two_thousand_deep(site: Path) -> None:
    keys = ["nowhere/blue-oblast" + "/a" * depth for depth in range(2000)]
    region = "- id: a\n  parent: {}\n  level: oblast\n  name:\n    en: A place\n"
    write(site / PLACES, "".join(map(region.format, keys)))


def two_thousand_regions_in_one_another(site: Path) -> None:
    region = "- id: {}\n  parent: {}\n  level: oblast\n  name:\n    en: A place\n"
    for branch in range(20):
        key = "nowhere/blue-oblast"
        for name in (f"branch-{branch}", *"a" * 99):
            append_or_begin(site / PLACES, region.format(name, key))
            key = f"{key}/{name}"


def append_or_begin(path: Path, more: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(more)


def a_thousand_formulas_in_a_row(site: Path) -> None:
    for number in range(1000):
        day = FIRST_DAY + timedelta(days=number)
        figure = FIGURE.format(number=number, day=day, source="nowhere-gazette")
        last = f"formula: figure-{number - 1} + figure-{number - 1}" if number else "value: 1"
        append_or_begin(site / OBSERVATIONS, f"{figure}  {last}\n")


# --- shapes of YAML ---


def a_billion_laughs(site: Path) -> None:
    laughs = (f"- &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(30))
    write(site / GLOSSARY, "- &a0 ha\n" + "".join(laughs))


def an_alias_to_itself(site: Path) -> None:
    write(site / GLOSSARY, "&a [*a]\n")


def a_tag_that_runs_a_command(site: Path) -> None:
    write(site / GLOSSARY, "- !!python/object/apply:os.mkdir [made-by-a-tag]\n")


def a_million_documents(site: Path) -> None:
    write(site / GLOSSARY, "---\n" * 1_000_000)


# --- what is no file ---


def a_pipe(site: Path) -> None:
    os.mkfifo(in_place_of(site / OBSERVATIONS))


def a_pipe_as_an_article(site: Path) -> None:
    os.mkfifo(in_place_of(site / ARTICLE))


def a_pipe_as_the_site(site: Path) -> None:
    os.mkfifo(in_place_of(site / SITE))


def a_link_to_a_file(site: Path) -> None:
    in_place_of(site / OBSERVATIONS).symlink_to("/etc/passwd")


def a_link_to_a_folder(site: Path) -> None:
    (site / MORE).symlink_to("/etc")


def a_link_in_a_circle(site: Path) -> None:
    (site / MORE).symlink_to("..")


def a_link_to_itself(site: Path) -> None:
    (site / MORE).symlink_to("more")


def a_link_to_endless_zeros(site: Path) -> None:
    (site / GLOSSARY).symlink_to("/dev/zero")


def a_link_as_the_folder_of_texts(site: Path) -> None:
    (site / "content").rename(site / "elsewhere")
    (site / "content").symlink_to("elsewhere")


def a_file_as_the_folder_of_texts(site: Path) -> None:
    (site / "content").rename(site / "elsewhere")
    (site / "content").write_text("articles")


def a_socket(site: Path) -> None:
    # A socket's own path may be 108 bytes long at most, so it is made somewhere near and moved.
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name := f"/tmp/ashyq-{os.getpid()}.socket")
        shutil.move(name, site / GLOSSARY)


def a_device_of_endless_zeros(site: Path) -> None:
    try:
        os.mknod(site / GLOSSARY, 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes a device")


# --- bytes ---


def as_utf_16(site: Path) -> None:
    write(site / OBSERVATIONS, (site / OBSERVATIONS).read_text(encoding="utf-8").encode("utf-16"))


def as_windows_1251(site: Path) -> None:
    write(site / SITE, (site / SITE).read_text(encoding="utf-8").encode("cp1251"))


def a_megabyte_of_zero_bytes(site: Path) -> None:
    write(site / OBSERVATIONS, b"\0" * 1_000_000)


def a_zero_byte_in_an_article(site: Path) -> None:
    append(site / ARTICLE, "\nwords\0words\n")


def a_name_of_two_lines(site: Path) -> None:
    write(site / "data/two\nlines.yml", "a: b\n")


def a_name_that_is_no_text(site: Path) -> None:
    write(site / os.fsdecode(b"data/\xff.yml"), "a: b\n")


# --- tables ---


def a_table_of_a_million_columns(site: Path) -> None:
    write(site / TABLE, "name.en," * 1_000_000 + "id\n")


def a_table_of_a_million_rows(site: Path) -> None:
    write(site / TABLE, TERMS + "word,W,M\n" * 1_000_000)


def a_million_rows_of_another_length(site: Path) -> None:
    write(site / TABLE, TERMS + "word\n" * 1_000_000)


def a_hundred_thousand_cells_of_nothing_known(site: Path) -> None:
    write(site / TABLE, TERMS + "Word,W,M\n" * MOST_ROWS)


def a_quote_around_nine_megabytes(site: Path) -> None:
    write(site / TABLE, TERMS + '"' + "word,W,M\n" * 1_000_000)


def quotes_and_nothing_else(site: Path) -> None:
    write(site / TABLE, TERMS + '"' * 9_000_000 + "\n")


def a_head_of_a_thousand_steps(site: Path) -> None:
    write(site / TABLE, f"id,name.en,meaning.en,name{'.en' * 1000}\na,b,c,d\n")


REFUSED = {
    a_table_of_a_million_columns: (TABLE, "csv-columns"),
    a_table_of_a_million_rows: (TABLE, "csv-rows"),
    a_million_rows_of_another_length: (TABLE, "csv-cells"),
    a_hundred_thousand_cells_of_nothing_known: (TABLE, "id-form"),
    a_quote_around_nine_megabytes: (TABLE, "csv-syntax"),
    quotes_and_nothing_else: (TABLE, "csv-syntax"),
    a_head_of_a_thousand_steps: (TABLE, "unknown-key"),
    fifty_megabytes: (GLOSSARY, "file-too-large"),
    ten_megabytes_of_short_entries: (GLOSSARY, "yaml-size"),
    a_hundred_thousand_records: (SOURCES, "yaml-size"),
    a_hundred_thousand_words: (GLOSSARY, "expected-map"),
    a_line_of_a_megabyte: (SOURCES, "text-length"),
    a_key_of_a_megabyte: (SOURCES, "yaml-syntax"),
    a_number_of_a_megabyte: (OBSERVATIONS, "type-number"),
    an_article_of_ten_megabytes: (ARTICLE, "file-too-large"),
    an_article_of_one_tag: (ARTICLE, "article-html"),
    a_hundred_thousand_links: (ARTICLE, "file-too-large"),
    thirty_thousand_dead_links: (ARTICLE, "article-link"),
    links_that_are_never_closed: (ARTICLE, "article-link"),
    a_pile_of_marks: (SOURCES, "piled-marks"),
    a_million_wrong_blanks: (GLOSSARY, "yaml-blank"),
    a_million_marks_of_a_merge: (GLOSSARY, "merge-conflict"),
    brackets_a_thousand_deep: (GLOSSARY, "yaml-depth"),
    brackets_that_never_close: (GLOSSARY, "yaml-depth"),
    braces_a_thousand_deep: (GLOSSARY, "yaml-depth"),
    blocks_a_thousand_deep: (GLOSSARY, "yaml-depth"),
    dashes_a_thousand_deep: (GLOSSARY, "yaml-depth"),
    folders_two_thousand_deep: (MORE, "folder-depth"),
    regions_two_thousand_deep: (PLACES, "text-length"),
    two_thousand_regions_in_one_another: (PLACES, "region-level"),
    a_thousand_formulas_in_a_row: (OBSERVATIONS, "formula-depth"),
    a_billion_laughs: (GLOSSARY, "yaml-anchor"),
    an_alias_to_itself: (GLOSSARY, "yaml-anchor"),
    a_tag_that_runs_a_command: (GLOSSARY, "yaml-tag"),
    a_million_documents: (GLOSSARY, "yaml-documents"),
    a_pipe: (OBSERVATIONS, "file-not-regular"),
    a_pipe_as_an_article: (ARTICLE, "file-not-regular"),
    a_pipe_as_the_site: (SITE, "file-not-regular"),
    a_link_to_a_file: (OBSERVATIONS, "file-not-regular"),
    a_link_to_a_folder: (MORE, "file-not-regular"),
    a_link_in_a_circle: (MORE, "file-not-regular"),
    a_link_to_itself: (MORE, "file-not-regular"),
    a_link_to_endless_zeros: (GLOSSARY, "file-not-regular"),
    a_link_as_the_folder_of_texts: (Path("content"), "file-not-regular"),
    a_file_as_the_folder_of_texts: (Path("content"), "file-not-regular"),
    a_socket: (GLOSSARY, "file-not-regular"),
    a_device_of_endless_zeros: (GLOSSARY, "file-not-regular"),
    as_utf_16: (OBSERVATIONS, "encoding"),
    as_windows_1251: (SITE, "encoding"),
    a_megabyte_of_zero_bytes: (OBSERVATIONS, "encoding"),
    a_zero_byte_in_an_article: (ARTICLE, "encoding"),
    a_name_of_two_lines: (Path("data/two<U+000A>lines.yml"), "file-unknown"),
    a_name_that_is_no_text: (Path("data/<U+DCFF>.yml"), "file-unknown"),
}
"""Each shape with the file that the refusal names and the rule that refuses it."""


@pytest.mark.parametrize("shape", REFUSED, ids=lambda shape: shape.__name__)
def test_a_hostile_shape_is_refused_by_name(shape, site):
    """Whatever lies in a site folder, one line names the file and the rule; nothing hangs or falls."""
    shape(site)
    path, rule = REFUSED[shape]
    assert any(line.startswith(path.as_posix()) and line.endswith(f"[{rule}]") for line in said(site))


def test_a_tag_runs_nothing(site):
    """What a tag asks for is not done."""
    a_tag_that_runs_a_command(site)
    said(site)
    assert not (site / "made-by-a-tag").exists()


# --- large, and right ---


def ten_thousand_sources(site: Path) -> None:
    record = "- id: source-{}\n  title:\n    en: A source\n  kind: page\n"
    append(site / SOURCES, "".join(record.format(number) for number in range(10_000)))


def ten_thousand_sources_in_a_table(site: Path) -> None:
    rows = "".join(f"source-{number},A source,page\n" for number in range(10_000))
    write(site / SOURCES.with_suffix(".csv"), f"id,title.en,kind\n{rows}")


def an_article_of_seven_thousand_links(site: Path) -> None:
    append(site / ARTICLE, "\n" + "[There](region:nowhere/blue-oblast) and " * 7_000 + "back.\n")


def an_article_of_a_long_line(site: Path) -> None:
    append(site / ARTICLE, "\n" + "words " * 45_000 + "\n")


def five_thousand_figures_of_one_thing(site: Path) -> None:
    first = FIRST_DAY - timedelta(days=6000)
    days = (first + timedelta(days=number) for number in range(5000))
    figures = "".join(
        FIGURE.format(number=number, day=day, source="nowhere-gazette") + "  value: 8\n"
        for number, day in enumerate(days)
    )
    append(site / BLUE / "observations.yml", figures)


@pytest.mark.parametrize(
    "shape",
    [
        ten_thousand_sources,
        ten_thousand_sources_in_a_table,
        five_thousand_figures_of_one_thing,
        an_article_of_seven_thousand_links,
        an_article_of_a_long_line,
    ],
    ids=lambda shape: shape.__name__,
)
def test_what_is_only_large_is_accepted(shape, site):
    """Size alone is no fault below the limits."""
    shape(site)
    done = checked(site)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr[-2000:]


# --- many faults at once ---

MANY = 5000


def misspelt_keys(site: Path) -> None:
    record = "- id: source-{0}\n  title:\n    en: A source\n  kind: page\n  titel-{0}: A source\n"
    append(site / SOURCES, "".join(record.format(number) for number in range(MANY)))


def sources_that_do_not_exist(site: Path) -> None:
    for number in range(MANY):
        figure = FIGURE.format(number=number, day=FIRST_DAY, source=f"nowhere-gazete-{number}")
        append_or_begin(site / OBSERVATIONS, f"{figure}  value: 1\n")


FAULTS = {
    misspelt_keys: (SOURCES, "unknown-key"),
    sources_that_do_not_exist: (OBSERVATIONS, "reference"),
}


@pytest.mark.parametrize("shape", FAULTS, ids=lambda shape: shape.__name__)
def test_thousands_of_faults_are_all_listed_in_order(shape, site):
    """Each of 5,000 faults has its line, in the order of the file, and a second run says the same."""
    shape(site)
    path, rule = FAULTS[shape]
    lines = said(site)
    found = [line for line in lines if line.endswith(f"[{rule}]")]
    numbers = [int(line.removeprefix(f"{path}:").partition(":")[0]) for line in found]
    assert len(numbers) == MANY
    assert numbers == sorted(numbers)
    assert said(site) == lines
