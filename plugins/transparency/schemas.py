"""JSON Schemas of the data files, made from the records that the loader reads them into.

An editor with YAML support underlines with them what the loader would refuse, and completes names. They
say what can be said of one file by itself; ids that lead nowhere and sums that do not add up are the
loader's to find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from .loading.layout import REGION_FILES, REGIONS, REGISTER, REGISTER_FOLDER, SITE_FILES, FileKind
from .model.dates import Period
from .model.descriptions import FIELDS, FILES, RECORDS
from .model.figures import Number
from .model.people import Clock
from .model.site import TimeZone
from .model.text import Counted, Id, Line, Record, RegionKey, Text, Url

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"
ENDING = ".schema.json"
SETTINGS = ".vscode/settings.json"

LANGUAGES = {"kk": "Kazakh", "ky": "Kyrgyz", "ru": "Russian", "en": "English"}
"""The languages whose codes an editor completes; a site may have others."""

_CODE = "^[a-z]{2,3}$"
YEAR = "[0-9]" * 4


@dataclass(frozen=True, slots=True)
class DataFile:
    """A kind of data file by its name without the ending, with the globs of the files of that kind."""

    name: str
    kind: FileKind
    globs: tuple[str, ...]

    @property
    def schema_path(self) -> str:
        return f"{FOLDER}/{self.name}{ENDING}"

    @property
    def records(self) -> tuple[type[Record], ...]:
        return tuple(section.record for section in self.kind.sections.values())


def data_files() -> tuple[DataFile, ...]:
    """Every kind of data file: those of the site, those of a region, the register of requests."""
    found: dict[str, DataFile] = {}
    for pattern, kinds in (("data/{}", SITE_FILES), (f"data/{REGIONS}/**/{{}}", REGION_FILES)):
        for file_name, kind in kinds.items():
            name = file_name.removesuffix(".yml")
            before = found[name].globs if name in found else ()
            found[name] = DataFile(name, kind, (*before, pattern.format(file_name)))
    register = f"data/{REGIONS}/**/{REGISTER_FOLDER}/{YEAR}.yml"
    return (*found.values(), DataFile(REGISTER_FOLDER, REGISTER, (register,)))


def schema_files() -> dict[str, str]:
    """The text of each schema file by its path."""
    return {file.schema_path: as_json(schema_of(file)) for file in data_files()}


def editor_settings() -> dict[str, Any]:
    """Settings of Visual Studio Code for this folder: which schema is for which files."""
    return {
        "yaml.schemas": {f"./{file.schema_path}": list(file.globs) for file in data_files()},
        "yaml.validate": True,
        # Only the schemas above: nothing is fetched, and no file is taken for something else.
        "yaml.schemaStore.enable": False,
        "files.eol": "\n",
    }


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def schema_of(file: DataFile) -> dict[str, Any]:
    """The schema of one kind of file, with everything it refers to inside it."""
    title, description = FILES[file.name]
    definitions = definitions_of(file.records)
    head = {"$schema": DIALECT, "$id": file.name + ENDING, "title": title, "description": description}
    return head | _body(file, definitions) | {"$defs": dict(sorted(definitions.items()))}


def _body(file: DataFile, definitions: dict[str, Any]) -> dict[str, Any]:
    if file.kind.shape == "one":
        record = definitions.pop(file.kind.only.record.__name__)
        return {key: value for key, value in record.items() if key not in ("title", "description")}
    if file.kind.shape == "list":
        return _rows_of(file.kind.only.record) | {"minItems": 1}
    sections = {key: _rows_of(section.record) for key, section in file.kind.sections.items()}
    return {"type": "object", "properties": sections, "additionalProperties": False}


def _rows_of(record: type[Record]) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{record.__name__}"}}


def definitions_of(records: tuple[type[Record], ...]) -> dict[str, Any]:
    """The schema of each record and each shared type that the given records are made of, by name."""
    found: dict[str, Any] = {}
    for record in records:
        own = record.model_json_schema(mode="validation", schema_generator=_Generator)
        found |= own.pop("$defs", {})
        found[record.__name__] = own
    found = {name: _named(schema) for name, schema in found.items()}
    used = {name for schema in found.values() for name in _names_in(schema)}
    shared = {name: schema for name, schema in _shared().items() if name in used}
    return {name: _described(name, schema) for name, schema in found.items()} | shared


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    record = _RECORDS[name]
    head = {"title": name, "description": RECORDS[record], "type": "object", "required": []}
    properties = {
        field: _description_of(record, field) | value for field, value in schema["properties"].items()
    }
    return head | schema | {"description": RECORDS[record], "properties": properties}


def _description_of(record: type[Record], field: str) -> dict[str, str]:
    """What is shown of a field; the example goes where Markdown is shown, never where it may be inserted."""
    if field not in FIELDS[record]:
        return {}
    words = FIELDS[record][field]
    shown = f"{words.description}\n\n```yaml\n{words.example}\n```"
    return {"description": words.description, "markdownDescription": shown}


_RECORDS = {record.__name__: record for record in RECORDS}


class _Generator(GenerateJsonSchema):
    """pydantic's schemas without what means nothing to an editor, and with what only we know."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        # Text is a number to pydantic at large, but not to our strict records.
        return {"type": "number"}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        # An editor offers a default for insertion; nothing or an empty list is no offer.
        made = super().default_schema(schema)
        return made if made.get("default") else {k: v for k, v in made.items() if k != "default"}

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> dict[str, Any]:
        return super().function_after_schema(schema) | _MARKS.get(schema["function"]["function"], {})


