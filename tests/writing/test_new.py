"""`ashyq new`: one more record in the right file, or nothing at all."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.built import ashyq, built
from tests.writing.sites import DAY, MISTAKABLE, Site
from transparency.loading.strict_yaml import read_yaml
from transparency.model.documents import Source
from transparency.model.figures import Observation
from transparency.model.people import Organization
from transparency.model.places import Region
from transparency.model.promises import Commitment
from transparency.writing.kinds import KINDS

said = str.split
"""A command line as it is typed, where no word in it has a space."""

NORTH = "data/regions/mirrolia/north-mirror"
SOUTH = "data/regions/mirrolia/south-mirror"


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return Site.copied("small", tmp_path / "site")


def added(site: Site, before: dict[str, bytes]) -> dict[str, str]:
    """What stands at the end of each changed file; everything before it is as it was, byte for byte."""
    after = site.bytes()
    assert set(before) <= set(after)
    changed = {name: content for name, content in after.items() if content != before.get(name)}
    assert all(content.startswith(before.get(name, b"")) for name, content in changed.items())
    return {name: content[len(before.get(name, b"")) :].decode() for name, content in changed.items()}


# --- each kind ---

BY_FLAGS = {
    "region": (
        ["--id", "east-mirror", "--parent", "mirrolia", "--level", "province", "--name-en", "East Mirror"],
        "data/regions/mirrolia/east-mirror/region.yml",
        "id: east-mirror\nparent: mirrolia\nlevel: province\nname:\n  en: East Mirror\n",
    ),
    "place": (
        said("--id spoon --parent mirrolia/north-mirror --level parish --name-en Spoon"),
        f"{NORTH}/places.yml",
        "- id: spoon\n  parent: mirrolia/north-mirror\n  level: parish\n  name:\n    en: Spoon\n",
    ),
    "commitment": (
        [
            *said("--id all-lit --title-en Light --kind promise --region mirrolia/south-mirror"),
            *said("--source lantern-note --indicator lanterns-lit --target 48 --deadline 2027"),
            *("--statement-en", "All lanterns: lit.", "--set", "said_by.organization=council-mirrolia"),
        ],
        f"{SOUTH}/commitments.yml",
        '- id: all-lit\n  title:\n    en: Light\n  statement:\n    en: "All lanterns: lit."\n'
        "  kind: promise\n  region: mirrolia/south-mirror\n  said_by:\n    organization: council-mirrolia\n"
        "  indicator: lanterns-lit\n  target: 48\n  deadline: 2027\n  source: lantern-note\n",
    ),
    "observation": (
        [
            *said("--value 44 --region mirrolia/south-mirror --indicator lanterns-lit --date 2026-05"),
            *(
                "--source",
                "lantern-note",
                "--note-ru",
                "Посчитали вечером.",
                "--text",
                "note.en=Counted: late",
            ),
        ],
        f"{SOUTH}/observations.yml",
        "- region: mirrolia/south-mirror\n  indicator: lanterns-lit\n  date: 2026-05\n"
        '  source: lantern-note\n  value: 44\n  note:\n    en: "Counted: late"\n    ru: Посчитали вечером.\n',
    ),
    "institution": (
        [
            *said("--id town-hall --name-en Hall --kind council --region mirrolia/north-mirror"),
            *(
                "--text",
                "door.address.en=1 Mirror Street",
                "--set",
                "door.room=3",
                "--set",
                "door.walk_in=true",
            ),
            *("--set", "door.hours.0.days=mon,tue", "--set", "door.hours.0.opens=09:00"),
            *("--set", "door.hours.0.closes=18:00"),
        ],
        f"{NORTH}/institutions.yml",
        "- id: town-hall\n  name:\n    en: Hall\n  kind: council\n  region: mirrolia/north-mirror\n  door:\n"
        '    address:\n      en: 1 Mirror Street\n    room: "3"\n    hours:\n      - days:\n'
        '          - mon\n          - tue\n        opens: "09:00"\n        closes: "18:00"\n'
        "    walk_in: true\n",
    ),
    "source": (
        ["--id", "letter", "--title-en", "A letter", "--kind", "letter", "--date", "2026-06-01"],
        "data/sources.yml",
        "- id: letter\n  title:\n    en: A letter\n  kind: letter\n  date: 2026-06-01\n",
    ),
    "source of a region": (
        ["--id", "letter", "--title-en", "A letter", "--region", "mirrolia/south-mirror"],
        f"{SOUTH}/sources.yml",
        "- id: letter\n  title:\n    en: A letter\n",
    ),
    "correction": (
        [
            *said("--id umbrella-wells-2026 --value 5 --day 2026-06-10 --reason-en Recounted."),
        ],
        f"{NORTH}/observations.yml",
        "- id: umbrella-wells-2026\n  region: mirrolia/north-mirror/umbrella\n  indicator: leaking-wells\n"
        "  date: 2026-03-31\n  source: well-book-2026\n  value: 5\n  correction:\n    date: 2026-06-10\n"
        "    reason:\n      en: Recounted.\n",
    ),
    "article": (
        [
            *said("--id lamps --date 2026-06-01 --regions mirrolia,mirrolia/south-mirror"),
            *("--sources", "lantern-note", "--title-en", "Lamps: lit", "--summary-en", "How many."),
        ],
        "content/articles/lamps.en.md",
        "Title: Lamps: lit\nDate: 2026-06-01\nSummary: How many.\n"
        "Regions: mirrolia, mirrolia/south-mirror\nSources: lantern-note\n\n",
    ),
}
KIND_OF = {"place": "region", "source of a region": "source"}


@pytest.mark.parametrize("case", BY_FLAGS)
def test_a_record_by_flags(case, small):
    """A record lands in its region's file, in the model's order, and nothing else changes by a byte."""
    flags, name, text = BY_FLAGS[case]
    before = small.bytes()

    done = small.new(KIND_OF.get(case, case), *flags)

    assert (done.returncode, done.stderr) == (0, "")
    assert added(small, before) == {name: text}
    line = before.get(name, b"").count(b"\n") + 1
    assert done.stdout.splitlines()[0] == f"written: {name}:{line}"
    assert done.stdout.splitlines()[1].startswith("next: ")
    small.checked()


def test_every_kind_is_tried():
    """No kind of record is without its case above."""
    assert {KIND_OF.get(case, case) for case in BY_FLAGS} == set(KINDS)


def test_an_article_with_only_a_head_is_built(small, tmp_path):
    """A head alone passes the build, so that the next save of its writer shows a page."""
    small.new("article", *BY_FLAGS["article"][0])
    output = built(tmp_path / "output", "--root", small.root, "--today", small.today)

    assert (output / "en/articles/lamps/index.html").is_file()


def test_the_shipped_site_takes_a_figure(tmp_path):
    """The first edit of the README works by the command as it does by hand."""
    site = Site.copied("shipped", tmp_path / "site")
    before = site.bytes()
    source = ("--id", "example-newspaper", "--title-en", "An example newspaper", "--date", "2019-06-05")
    figure = said("--region kg/batken --indicator schools-online-by-project --date 2019-06-01 --value 97")

    assert site.new("source", *source, "--language", "ky", "--region", "kg/batken").returncode == 0
    assert site.new("observation", *figure, "--source", "example-newspaper").returncode == 0
    assert set(added(site, before)) == {
        "data/regions/kg/batken/sources.yml",
        "data/regions/kg/batken/observations.yml",
    }


# --- refused ---


def test_what_would_not_pass_the_check_is_not_written(small):
    """The check's words are printed, with the record that would have been written, and nothing changes."""
    before = small.bytes()

    done = small.new(
        *said("observation --region mirrolia --indicator lanterns-lit --date 2026 --source x"),
        "--value",
        "44 %",
    )

    assert done.returncode == 1
    assert small.bytes() == before
    assert 'value: "44 %"' in done.stderr
    assert "data/regions/mirrolia/observations.yml:5:10: value must be a number" in done.stderr
    assert "nothing was changed" in done.stderr.lower()


