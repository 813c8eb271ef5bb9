"""The shell steps of the workflows, really run in a clone: what they let through and what they refuse."""

import pytest

from tests.deploy.workflows import Runner, github_step, gitlab_script

BATKEN = "data/regions/kg/batken"
SOURCE = "- id: letter-2019\n  title:\n    en: A letter\n  kind: letter\n"
FIGURE = (
    "- region: kg/batken\n  indicator: schools-online-by-project\n  date: 2019-06-01\n"
    "  source: letter-2019\n  value: {}\n"
)
SENTENCE = "Schools connected by the school\\-internet project: 85 → 97 of 143, 1 June 2019"
CONTENT_STEPS = (
    "Install the program",
    "Problems, each at its line",
    "Only the editor's own folder",
    "What changes in public",
    "Preview",
)


@pytest.fixture
def runner(tmp_path) -> Runner:
    return Runner(tmp_path)


def add_a_figure(runner: Runner, value: object = 97) -> None:
    runner.clone.append(f"{BATKEN}/sources.yml", SOURCE)
    runner.clone.append(f"{BATKEN}/observations.yml", FIGURE.format(value))
    runner.clone.commit()


def step(runner: Runner, name: str, **variables: str):
    return runner.run(github_step("check.yml", "content", name), ASHYQ_LANG="en", **variables)


def test_a_good_edit_passes_every_step(runner):
    """From the clone to the preview: the sentences are told, and the preview holds the new figure."""
    add_a_figure(runner)
    runner.propose()
    for name in CONTENT_STEPS:
        done = step(runner, name, AUTHOR="Aida", EDITORS="bek kz/turkistan\naida kg/batken\n")
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    root = runner.clone.root
    assert SENTENCE in (root / "sentences/sentences.md").read_text("utf-8")
    assert SENTENCE in runner.summary.read_text("utf-8")
    assert "97" in (root / "output/en/regions/kg/batken/index.html").read_text("utf-8")


def test_a_fault_is_marked_at_its_line(runner):
    """A faulty edit fails the step, and GitHub is told the file and the line."""
    add_a_figure(runner, "about ninety")
    runner.propose()
    done = step(runner, "Problems, each at its line")
    assert done.returncode == 1
    assert f"::error file={BATKEN}/observations.yml,line=" in done.stdout


def test_an_overwritten_figure_is_marked(runner):
    """The request is held against main: a published figure that changes without a correction fails."""
    runner.clone.rewrite(f"{BATKEN}/observations.yml", "value: 85\n", "value: 86\n")
    runner.clone.commit()
    runner.propose()
    done = step(runner, "Problems, each at its line")
    assert done.returncode == 1 and "title=published-figure-changed::" in done.stdout


EDITORS = "bek kz/turkistan\naida kg/batken\naida kg/osh\n"


def test_an_editor_of_another_region_is_refused(runner):
    """Who is listed may change the listed folders only; who is not is left to the owners of the files."""
    add_a_figure(runner)
    runner.propose()
    foreign = f"::error file={BATKEN}/observations.yml,line=1,col=1,title=file-of-others::"
    for author, passes in (("bek", False), ("BEK", False), ("aida", True), ("ai", True), ("", True)):
        done = step(runner, "Only the editor's own folder", AUTHOR=author, EDITORS=EDITORS)
        assert (done.returncode == 0, foreign in done.stdout) == (passes, not passes), author


def test_a_login_is_only_a_name(runner):
    """What an author calls himself is compared, never run."""
    add_a_figure(runner)
    runner.propose()
    login = '$(touch "$RUNNER_TEMP/ran")`touch "$RUNNER_TEMP/ran"`'
    done = step(runner, "Only the editor's own folder", AUTHOR=login, EDITORS=f"{login} kg/batken")
    assert done.returncode == 0 and list(runner.temp.iterdir()) == []


def test_gitlab_runs_the_same(runner):
    """The job of GitLab lets the good edit through with its sentences, its report and its preview."""
    base = runner.clone.head
    add_a_figure(runner)
    script = gitlab_script("check.yml", "content")
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "ASHYQ_LANG": "en", "ASHYQ_EDITORS": EDITORS}
    done = runner.run(script, GITLAB_USER_LOGIN="aida", **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert SENTENCE in (runner.clone.root / "sentences.md").read_text("utf-8")
    assert (runner.clone.root / "output/en/index.html").is_file()
    refused = runner.run(script, GITLAB_USER_LOGIN="bek", **variables)
    assert refused.returncode == 1 and "the file lies outside data/regions/kz/turkistan/" in refused.stderr


def test_gitlab_gets_a_report_of_faults(runner):
    """A faulty edit fails GitLab's job, with the report for its lines and the plain lines in the log."""
    base = runner.clone.head
    add_a_figure(runner, "about ninety")
    done = runner.run(gitlab_script("check.yml", "content"), CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1
    assert '"check_name": "type-number"' in (runner.clone.root / "code-quality.json").read_text("utf-8")
    assert f"{BATKEN}/observations.yml:" in done.stderr


def test_the_nightly_list(runner):
    """The list of a night is a file for the job that tells it; in a night without news it is empty."""
    script = github_step("due.yml", "list", "What fell due, went silent or became stale")
    done = runner.run(script, ASHYQ_LANG="ky", SINCE="2019-12-30")
    text = (runner.clone.root / "due/due.md").read_text("utf-8")
    assert done.returncode == 0 and text.startswith("### Мөөнөтү келгендер: 2019-жылдын 30-декабры")
    (runner.clone.root / "due/due.md").unlink()
    (runner.clone.root / "due").rmdir()
    quiet = runner.run(script, ASHYQ_LANG="ky", SINCE="")
    assert quiet.returncode == 0 and (runner.clone.root / "due/due.md").read_bytes() == b""
    refused = runner.run(script.replace("mkdir due\n", ""), ASHYQ_LANG="ky", SINCE="yesterday")
    assert refused.returncode == 2
    same = runner.run(gitlab_script("check.yml", "due"), ASHYQ_LANG="ky")
    assert same.returncode == 0 and (runner.clone.root / "due.md").read_bytes() == b""
