"""What a job found is told once, in the right place, and calls nobody whom the text names."""

import os
import subprocess
import sys

import pytest

from tests.deploy.forge import Forge, forge
from tests.programs import ROOT

COMMIT = "c0ffee" * 6 + "beef"


@pytest.fixture
def here():
    with forge() as state:
        state.pulls = [
            {"number": 3, "head": {"sha": "0" * 40}},
            {"number": 7, "head": {"sha": COMMIT}},
        ]
        yield state


def github(here: Forge) -> dict[str, str]:
    return {
        "GITHUB_API_URL": here.address,
        "GITHUB_REPOSITORY": "example/site",
        "ASHYQ_TOKEN": here.token,
        "HEAD_OWNER": "a-volunteer",
        "HEAD_BRANCH": "edit & more",
        "HEAD_COMMIT": COMMIT,
    }


def gitlab(here: Forge) -> dict[str, str]:
    return {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": f"{here.address}/api/v4",
        "CI_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_IID": "7",
        "ASHYQ_TOKEN": here.token,
    }


FORGES = pytest.mark.parametrize("variables", [github, gitlab])


def tell(what: str, path, variables: dict[str, str]) -> subprocess.CompletedProcess:
    kept = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "deploy/tell.py", what, str(path)]
    return subprocess.run(command, cwd=ROOT, env=kept | variables, capture_output=True, text=True)


@FORGES
def test_a_comment_is_made_once_and_then_rewritten(here, tmp_path, variables):
    """The second run of a request rewrites our comment, wherever it stands among those of others."""
    file = tmp_path / "sentences.md"
    for number in range(120):
        here.add_comment(f"a word of somebody, {number}", by_us=False)
    file.write_text("- 85 → 97 of 143\n", "utf-8")
    assert tell("comment", file, variables(here)).returncode == 0
    file.write_text("- 85 → 98 of 143\n", "utf-8")
    assert tell("comment", file, variables(here)).returncode == 0
    ours = [one["body"] for one in here.comments.values() if one["user"]["type"] == "Bot"]
    assert len(ours) == 1 and ours[0].endswith("\n- 85 → 98 of 143")


@FORGES
def test_a_comment_that_only_looks_like_ours_is_left_alone(here, tmp_path, variables):
    """Whoever copies our marker into a comment of theirs does not have it overwritten."""
    file = tmp_path / "sentences.md"
    file.write_text("one", "utf-8")
    tell("comment", file, variables(here))
    (mine,) = here.comments.values()
    here.comments.clear()
    here.add_comment(mine["body"], by_us=False)
    file.write_text("two", "utf-8")
    assert tell("comment", file, variables(here)).returncode == 0
    assert [one["body"].split("\n")[-1] for one in here.comments.values()] == ["one", "two"]


def test_a_request_that_moved_on_is_told_nothing(here, tmp_path):
    """The number of the request is asked of GitHub by branch and commit; an old run's words are dropped."""
    file = tmp_path / "sentences.md"
    file.write_text("old words", "utf-8")
    done = tell("comment", file, github(here) | {"HEAD_COMMIT": "1" * 40})
    assert done.returncode == 1 and "it has moved on" in done.stderr
    assert here.comments == {}


@FORGES
def test_nobody_is_called_by_a_text(here, tmp_path, variables):
    """Names with @ stay readable and notify nobody, however they were written."""
    file = tmp_path / "sentences.md"
    file.write_text("@everyone, @<!-- -->twice and a@b.example", "utf-8")
    tell("comment", file, variables(here))
    (comment,) = here.comments.values()
    assert comment["body"].endswith("@<!-- -->everyone, @<!-- -->twice and a@<!-- -->b.example")


@FORGES
def test_a_long_text_is_cut_to_what_a_forge_takes(here, tmp_path, variables):
    """Sixty thousand characters are sent, and a mark that something is missing."""
    file = tmp_path / "sentences.md"
    file.write_text("ң" * 100_000, "utf-8")
    assert tell("comment", file, variables(here)).returncode == 0
    (comment,) = here.comments.values()
    assert comment["body"].endswith("ң\n\n…") and len(comment["body"]) < 60_100


@FORGES
def test_an_empty_list_makes_no_issue(here, tmp_path, variables):
    """In a night in which nothing fell due nobody gets a message."""
    file = tmp_path / "due.md"
    file.write_text("\n", "utf-8")
    done = tell("issue", file, variables(here))
    assert (done.returncode, done.stdout, here.issues) == (0, "nothing to tell\n", [])


@FORGES
def test_an_issue_has_the_first_line_as_its_title(here, tmp_path, variables):
    """The heading of the list becomes the title, the rest the text."""
    file = tmp_path / "due.md"
    file.write_text("### What fell due: 1 – 2 June\n\n- Blue Oblast\n", "utf-8")
    assert tell("issue", file, variables(here)).returncode == 0
    (issue,) = here.issues
    text = issue.get("body") or issue["description"]
    assert (issue["title"], text) == ("What fell due: 1 – 2 June", "- Blue Oblast")


def test_an_issue_calls_the_teams_of_the_owners_file_and_no_other(here, tmp_path):
    """A team that owns files is called; a name that begins alike, or any other, is not."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/tell.py").write_text((ROOT / "deploy/tell.py").read_text("utf-8"), "utf-8")
    (tmp_path / "CODEOWNERS").write_text("# @example/old\n/data/regions/kg/ @example/kg\n", "utf-8")
    file = tmp_path / "due.md"
    file.write_text("Due\n**Blue** @example/kg and @example/kg-all, @example/old\n", "utf-8")
    command = [sys.executable, "deploy/tell.py", "issue", str(file)]
    subprocess.run(command, cwd=tmp_path, env={"PATH": os.environ["PATH"]} | github(here), check=True)
    (issue,) = here.issues
    assert issue["body"] == "**Blue** @example/kg and @<!-- -->example/kg-all, @<!-- -->example/old"


def test_a_link_in_place_of_the_text_is_refused(here, tmp_path):
    """What a foreign run left as its text cannot be a link to a file of the machine that tells it."""
    link = tmp_path / "sentences.md"
    link.symlink_to("/etc/hostname")
    done = tell("comment", link, github(here))
    assert done.returncode == 1 and "no ordinary file" in done.stderr and here.comments == {}


@FORGES
def test_the_token_is_in_no_line(here, tmp_path, variables):
    """A refused token ends with a plain line in which it does not stand; so does a missing one."""
    file = tmp_path / "sentences.md"
    file.write_text("words", "utf-8")
    wrong = tell("comment", file, variables(here) | {"ASHYQ_TOKEN": "s3cr3t"})
    assert wrong.returncode == 1 and here.refused
    assert "401" in wrong.stderr and "s3cr3t" not in wrong.stdout + wrong.stderr
    missing = tell("comment", file, variables(here) | {"ASHYQ_TOKEN": ""})
    assert missing.returncode == 1 and "ASHYQ_TOKEN is not set" in missing.stderr