def test_a_site_that_does_not_pass_the_check_takes_no_record(small):
    """Problems that are there already come first, and nothing is written beside them."""
    small.write("data/sources.yml", small.read("data/sources.yml") + "- id: one\n")
    before = small.bytes()

    done = small.new("source", "--id", "letter", "--title-en", "A letter")

    assert done.returncode == 1 and "title is required" in done.stderr
    assert small.bytes() == before


A_FIGURE = "--value (or --missing, --formula, --count)"


@pytest.mark.parametrize(
    ("arguments", "flags"),
    [
        (["observation"], f"--region; --indicator; --date; --source; {A_FIGURE}"),
        (["observation", "--region", "mirrolia", "--missing", "unknown"], "--indicator; --date; --source"),
        (["source", "--id", "letter"], "--title-LANG"),
        (said("institution --id a --name-en A --kind b --region c"), "--text door.address.LANG=…"),
        (["correction"], f"--id (or --region, --indicator, --date, --source); {A_FIGURE}; --reason-LANG"),
    ],
)  # fmt: skip
def test_without_a_terminal_missing_fields_are_named(arguments, flags, small):
    """Nobody can answer, so the flags that are missing are named and nothing is done."""
    before = small.bytes()

    done = small.new(*arguments)

    assert done.returncode == 2
    assert done.stderr.rstrip().endswith(f"{arguments[0]}: give {flags}")
    assert small.bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("source --id a --title-en A --region ../../../etc", "is no key of a region"),
        ("source --id a --title-en A --region /etc", "is no key of a region"),
        ("region --id ../a --parent mirrolia --level province --name-en A", "is no key of a region"),
        ("region --id south-mirror --parent mirrolia --level province --name-en A", "exists already"),
        ("article --id ../a --title-en A --summary-en A --date 2026", "is no name of an article"),
        ("article --id a --text title.../x=A --summary-en A --date 2026", "is no name of an article"),
        ("article --id a --set title=A --summary-en A --date 2026", "need a language each"),
        ("article --id wells --title-en A --summary-en A", "exists already"),
        ("source --set id", "has no '='"),
        ("source --colour red", "No such option"),
        ("poem --id a", "No such command"),
    ],
)
def test_where_nothing_can_be_written_nothing_is(arguments, words, small):
    """A place outside the site, a file that is there, a flag that is not: said, with exit code 2."""
    before = small.bytes()

    done = small.new(*arguments.split())

    assert done.returncode == 2 and words in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert small.bytes() == before


