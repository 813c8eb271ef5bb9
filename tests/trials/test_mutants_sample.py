"""A sample of the single edits of `make mutants`, in every run of the tests."""

from dataclasses import replace

import pytest

from tests.trials.edits import KINDS
from tests.trials.mutants import FAULT, FIGURE, HARMLESS, PROMISE, SEED, Bench, Verdict, account, run

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("mutants")

SAMPLE = 60


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return run(SEED, range(SAMPLE))


def test_no_edit_falls_through_the_checker(verdicts):
    """A single edit is refused in words or accepted; it never ends in a traceback."""
    assert [account(verdict) for verdict in verdicts if verdict.column == FAULT] == []


def test_no_edit_changes_a_published_figure(verdicts):
    """A single edit that is accepted leaves every figure of the base as it was published."""
    assert [account(verdict) for verdict in verdicts if verdict.column == FIGURE] == []


def test_the_sample_is_whole(verdicts):
    """As many edits were judged as were asked for, of many kinds, and each of them is an edit."""
    assert len(verdicts) == SAMPLE
    assert len({verdict.mutant.kind for verdict in verdicts}) > len(KINDS) / 2
    assert all(verdict.mutant.before != verdict.mutant.after for verdict in verdicts)


def test_a_seed_gives_the_same_edits(verdicts):
    """An edit can be made again from its seed and number, alone."""
    (again,) = run(SEED, [SAMPLE - 1])
    assert again == verdicts[-1]


@pytest.mark.parametrize(("records", "column"), [("observations", FIGURE), ("commitments", PROMISE)])
def test_what_is_lost_is_seen(records, column, tmp_path):
    """Were the checker to accept the loss of a figure or a promise, the trial would tell it apart."""
    bench = Bench(tmp_path)
    assert bench.effect(bench.checked) == (HARMLESS, "")
    data = replace(bench.checked.data, **{records: getattr(bench.checked.data, records)[1:]})
    assert bench.effect(replace(bench.checked, data=data))[0] == column
