"""Whose a file is: the editors of a region own its folder, the operator everything else."""

from __future__ import annotations

from collections.abc import Iterable

from .loading.problems import Problem
from .model.dataset import is_within
from .model.site import EditorGroup, Site

PATH = "CODEOWNERS"
"""GitHub and GitLab both read it at the top of a repository; of two lines that fit, the later one counts."""

_HEAD = "# Who is asked before a change is merged. Written by `ashyq owners` from data/site.yml.\n"
_NOBODY = "# No operator's team is named there: outside the folders below nobody is asked.\n"


def owners_file(site: Site) -> str:
    """The text of the owners file: the operator's team for everything, then each region's for its folder."""
    keeper = site.operator.team if site.operator else None
    lines = [f"* {keeper}\n"] if keeper else [_NOBODY]
    groups = sorted((group.region, group.team) for group in site.editors if group.team)
    lines += [f"/{folder_of(region)} {team}\n" for region, team in groups]
    return "".join((_HEAD, *lines))


def folder_of(region: str) -> str:
    """A region's folder below the site folder; those of the places in it lie within."""
    return f"data/regions/{region}/"


def group_of(region: str | None, groups: Iterable[EditorGroup]) -> EditorGroup | None:
    """Who edits a region: its own group, else that of the nearest region around it."""
    around = [group for group in groups if region and is_within(region, group.region)]
    return max(around, key=lambda group: len(group.region), default=None)


def files_of_others(paths: Iterable[str], regions: Iterable[str], site: str = "") -> list[Problem]:
    """A problem for each path that the editors of these regions may not change.

    `site` is the site folder's own path in the repository, empty or with a slash at its end. A hidden
    file is nobody's: git or a forge may obey it, and the check does not read it.
    """
    folders = tuple(site + folder_of(region) for region in regions)
    named = ", ".join(folders)
    foreign = (path for path in paths if not _is_own(path, folders))
    return [Problem.at(path, (0, 0), "file-of-others", folder=named) for path in foreign]


def _is_own(path: str, folders: tuple[str, ...]) -> bool:
    return path.startswith(folders) and not any(part.startswith(".") for part in path.split("/"))