def test_a_flag_without_its_words_is_refused(small):
    """The last word of a line can be a flag by mistake only."""
    done = ashyq("new", "source", "--root", small.root, "--title-en")

    assert done.returncode == 2 and "--title-en needs words after it" in done.stderr


def test_an_unknown_field_is_refused_as_the_check_does(small):
    """`--set` says anything; what the model does not know is refused with the nearest name."""
    done = small.new("source", "--id", "letter", "--title-en", "A", "--set", "titel.en=A")

    assert done.returncode == 1 and "did you mean title?" in done.stderr


# --- into files as they are ---


def test_the_file_keeps_its_line_ends_and_its_margin(small):
    """CRLF, dashes two spaces in, comments, no last line end: the new record follows the file's habits."""
    name = "data/sources.yml"
    lines = [f"  {line}" for line in small.read(name).rstrip("\n").split("\n")]
    spoilt = "\r\n".join(["# ours", *lines]).encode()
    small.write(name, spoilt)

    done = small.new("source", "--id", "letter", "--title-en", "A letter")

    assert done.returncode == 0, done.stderr
    after = (small.root / name).read_bytes()
    assert after == spoilt + b"\r\n  - id: letter\r\n    title:\r\n      en: A letter\r\n"
    assert done.stdout.startswith(f"written: {name}:{len(lines) + 2}\n")


def test_a_file_on_one_line_is_mended_first(small):
    """Where nothing can be put below, the command says what to do and does nothing."""
    name = "data/sources.yml"
    document, _ = read_yaml(small.read(name), name)
    rows = ", ".join(f"{{id: {row['id']}, title: {{en: A}}}}" for row in document.value)
    small.write(name, f"[{rows}]\n")
    before = small.bytes()

    done = small.new("source", "--id", "letter", "--title-en", "A letter")

    assert done.returncode == 2 and f"ashyq fix {name}" in done.stderr
    assert small.bytes() == before
    assert small.fix().returncode == 0
    assert small.new("source", "--id", "letter", "--title-en", "A letter").returncode == 0


# --- corrections ---

REASON = ("--reason-en", "Recounted.", "--day", "2026-06-10")
TEAPOT = said("--region mirrolia/north-mirror/teapot --indicator leaking-wells --date 2026-03-31")


def test_a_correction_by_its_key(small):
    """Region, indicator and date choose the figure; the correction takes its name and key."""
    before = small.bytes()

    done = small.new("correction", *TEAPOT, "--value", "9", *REASON)

    assert done.returncode == 0, done.stderr
    (text,) = added(small, before).values()
    assert text.startswith("- id: teapot-wells-2026\n  region: mirrolia/north-mirror/teapot\n")
    assert small.checked().data.observation["teapot-wells-2026"].correction is not None


def test_a_correction_of_a_sum_keeps_its_parts(small):
    """What holds whatever the value stays, so that the sum is still checked."""
    done = small.new("correction", "--id", "north-wells-2026", "--value", "15", *REASON)

    assert done.returncode == 1 and "the parts sum to 14, not to 15" in done.stderr
    explained = ("--difference-en", "One well belongs to no parish.")
    assert (
        small.new("correction", "--id", "north-wells-2026", "--value", "15", *explained, *REASON).returncode
        == 0
    )


