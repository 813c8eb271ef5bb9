"""The nation's facts as the peers read them: the same rows, grouped by place as a data folder wants them.

    places/0000.yaml …   the countries and oblasts, then one file a district: names and observations
    shared.json          sources, indicators with their units, levels, promises, the day to take as today
    words.json           the messages that pages need, from our catalogues, their marks numbered for printf

The order of parts by each language's alphabet is given: no peer knows the Kazakh and the Kyrgyz one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from tests.bench.messages import MESSAGES
from tests.bench.nation import LANGUAGES, TEMPLATE, TODAY, WORDS, Nation, Place
from tests.programs import ROOT
from transparency.languages.alphabets import sort_key
from transparency.languages.catalogues import SOURCE_LANGUAGE, catalogue_path
from transparency.languages.language import NBSP
from transparency.progress.state import MOST_LISTED

TRANSLATIONS = ROOT / "themes/transparency/translations"
UPPER = ("country", "oblast")

_MARK = re.compile(r"%\((\w+)\)s")


def write_facts(nation: Nation, folder: Path, today: str = TODAY) -> None:
    """Write what both peers read below a folder."""
    (folder / "places").mkdir(parents=True, exist_ok=True)
    order = _orders(nation)
    for number, places in enumerate(_files(nation)):
        rows = "".join(_place(nation, place, order[place.key]) for place in places)
        (folder / f"places/{number:04}.yaml").write_text(f"places:\n{rows}", "utf-8")
    (folder / "shared.json").write_text(_dumped(_shared(nation, today)), "utf-8")
    (folder / "words.json").write_text(_dumped({lang: _words(lang) for lang in LANGUAGES}), "utf-8")


# --- places ---


def _files(nation: Nation) -> Iterator[list[Place]]:
    """The places of each file: those above the districts, then each district with all below it."""
    yield [place for place in nation.places if place.level in UPPER]
    files: dict[str, list[Place]] = {}
    for place in nation.places:
        if place.level not in UPPER:
            files.setdefault(place.district, []).append(place)
    yield from files.values()


def _place(nation: Nation, place: Place, order: tuple[int, ...]) -> str:
    ranks = ", ".join(f"{lang}: {rank}" for lang, rank in zip(LANGUAGES, order, strict=True))
    names = "".join(f"    {lang}: {_quoted(place.name[lang])}\n" for lang in LANGUAGES)
    rows = "".join(
        f"  - indicator: {figure.indicator}\n    date: '{figure.day}'\n"
        f"    source: {figure.source}\n    value: {figure.value}\n"
        for figure in nation.figures(place)
    )
    return (
        f"- key: {place.key}\n  parent: '{place.parent}'\n  level: {place.level}\n"
        f"  name:\n{names}  order: {{{ranks}}}\n  observations:\n{rows}"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _orders(nation: Nation) -> dict[str, tuple[int, ...]]:
    """The rank of each place among its siblings, by the alphabet of each language."""
    siblings: dict[str, list[Place]] = {}
    for place in nation.places:
        siblings.setdefault(place.parent, []).append(place)
    ranks: dict[str, list[int]] = {place.key: [] for place in nation.places}
    for group in siblings.values():
        for lang in LANGUAGES:
            for rank, place in enumerate(_sorted(group, lang)):
                ranks[place.key].append(rank)
    return {key: tuple(of) for key, of in ranks.items()}


def _sorted(places: Iterable[Place], lang: str) -> list[Place]:
    return sorted(places, key=lambda place: sort_key(place.name[lang], lang))


# --- what is shared ---


def _shared(nation: Nation, today: str) -> dict:
    site = yaml.safe_load((TEMPLATE / "data/site.yml").read_text("utf-8"))
    names = {language["code"]: language["name"] for language in site["languages"]}
    return {
        "today": today,
        "address": site["address"],
        "name": site["name"],
        "invented": site["invented"],
        "licence": site["licence"],
        "languages": [{"code": lang, "name": names[lang]} for lang in LANGUAGES],
        "levels": {level["id"]: level for level in site["levels"]},
        "indicators": _indicators(),
        "measured": {one["id"]: one["name"] for one in _national("indicators")},
        "listed": _listed_depth(nation),
        "publisher": WORDS["sources"]["publisher"],
        "sources": {source.id: {"title": source.title, "date": source.day} for source in nation.sources},
        "promises": [_promise(promise) for promise in nation.promises],
    }


def _listed_depth(nation: Nation) -> int:
    """How many regions lie above the deepest ones whose figures are listed together."""
    depths = Counter(place.key.count("/") for place in nation.places)
    sums = accumulate(depths[depth] for depth in sorted(depths))
    return sum(places <= MOST_LISTED for places in sums) - 1


def _national(name: str) -> list[dict]:
    return yaml.safe_load((TEMPLATE / "data/indicators.yml").read_text("utf-8"))[name]


def _indicators() -> list[dict]:
    """The indicators that are a share, each with the forms its unit takes after the whole."""
    units = {unit["id"]: unit["out_of"] for unit in _national("units")}
    return [
        {"id": one["id"], "whole": one["whole"], "name": one["name"], "out_of": _forms(units[one["unit"]])}
        for one in _national("indicators")
        if "whole" in one
    ]


def _forms(nouns: dict) -> dict:
    """Every noun by plural category, also where it has one form only."""
    return {
        lang: noun if isinstance(noun, dict) else {"one": noun, "other": noun} for lang, noun in nouns.items()
    }


def _promise(promise) -> dict:
    words = promise.words
    return {
        "id": promise.id,
        "region": promise.region,
        "source": promise.source,
        "kind": words["kind"],
        "title": words["title"],
        "deadline": str(words.get("deadline", "")),
    }


# --- words ---


def _words(lang: str) -> dict[str, str]:
    known = None if lang == SOURCE_LANGUAGE else _catalogue(lang)
    return {name: _numbered(_translated(message, known, lang), message) for name, message in MESSAGES.items()}


def _catalogue(lang: str) -> dict[str, str]:
    with catalogue_path(TRANSLATIONS, lang).open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=lang) if message.id}


def _translated(message: str, known: dict[str, str] | None, lang: str) -> str:
    if known is None:
        return message
    if message not in known:
        raise LookupError(f"{message!r} is no message of the {lang} catalogue any more; see messages.py")
    return known[message]


def _numbered(words: str, message: str) -> str:
    """%(name)s as printf's %[1]s, numbered in the order of the English message."""
    names = list(dict.fromkeys(_MARK.findall(message)))
    if not names:
        return words.replace("%%", "%")
    words = words.replace(" %%", f"{NBSP}%%")
    return _MARK.sub(lambda match: f"%[{names.index(match[1]) + 1}]s", words)


def _dumped(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
