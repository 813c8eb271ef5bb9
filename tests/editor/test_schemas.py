"""The schemas editors work with say what the loader says, and are the committed ones."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from tests.built import ashyq
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.checking.references import check_references
from transparency.checking.truth import check_truth
from transparency.commands.schemas import made_files, stale_files
from transparency.examples import NAME, refusal, tried
from transparency.loading.files import Found, Origin, read_data
from transparency.loading.strict_yaml import Document, read_yaml
from transparency.model.dates import Period
from transparency.model.descriptions import FIELDS, FILES, RECORDS
from transparency.model.figures import Observation
from transparency.model.text import Record
from transparency.schemas import (
    DataFile,
    as_json,
    data_files,
    definitions_of,
    editor_settings,
    schema_of,
)

BASE = ROOT / "tests/sites/bad-base"
BAD = ROOT / "tests/bad"
DEMO = ROOT / "tests/sites/demo"
INVENTED_DAY = date(2026, 6, 15)

SITES = (ROOT, *sorted(path.parent for path in (ROOT / "tests/sites").glob("*/data")))
SEEN_BY_A_SCHEMA = ("unknown-key", "required", "choice")
FAULTS = sorted(
    file.parent.name
    for file in BAD.glob("*/expected.txt")
    if re.search(rf"\.yml:\S+ ({'|'.join(SEEN_BY_A_SCHEMA)})$", file.read_text(encoding="utf-8"), re.M)
)
KINDS = {file.name: file for file in data_files()}
EVERY_FIELD = [(record, field) for record, fields in FIELDS.items() for field in fields]


def named(case: Any) -> str:
    return case.__name__ if isinstance(case, type) else str(case)


# --- the files ---


def test_the_committed_files_are_the_generated_ones():
    """Schemas, settings and field reference are as the record model makes them; else: make schemas."""
    assert stale_files(ROOT, made_files()) == []


def test_a_stale_file_is_found_and_named(tmp_path):
    """A file that is missing, changed or no longer made is found, so that none outlives its record."""
    made = made_files()
    for path, text in made.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="\n")
    (tmp_path / "docs/fields.md").write_text("by hand", encoding="utf-8")
    (tmp_path / "schemas/site.schema.json").unlink()
    (tmp_path / "schemas/of-old.schema.json").write_text("{}", encoding="utf-8")

    stale = stale_files(tmp_path, made)

    assert stale == ["docs/fields.md", "schemas/of-old.schema.json", "schemas/site.schema.json"]


def test_the_command_checks_without_writing():
    """`ashyq schemas --check` ends with 0 where everything is as it would be written."""
    done = ashyq("schemas", "--check")

    assert (done.returncode, done.stdout) == (0, "")


def test_generated_files_say_so():
    """Nobody edits the field reference by hand unwarned: its first lines name the command."""
    first = made_files()["docs/fields.md"].split("\n")[:3]

    assert "ashyq schemas" in " ".join(first)


# --- the schemas ---


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_one(name):
    """Each schema is valid in its dialect, has a title and a description, and no web address of ours."""
    schema = schema_of(KINDS[name])
    Draft202012Validator.check_schema(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{name}.schema.json"
    assert schema["title"] and schema["description"]


@pytest.mark.parametrize("name", KINDS)
def test_every_field_has_its_description(name):
    """What an editor hovers over says what it is for."""
    records = {record.__name__ for record in RECORDS}
    schemas = {key: part for key, part in definitions_of(KINDS[name].records).items() if key in records}

    fields = [(key, field, part) for key in schemas for field, part in schemas[key]["properties"].items()]
    assert fields
    assert [(key, field) for key, field, part in fields if not part.get("description")] == []


def data_of(site: Path) -> Iterator[tuple[Path, DataFile]]:
    """The data files of a site, each with its kind; a file of no kind is a fault."""
    for path in sorted((site / "data").rglob("*.yml")):
        yield path, kind_of(path.relative_to(site))


def kind_of(path: Path) -> DataFile:
    """The kind of a data file, found by the globs that an editor is given."""
    (kind,) = [file for file in KINDS.values() if any(matches(path, glob) for glob in file.globs)]
    return kind


def matches(path: Path, glob: str) -> bool:
    pattern = re.escape(glob).replace(r"\*\*/", "(?:.*/)?").replace(r"\[0\-9\]", "[0-9]")
    return re.fullmatch(pattern, path.as_posix()) is not None


def content_of(path: Path) -> Any:
    """A file as our reader reads it, in the types JSON has."""
    document, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert problems == []
    return plain(document.value)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def faults_in(path: Path, kind: DataFile) -> list[str]:
    """What the schema of a kind of file has against a file."""
    checker = Draft202012Validator(schema_of(kind))
    return [
        f"{path.name}: {fault.json_path}: {fault.message}" for fault in checker.iter_errors(content_of(path))
    ]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_what_the_loader_takes_no_schema_refuses(site):
    """Every shipped and every invented data file is valid: an editor underlines nothing that passes."""
    files = list(data_of(site))

    assert files
    assert [fault for path, kind in files for fault in faults_in(path, kind)] == []


@pytest.mark.parametrize("fragment", FAULTS)
def test_what_a_schema_can_know_it_refuses(fragment, tmp_path):
    """A wrong key, a missing one and a word that is no choice are underlined, as the loader refuses them."""
    site = Path(shutil.copytree(BASE, tmp_path / "site"))
    shutil.copytree(BAD / fragment, site, dirs_exist_ok=True)
    problems = [problem for problem in read_data(site / "data")[1] if problem.rule in SEEN_BY_A_SCHEMA]

    faulty = {site / problem.path for problem in problems}
    assert [path for path in faulty if faults_in(path, kind_of(path.relative_to(site))) == []] == []


def test_there_are_faults_a_schema_can_know():
    """The faults above are there: wrong keys, missing keys and wrong choices."""
    known = {
        line.split()[1] for name in FAULTS for line in (BAD / name / "expected.txt").read_text().splitlines()
    }

    assert set(SEEN_BY_A_SCHEMA) <= known


YEARS = (1899, 1900, 2019, 2999, 3000, 20190325)


@pytest.mark.parametrize("year", YEARS)
def test_a_bare_year_is_a_date(year):
    """A year without quotes is an integer in YAML; schema and loader take the same ones."""
    date_schema = schema_of(KINDS["observations"])["$defs"]["Date"]
    record, problems = tried(Observation, "date", f"date: {year}")

    assert Draft202012Validator(date_schema).is_valid(year) == (problems == [])
    assert record is None or record.date == Period.parse(str(year))


def test_an_editor_completes_the_languages():
    """The four languages are named in the schema of a text; any other code of two or three letters passes."""
    text = Draft202012Validator(schema_of(KINDS["glossary"])["$defs"]["Text"])

    assert list(text.schema["properties"]) == ["kk", "ky", "ru", "en"]
    assert text.is_valid({"uz": "so‘z"})
    assert not any(text.is_valid(value) for value in ({}, "word", {"EN": "word"}, {"en": ""}, {"en": 7}))


@pytest.mark.parametrize("forms", ["schools", {"one": "school", "other": "schools"}])
def test_a_noun_has_one_form_or_several(forms):
    """A noun beside a number is one word, or a word for each plural category there is."""
    noun = Draft202012Validator(schema_of(KINDS["indicators"])["$defs"]["Counted"])

    assert noun.is_valid({"en": forms})
    assert not noun.is_valid({"en": {"plural": "schools"}})


def test_an_editor_is_told_which_schema_is_whose():
    """Visual Studio Code gets each schema with the files it is for, fetches none, and ends lines with LF."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    advice = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))

    assert settings == json.loads(as_json(editor_settings()))
    assert all((ROOT / schema).is_file() for schema in settings["yaml.schemas"])
    assert (settings["yaml.validate"], settings["yaml.schemaStore.enable"], settings["files.eol"]) == (
        True,
        False,
        "\n",
    )
    assert advice["recommendations"] == ["redhat.vscode-yaml"]


