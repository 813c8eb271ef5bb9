"""A source that lies as it was is not read again, and one that does not is."""

from __future__ import annotations

import os
import time

import pytest

from incremental import stamps
from incremental.signs import digest
from incremental.stamps import Seen, Stamped, stamp_of


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A file that was left alone for long enough."""
    monkeypatch.setattr(stamps, "SETTLED", -(10**12))
    path = tmp_path / "facts.yml"
    path.write_text("value: 85")
    return path


def remembered(path) -> Stamped:
    seen = Seen()
    seen.digest(str(path))
    return seen.stamped


def test_what_was_left_alone_is_not_read_again(file, monkeypatch):
    """With the size and times that it had, a file has the digest that it had."""
    known = remembered(file)
    monkeypatch.setattr(stamps, "_read", lambda path: pytest.fail("it was read"))
    assert Seen(known).digest(str(file)) == digest(b"value: 85")


def test_an_edit_that_keeps_size_and_time_is_seen(file):
    """Nobody can put back the time at which the system last changed a file."""
    known, status = remembered(file), file.stat()
    time.sleep(0.05)  # the system's clock for files moves in steps
    file.write_text("value: 84")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Seen(known).digest(str(file)) == digest(b"value: 84")


def test_what_changed_only_just_now_is_not_remembered(tmp_path):
    """A file could change once more at the same instant; so it is read again the next time."""
    (tmp_path / "new.yml").write_text("value: 85")
    assert remembered(tmp_path / "new.yml").paths == []


def test_what_a_link_leads_to_is_read_each_time(file):
    """The stamp of a link says nothing of the file behind it."""
    link = file.with_name("link.yml")
    link.symlink_to(file)
    assert remembered(link).paths == []
    assert Seen().digest(str(link)) == digest(b"value: 85")


@pytest.mark.parametrize("at", ["facts.yml", "link.yml", "."])
def test_what_changes_after_it_was_looked_at_is_known(tmp_path, at):
    """A file, what a link leads to, or a folder: changed since and put back is changed as well."""
    path = tmp_path / "facts.yml"
    path.write_text("value: 85")
    (tmp_path / "link.yml").symlink_to(path)
    seen = Seen()
    seen.look(str(tmp_path / at))
    assert seen.is_as_looked_at
    time.sleep(0.05)

    if at == ".":
        (tmp_path / "new.yml").write_text("")
        (tmp_path / "new.yml").unlink()
    else:
        path.write_text("value: 84")
        path.write_text("value: 85")

    assert not seen.is_as_looked_at


def test_columns_give_back_their_rows(tmp_path):
    """Paths, stamps and digests come out of their columns as they went in, and say what was touched."""
    rows = []
    for number in range(50):
        path = tmp_path / f"{number}.html"
        path.write_text(str(number))
        rows.append((path.name, stamp_of(path.lstat()), digest(str(number))))
    columns = Stamped.of(rows)
    assert list(columns.rows()) == rows and columns.is_sound
    (tmp_path / "7.html").write_text("touched")
    (tmp_path / "9.html").unlink()
    assert columns.altered(str(tmp_path)) == [7, 9]
    assert not Stamped(columns.paths[1:], columns.stamps, columns.digests).is_sound


def test_a_file_written_at_the_same_moment_is_not_taken_for_another(file, tmp_path):
    """Of two files with one size and the same times, the number on the disk tells which is which."""
    size, written, changed, number = stamp_of(file.stat())
    for known, altered in ((number, []), (number + 1, [0])):
        stamped = Stamped.of([(file.name, (size, written, changed, known), b"")])
        assert stamped.altered(str(tmp_path)) == altered
