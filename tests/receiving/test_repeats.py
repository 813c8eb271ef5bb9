"""A message is taken once: sent twice, by two processes, or again after the receiver was killed."""

import multiprocessing
import os

import pytest

from tests.receiving.posting import GOOD, letters_in, number_in, post, receiver_in
from transparency.receiving.delivery import Maildir
from transparency.receiving.form import Sent
from transparency.receiving.marks import DAY, HOUR, Marks

SENT = Sent("ky", "r:qiyalia", "roads", "Көпүрө эски.", "", "")


def test_a_message_sent_twice_is_taken_once(tmp_path):
    """The second answer tells the same number, and the mailbox holds one letter."""
    receiver = receiver_in(tmp_path)
    first, second = post(receiver), post(receiver)

    assert number_in(first) == number_in(second)
    assert len(letters_in(tmp_path)) == 1
    assert first.text != second.text


@pytest.mark.parametrize(
    "other", [{"message": "Көпүрө эски."}, {"topic": "water"}, {"reference": "r:qiyalia"}, {"reply": ""}]
)
def test_another_message_is_another(tmp_path, other):
    """A message that differs in page, topic, words or address is not taken for a repeat."""
    receiver = receiver_in(tmp_path)

    assert number_in(post(receiver)) != number_in(post(receiver, {**GOOD, **other}))
    assert len(letters_in(tmp_path)) == 2


def test_a_repeat_is_known_after_a_restart(tmp_path):
    """A new process over the same folders knows what the old one took."""
    first = number_in(post(receiver_in(tmp_path)))

    assert number_in(post(receiver_in(tmp_path))) == first
    assert len(letters_in(tmp_path)) == 1


def test_a_repeat_is_known_when_the_letter_was_read(tmp_path):
    """A mail program moves a letter and adds its flags; it is the same letter."""
    receiver = receiver_in(tmp_path)
    post(receiver)
    (path,) = (tmp_path / "mail/new").iterdir()
    os.rename(path, tmp_path / "mail/cur" / f"{path.name}:2,S")
    for mark in (tmp_path / "state/marks").iterdir():
        mark.write_text(mark.read_text().replace("delivered", "taken"))
    post(receiver)

    assert len(letters_in(tmp_path)) == 1


@pytest.mark.parametrize("step", ["before the letter", "after the letter"])
def test_a_kill_between_mark_and_answer_loses_and_doubles_nothing(tmp_path, monkeypatch, step):
    """Whoever sends again after the receiver died gets a number whose letter lies there once."""
    deliver = Maildir.__call__

    def dying(self, letter, mark):
        if step == "after the letter":
            deliver(self, letter, mark)
        raise KeyboardInterrupt

    monkeypatch.setattr(Maildir, "__call__", dying)
    with pytest.raises(KeyboardInterrupt):
        post(receiver_in(tmp_path))
    monkeypatch.undo()
    number = number_in(post(receiver_in(tmp_path)))

    assert [letter["X-Ashyq-Id"] for letter in letters_in(tmp_path)] == [number]


def test_a_mailbox_that_cannot_be_written_is_told_and_tried_again(tmp_path, monkeypatch):
    """Where the letter cannot be laid the words come back; sent again they keep their number."""
    receiver = receiver_in(tmp_path)

    def full(self, letter, mark):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Maildir, "__call__", full)
        refused = post(receiver)
    (mark,) = (tmp_path / "state/marks").iterdir()
    number = mark.read_text().split()[0]

    assert refused.status == 503
    assert refused.page.find(".//textarea").text.split() == GOOD["message"].split()
    assert number_in(post(receiver)) == number
    assert len(letters_in(tmp_path)) == 1


def test_after_a_day_a_message_is_new(tmp_path):
    """The same words a day later are another request; what is older than a day is not kept."""
    marks = Marks(tmp_path)
    first = marks.claim(SENT, 1_000_000)

    assert marks.claim(SENT, 1_000_000 + DAY - 1).request == first.request
    assert marks.claim(SENT, 1_000_000 + DAY).request != first.request
    marks.claim(Sent("ky", "r:qiyalia", "roads", "Башка.", "", ""), 1_000_000 + 3 * DAY + HOUR)
    assert len(list((tmp_path / "marks").iterdir())) == 1


def test_a_mark_tells_nothing_of_its_message(tmp_path):
    """What is remembered for a day is a keyed hash, an id and a second; another key gives another hash."""
    for folder in ("one", "other"):
        Marks(tmp_path / folder).claim(SENT, 1_000_000)
    (one,) = (tmp_path / "one/marks").iterdir()
    (other,) = (tmp_path / "other/marks").iterdir()

    assert one.name != other.name
    assert one.read_text().split()[1:] == ["1000000", "taken"]
    if os.name == "posix":
        assert one.stat().st_mode & 0o077 == 0


def _claim(folder, now, queue):
    queue.put(Marks(folder).claim(SENT, now).request)


def test_processes_that_take_the_same_message_give_it_one_number(tmp_path):
    """Several processes of one receiver share the marks."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [context.Process(target=_claim, args=(tmp_path, 1_000_000, queue)) for _ in range(4)]
    for process in processes:
        process.start()
    numbers = {queue.get(timeout=60) for _ in processes}
    for process in processes:
        process.join()

    assert len(numbers) == 1