# --- the words ---


def records_in(annotation: Any) -> Iterator[type[Record]]:
    """Every record an annotation leads to."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from records_in(field.annotation)
    for part in get_args(annotation):
        yield from records_in(part)


def test_every_record_and_file_has_its_words():
    """Words stand for exactly the records that data files hold, and for exactly the kinds of file."""
    held = {found for file in KINDS.values() for record in file.records for found in records_in(record)}

    assert set(RECORDS) == set(FIELDS) == held
    assert set(FILES) == set(KINDS)


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_field_has_its_words_and_no_other(record):
    """Words stand for exactly the fields of the record, in their order; a new field needs its own."""
    assert list(FIELDS[record]) == list(record.model_fields)


def test_a_description_is_one_sentence():
    """A description fits beside a cursor: one sentence of plain text on one line."""
    sentences = [words.description for fields in FIELDS.values() for words in fields.values()]
    sentences += [*RECORDS.values(), *(sentence for _, sentence in FILES.values())]

    assert [one for one in sentences if not re.fullmatch(r"[A-Z][^\n`]*[^.]\.", one) or ". " in one] == []


@pytest.mark.parametrize(("record", "field"), EVERY_FIELD, ids=named)
def test_an_example_passes(record, field):
    """What is shown as an example is what the loader takes, under the field's own name."""
    example = FIELDS[record][field].example
    _, problems = tried(record, field, example)

    assert [str(problem) for problem in problems] == []
    assert example.startswith(f"{field}:")


@pytest.mark.parametrize(("record", "field"), EVERY_FIELD, ids=named)
def test_a_refused_example_is_refused_for_itself(record, field):
    """What is shown as refused is refused, and for the field it stands for."""
    refused = FIELDS[record][field].refused
    problem = refusal(record, field)
    before = [FIELDS[record][name].example for name in required(record) if name != field]

    assert refused.startswith(f"{field}:")
    assert problem is not None
    assert problem.line > len("\n".join(before).splitlines())


def required(record: type[Record]) -> list[str]:
    return [name for name, field in record.model_fields.items() if field.is_required()]


def invented() -> Iterator[Found]:
    """A record for each example of a field, as if it stood in a file of the invented country."""
    collections = {s.record: s.collection for file in KINDS.values() for s in file.kind.sections.values()}
    for record, field in EVERY_FIELD:
        if record in collections:
            made, _ = tried(record, field, FIELDS[record][field].example)
            yield Found(
                collections[record], made, Origin(f"{record.__name__}.{field}", (), Document(None, {}, {}))
            )


def test_what_an_example_names_exists():
    """Every id that an example names is one of the invented country, so that examples can be looked up."""
    found, _ = read_data(DEMO / "data")
    problems = check_references([*found, *invented()])

    assert [str(problem) for problem in problems if problem.rule in ("reference", "language")] == []


def test_the_example_of_a_formula_adds_up():
    """The one example that the loader judges by its meaning is true in the invented country."""
    data = load_site(DEMO, INVENTED_DAY).data
    made, _ = tried(Observation, "formula", FIELDS[Observation]["formula"].example)
    item = Found("observations", made, Origin(NAME, (), Document(None, {}, {})))

    problems = check_truth([item], replace(data, observations=(*data.observations, made)), INVENTED_DAY)
    assert [str(problem) for problem in problems] == []
