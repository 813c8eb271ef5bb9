"""A sample of `make received`, in every run of the tests."""

from tests.trials.received import faults, packed, run


def test_every_answered_message_lies_in_the_mailbox_once(tmp_path):
    """Fifty messages and two kills: what was answered is there, and nothing twice."""
    outcome = run(packed(tmp_path), tmp_path, count=50, kills=2, seed=7)

    assert outcome.kills == 2
    assert faults(outcome, tmp_path, 50) == []
