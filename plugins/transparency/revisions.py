"""A site folder as it was in a git revision, read from git's own store.

Nothing is checked out and no shell is asked: the bytes of the ordinary files below data/ and content/
are written into a temporary folder, and no filter or attribute of the repository changes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .checking import Checked, Lenient, load_leniently

FOLDERS = ("data", "content")
MAIN = "main"

_ORDINARY = (b"100644", b"100755")
_ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"}
"""What git sets while it runs a hook; it would lead away from the repository that holds the site."""


class NoRevision(Exception):
    """There is nothing to compare with; the message says why."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, and in words why it was chosen."""

    commit: str
    why: str

    def __str__(self) -> str:
        return f"{self.commit[:12]} ({self.why})"


@dataclass(frozen=True)
class Base:
    """What a site said in a revision, as far as it can be read today."""

    revision: Revision
    site: Lenient

    @property
    def reservation(self) -> str | None:
        """What must be said about a comparison with a base that could not be read whole."""
        count = len(self.site.left_out)
        if not count:
            return None
        faults = "1 fault" if count == 1 else f"{count} faults"
        return f"{self.revision} has {faults} under today's rules; what they concern was not compared"


def base_of(root: Path, checked: Checked, name: str | None = None) -> Base:
    """The base of a checked site: the named revision, else the one it is to be merged into or follows.

    Raises NoRevision where there is none.
    """
    revision = revision_of(root, name)
    with site_at(root, revision) as folder:
        return Base(revision, load_leniently(folder, checked))


def revision_of(root: Path, name: str | None = None) -> Revision:
    """The revision that a site is compared with. Raises NoRevision where there is none."""
    return named_revision(root, name) if name else default_base(root)


# --- which revision ---


def named_revision(root: Path, name: str) -> Revision:
    """The commit that a branch, tag or commit id names. Raises NoRevision."""
    _need_repository(root)
    commit = None if name.startswith("-") else _commit(root, name)
    if commit is None:
        raise NoRevision(f"git knows no revision {name}" + _cut_off(root))
    return Revision(commit, name)


def commit_of(root: Path) -> str | None:
    """The commit that holds a site's data as they stand; None where there are edits, or no repository."""
    try:
        _need_repository(root)
    except NoRevision:
        return None
    return None if _has_edits(root) else _commit(root, "HEAD")


def default_base(root: Path) -> Revision:
    """The merge base with main; on main the commit before HEAD, or HEAD while there are edits.

    Raises NoRevision.
    """
    _need_repository(root)
    head = _commit(root, "HEAD")
    if head is None:
        raise NoRevision("there is no commit yet")
    main = _main(root)
    if main is None:
        raise NoRevision(f"there is neither a branch {MAIN} nor origin/{MAIN}")
    base = _ask(root, "merge-base", head, main)
    if base is None:
        raise NoRevision(f"HEAD and {MAIN} have no commit in common" + _cut_off(root))
    return (
        _before_head(root, head)
        if _is_main(root, head, base)
        else Revision(base, f"the merge base with {MAIN}")
    )


def _before_head(root: Path, head: str) -> Revision:
    if _has_edits(root):
        return Revision(head, "the last commit")
    before = _commit(root, "HEAD~1")
    if before is None:
        raise NoRevision("there is no commit before HEAD" + _cut_off(root))
    return Revision(before, "the commit before the last")


def _main(root: Path) -> str | None:
    names = (f"refs/heads/{MAIN}", f"refs/remotes/origin/{MAIN}")
    return next(filter(None, (_commit(root, name) for name in names)), None)


