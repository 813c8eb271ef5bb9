"""A command from its start to its end: wall time, CPU time and memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

EVERY = 0.1
"""Seconds between two looks at the memory."""
LONGEST = 3_600
"""Seconds after which a command counts as hung."""

MEMORY = (
    "peak of the sum of the resident memory (RSS) of all processes of the tree, looked at 10 times a second"
)
"""Pages that forked processes share count once for each, so that the sum errs against who forks."""


class Failed(Exception):
    """A measured command did not end well; says which, and how it ended."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of wall and CPU time (user and system, children included), and the peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], cwd: Path, log: Path, **environment: str) -> Run:
    """Run a command whose words go to `log`. Raises Failed where it does not end with 0."""
    with log.open("ab") as words:
        started = time.perf_counter()
        process = start(command, cwd, words, **environment)
        watch = _Watch(process.pid)
        status, usage, ended = _waited(process, watch)
    if status:
        raise Failed(f"{' '.join(map(str, command))} ended with {status}; see {log}")
    return Run(ended - started, usage.ru_utime + usage.ru_stime, watch.peak / 2**20)


def start(command: Sequence[str | Path], cwd: Path, words, **environment: str) -> subprocess.Popen:
    """A command in a session of its own, so that its whole tree can be ended."""
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=words,
        start_new_session=True,
    )


def stop(process: subprocess.Popen) -> None:
    """End a command and all it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return


def middle(runs: Sequence[Run]) -> Run:
    """The median of each measure."""
    return Run(*(median(getattr(one, name) for one in runs) for name in ("wall", "cpu", "memory")))


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it until it is told to stop."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.peak = 0
        self._root = psutil.Process(pid)
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            with suppress(psutil.Error):
                self.peak = max(self.peak, sum(map(_resident, self._tree())))

    def end(self) -> None:
        self._over.set()
        self.join()

    def _tree(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]


def _resident(process: psutil.Process) -> int:
    # One that ended since it was listed has no memory any more.
    with suppress(psutil.Error):
        return process.memory_info().rss
    return 0


def _waited(process: subprocess.Popen, watch: _Watch) -> tuple[int, object, float]:
    """The exit status, what the process and all it waited for have used, and when it ended."""
    hung = threading.Timer(LONGEST, stop, [process])
    hung.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
        # The watch may be in the midst of a look, which is not the process's time.
        ended = time.perf_counter()
    except BaseException:
        stop(process)
        raise
    finally:
        hung.cancel()
        watch.end()
    process.returncode = os.waitstatus_to_exitcode(status)
    # The kernel's own peak of the largest process catches what fell between two looks.
    watch.peak = max(watch.peak, usage.ru_maxrss * 1024)
    return process.returncode, usage, ended
