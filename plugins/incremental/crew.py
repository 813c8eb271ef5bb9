"""Processes that work on shares of one thing in rounds, and hear between two rounds what all have found."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from .workers import WorkerDied, WorkFailed, begin_worker, how_it_ended

Share = TypeVar("Share")
Rounds = Generator[bytes, bytes, None]


class Crew(Generic[Share]):
    """One forked process a share. `work` gives what it finds in a round, and is given what it is told then.

    Raises WorkFailed where the work failed, WorkerDied where a process ended by itself.
    """

    def __init__(self, shares: Sequence[Share], work: Callable[[Share], Rounds]):
        context = multiprocessing.get_context("fork")
        self._ends: list[tuple[Connection, multiprocessing.Process]] = []
        gc.freeze()  # what is shared is not to be copied by a collection
        for share in shares:
            ours, theirs = context.Pipe()
            others = [*(end for end, _ in self._ends), ours]
            process = context.Process(target=_take_part, args=(work, share, theirs, others), daemon=True)
            process.start()
            theirs.close()
            self._ends.append((ours, process))
        gc.unfreeze()

    def hear(self) -> list[bytes]:
        """What each has found in a round."""
        return [self._heard(end, process) for end, process in self._ends]

    def tell(self, message: bytes) -> None:
        """Tell all the same."""
        for end, process in self._ends:
            try:
                end.send_bytes(message)
            except OSError:
                self._heard(end, process)

    def stop(self) -> None:
        """End them, whatever they do."""
        for end, process in self._ends:
            process.kill()
            process.join()
            end.close()
        self._ends = []

    def _heard(self, end: Connection, process: multiprocessing.Process) -> bytes:
        try:
            told = end.recv_bytes()
        except (EOFError, OSError):
            process.join()
            raise WorkerDied(how_it_ended(process.exitcode)) from None
        if told[:1] == _FAILED:
            raise WorkFailed(told[1:].decode())
        return told[1:]


_FOUND, _FAILED = b"+", b"-"


def _take_part(
    work: Callable[[Share], Rounds], share: Share, parent: Connection, others: list[Connection]
) -> None:
    begin_worker(others)
    rounds = work(share)
    try:
        found = next(rounds)
        while True:
            parent.send_bytes(_FOUND + found)
            found = rounds.send(parent.recv_bytes())
    except (StopIteration, EOFError, OSError):
        pass
    except MemoryError:
        os._exit(137)
    except Exception as error:
        parent.send_bytes(_FAILED + f"{type(error).__name__}: {error}".encode())
