"""Bytes from disk to checked records: find the files, read them strictly, fit them to the model."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from ..model.text import Record
from .bare_rows import BareRows
from .field_problems import problems_of
from .layout import (
    REGION_FILES,
    REGIONS,
    REQUIRED_FILES,
    SITE_FILES,
    TABLE,
    FileKind,
    Section,
    kind_of,
)
from .plain_yaml import NOTHING, PlainDocument, read_plain
from .problems import Problem, listed
from .signs import faults_of_signs, piled_marks
from .strict_csv import Table, read_csv
from .strict_yaml import MAX_BYTES, Document, read_yaml

BOM = "\ufeff"
DEEPEST = 20
"""Folders within folders; a region's lie as deep as its key has parts."""


class Origin(Struct, frozen=True):
    """Where a record was written: its file, its path within, and the document that knows the places."""

    path: str
    at: tuple[str | int, ...]
    document: Document

    def problem(self, rule: str, inside: tuple[str | int, ...] = (), /, **values: object) -> Problem:
        """A problem at a path inside the record."""
        return Problem.at(self.path, self.document.place_of((*self.at, *inside)), rule, **values)

    def written(self) -> bytes:
        """The values that were written for the record, whatever their form; no zero byte is among them."""
        value: Any = self.document.value
        for step in self.at:
            value = value[step]
        return repr(value).encode()

    def place(self, inside: tuple[str | int, ...]) -> tuple[int, int]:
        return self.document.place_of((*self.at, *inside))

    def label(self) -> str:
        return f"{self.path}:{self.document.place_of(self.at)[0]}"


class Found(Struct, frozen=True):
    """One record, the collection it belongs to and its origin."""

    collection: str
    record: Record
    origin: Origin


def read_data(data: Path) -> tuple[list[Found], list[Problem]]:
    """Every record below a data folder, in the order of file names, and every problem of form."""
    found: list[Found] = []
    files, problems = data_files(data)
    for path, kind in files:
        records, faults = read_file(path, _name(path, data), kind)
        found += records
        problems += faults
    return found, problems


def data_files(data: Path) -> tuple[list[tuple[Path, FileKind]], list[Problem]]:
    """Every file below a data folder with its kind, in the order of names, and problems of the folder."""
    problems = [
        Problem.at(f"data/{name}", (0, 0), "file-missing")
        for name in REQUIRED_FILES
        if not (data / name).is_file() and not (data / name).with_suffix(TABLE).is_file()
    ]
    return list(_files(data, problems)), problems


