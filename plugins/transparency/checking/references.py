"""Ids and references: every id once, every name of another record leads to one, regions form a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..loading.files import Found
from ..loading.layout import REGISTER_FOLDER
from ..loading.problems import Problem, did_you_mean, listed
from ..model.dataset import Dataset, is_within
from ..model.figures import Observation, is_bare
from ..model.text import Record, texts_in
from ..progress.noted import COLLECTION_OF

Path = tuple[str | int, ...]

_VOICE = (("post", "posts"), ("person", "persons"), ("organization", "organizations"))


def _voice(field: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{field}.{name}", target) for name, target in _VOICE)


_REPLIES = (("replies.*.source", "sources"), *_voice("replies.*.by"))
_CONTACTS = (("contacts.*.source", "sources"),)

REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "site": (
        ("editors.*.region", "regions"),
        ("channels.*.region", "regions"),
        ("channels.*.source", "sources"),
        ("channels.*.contacts.*.source", "sources"),
        ("operator.contacts.*.source", "sources"),
        ("centres.indicator", "indicators"),
        ("centres.kind", "organization_kinds"),
        ("centres.programme", "programmes"),
        ("help_programme", "programmes"),
    ),
    "regions": (
        ("parent", "regions"),
        ("level", "levels"),
        ("source", "sources"),
        ("former_names.*.source", "sources"),
    ),
    "indicators": (
        ("unit", "units"),
        ("whole", "indicators"),
        ("period_source", "sources"),
        ("dimensions.*", "dimensions"),
    ),
    "observations": (
        ("region", "regions"),
        ("indicator", "indicators"),
        ("source", "sources"),
        ("named.*", "regions"),
        ("parts.*", "observations or commitments"),
        ("dimensions.$", "dimensions"),
        *_REPLIES,
    ),
    "commitments": (
        ("region", "regions"),
        ("source", "sources"),
        ("meeting", "meetings"),
        ("programme", "programmes"),
        ("responsible.*", "organizations"),
        ("carried_out_by.*", "organizations"),
        ("indicator", "indicators"),
        ("moves.*.source", "sources"),
        ("milestones.*.source", "sources"),
        ("evidence.*.source", "sources"),
        ("withdrawn.source", "sources"),
        *_voice("said_by"),
        *_REPLIES,
    ),
    "organizations": (
        ("kind", "organization_kinds"),
        ("region", "regions"),
        ("part_of", "organizations"),
        ("source", "sources"),
        ("door.source", "sources"),
        ("posts.*.holders.*.person", "persons"),
        ("posts.*.holders.*.source", "sources"),
        *_CONTACTS,
    ),
    "meetings": (
        ("region", "regions"),
        ("source", "sources"),
        ("participants.*.post", "posts"),
        ("participants.*.person", "persons"),
        ("participants.*.organization", "organizations"),
        ("points.*.to.*", "organizations"),
        *_voice("organizer"),
        *_voice("points.*.by"),
    ),
    "programmes": (("region", "regions"), ("run_by.*", "organizations"), ("source", "sources")),
    "services": (("region", "regions"), ("provider", "organizations"), ("source", "sources")),
    "requests": (
        ("region", "regions"),
        ("organization", "organizations"),
        ("commitment", "commitments"),
        ("topic", "topics"),
        ("sent_to", "organizations"),
    ),
    "reply_periods": (("country", "regions"), ("source", "sources")),
    "working_days": (("country", "regions"), ("source", "sources")),
}
"""Which field of which collection names which other; `*` is each item of a list, `$` each key of a map."""


def check_references(found: list[Found]) -> list[Problem]:
    """Problems of ids, references, languages and the region tree."""
    index, problems = _index(found)
    sure: set[tuple[str, str]] = set()
    for item in found:
        problems += _dangling(item, index, sure)
        problems += _unknown_languages(item, index["languages"])
        problems += _misplaced(item)
    regions = index.get("regions", {})
    return problems + [*_levels_out_of_order(found), *_former_keys_alive(regions)]


def check_links(
    found: Iterable[Found], data: Dataset, all_under: Callable[[str], tuple[Record, ...]]
) -> list[Problem]:
    """The same of some records of a site; `all_under` gives all records that are read under a name."""
    problems: list[Problem] = []
    # Neighbours name the same sources and indicators, and what is found once need not be looked for again.
    sure: set[tuple[str, str]] = set()
    known = {collection: getattr(data, name) for name, collection in COLLECTION_OF.items()}
    known["levels"] = data.level
    known["topics"] = data.topic
    known["observations or commitments"] = _EitherOf(data.observation, data.commitment)
    languages = {language.code: language for language in data.site.languages}
    sound: set[tuple[str, str]] = set()
    for item in found:
        named = _named_by(item.record)
        if named and sound.issuperset(named):
            continue
        problems += _dangling(item, known, sure)
        problems += _unknown_languages(item, languages)
        problems += _misplaced(item)
        problems += _given_twice(item, all_under)
        if item.collection == "regions":
            problems += _beside_others(item, data, all_under)
        if not problems:
            sound.update(named)
    return problems


def _named_by(record: Record) -> tuple[tuple[str, str], ...]:
    """All that a bare figure names; it bears no id and no words. Nothing for any other record."""
    if not is_bare(record):
        return ()
    return ("region", record.region), ("indicator", record.indicator), ("source", record.source)


@dataclass(frozen=True)
class _EitherOf(Mapping):
    """What is found in the first of two maps, else in the second."""

    first: Mapping
    second: Mapping

    def __getitem__(self, key: str) -> Any:
        return self.first[key] if key in self.first else self.second[key]

    def __iter__(self) -> Iterator[str]:
        return iter((*self.first, *self.second))

    def __len__(self) -> int:
        return len(self.first) + len(self.second)


def _given_twice(item: Found, all_under: Callable[[str], tuple[Record, ...]]) -> Iterator[Problem]:
    for collection, path, identity in _ids_of(item):
        if collection not in ("levels", "languages", "topics"):
            firsts = [one for one in all_under(f"{collection}:{identity}") if not _corrects(one)]
            if len(firsts) > 1:
                values = {"field": "id", "seen": identity, "first": item.origin.label()}
                yield item.origin.problem("duplicate-id", path, **values)


def _corrects(record: Record) -> bool:
    return isinstance(record, Observation) and record.correction is not None


def _beside_others(
    item: Found, data: Dataset, all_under: Callable[[str], tuple[Record, ...]]
) -> Iterator[Problem]:
    """A region's level against its parent's, and its key against those that regions bore before."""
    rank = {level.id: position for position, level in enumerate(data.site.levels)}
    region, parent = item.record, data.region.get(item.record.parent)
    if parent and rank.get(region.level, 99) <= rank.get(parent.level, -1):
        yield item.origin.problem("region-level", ("level",), seen=region.level, parent=parent.level)
    for position, key in enumerate(region.former_keys):
        if key in data.region:
            yield item.origin.problem("former-key", ("former_keys", position), seen=key)
    if all_under(f"former-keys:{region.key}"):
        yield item.origin.problem("former-key", ("id",), seen=region.key)


def _index(found: list[Found]) -> tuple[dict[str, dict[str, Found]], list[Problem]]:
    """Each id of each collection with where it was first given; and the ids given twice."""
    index: dict[str, dict[str, Found]] = {"posts": {}, "levels": {}, "languages": {}}
    problems: list[Problem] = []
    for item in found:
        for collection, path, identity in _ids_of(item):
            known = index.setdefault(collection, {})
            if identity not in known:
                known[identity] = item
            elif not _is_correction(item):
                values = {"field": "id", "seen": identity, "first": known[identity].origin.label()}
                problems.append(item.origin.problem("duplicate-id", path, **values))
    index["observations or commitments"] = index.get("observations", {}) | index.get("commitments", {})
    return index, problems


def _ids_of(item: Found) -> Iterator[tuple[str, Path, str]]:
    record = item.record
    if item.collection == "regions":
        yield "regions", ("id",), record.key
    elif getattr(record, "id", None):
        yield item.collection, ("id",), record.id
    if item.collection == "organizations":
        for position, post in enumerate(record.posts):
            yield "posts", ("posts", position, "id"), post.id
    if item.collection == "site":
        for position, level in enumerate(record.levels):
            yield "levels", ("levels", position, "id"), level.id
        for position, language in enumerate(record.languages):
            yield "languages", ("languages", position, "code"), language.code
        for position, topic in enumerate(record.topics):
            yield "topics", ("topics", position, "id"), topic.id


def _is_correction(item: Found) -> bool:
    return item.collection == "observations" and item.record.correction is not None


def _dangling(
    item: Found, index: Mapping[str, Mapping[str, Found]], sure: set[tuple[str, str]]
) -> Iterator[Problem]:
    """What a record names and is not there; `sure` are the names that were found before."""
    for steps, target in _written(item.collection, frozenset(item.record.model_fields_set)):
        for path, name in _values_at(item.record, steps, ()):
            if (target, name) in sure:
                continue
            known = index.get(target, {})
            if name in known:
                sure.add((target, name))
            else:
                hint = did_you_mean(name, known)
                yield item.origin.problem("reference", path, field=_field(path), seen=name, hint=hint)


@cache
def _written(collection: str, names: frozenset[str]) -> tuple[tuple[list[str], str], ...]:
    """The steps to each reference, and what it names, of records in which those fields are written."""
    patterns = ((pattern.split("."), target) for pattern, target in REFERENCES.get(collection, ()))
    return tuple((steps, target) for steps, target in patterns if steps[0] in names)


def _values_at(value: Any, steps: list[str], path: Path) -> Iterator[tuple[Path, str]]:
    if value is None:
        return
    if not steps:
        yield path, value
    elif steps[0] == "*":
        for position, entry in enumerate(value):
            yield from _values_at(entry, steps[1:], (*path, position))
    elif steps[0] == "$":
        for key in value:
            yield from _values_at(key, steps[1:], (*path, key))
    else:
        yield from _values_at(getattr(value, steps[0]), steps[1:], (*path, steps[0]))


def _field(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _unknown_languages(item: Found, languages: Mapping[str, Found]) -> Iterator[Problem]:
    for path, lang in _languages_named(item):
        if lang not in languages:
            values = {"seen": lang, "known": listed(languages), "hint": did_you_mean(lang, languages)}
            # At its key: the head of a table is one place, however many rows stand below it.
            place = item.origin.document.place_of_key((*item.origin.at, *path))
            yield Problem.at(item.origin.path, place, "language", **values)


def _languages_named(item: Found) -> Iterator[tuple[Path, str]]:
    for path, text in texts_in(item.record):
        yield from (((*path, lang), lang) for lang in text)
    if item.collection == "site":
        yield from _values_at(item.record, ["languages", "*", "fallback", "*"], ())
    if item.collection == "allowed_words":
        yield from _values_at(item.record, ["languages", "*"], ())
    if item.collection in ("regions", "organizations", "persons"):
        yield from _values_at(item.record, ["review", "*"], ())


def _former_keys_alive(regions: Mapping[str, Found]) -> Iterator[Problem]:
    """A key that a region bore before leads readers on; a region of today keeps its own."""
    for item in regions.values():
        for position, key in enumerate(item.record.former_keys):
            if key in regions:
                yield item.origin.problem("former-key", ("former_keys", position), seen=key)


def _misplaced(item: Found) -> Iterator[Problem]:
    """A region's folder holds what concerns that region or a place in it, so that editors own a folder."""
    folder = _folder_of(item.origin.path)
    key = item.record.key if item.collection == "regions" else getattr(item.record, "region", None)
    if item.origin.path.startswith("data/regions/") and key and not is_within(key, folder):
        field = "id" if item.collection == "regions" else "region"
        yield item.origin.problem("folder", (field,), seen=key, folder=folder)


@cache
def _folder_of(path: str) -> str:
    return "/".join(path.split("/")[2:-1]).removesuffix(f"/{REGISTER_FOLDER}")


def _levels_out_of_order(found: list[Found]) -> Iterator[Problem]:
    # A region's key contains its parent's key, so a chain can only be broken, never close upon itself;
    # a region that names itself is a parent that does not exist. What can be wrong is the level.
    site = next(item.record for item in found if item.collection == "site")
    rank = {level.id: position for position, level in enumerate(site.levels)}
    regions = {item.record.key: item for item in found if item.collection == "regions"}
    for item in regions.values():
        parent = regions.get(item.record.parent)
        if parent and rank.get(item.record.level, 99) <= rank.get(parent.record.level, -1):
            values = {"seen": item.record.level, "parent": parent.record.level}
            yield item.origin.problem("region-level", ("level",), **values)
