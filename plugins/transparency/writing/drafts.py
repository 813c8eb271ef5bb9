"""What `ashyq new` would write: the whole files with one more record in them, everything else as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..checking import CONTENT, Checked
from ..loading.files import Found
from ..loading.layout import ARTICLES, REGIONS
from ..loading.problems import did_you_mean
from ..loading.strict_yaml import read_yaml
from ..model.dates import Period
from ..model.figures import Observation
from ..model.text import ID, KEY
from .fields import in_order
from .form import written
from .kinds import Kind

KEPT = ("id", "region", "indicator", "date", "source", "status", "dimensions")
"""What a correction repeats: the key, the name, and that a figure is an estimate."""

STILL_TRUE = ("parts", "named", "names_note", "date_note")
"""What holds of a figure whatever its value, so that the last of its records, which counts, has it too."""

OWN_FOLDER = 2
"""Countries and what lies directly below them have a folder each; smaller places are rows in it."""


class Impossible(Exception):
    """There is no place for such a record; the message says why and what to do."""


@dataclass(frozen=True)
class Draft:
    """Whole files by their path below the site's folder, and the line of each where the new text begins."""

    files: Mapping[str, bytes]
    lines: Mapping[str, int]

    @property
    def text(self) -> str:
        """Only what is new."""
        parts = (
            b"\n".join(content.split(b"\n")[self.lines[name] - 1 :]) for name, content in self.files.items()
        )
        return "\n".join(part.decode().replace("\r\n", "\n") for part in parts)


def draft_of(kind: Kind, values: dict, root: Path, checked: Checked) -> Draft:
    """The files that a new record changes; raises Impossible where it cannot be written at all."""
    languages = [language.code for language in checked.data.site.languages]
    row = in_order(kind.form, values, languages)
    return _DRAFTS.get(kind.name, _in_list)(kind, row, root, checked)


def _in_list(kind: Kind, row: dict, root: Path, checked: Checked) -> Draft:
    record = {name: value for name, value in row.items() if name not in kind.besides}
    return appended(root, f"{folder_of(root, row.get('region'))}/{kind.file}", (record,))


def _region(kind: Kind, row: dict, root: Path, checked: Checked) -> Draft:
    parent = row.get("parent")
    key = _key(f"{parent}/{row['id']}" if parent else row["id"])
    if len(key.split("/")) > OWN_FOLDER:
        return appended(root, f"{folder_of(root, parent)}/{kind.file}", (row,))
    name = f"data/{REGIONS}/{key}/region.yml"
    _refuse_existing(root, name)
    return Draft({name: written(row).encode()}, {name: 1})


def folder_of(root: Path, region: str | None) -> str:
    """The folder of a region: its own, else the nearest one above it; without a region the shared one."""
    if region is None:
        return "data"
    steps = _key(region).split("/")
    for depth in range(len(steps), 1, -1):
        name = f"data/{REGIONS}/{'/'.join(steps[:depth])}"
        if (root / name).is_dir():
            return name
    return f"data/{REGIONS}/{steps[0]}"


def _key(region: object) -> str:
    # A key becomes a path, so nothing else may pass for one.
    if not isinstance(region, str) or not re.fullmatch(KEY, region):
        raise Impossible(f"{region} is no key of a region; write the chain of ids, for example kg/batken")
    return region


def appended(root: Path, name: str, rows: tuple[dict, ...]) -> Draft:
    """A list's file with more records, in the file's own indentation and line ends."""
    path = root / name
    before = path.read_bytes() if path.exists() else b""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    if before and not before.endswith(b"\n"):
        before += end
    margin = b" " * _margin(before)
    text = written(rows).encode()
    more = b"".join(margin + line + end for line in text.removesuffix(b"\n").split(b"\n"))
    if _read(before + more) != (*(_read(before) or ()), *_read(text)):
        raise Impossible(f"{name} is not written line by line below each other; run: ashyq fix {name}")
    return Draft({name: before + more}, {name: before.count(b"\n") + 1})


def _margin(content: bytes) -> int:
    """The column of the dashes of a file's list."""
    match = re.search(rb"^( *)- ", content, re.M)
    return len(match[1]) if match else 0


