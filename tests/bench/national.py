"""The national data set in our own format.

    python -m tests.bench.national 53k /dev/shm/nation
    ashyq build --root /dev/shm/nation --today 2026-11-22

The figures of a district and of all below it are one file (250 at 53k), those of a country and its
oblasts one each; the names of a country's oblasts are one file, and so are those of all that lies in
an oblast. Beside these there are site.yml, indicators.yml, sources.yml, the two countries' region.yml
and their promises.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.bench.articles import Article, articles_of
from tests.bench.nation import LANGUAGES, SEED, SIZES, TEMPLATE, WORDS, Figure, Nation, Place
from transparency.writing.form import written

PLACES_FROM = "counting-rules"
"""The source that names the places."""


def write_site(nation: Nation, root: Path, tables: bool = False) -> None:
    """Write the nation as a site folder, its long lists as YAML or as tables; what is there is replaced."""
    for name in ("data", "content"):
        shutil.rmtree(root / name, ignore_errors=True)
    shutil.copytree(TEMPLATE / "data", root / "data")
    _write(root / "data/sources.yml", written(_sources(nation)))
    for path, places in _place_files(nation):
        named = root / "data/regions" / path
        if tables and named.name != "region.yml":
            _write_table(named, _PLACE_HEAD, map(_place_cells, places))
        else:
            _write(named, "".join(map(_place_row, places)))
    for path, places in _figure_files(nation):
        counted = root / "data/regions" / path
        rows = ((place.key, figure) for place in places for figure in nation.figures(place))
        if tables:
            _write_table(counted, _FIGURE_HEAD, (_figure_cells(*row) for row in rows))
        else:
            _write(counted, "".join(_figure_row(*row) for row in rows))
    for country in nation.of_level("country"):
        promises = [one for one in _promises(nation) if one["region"].startswith(country.key + "/")]
        _write(root / "data/regions" / country.key / "commitments.yml", written(promises))
    for article in articles_of(nation):
        _write(root / f"content/articles/{article.slug}.{article.lang}.md", _article(article))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


# --- which file holds what ---


def place_file(place: Place) -> str:
    """The file below data/regions that names a place."""
    if place.level == "country":
        return f"{place.key}/region.yml"
    depth = 1 if place.level == "oblast" else 2
    return "/".join(place.key.split("/")[:depth]) + "/places.yml"


def figure_file(place: Place) -> str:
    """The file below data/regions that holds a place's figures."""
    return f"{place.district or place.key.split('/')[0]}/observations.yml"


def _place_files(nation: Nation) -> Iterator[tuple[str, Iterable[Place]]]:
    return groupby(sorted(nation.places, key=place_file), place_file)


def _figure_files(nation: Nation) -> Iterator[tuple[str, Iterable[Place]]]:
    return groupby(sorted(nation.places, key=figure_file), figure_file)


# --- what the files say ---


def _place_row(place: Place) -> str:
    """A row of places.yml, or the whole of region.yml."""
    lines = [f"id: {place.id}", *([f"parent: {place.parent}"] if place.parent else [])]
    lines += [f"level: {place.level}", "name:", *(f"  {lang}: {place.name[lang]}" for lang in LANGUAGES)]
    lines += [f"source: {PLACES_FROM}"]
    if place.level == "country":
        return "\n".join(lines) + "\n"
    return "- " + "\n  ".join(lines) + "\n"


_PLACE_HEAD = ("id", "parent", "level", *(f"name.{lang}" for lang in LANGUAGES), "source")


def _place_cells(place: Place) -> tuple[str, ...]:
    names = (place.name[lang] for lang in LANGUAGES)
    return (place.id, place.parent, place.level, *names, PLACES_FROM)


def _figure_row(key: str, figure: Figure) -> str:
    return (
        f"- region: {key}\n  indicator: {figure.indicator}\n  date: {figure.day}\n"
        f"  source: {figure.source}\n  value: {figure.value}\n"
    )


_FIGURE_HEAD = ("region", "indicator", "date", "source", "value")


def _figure_cells(key: str, figure: Figure) -> tuple[object, ...]:
    return key, figure.indicator, figure.day, figure.source, figure.value


def _sources(nation: Nation) -> list[dict]:
    publisher = WORDS["sources"]["publisher"]
    return [
        {"id": one.id, "title": one.title, "kind": "report", "publisher": publisher, "date": one.day}
        for one in nation.sources
    ]


def _promises(nation: Nation) -> Iterator[dict]:
    for promise in nation.promises:
        words = {name: value for name, value in promise.words.items() if name != "id"}
        dates = {name: str(words.pop(name)) for name in ("said", "deadline") if name in words}
        place = {"region": promise.region}
        yield {"id": promise.id, **words, **place, **dates, "source": promise.source}


def _article(article: Article) -> str:
    head = (
        f"Title: {article.title}\nDate: {article.day}\nSummary: {article.summary}\n"
        f"Regions: {', '.join(article.regions)}\nSources: {article.source}\n"
    )
    return f"{head}\n{article.body}"


# --- the command ---


def pages_of(size: str) -> int:
    """How many pages a size has: one of SIZES, or a number."""
    return SIZES.get(size) or int(size)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("size", help=f"{', '.join(SIZES)}, or a number of pages")
    parser.add_argument("root", type=Path, help="the site folder to write")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--tables", action="store_true", help="places and observations as CSV, not YAML")
    options = parser.parse_args()
    nation = Nation(pages_of(options.size), options.seed)
    write_site(nation, options.root, options.tables)
    files = [path.stat().st_size for path in (options.root / "data").rglob("*") if path.is_file()]
    articles = nation.articles * len(LANGUAGES)
    print(f"{len(nation.places)} places, {len(files)} data files, {sum(files)} bytes, {articles} articles")


if __name__ == "__main__":
    main()
