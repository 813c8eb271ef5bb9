"""The workflows for others, read as the forges read them; their shell steps run as the forges do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.changes.repository import Repository
from tests.programs import ROOT, give_up, require

GITHUB = sorted((ROOT / "deploy/github").glob("*.yml"))
GITLAB = sorted((ROOT / "deploy/gitlab").glob("*.yml"))

BELOW = ("plugins", "themes", "data", "content", "deploy")
FILES = (
    *("Makefile", "pyproject.toml", "requirements.lock", "requirements-test.lock", "LICENSE", "CODEOWNERS"),
    *("pelicanconf.py", "publishconf.py", ".gitignore"),
)


def read(path: Path) -> dict[str, Any]:
    """A workflow; YAML 1.1 reads its key `on` as true."""
    content = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def github_jobs() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each job of each workflow with its name and the workflow it stands in."""
    for path in GITHUB:
        workflow = read(path)
        for name, job in workflow["jobs"].items():
            yield f"{path.name}:{name}", job, workflow


def github_step(path: str, job: str, name: str) -> str:
    """The script of a step."""
    steps = read(ROOT / "deploy/github" / path)["jobs"][job]["steps"]
    (script,) = [step["run"] for step in steps if step.get("name") == name]
    return script


def gitlab_script(path: str, job: str) -> str:
    """The lines of a job as GitLab's runner puts them together."""
    return "\n".join(read(ROOT / "deploy/gitlab" / path)[job]["script"])


class Runner:
    """A clone of the product in which steps run, with the variables of a forge and nothing of ours."""

    def __init__(self, folder: Path):
        self.clone = clone_of_the_product(folder / "clone")
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.summary = folder / "summary.md"

    def run(self, script: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess:
        """A script as the forges run it: bash that stops at the first failure, also within a pipe."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {
            "CI": "true",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "PYTHONPATH": str(self.clone.root / "plugins"),
            "SOURCE_DATE_EPOCH": "1795305600",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
        return subprocess.run(
            command,
            cwd=cwd or self.clone.root,
            env={**kept, **own, **environment},
            capture_output=True,
            text=True,
        )

    def propose(self) -> None:
        """Merge the branch `edit` into main, as GitHub does for a check."""
        self.clone.git("switch", "--quiet", "--detach", "main")
        self.clone.git("merge", "--quiet", "--no-ff", "--message", "a merge for the check", "edit")


def clone_of_the_product(folder: Path) -> Repository:
    """A repository of the product as it stands here, with this environment in place of its own."""
    require("make", "the steps begin with it (apt-get install make)")
    if not Path(sys.prefix, ".stamp-run").is_file():
        give_up("the steps are run with the environment that `make test` makes; this is another one")
    for name in BELOW:
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
        # older than the stamps of the environment, so that nothing is installed anew
        os.utime(folder / name, (0, 0))
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".git").mkdir()
    clone = Repository(folder)
    clone.git("init", "--quiet", "--initial-branch=main")
    (folder / ".git/info").mkdir(exist_ok=True)
    (folder / ".git/info/exclude").write_text(".venv\n")
    clone.commit("what was published")
    clone.git("switch", "--quiet", "--create", "edit")
    return clone
