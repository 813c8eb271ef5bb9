"""The workflows for others: valid, pinned, with the least rights, no secret where proposed code runs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.workflows import GITHUB, GITLAB, github_jobs, read
from tests.programs import ROOT, require

BIN = Path(sys.executable).parent
PINNED = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<hash>[0-9a-f]{40}) # (?P<tag>v\d+\.\d+\.\d+)$")
READ_AT = ROOT / "deploy/README.md"

JOBS = {name: (job, workflow) for name, job, workflow in github_jobs()}
EVERY_JOB = pytest.mark.parametrize("name", JOBS)


def zizmor(*files: Path) -> subprocess.CompletedProcess:
    """The strictest audit, without asking the network."""
    program = require(str(BIN / "zizmor"), "it audits the workflows (make .venv/.stamp-test)")
    command = [program, "--offline", "--no-progress", "--persona", "auditor", *files]
    return subprocess.run(command, capture_output=True, text=True)


def valid(schema: str, *files: Path) -> subprocess.CompletedProcess:
    program = require(str(BIN / "check-jsonschema"), "it validates the workflows (make .venv/.stamp-test)")
    command = [program, "--builtin-schema", schema, *files]
    return subprocess.run(command, capture_output=True, text=True)


def steps(job: dict) -> list[dict]:
    return job["steps"]


# --- other people's judgement ---


def test_zizmor_finds_nothing():
    """No finding of any severity; the one trigger that is used knowingly says why beside it."""
    done = zizmor(*GITHUB)
    assert done.returncode == 0, done.stdout
    ignored = [line for path in GITHUB for line in path.read_text("utf-8").splitlines() if "zizmor:" in line]
    assert len(ignored) == 1 and "workflow_run:" in ignored[0] and "ignore[dangerous-triggers] " in ignored[0]


def test_the_workflows_are_valid():
    """Both forges' published schemas accept the files."""
    assert valid("vendor.github-workflows", *GITHUB).returncode == 0
    assert valid("vendor.gitlab-ci", *GITLAB).returncode == 0