def _read(content: bytes):
    text = unicodedata.normalize("NFC", content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    document, problems = read_yaml(text, "")
    return None if document is None or problems else document.value


def _refuse_existing(root: Path, name: str) -> None:
    if (root / name).exists():
        raise Impossible(f"{name} exists already; edit it")


# --- corrections ---


def _correction(kind: Kind, row: dict, root: Path, checked: Checked) -> Draft:
    found = _corrected(row, checked)
    old = _row_of(found)
    given = {name: value for name, value in row.items() if name not in (*kind.besides, *_KEY)}
    day = row.get("day") or checked.today.isoformat()
    new = {name: old[name] for name in (*KEPT, *STILL_TRUE) if name in old} | given
    new["correction"] = {"date": day, "reason": row["reason"]}
    return appended(root, found.origin.path, (in_order(Observation, new, ()),))


_KEY = ("id", "region", "indicator", "date", "source")


def _row_of(found: Found) -> dict:
    row = found.origin.document.value
    for step in found.origin.at:
        row = row[step]
    return row


def _corrected(row: dict, checked: Checked) -> Found:
    """The figure that a correction means, as it counts now."""
    matching = [item for item in checked.found if _is_meant(item, row)]
    keys = {item.record.key: item for item in matching}
    if not keys:
        names = [item.record.id for item in _figures(checked) if item.record.id]
        raise Impossible(f"no figure is {_said(row)}{did_you_mean(str(row.get('id')), names)}")
    if len(keys) > 1:
        places = ", ".join(item.origin.label() for item in keys.values())
        raise Impossible(f"more than one figure is {_said(row)}: {places}; give --date and --source, or --id")
    return next(iter(keys.values()))


def _figures(checked: Checked) -> Iterator[Found]:
    return (item for item in checked.found if item.collection == "observations")


def _said(row: dict) -> str:
    return ", ".join(f"{name} {row[name]}" for name in _KEY if name in row)


def _is_meant(item: Found, row: dict) -> bool:
    return item.collection == "observations" and all(
        _same(getattr(item.record, name), row[name]) for name in _KEY if name in row
    )


def _same(seen: object, given: object) -> bool:
    return str(seen) == str(given) if isinstance(seen, Period) else seen == given


# --- articles ---


def known_of_article(values: Mapping, checked: Checked) -> dict:
    """What the languages of an article share, where it is there in another language already."""
    article = next((one for one in checked.data.articles if one.slug == values.get("id")), None)
    if article is None:
        return {}
    shared = {"date": str(article.date), "regions": article.regions, "sources": article.sources}
    return {name: value for name, value in shared.items() if value}


def _article(kind: Kind, row: dict, root: Path, checked: Checked) -> Draft:
    """A file for each language of the title or the summary."""
    row = known_of_article(row, checked) | row
    files = {_file_of(row["id"], lang): _head(row, lang).encode() for lang in _languages(row)}
    for name in files:
        _refuse_existing(root, name)
    return Draft(files, dict.fromkeys(files, 1))


def _file_of(slug: object, lang: str) -> str:
    # Both become a part of a path, so nothing else may pass for them.
    if not isinstance(slug, str) or not re.fullmatch(ID, slug) or not re.fullmatch("[a-z]{2,3}", lang):
        raise Impossible(f"{slug}.{lang}.md is no name of an article; write a-z, 0-9 and '-', and a language")
    return f"{CONTENT}/{ARTICLES}/{slug}.{lang}.md"


def _languages(row: Mapping) -> list[str]:
    texts = (row["title"], row["summary"])
    if not all(isinstance(text, dict) for text in texts):
        raise Impossible("title and summary need a language each: --title-LANG, --summary-LANG")
    return list(dict.fromkeys(lang for text in texts for lang in text))


def _head(row: Mapping, lang: str) -> str:
    lines = {name: row.get(name, "") for name in ("title", "date", "summary", "regions", "sources")}
    lines |= {name: row[name].get(lang, "") for name in ("title", "summary")}
    head = [f"{name.capitalize()}: {_line(value)}".rstrip() for name, value in lines.items() if value]
    return unicodedata.normalize("NFC", "\n".join(head)) + "\n\n"


def _line(value: object) -> str:
    """A value as one line, so that no line of a head can be smuggled in."""
    words = ", ".join(value) if isinstance(value, (tuple, list)) else str(value)
    return " ".join(words.split())


_DRAFTS: Mapping[str, Callable[[Kind, dict, Path, Checked], Draft]] = {
    "region": _region,
    "correction": _correction,
    "article": _article,
}
