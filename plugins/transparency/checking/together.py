"""All problems in one run: later stages judge what earlier ones left whole, and stay silent on the rest.

A record that cannot be read may be just what another one names. So a fault that mentions the id of
something broken is not told: it may vanish when the broken thing is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ..loading.files import Found
from ..loading.layout import TABLE
from ..loading.problems import Problem, errors_in
from ..loading.strict_csv import ids_in
from ..model.dataset import Dataset
from .lenient import owner_of, without_broken
from .references import check_references
from .truth import check_truth

IDS_LEFT = frozenset(
    {
        *("yaml-syntax", "yaml-tab", "yaml-blank", "yaml-key", "yaml-tag", "duplicate-key"),
        *("unknown-key", "required", "choice", "date", "url", "url-beginning", "timezone", "language-form"),
        *("type", "type-text", "type-number", "type-yes-no", "text-empty", "text-length", "text-line"),
        *("too-few", "too-small", "too-large", "too-many-digits"),
        *("front-matter", "front-matter-unknown", "article-differs", "article-html", "article-picture"),
        *("csv-parts", "csv-head-twice", "csv-nameless", "csv-cells"),
        *("article-name", "article-twice", "article-link", "file-unknown"),
    }
)
"""Faults of form after which the ids of a file can still be read; any other may hide what others name."""

MOST_FAULTS = 200
"""With more dangling references than this too little is left whole for truth to be judged."""

_ID = re.compile(r"^[\s-]*(?:id|code)\s*:\s*[\"']?([a-z0-9-]+)", re.MULTILINE)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_together(
    found: list[Found],
    form: list[Problem],
    root: Path,
    dataset_of: Callable[[list[Found]], Dataset],
    today: date,
) -> list[Problem]:
    """Problems of references and of truth, where `form` has those of form already."""
    if not ids_are_known(form):
        return []
    unread = ids_in_broken_files(form, root)
    references = [problem for problem in check_references(found) if not mentions(problem, unread)]
    faulty = errors_in(references)
    if not unread and not faulty and not errors_in(form):
        return references + check_truth(found, dataset_of(found), today)
    if len(faulty) > MOST_FAULTS:
        return references
    broken = unread | _ids_of(faulty, found)
    usable, left_out = without_broken(found, dataset_of, today)
    truth = [*check_truth(usable, dataset_of(usable), today), *left_out]
    return references + [one for one in truth if _stands_alone(one, broken)]


def ids_are_known(form: Iterable[Problem]) -> bool:
    """Whether the ids of what could not be read can still be made out in its text."""
    errors = errors_in(form)
    return all(one.rule in IDS_LEFT or not one.path.startswith("data/") for one in errors)


def ids_in_broken_files(problems: Iterable[Problem], root: Path) -> set[str]:
    """The ids written in files of which some record could not be read."""
    ids: set[str] = set()
    for path in {problem.path for problem in errors_in(problems)}:
        file = root / path
        if file.is_file() and not file.is_symlink():
            text = file.read_bytes().decode("utf-8-sig", "replace")
            ids |= ids_in(text) if path.endswith(TABLE) else set(_ID.findall(text))
    return ids


def _ids_of(problems: Iterable[Problem], found: list[Found]) -> set[str]:
    owners = (owner_of(problem, found) for problem in problems)
    return {owner.record.id for owner in owners if owner and getattr(owner.record, "id", None)}


def _stands_alone(problem: Problem, broken: set[str]) -> bool:
    """Whether a fault of truth is one whatever becomes of the broken records."""
    if problem.rule in ("reference", "correction-of-nothing"):
        return False
    return not mentions(problem, broken)


def mentions(problem: Problem, ids: set[str]) -> bool:
    """Whether a problem names one of these ids."""
    return any(name in ids for _, value in problem.values for name in _NAME.findall(value))
