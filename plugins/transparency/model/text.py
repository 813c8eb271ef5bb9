"""Words for people: one text in several languages, and the forms a noun takes beside a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Self, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"

LANG = r"^[a-z]{2,3}$"

Lang = Annotated[str, Field(pattern=LANG)]
Id = Annotated[str, Field(pattern=ID, max_length=80)]
RegionKey = Annotated[str, Field(pattern=KEY, max_length=240)]
Sentence = Annotated[str, Field(min_length=1, max_length=4000)]
Line = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^\S[^\n]*$")]

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`\\]+", value) or not names_its_host(value):
        raise PydanticCustomError("url", "not a web address")
    return value


def names_its_host(address: str) -> bool:
    """Whether a web address leads to the host that it seems to lead to.

    Nothing stands before the host as a user's name would, and the host is written in one alphabet, so
    that no letter of another one looks like its own (`https://www.bank.kg@example.org`, a Cyrillic `а`).
    """
    authority = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    labels = [_decoded_label(label) for label in authority.split(".")]
    scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in "".join(labels) if sign.isalpha()}
    return "@" not in authority and len(scripts) <= 1


def _decoded_label(label: str) -> str:
    """A part of a host's name as it is meant to be read."""
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


Url = Annotated[str, AfterValidator(_web_address)]


def _beginning(value: str) -> str:
    if "?" in value or "#" in value:
        raise PydanticCustomError("url_beginning", "an address that nothing can be added to")
    return value


UrlBeginning = Annotated[Url, AfterValidator(_beginning)]
"""A web address that the addresses of pages begin with."""


class Record(BaseModel):
    """The base of every record: frozen, strict about types, and deaf to keys it does not know."""

    # A build after an edit asks for few kinds of records: what reads a kind is put together then.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True
    )

    def share_fields(self) -> None:
        """Hold one set of the names of written fields with all records that have the same: else it is half
        of a figure."""
        names = frozenset(self.__pydantic_fields_set__)
        object.__setattr__(self, "__pydantic_fields_set__", _FIELDS.setdefault(names, names))

    def __copy__(self) -> Self:
        copied = super().__copy__()
        # A copy may be given other fields, which are not those of all the others.
        object.__setattr__(copied, "__pydantic_fields_set__", set(self.__pydantic_fields_set__))
        return copied


_FIELDS: dict[frozenset[str], frozenset[str]] = {}


class Frozen(Mapping):
    """A mapping that cannot be changed; equal whatever the order of its keys."""

    __slots__ = ("_entries", "_hash")

    def __init__(self, entries: Mapping[Lang, Any]):
        object.__setattr__(self, "_entries", dict(entries))
        object.__setattr__(self, "_hash", None)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("records are frozen")

    def __getitem__(self, lang: Lang) -> Any:
        return self._entries[lang]

    def __contains__(self, lang: object) -> bool:
        # The mapping's own would look for the entry and catch what is raised.
        return lang in self._entries

    def __iter__(self) -> Iterator[Lang]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(frozenset(self._entries.items())))
        return self._hash

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._entries!r})"

    def __reduce__(self):
        return type(self), (self._entries,)


class _ByLanguage(Frozen):
    """The shared half of `Text` and `Counted`: keys are language codes."""

    __slots__ = ()

    @classmethod
    def _of(cls, value: dict) -> _ByLanguage:
        if not value:
            raise PydanticCustomError("text_empty", "no language given")
        for lang in value:
            if not _LANGUAGE.fullmatch(lang):
                raise PydanticCustomError("language_form", "{seen} is no language code", {"seen": lang})
        return cls({lang: Frozen(text) if isinstance(text, dict) else text for lang, text in value.items()})

    @classmethod
    def _schema_of(cls, values: core_schema.CoreSchema) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls._of,
            core_schema.dict_schema(core_schema.str_schema(strict=True), values, strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(_plain),
        )


def _plain(value: Any) -> Any:
    """A frozen mapping as plain dictionaries, for writing."""
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, Frozen) else value


class Split(Frozen):
    """Which value of each dimension a figure is for."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        name = core_schema.str_schema(strict=True, pattern=ID, max_length=80)
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.dict_schema(name, name, strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(_plain),
        )


class Text(_ByLanguage):
    """One text for people, by language code; which language is shown instead is `languages`' business."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return cls._schema_of(core_schema.str_schema(strict=True, min_length=1, max_length=4000))


class Counted(_ByLanguage):
    """A noun beside a number, by language: one form, or a form for each CLDR plural category."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        noun = core_schema.str_schema(strict=True, min_length=1, max_length=200)
        forms = core_schema.dict_schema(
            core_schema.literal_schema(["zero", "one", "two", "few", "many", "other"]), noun, strict=True
        )
        return cls._schema_of(core_schema.union_schema([noun, forms]))


def texts_in(
    record: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Text | Counted]]:
    """Every text for people within a record, with its path."""
    if isinstance(record, (Text, Counted)):
        yield path, record
        return
    for step, value in inside(record, _fields_with_texts):
        yield from texts_in(value, (*path, step))


def may_hold_texts(record: Record) -> bool:
    """Whether a record can hold texts for people: most figures cannot, and there are very many."""
    return bool(_written(type(record), _fields_with_texts, frozenset(record.__pydantic_fields_set__)))


def inside(value: Any, fields_of: Callable[[type[Record]], Iterable[str]]) -> Iterator[tuple[str | int, Any]]:
    """The parts of a tuple, or what is given in those fields of a record that `fields_of` names."""
    if isinstance(value, Record):
        given = value.__dict__
        # What was not written holds no record and no text: the model's defaults are plain.
        for name in _written(type(value), fields_of, frozenset(value.__pydantic_fields_set__)):
            if (part := given[name]) is not None and part != ():
                yield name, part
    elif isinstance(value, tuple):
        yield from enumerate(value)


@cache
def _written(kind: type[Record], fields_of: Callable, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in fields_of(kind) if name in names)


@cache
def fields_with_records(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record in which there can be other records."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.model_fields if any(_records_named(hints[name])))


@cache
def fields_with(kind: type[Record], holds: Callable[[type[Record], str], bool]) -> tuple[str, ...]:
    """The fields of a record of which `holds` is true, or in whose records it is true of any field."""
    hints = get_type_hints(kind)
    return tuple(
        name
        for name in kind.model_fields
        if holds(kind, name) or any(fields_with(one, holds) for one in _records_named(hints[name]))
    )


def _fields_with_texts(kind: type[Record]) -> tuple[str, ...]:
    return fields_with(kind, holds_text)


def holds_text(kind: type[Record], name: str) -> bool:
    """Whether a field is for a text in several languages."""
    return any(issubclass(one, (Text, Counted)) for one in _classes_named(get_type_hints(kind)[name]))


def _records_named(hint: Any) -> Iterator[type[Record]]:
    return (one for one in _classes_named(hint) if issubclass(one, Record))


def _classes_named(hint: Any) -> Iterator[type]:
    """Every class in an annotation, however it is wrapped."""
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for one in get_args(hint):
        yield from _classes_named(one)