def _validator_of(alias: Any) -> Any:
    return next(part.func for part in get_args(alias) if hasattr(part, "func"))


_MARKS = {
    _validator_of(Url): {"format": "uri", "pattern": r"^https?://\S+$"},
    _validator_of(TimeZone): {"pattern": r"^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$"},
}
"""What can be said in a schema of types that only a function knows in full."""

_ALIASES = {
    "Id": Id,
    "RegionKey": RegionKey,
    "Line": Line,
    "Url": Url,
    "TimeZone": TimeZone,
    "Time": Clock,
    "Date": Period,
    "Number": Number,
    "Text": Text,
    "Counted": Counted,
}

TITLES = {
    "Id": ("id", "made of a-z, 0-9 and '-'"),
    "RegionKey": ("key of a region", "ids with '/' between them, as in kg/batken"),
    "Line": ("one line of text", "without a blank at its beginning; in quotes where it is a number"),
    "Url": ("web address", "beginning with https://"),
    "TimeZone": ("time zone", "for example Asia/Bishkek"),
    "Time": ("time of day", 'in quotes, as "09:00"'),
    "Date": ("date", "2019-03-25, 2019-03, 2019, 2019-03-25/2019-12-31, 2019-03-25/.. or ../2019-03-25"),
    "Number": ("number", "digits, with a point before decimals: 85 or 12.5"),
    "Text": ("text in languages", "one text for each language code, as in 'en: …'"),
    "Counted": ("noun in languages", "for each language code one form, or one for each plural category"),
}
"""What the types that many fields have are called before editors, and how they are written."""


def _shared() -> dict[str, Any]:
    """The types that many fields have, by the names they are referred to by."""
    made = {name: _titled(name, _plain(alias)) for name, alias in _ALIASES.items()}
    # A bare year is an integer in YAML.
    made["Date"] |= {"type": ["string", "integer"], "minimum": 1900, "maximum": 2999}
    return made | {name: _by_language(made[name]) for name in ("Text", "Counted")}


def _titled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    title, form = TITLES[name]
    own = {key: value for key, value in schema.items() if key != "max_digits"}
    hint = {"patternErrorMessage": f"{title}: {form}"} if "pattern" in schema else {}
    # No description: it would be shown in place of the field's own.
    return {"title": title} | own | hint


def _by_language(schema: dict[str, Any]) -> dict[str, Any]:
    value = schema["additionalProperties"]
    known = {code: {"description": f"In {name}."} | value for code, name in LANGUAGES.items()}
    names = {"pattern": _CODE, "patternErrorMessage": "a language code of two or three letters"}
    return schema | {"properties": known, "propertyNames": names, "minProperties": 1}


def _plain(alias: Any) -> dict[str, Any]:
    return TypeAdapter(alias).json_schema(mode="validation", schema_generator=_Generator)


_NAMES = {json.dumps(_plain(alias), sort_keys=True): name for name, alias in _ALIASES.items()}


def _named(schema: Any) -> Any:
    """The schema with each shared type replaced by a reference to it."""
    if isinstance(schema, list):
        return [_named(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    name = _NAMES.get(json.dumps(schema, sort_keys=True))
    if name:
        return {"$ref": f"#/$defs/{name}"}
    # pydantic leaves keys of no known form open; our records do not.
    shut = {"additionalProperties": False} if "patternProperties" in schema else {}
    return {key: _named(part) for key, part in schema.items()} | shut


def _names_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict) and "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from _names_in(part)