def test_a_correction_is_of_today_unless_said(small):
    """The day of a correction is the day it is written."""
    flags = ("--id", "teapot-wells-2026", "--value", "9", "--reason-en", "Recounted.")

    assert small.new("correction", *flags).returncode == 0
    assert str(small.checked().data.observation["teapot-wells-2026"].correction.date) == small.today


def test_a_correction_can_be_corrected(small):
    """The key stays the same however often a figure is put right, and only the last one counts."""
    lit = said("--region mirrolia/south-mirror --indicator lanterns-lit")
    for value in ("31", "29"):
        assert small.new("correction", *lit, "--value", value, *REASON).returncode == 0

    records = [one for one in small.checked().data.observations if one.indicator == "lanterns-lit"]
    assert [str(one.value) for one in records] == ["30", "31", "29"]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--id", "teapot-wels-2026"], "did you mean teapot-wells-2026?"),
        (["--region", "mirrolia/north-mirror"], "more than one figure is region mirrolia/north-mirror"),
        ([*TEAPOT[:-1], "2020"], "no figure is region"),
    ],
)
def test_a_correction_of_one_figure_only(flags, words, small):
    """Where no figure is meant, or more than one, the command says which, and does nothing."""
    before = small.bytes()

    done = small.new("correction", *flags, "--value", "9", *REASON)

    assert done.returncode == 2 and words in done.stderr
    assert small.bytes() == before


# --- articles ---


def test_another_language_of_an_article_takes_over_what_is_shared(small):
    """Date, regions and sources are asked for once, in whichever language came first."""
    done = small.new("article", "--id", "lanterns", "--title-en", "Lanterns", "--summary-en", "How many.")

    assert done.returncode == 0, done.stderr
    (article,) = [one for one in small.checked().data.articles if one.slug == "lanterns"]
    assert {text.lang for text in article.texts} == {"ru", "en"}


def test_no_line_of_a_head_can_be_smuggled_in(small):
    """A title with a line end in it stays a title."""
    flags = ("--summary-en", "How many.", "--date", "2026-06-01")

    done = small.new("article", "--id", "lamps", "--title-en", "Lamps\nSources: lantern-note\n\nText", *flags)

    assert done.returncode == 0, done.stderr
    assert small.read("content/articles/lamps.en.md").startswith(
        "Title: Lamps Sources: lantern-note Text\nDate"
    )


def test_an_article_in_two_languages_is_two_files(small):
    """Each language given has its file; one without a summary is refused, and then there is neither."""
    flags = ("--id", "lamps", "--date", "2026-06-01", "--title-en", "Lamps", "--title-ru", "Лампы")
    before = small.bytes()

    refused = small.new("article", *flags, "--summary-en", "How many.")
    assert refused.returncode == 1 and "lamps.ru.md" in refused.stderr and small.bytes() == before

    written = small.new("article", *flags, "--summary-en", "How many.", "--summary-ru", "Сколько их.")
    assert written.returncode == 0
    assert set(added(small, before)) == {"content/articles/lamps.en.md", "content/articles/lamps.ru.md"}


# --- at a terminal ---


def test_at_a_terminal_it_asks(small):
    """What is required is asked for with its description and an example; what is not there is asked again."""
    before = small.bytes()
    answers = [
        "mirrolia/sooth-mirror",
        "mirrolia/south-mirror",
        "lanterns-lit",
        "2026-05",
        "lantern-note",
        "44",
    ]

    done = small.answering(answers, "new", "observation", "--today", small.today)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "did you mean mirrolia/south-mirror?" in done.stdout + done.stderr
    assert "indicator: What was counted. For example: schools-online" in done.stdout
    (text,) = added(small, before).values()
    assert text.endswith("date: 2026-05\n  source: lantern-note\n  value: 44\n")


def test_at_a_terminal_texts_are_asked_for_in_every_language(small):
    """One language is enough; with none the question comes again."""
    done = small.answering(["letter", "", "", "", "A letter", "Письмо", ""], "new", "source")

    assert done.returncode == 0, done.stdout + done.stderr
    assert small.read("data/sources.yml").endswith(
        "- id: letter\n  title:\n    en: A letter\n    ru: Письмо\n"
    )


def test_at_a_terminal_a_figure_without_a_number_says_why(small):
    """No number given: the reason for none is asked for; no date given: none is known."""
    flags = said("--region mirrolia/south-mirror --indicator lanterns-lit --source lantern-note")

    done = small.answering(["", "", "unknown"], "new", "observation", *flags, "--today", small.today)

    assert done.returncode == 0, done.stdout + done.stderr
    assert small.read(f"{SOUTH}/observations.yml").endswith(
        "  date: null\n  source: lantern-note\n  missing: unknown\n"
    )


