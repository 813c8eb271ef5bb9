"""docs/fields.md: every field of every data file in plain English, made from the records and their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from .checking.references import REFERENCES
from .examples import refusal
from .loading.layout import REGION_FILES, REGISTER, SITE_FILES
from .model.descriptions import FIELDS, FILES, RECORDS
from .model.text import Record
from .schemas import LANGUAGES, TITLES, YEAR, DataFile, data_files, definitions_of

PATH = "docs/fields.md"

_HEAD = """\
# Fields of the data files

This page is generated from the record model by `ashyq schemas` (or `make schemas`); do not edit it.

Each field stands here with what it holds, an example as it stands in a file, and an example that is
refused, with the words of the check. The examples are from the invented country of `tests/sites/demo`.
A field that is not required is left out where nothing is known. A key that is not listed here is refused.
"""

_NOUNS = {
    "sources": "a source",
    "regions": "a region",
    "levels": "a level",
    "units": "a unit",
    "dimensions": "a dimension",
    "indicators": "an indicator",
    "observations or commitments": "a figure or a promise",
    "commitments": "a promise",
    "meetings": "a meeting",
    "programmes": "a programme",
    "organizations": "an organization",
    "organization_kinds": "a kind of organization",
    "topics": "a topic",
    "posts": "a post",
    "persons": "a person",
}


def field_reference() -> str:
    """The text of the page."""
    files = data_files()
    parts = [_HEAD, _types(), "## Files\n", *map(_file, files), "## Records\n", *_records(files)]
    return "\n".join(parts)


def _types() -> str:
    rows = [f"| {title} | {form} |" for title, form in TITLES.values()]
    codes = ", ".join(f"`{code}` {name}" for code, name in LANGUAGES.items())
    head = ["## Kinds of values\n", "| kind | written |", "|---|---|"]
    return "\n".join([*head, *rows, "", f"Codes of languages: {codes}.\n"])


def _file(file: DataFile) -> str:
    title, sentence = FILES[file.name]
    places = " and ".join(f"`{glob.replace('**', '…').replace(YEAR, '2026')}`" for glob in file.globs)
    return f"### {title}\n\n{sentence} In {places}: {_shape(file)}.\n"


def _shape(file: DataFile) -> str:
    links = {key: _link(section.record.__name__) for key, section in file.kind.sections.items()}
    if file.kind.shape == "one":
        return f"the fields of one {links['']}"
    if file.kind.shape == "list":
        return f"a list, each entry one {links['']}"
    return "lists under " + ", ".join(f"`{key}:` (each entry one {link})" for key, link in links.items())


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


# --- records ---


def _records(files: tuple[DataFile, ...]) -> Iterator[str]:
    schemas = definitions_of(tuple(record for file in files for record in file.records))
    targets = _targets()
    for record, sentence in RECORDS.items():
        schema = schemas[record.__name__]
        yield f"### {record.__name__}\n\n{sentence}\n"
        for field, words in FIELDS[record].items():
            kind = _kind_of_field(field, schema, targets.get((record, field)))
            yield f"- **`{field}`** ({kind}). {words.description}"
            yield _example("for example", words.example)
            problem = refusal(record, field)
            yield _example("refused", words.refused, problem.message if problem else "") + "\n"


def _example(label: str, yaml: str, why: str = "") -> str:
    if "\n" not in yaml:
        return f"  - {label}: `{yaml}`" + (f" — {why}" if why else "")
    lines = [f"- {label}{f' — {why}' if why else ''}:", "", "  ```yaml"]
    lines += [*(f"  {line}" for line in yaml.split("\n")), "  ```"]
    return "\n".join(f"  {line}".rstrip() for line in lines)


def _kind_of_field(field: str, schema: dict[str, Any], target: str | None) -> str:
    kind = _kind(schema["properties"][field], target)
    if field not in schema["required"]:
        return kind
    nothing = " or `null`" if {"type": "null"} in schema["properties"][field].get("anyOf", ()) else ""
    return f"required, {kind}{nothing}"


def _kind(schema: dict[str, Any], target: str | None) -> str:
    """The kind of a value in words."""
    if "$ref" in schema:
        return _kind_of_reference(schema["$ref"].rpartition("/")[2], target)
    if "anyOf" in schema:
        return " or ".join(_kind(one, target) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema or "const" in schema:
        known = schema.get("enum") or [schema["const"]]
        return ("one of " if len(known) > 1 else "") + ", ".join(f"`{one}`" for one in known)
    if "items" in schema:
        return f"list, each entry: {_kind(schema['items'], target)}"
    if "patternProperties" in schema:
        return f"for each {_kind_of_reference('Id', target)} an id"
    return _SIMPLE[schema["type"]].format(**schema)


def _kind_of_reference(name: str, target: str | None) -> str:
    if name not in TITLES:
        return f"one {_link(name)}"
    title, _ = TITLES[name]
    return f"{title} of {_NOUNS[target]}" if name == "Id" and target else title


_SIMPLE = {
    "boolean": "`true` or `false`",
    "integer": "whole number from {minimum} to {maximum}",
    "string": "text",
}


def _targets() -> Mapping[tuple[type[Record], str], str]:
    """What each field that names another record names, by its record and its name."""
    kinds = (*SITE_FILES.values(), *REGION_FILES.values(), REGISTER)
    records = {section.collection: section.record for kind in kinds for section in kind.sections.values()}
    return {
        _field_at(records[collection], [step for step in pattern.split(".") if step not in "*$"]): target
        for collection, fields in REFERENCES.items()
        for pattern, target in fields
    }


def _field_at(record: type[Record], steps: list[str]) -> tuple[type[Record], str]:
    *through, field = steps
    for step in through:
        record = _record_in(record.model_fields[step].annotation)
    return record, field


def _record_in(annotation: Any) -> type[Record]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(found for part in get_args(annotation) if (found := _record_in(part)))