def read_text(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """The text of a file: UTF-8, NFC, line ends as LF; or None and what is wrong with its bytes or signs."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Problem.at(name, (0, 0), "file-not-regular", seen=_kind_of(status.st_mode))]
        if status.st_size > limit:
            return None, [Problem.at(name, (0, 0), "file-too-large", seen=status.st_size, limit=limit)]
        raw = path.read_bytes()
        text = _decoded(raw)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        seen = f"0x{raw[error.start]:02x}"
        return None, [Problem.at(name, (line, 1), "encoding", seen=seen, position=error.start)]
    except OSError as error:
        return None, [Problem.at(name, (0, 0), "file-unreadable", reason=error.strerror or error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if piles := piled_marks(text, name):
        return None, piles
    text = unicodedata.normalize("NFC", text)
    faults = faults_of_signs(text, name)
    return (None if faults else text), faults


def _decoded(raw: bytes) -> str:
    text = raw.decode("utf-8").removeprefix(BOM)
    if "\0" in text:
        # UTF-16 of plain letters passes as UTF-8 with zeros between them.
        position = raw.index(b"\0")
        raise UnicodeDecodeError("utf-8", raw, position, position + 1, "a zero byte")
    return text


def walk(folder: Path, problems: list[Problem], root: Path) -> Iterator[Path]:
    """Ordinary files below a folder in a stable order; anything else but a folder is a problem."""
    odd = next((one for one in (root, folder) if os.path.lexists(one) and not _is_folder(one)), None)
    if odd is not None:
        kind = _kind_of(odd.lstat().st_mode)
        problems.append(Problem.at(_name(odd, root), (0, 0), "file-not-regular", seen=kind))
        return
    if len(folder.relative_to(root).parts) > DEEPEST:
        problems.append(Problem.at(_name(folder, root), (0, 0), "folder-depth", limit=DEEPEST))
        return
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    problems += _twins(inside, root)
    for path in inside:
        mode = path.lstat().st_mode
        if path.name.startswith("."):
            continue
        if stat.S_ISDIR(mode):
            yield from walk(path, problems, root)
        elif stat.S_ISREG(mode):
            yield path
        else:
            problems.append(Problem.at(_name(path, root), (0, 0), "file-not-regular", seen=_kind_of(mode)))


def _twins(paths: list[Path], root: Path) -> Iterator[Problem]:
    """Names that are one name on a Mac or under Windows."""
    first: dict[str, Path] = {}
    for path in paths:
        bare = unicodedata.normalize("NFKC", path.name).casefold()
        if first.setdefault(bare, path) is not path:
            yield Problem.at(_name(path, root), (0, 0), "file-twin", first=first[bare].name)


def _files(data: Path, problems: list[Problem]) -> Iterator[tuple[Path, FileKind]]:
    for path in walk(data, problems, data):
        name = _name(path, data)
        if kind := kind_of(name):
            yield path, kind
        elif path.suffix != ".md":
            kinds = REGION_FILES if path.relative_to(data).parts[0] == REGIONS else SITE_FILES
            problems.append(Problem.at(name, (0, 0), "file-unknown", known=listed(kinds)))


def read_file(path: Path, name: str, kind: FileKind) -> tuple[list[Found], list[Problem]]:
    text, problems = read_text(path, name)
    if text is None:
        return [], problems
    document, problems = _document(text, name, kind)
    if document is None or problems:
        return [], problems
    if document.value in (None, (), {}):
        return [], [Problem.at(name, (1, 1), "file-empty")]
    found, faults = _records(document, name, kind)
    return found, faults


def _document(
    text: str, name: str, kind: FileKind
) -> tuple[Document | PlainDocument | Table | None, list[Problem]]:
    if name.endswith(TABLE):
        return read_csv(text, name, kind.only.record)
    value = read_plain(text)
    return read_yaml(text, name) if value is NOTHING else (PlainDocument(value, text, name), [])


def _records(document: Document, name: str, kind: FileKind) -> tuple[list[Found], list[Problem]]:
    value = document.value
    if kind.shape == "one":
        return _read_records(document, name, kind.only, [((), value)])
    if kind.shape == "list":
        if not isinstance(value, tuple):
            return [], [Problem.at(name, document.place_of(()), "expected-list", seen=_shape(value))]
        return _read_records(document, name, kind.only, [((i,), item) for i, item in enumerate(value)])
    if not isinstance(value, dict):
        return [], [Problem.at(name, document.place_of(()), "expected-map", seen=_shape(value))]
    return _read_sections(document, name, kind)


def _read_sections(document: Document, name: str, kind: FileKind) -> tuple[list[Found], list[Problem]]:
    found: list[Found] = []
    problems: list[Problem] = []
    for key, items in document.value.items():
        if key not in kind.sections:
            problems.append(_unknown_section(document, name, key, kind))
        elif not isinstance(items, tuple):
            place = document.place_of((key,))
            problems.append(Problem.at(name, place, "expected-list", seen=_shape(items)))
        else:
            rows = [((key, i), item) for i, item in enumerate(items)]
            records, faults = _read_records(document, name, kind.sections[key], rows)
            found += records
            problems += faults
    return found, problems


def _unknown_section(document: Document, name: str, key: str, kind: FileKind) -> Problem:
    from .problems import did_you_mean

    place = document.place_of_key((key,))
    return Problem.at(name, place, "unknown-key", seen=key, hint=did_you_mean(key, kind.sections))


def _read_records(document: Document, name: str, section: Section, rows) -> tuple[list[Found], list[Problem]]:
    found: list[Found] = []
    problems: list[Problem] = []
    adapter, alike = _adapter_of(section.record), BareRows()
    for at, row in rows:
        record = alike.made_of(row)
        if record is None:
            try:
                record = adapter.validate_python(row)
            except ValidationError as error:
                problems += problems_of(error, section.record, document, name, at)
                continue
            record.share_fields()
            alike.learn(row, record)
        found.append(Found(section.collection, record, Origin(name, at, document)))
    return found, problems


@cache
def _adapter_of(record: type[Record]) -> TypeAdapter:
    return TypeAdapter(record)


def _name(path: Path, data: Path) -> str:
    """A file's name as an editor knows it: below the site's folder, with forward slashes."""
    return path.relative_to(data.parent).as_posix()


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, tuple) else str(value)


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _kind_of(mode: int) -> str:
    names = {
        stat.S_IFLNK: "a link",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFREG: "a file in place of a folder",
    }
    return names.get(stat.S_IFMT(mode), "a device")
