"""Processes that work in rounds hear what all have found, and never leave anyone waiting."""

from __future__ import annotations

import os
import signal

import pytest

from incremental import WorkerDied, WorkFailed
from incremental.crew import Crew


def test_each_hears_in_the_second_round_what_all_found_in_the_first():
    """What is told between two rounds reaches every process, and each answers for its own share."""

    def work(share: list[int]):
        told = yield str(sum(share)).encode()
        yield f"{len(share)} of {told.decode()}".encode()

    crew = Crew([[1, 2, 3], [4, 5]], work)
    try:
        assert crew.hear() == [b"6", b"9"]
        crew.tell(b"15")
        assert crew.hear() == [b"3 of 15", b"2 of 15"]
    finally:
        crew.stop()


@pytest.mark.parametrize("round", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_dies_is_told(round, number):
    """A process that is killed in any round ends the work at once, with the signal named."""

    def work(share: int):
        for now in (1, 2):
            if share and now == round:
                os.kill(os.getpid(), number)
            yield b"done"

    crew = Crew([0, 1], work)
    try:
        with pytest.raises(WorkerDied, match=number.name):
            for _ in range(2):
                crew.hear()
                crew.tell(b"on")
    finally:
        crew.stop()


def test_what_fails_is_told():
    """The words of a failure come back from the process in which it happened."""

    def work(share: int):
        yield str(1 // share).encode()

    crew = Crew([1, 0], work)
    try:
        with pytest.raises(WorkFailed, match="ZeroDivisionError"):
            crew.hear()
    finally:
        crew.stop()
