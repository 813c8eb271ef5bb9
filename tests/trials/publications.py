"""Publications of a small site that can be killed: each a process of its own, forked when all is imported."""

from __future__ import annotations

import atexit
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from release.publishing import check_release
from release.signing import Signer
from release.store import Store
from tests.built import INVENTED_TODAY
from tests.release.sites import PublishedSite
from transparency import command_line
from transparency.commands import publish as publishing
from transparency.publication import IDENTITY

KILLED = -signal.SIGKILL
SECONDS = 120
"""A publication that takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a publication ended: its exit code (or minus the signal) and what it said."""

    code: int
    said: str
    seconds: float = 0.0


class Press:
    """A site, its store, and the means to publish it again and again."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.site = PublishedSite(folder)
        self.output = self.site.root / "output"
        self.log = folder / "said.txt"
        self._edits = 0

    @property
    def store(self) -> Store:
        return Store(self.site.store)

    @cached_property
    def signers(self) -> str:
        return Signer(self.site.key, IDENTITY).allowed_signers()

    def edit(self) -> None:
        """Change the words of some pages, so that the next release differs from the last."""
        self._edits += 1
        article = self.site.root / "content/articles/wells.en.md"
        lines = [line for line in article.read_text("utf-8").splitlines() if not line.startswith("Edit ")]
        article.write_text("\n".join([*lines, f"Edit {self._edits}."]) + "\n", "utf-8")

    def publish(self, *arguments: str, point: str | None = None) -> Ended:
        """Publish to the end, or until the named step has been done: there the process kills itself."""
        return self.await_end(self.start(*arguments, at_step=_killer(point)))

    def start(
        self,
        *arguments: str,
        at_step: Callable[[str], None] = lambda step: None,
        prepare: Callable[[], None] = lambda: None,
    ) -> int:
        """Begin a publication; gives its process id. `prepare` is called in its process first."""
        pid = os.fork()
        if pid:
            return pid
        # Whatever happens, this process ends here, and leaves to its parent what is to be done at the end.
        atexit._clear()
        os._exit(_code_of(lambda: self._publish(arguments, at_step, prepare)))

    def _publish(
        self, arguments: tuple[str, ...], at_step: Callable[[str], None], prepare: Callable[[], None]
    ) -> None:
        log = os.open(f"{self.log}.{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(log, 1), os.dup2(log, 2)
        # Whatever stands in for the streams in this process, this one writes into its log.
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", write_through=True)
        os.environ.update(self.site.environment, ASHYQ_LANG="en")
        publishing._say = at_step
        # What is started in the background would take no Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        fixed = ["publish", "--root", str(self.site.root), "--output", str(self.output)]
        sys.argv = ["ashyq", *fixed, "--today", INVENTED_TODAY, *arguments]
        prepare()
        command_line.main()

    def await_end(self, pid: int) -> Ended:
        """Wait for a publication. Raises TimeoutError for one that hangs."""
        started = time.monotonic()
        while (found := os.waitpid(pid, os.WNOHANG))[0] == 0:
            if time.monotonic() - started > SECONDS:
                os.kill(pid, signal.SIGKILL)
                raise TimeoutError(f"publication {pid} hangs")
            time.sleep(0.005)
        log = Path(f"{self.log}.{pid}")
        said = log.read_text("utf-8", "replace") if log.exists() else ""
        log.unlink(missing_ok=True)
        return Ended(os.waitstatus_to_exitcode(found[1]), said, time.monotonic() - started)

    def faults(self, *allowed: str | None) -> list[str]:
        """What is wrong with what is public: it must be one of the allowed releases, and whole."""
        current = self.store.current()
        if current not in allowed:
            return [f"release {current} is public, not one of {allowed}"]
        if current is None:
            return []
        try:
            check_release(self.store, current, self.signers)
        except Exception as error:  # whatever it is, the release is not whole
            return [f"release {current}: {error}"]
        return []


def _killer(point: str | None) -> Callable[[str], None]:
    def at_step(step: str) -> None:
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return at_step


def _code_of(main: Callable[[], None]) -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BaseException as error:
        print(f"not caught: {error!r}", file=sys.stderr, flush=True)
    return 99


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A folder on a disk of its own in memory. Raises PermissionError where this user cannot mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def resize(folder: Path, size: int) -> None:
    """Make the disk below a folder larger or smaller."""
    _mount("-o", f"remount,rw,size={size}", str(folder))


def make_read_only(folder: Path) -> None:
    _mount("-o", "remount,ro", str(folder))


def used(folder: Path) -> int:
    """How many bytes of the disk are taken."""
    about = os.statvfs(folder)
    return (about.f_blocks - about.f_bfree) * about.f_frsize


def _mount(*arguments: str) -> None:
    if _run("mount", *arguments):
        raise PermissionError("this user cannot mount a disk in memory")


def _run(*command: str) -> int:
    return subprocess.run(command, capture_output=True).returncode