def test_at_a_terminal_a_figure_without_a_name_is_found_by_its_key(small):
    """Whoever does not know the figure's name is asked for its region, indicator and date."""
    answers = ["", "mirrolia/south-mirror", "lanterns-lit", "2026-02", "", "31", "One was hidden.", "", ""]

    done = small.answering(answers, "new", "correction", "--today", small.today)

    assert done.returncode == 0, done.stdout + done.stderr
    assert small.read(f"{SOUTH}/observations.yml").endswith("    reason:\n      en: One was hidden.\n")


def test_breaking_off_changes_nothing(small):
    """Whoever ends the questions half-way has written nothing."""
    before = small.bytes()

    done = small.answering(["mirrolia", "\x04"], "new", "observation")

    assert done.returncode == 130
    assert small.bytes() == before


# --- whatever is said is read back ---

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True).map(lambda text: f"new-{text}")
WORDS = st.lists(st.sampled_from(MISTAKABLE), min_size=1, max_size=5).map(" ".join)
DAYS = st.dates(date(1901, 1, 1), DAY).map(str)
DATES = (
    DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]) | DAYS.map(lambda day: f"../{day}")
)
NUMBERS = st.integers(4, 400).map(Decimal)
TEXT = st.fixed_dictionaries(
    {"en": WORDS}, optional={"ru": st.just("Слово: дело"), "ky": st.just("Өлкө, үй")}
)
REGIONS = st.sampled_from(["mirrolia", "mirrolia/north-mirror", "mirrolia/south-mirror"])
SOURCES = st.sampled_from(["well-book-2026", "lantern-note"])

RECORDS = {
    "region": (
        Region,
        {"id": IDS, "parent": REGIONS, "level": st.just("parish"), "name": TEXT},
        {"name_as_of": DATES, "printed": WORDS, "iso": WORDS, "source": SOURCES, "note": TEXT},
    ),
    "commitment": (
        Commitment,
        {
            "id": IDS,
            "title": TEXT,
            "statement": TEXT,
            "kind": st.sampled_from(["promise", "plan", "proposal"]),
            "region": REGIONS,
            "source": SOURCES,
        },
        {"said": DATES, "deadline": DAYS, "scope_note": TEXT, "note": TEXT},
    ),
    "observation": (
        Observation,
        {"region": REGIONS, "indicator": st.just("leaking-wells"), "source": SOURCES, "date": DATES}
        | {"value": NUMBERS, "confirmed_jump": st.just(True)},
        {"id": IDS, "status": st.sampled_from(["final", "provisional"]), "note": TEXT, "assumption": TEXT},
    ),
    "institution": (
        Organization,
        {"id": IDS, "name": TEXT, "kind": st.just("council"), "region": REGIONS}
        | {"door": st.fixed_dictionaries({"address": TEXT}, optional={"room": WORDS})},
        {"printed": WORDS, "source": SOURCES, "as_of": DATES, "note": TEXT},
    ),
    "source": (
        Source,
        {"id": IDS, "title": TEXT},
        {"kind": st.sampled_from(["law", "letter"]), "author": WORDS, "date": DATES, "publisher": TEXT}
        | {"language": st.sampled_from(["ky", "en"]), "url": st.just("https://example.org/a?b=c#d")},
    ),
}  # fmt: skip
COLLECTION = {"region": "regions", "institution": "organizations"}


def flags_of(values: dict, prefix: str = "") -> list[str]:
    """Plain values as `--set` and `--text` of the command line."""
    flags = []
    for name, value in values.items():
        if isinstance(value, dict):
            flags += flags_of(value, f"{prefix}{name}.")
        else:
            words = str(value).lower() if isinstance(value, bool) else str(value)
            flags += ["--set", f"{prefix}{name}={words}"]
    return flags


@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=10)
@given(data=st.data())
def test_a_new_record_is_read_back_as_it_was_said(kind, data):
    """What was given by flags stands in the dataset afterwards, field by field."""
    record, required, optional = RECORDS[kind]
    values = data.draw(st.fixed_dictionaries(required, optional=optional))
    with tempfile.TemporaryDirectory() as folder:
        site = Site.copied("small", Path(folder) / "site")
        before = len(site.checked().found)

        done = site.within("new", kind, *flags_of(values), "--today", DAY)

        assert done.exit_code == 0, done.output + str(done.exception)
        found = site.checked().found
        wanted = record.model_validate(values)
        assert len(found) == before + 1
        assert wanted in [one.record for one in found if one.collection == COLLECTION.get(kind, f"{kind}s")]
