"""A region's editors own its folder and nothing else: the owners file, and the check of a change."""

import json
import subprocess

import pytest

from tests.built import ashyq
from tests.changes.repository import BLUE, OBSERVATIONS, REGION, Repository, invented
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.owners import owners_file

BLUE_KEY = "nowhere/blue-oblast"
RED = "data/regions/nowhere/red-oblast"

TEAMS = """operator:
  name:
    en: Invented Foundation
  team: "@example/keepers"
editors:
  - region: nowhere/blue-oblast
    name:
      en: Blue editors
    team: "@example/blue"
  - region: nowhere
    name:
      en: Editors of the whole
    team: "@example/nowhere"
"""

RED_REGION = """id: red-oblast
parent: nowhere
level: oblast
name:
  en: Red Oblast
"""


@pytest.fixture
def site(tmp_path) -> Repository:
    """Two oblasts and a branch on which somebody works."""
    site = invented(tmp_path / "site")
    site.append(f"{RED}/region.yml", RED_REGION)
    site.commit("a second oblast")
    site.git("switch", "--quiet", "--create", "edit")
    return site


def check(site: Repository, *arguments: object):
    return ashyq("check", "--root", site.root, "--today", "2026-01-01", "--against", "main", *arguments)


def foreign(site: Repository, *regions: str) -> list[str]:
    """The files that editors of these regions may not change."""
    options = [part for region in regions or (BLUE_KEY,) for part in ("--editor-of", region)]
    done = check(site, "--format", "json", *options)
    problems = json.loads(done.stdout)
    paths = [one["path"] for one in problems if one["rule"] == "file-of-others"]
    assert done.returncode == (1 if paths else 0), done.stderr
    return paths


# --- the owners file ---


def test_the_shipped_owners_file_is_current():
    """CODEOWNERS is what the shipped data make of it."""
    done = ashyq("owners", "--check")
    assert done.returncode == 0, done.stderr


def test_the_shipped_owners_file_names_nobody():
    """Without an operator and teams the file has no line that gives anybody a file."""
    lines = (ROOT / "CODEOWNERS").read_text("utf-8").splitlines()
    assert lines and all(line.startswith("#") for line in lines)


def test_the_nearest_team_comes_last(site):
    """Of the lines that fit a path the forges take the last: all, then the country, then the oblast."""
    site.append("data/site.yml", TEAMS)
    lines = owners_file(load_site(site.root, site.today).data.site).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "* @example/keepers",
        "/data/regions/nowhere/ @example/nowhere",
        "/data/regions/nowhere/blue-oblast/ @example/blue",
    ]


def test_the_file_is_written_and_then_current(site):
    """`ashyq owners --check` fails until the file is written, and again after the data have moved on."""
    check_only = ("owners", "--root", site.root, "--check")
    assert ashyq(*check_only).returncode == 1
    assert not (site.root / "CODEOWNERS").exists()
    assert ashyq("owners", "--root", site.root).returncode == 0
    assert ashyq(*check_only).returncode == 0
    site.append("data/site.yml", TEAMS)
    assert ashyq(*check_only).returncode == 1


# --- the check of a change ---


def test_an_editor_of_one_region_may_not_write_into_another(site):
    """An edit of a file of another region is refused, committed or not; one of the own region is not."""
    site.append(REGION, "iso: XX-B\n")
    assert foreign(site) == []
    site.append(f"{RED}/region.yml", "iso: XX-R\n")
    assert foreign(site) == [f"{RED}/region.yml"]
    site.commit()
    assert foreign(site) == [f"{RED}/region.yml"]
    assert foreign(site, BLUE_KEY, "nowhere/red-oblast") == []
    assert foreign(site, "nowhere") == []


def test_each_file_has_its_sentence(site):
    """The refusal names each file and the folder in which the editor may write."""
    site.append("data/sources.yml", "- id: letter\n  title:\n    en: A letter\n")
    done = check(site, "--editor-of", BLUE_KEY)
    assert done.returncode == 1
    assert (
        f"data/sources.yml:0:0: the file lies outside {BLUE}/, where alone this editor may change files;"
        " take it out of this change and ask those whose it is [file-of-others]" in done.stderr
    )


def test_a_folder_whose_name_begins_alike_is_another(site):
    """The folder's name is compared whole."""
    site.append(f"{BLUE}-south/note.md", "Nothing.\n")
    assert foreign(site) == [f"{BLUE}-south/note.md"]


@pytest.mark.parametrize("path", ["themes/x.html", ".github/workflows/check.yml", "CODEOWNERS", "Makefile"])
def test_templates_and_workflows_are_not_theirs(site, path):
    """What runs or decides belongs to the operator."""
    site.append(path, "x\n")
    assert foreign(site) == [path]


def test_a_hidden_file_in_the_own_folder_is_not_theirs(site):
    """Git and the forges obey hidden files, as .gitattributes that hides a change from review."""
    site.append(f"{BLUE}/.gitattributes", "*.yml -diff linguist-generated\n")
    assert foreign(site) == [f"{BLUE}/.gitattributes"]


def test_a_file_moved_here_is_missing_there(site):
    """A file cannot be taken from another region by renaming it; nor be thrown out of one's own."""
    site.git("mv", f"{RED}/region.yml", f"{BLUE}/places.yml")
    assert foreign_paths(site) == {f"{RED}/region.yml"}
    site.git("reset", "--quiet", "--hard")
    site.git("mv", OBSERVATIONS, "data/note.md")
    assert foreign_paths(site) == {"data/note.md"}


def foreign_paths(site: Repository) -> set[str]:
    """The foreign files of a change that has other faults besides."""
    problems = json.loads(check(site, "--format", "json", "--editor-of", BLUE_KEY).stdout)
    return {one["path"] for one in problems if one["rule"] == "file-of-others"}


def test_what_others_merged_meanwhile_is_not_held_against_the_editor(site):
    """Only what changed since the branch began counts, not what main has got since."""
    site.append(REGION, "iso: XX-B\n")
    site.commit()
    site.git("switch", "--quiet", "main")
    site.append(f"{RED}/region.yml", "iso: XX-R\n")
    site.commit()
    site.git("switch", "--quiet", "edit")
    assert foreign(site) == []


def test_a_site_below_the_top_of_its_repository(tmp_path):
    """Paths are told from the top of the repository, wherever the site folder lies in it."""
    whole = invented(tmp_path / "repository/site")
    subprocess.run(["mv", whole.root / ".git", tmp_path / "repository/.git"], check=True)
    site = Repository(tmp_path / "repository", whole.root).commit("moved below")
    site.git("switch", "--quiet", "--create", "edit")
    site.append(REGION, "iso: XX-B\n")
    (tmp_path / "repository/other.txt").write_text("x")
    assert foreign(site) == ["other.txt"]


def test_without_history_nothing_is_let_through(site):
    """Where the base is not known the check ends with 2 and passes nobody."""
    done = ashyq("check", "--root", site.root, "--against", "no-such", "--editor-of", BLUE_KEY)
    assert done.returncode == 2 and "no revision no-such" in done.stderr
