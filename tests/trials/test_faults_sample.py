"""A sample of the trials of `make faults`, in every run of the tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.programs import ROOT, give_up
from tests.trials.faults import BETWEEN, TRIALS, Bench, Tally, kills
from tests.trials.publications import Press

SHARES = {
    "kills": 0.05,
    "signals": 1,
    "disks": 0.1,
    "read_only": 1,
    "limits": 1,
    "pairs": 0.06,
    "poison": 0.1,
    "links": 1,
    "reader": 0.2,
}
"""The share of each trial that a run of the tests can afford."""


def test_every_trial_has_its_share():
    """No trial is left out of the sample."""
    assert set(SHARES) == set(TRIALS)


@pytest.mark.parametrize("name", SHARES)
def test_what_is_public_stays_whole(tmp_path, name):
    """Whatever happens to a publication, the old or the new release is public and whole."""
    try:
        tally = TRIALS[name](Bench(tmp_path, scale=SHARES[name]))
    except PermissionError as why:
        give_up(str(why))

    assert tally.counts and not tally.faults, str(tally)


def test_the_trials_run_by_name():
    """`make faults` runs as a command of its own, in a folder that no publication takes away."""
    command = [sys.executable, "-m", "tests.trials.faults", "--only", "kills", "--scale", "0.01"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["seed 20261122: no fault"]), done.stderr


def test_a_kill_that_spoils_the_public_release_would_be_seen(tmp_path, monkeypatch):
    """Were a publication to spoil what is public, the trial would say so: the trial can fail."""
    whole = Press.publish

    def spoiling(press: Press, *arguments: str, point: str | None = None):
        ended = whole(press, *arguments, point=point)
        if point:
            (press.site.current / "en/index.html").write_text("half a page")
        return ended

    monkeypatch.setattr(Press, "publish", spoiling)
    tally: Tally = kills(Bench(tmp_path, scale=0.01))

    assert any(
        f"kill {BETWEEN[0]}" in fault and "en/index.html is changed" in fault for fault in tally.faults
    )