SPOILED = {
    "a tag in place of a hash": ("check.yml", r"@[0-9a-f]{40} # v7.0.0", "@v7"),
    "every right for every job": ("check.yml", r"permissions: \{\}", "permissions: write-all"),
    "proposed code with our rights": ("check.yml", "pull_request:", "pull_request_target:"),
    "words of others in a script": ("check.yml", r"\$\{AUTHOR,,\}", "${{ github.head_ref }}"),
    "a token left in the clone": ("check.yml", "persist-credentials: false", "persist-credentials: true"),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_zizmor_refuses_what_it_should(fault, tmp_path):
    """The audit is no ornament: each of the faults that it is there for makes it fail."""
    name, pattern, spoiled = SPOILED[fault]
    text = (ROOT / "deploy/github" / name).read_text("utf-8")
    worse = re.sub(pattern, lambda _: spoiled, text)
    assert worse != text
    (tmp_path / name).write_text(worse, "utf-8")
    assert zizmor(tmp_path / name).returncode != 0


def test_a_key_that_no_forge_knows_is_refused(tmp_path):
    """A misspelt key fails the validation."""
    for path, schema in ((GITHUB[0], "vendor.github-workflows"), (GITLAB[0], "vendor.gitlab-ci")):
        worse = tmp_path / path.name
        worse.write_text(re.sub(r"^(\s+)(runs-on|stage):", r"\1\2s:", path.read_text("utf-8"), flags=re.M))
        assert valid(schema, worse).returncode != 0


# --- our own rules ---


def test_each_action_is_pinned_to_a_hash_that_was_read():
    """Every action is a full hash with its tag, as deploy/README.md lists it with where it was read."""
    used = set()
    for path in GITHUB:
        for line in path.read_text("utf-8").splitlines():
            if "uses:" in line:
                match = PINNED.search(line)
                assert match, (path.name, line)
                used.add(tuple(match.groupdict().values()))
    rows = re.findall(
        r"^\| `(.+?)` \| `([0-9a-f]{40})` \| (v\S+) \| .+ \|$", READ_AT.read_text("utf-8"), re.M
    )
    assert used == set(rows)


@EVERY_JOB
def test_rights_are_given_job_by_job(name):
    """A workflow gives no right; each job names its own, has a limit of time and one run at a time."""
    job, workflow = JOBS[name]
    assert workflow["permissions"] == {} and isinstance(job["permissions"], dict)
    assert "concurrency" in workflow and job["timeout-minutes"] <= 60


@EVERY_JOB
def test_proposed_code_runs_without_rights_and_secrets(name):
    """What a pull request starts may read the repository and nothing else; no workflow lets it do more."""
    job, workflow = JOBS[name]
    assert "pull_request_target" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        assert job["permissions"] == {"contents": "read"}
        assert "secrets" not in repr(job) and "environment" not in job


@EVERY_JOB
def test_a_job_with_rights_builds_nothing(name):
    """Whatever may write or holds a secret does not run the build, whose theme and packages are many."""
    job, _ = JOBS[name]
    scripts = "\n".join(step.get("run", "") for step in steps(job))
    if "write" in job["permissions"].values() or "secrets." in repr(job):
        assert "ashyq build" not in scripts and "pelican" not in scripts
        assert "ashyq publish" not in scripts or "options=(--built " in scripts


def test_secrets_are_given_to_the_main_branch_alone():
    """A job with secrets stands in an environment that only main is let into, and removes its keys."""
    holding = [(name, job) for name, (job, _) in JOBS.items() if "secrets." in repr(job)]
    assert holding
    for name, job in holding:
        assert job["environment"] == "publication", name
        (script,) = [step["run"] for step in steps(job) if "secrets." in repr(step.get("env"))]
        assert "umask 077" in script and "trap 'rm -rf \"$keys\"' EXIT" in script
        assert set(JOBS[name][1]["on"]) <= {"push", "schedule", "workflow_dispatch"}
        assert JOBS[name][1]["on"]["push"] == {"branches": ["main"]}


@EVERY_JOB
def test_no_script_holds_an_expression(name):
    """What others wrote reaches a script as a variable, never as a part of the script."""
    job, _ = JOBS[name]
    assert [step["name"] for step in steps(job) if "${{" in step.get("run", "")] == []


@EVERY_JOB
def test_no_token_stays_in_a_clone(name):
    """A checkout leaves no credentials to the steps after it, and takes no code of a request's head."""
    job, _ = JOBS[name]
    for step in steps(job):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert "pull_request" not in str(step["with"]) and "head" not in str(step["with"])


def test_the_shell_of_the_steps_is_sound(tmp_path):
    """shellcheck finds nothing in any script of either forge."""
    program = require("shellcheck", "it reads the scripts of the workflows (apt-get install shellcheck)")
    scripts = [step["run"] for job, _ in JOBS.values() for step in steps(job) if "run" in step]
    jobs = (
        job for path in GITLAB for job in read(path).values() if isinstance(job, dict) and "script" in job
    )
    scripts += ["\n".join(job["script"]) for job in jobs]
    for number, script in enumerate(scripts):
        (tmp_path / f"{number}.sh").write_text(f"#!/bin/bash\n{script}\n", "utf-8")
    done = subprocess.run([program, *tmp_path.glob("*.sh")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_workflow_file_holds_a_secret():
    """Secrets are named, never written: no key, no password, no token stands in any file of deploy/."""
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "deploy").rglob("*") if path.is_file())
    assert not re.search(r"BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_\w{20}|glpat-\w{10}", text)
    assert not re.search(r"(?i)(password|passphrase|token)\s*[:=]\s*[\"']?[a-z0-9]{12}", text)


def test_copies_are_as_told():
    """Each workflow says in its first line where it is to be copied."""
    for path in GITHUB:
        assert path.read_text("utf-8").startswith(f"# Copy to .github/workflows/{path.name}:")
    assert shutil.which("bash")