def _is_main(root: Path, head: str, base: str) -> bool:
    """Whether HEAD is main; CI checks out its commit without the branch."""
    branch = _ask(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    return branch == MAIN or (branch is None and head == base)


def _has_edits(root: Path) -> bool:
    command = ("-c", "core.fsmonitor=false", "status", "--porcelain", "--untracked-files=all", "--")
    return bool(_ask(root, *command, *FOLDERS))


def _commit(root: Path, name: str) -> str | None:
    return _ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def _cut_off(root: Path) -> str:
    shallow = _ask(root, "rev-parse", "--is-shallow-repository") == "true"
    return "; this clone is cut off, `git fetch --unshallow` brings the rest" if shallow else ""


# --- what changed since ---


def changed_since(root: Path, name: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The site folder's path in its repository, and every path that differs from where the work began.

    Edits that are not committed count. Without a name the work began at the default base. Raises
    NoRevision.
    """
    revision = revision_of(root, name)
    began = _ask(root, "merge-base", revision.commit, "HEAD")
    if began is None:
        raise NoRevision(f"HEAD and {revision} have no commit in common" + _cut_off(root))
    top = Path(_ask(root, "rev-parse", "--show-toplevel"))
    # a rename is a deletion there and an addition here, and each is somebody's file
    changed = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none")
    new = ("ls-files", "-z", "--others", "--exclude-standard")
    paths = [*_names(top, *changed, began, "--"), *_names(top, *new)]
    return _ask(root, "rev-parse", "--show-prefix"), tuple(sorted(set(paths)))


def _names(root: Path, *arguments: str) -> list[str]:
    done = _run(root, *arguments)
    if done.returncode != 0:
        raise NoRevision(done.stderr.decode("utf-8", "replace").strip())
    return [name.decode("utf-8", "replace") for name in done.stdout.split(b"\0") if name]


# --- its files ---


@contextmanager
def site_at(root: Path, revision: Revision) -> Iterator[Path]:
    """A temporary folder with the data/ and content/ that a site folder had in a revision."""
    files = [(blob, path) for blob, path in _files(root, revision) if _stays_below(path)]
    if not files:
        raise NoRevision(f"{revision} holds no data of this site")
    with TemporaryDirectory(prefix="ashyq-") as folder:
        with _start(root, "cat-file", "--batch") as store:
            for blob, path in files:
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_bytes_of(store, blob))
        yield Path(folder)


def _files(root: Path, revision: Revision) -> Iterator[tuple[bytes, str]]:
    """Each ordinary file of the two folders: its blob and its path below the site folder."""
    done = _run(root, "ls-tree", "-r", "-z", revision.commit, "--", *FOLDERS)
    if done.returncode != 0:
        raise NoRevision(f"{revision} is not whole in this clone" + _cut_off(root))
    for entry in filter(None, done.stdout.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        if mode in _ORDINARY:
            yield blob, path.decode("utf-8", "surrogateescape")


def _stays_below(path: str) -> bool:
    # git refuses to make such names, but a repository can be written by other hands.
    return not {"", ".", ".."} & set(path.split("/")) and not set("\\:") & set(path)


def _bytes_of(store: subprocess.Popen, blob: bytes) -> bytes:
    store.stdin.write(blob + b"\n")
    store.stdin.flush()
    answer = store.stdout.readline().split()
    if len(answer) != 3:
        raise NoRevision(f"the file {blob.decode()} is missing in this clone")
    content = store.stdout.read(int(answer[2]))
    store.stdout.read(1)
    return content


# --- git ---


def _need_repository(root: Path) -> None:
    if shutil.which("git") is None:
        raise NoRevision("git is not installed")
    done = _run(root, "rev-parse", "--is-inside-work-tree")
    if done.stdout.strip() != b"true":
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRevision(f"{root} lies in no git repository" + (f" ({words[0]})" if words else ""))


def _ask(root: Path, *arguments: str) -> str | None:
    """What git answers, without the line end; None where it says no."""
    done = _run(root, *arguments)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(_command(root, arguments), capture_output=True, env=_environment())


def _start(root: Path, *arguments: str) -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(_command(root, arguments), env=_environment(), **pipes)


def _command(root: Path, arguments: tuple[str, ...]) -> list[str]:
    return ["git", "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
