"""Letters become drafts of the register, once, and nothing of who sent them leaves the mailbox."""

from __future__ import annotations

import mailbox
import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.built import INVENTED_TODAY, ashyq, files_of
from tests.feedback import letters
from tests.feedback.mailserver import PASSWORD, MailServer, mail_server
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.mailbox.boxes import Delivered
from transparency.mailbox.importing import Importer
from transparency.mailbox.ledger import LedgerUnusable, opened
from transparency.mailbox.letters import letter_of
from transparency.model.feedback import Request

DEMO = ROOT / "tests/sites/demo"
WATER = "[ASHYQ r:qiyalia/ertegi T:water] Су жок"
MORNING = 1780285800
"""1 June 2026, 09:50 in Bishkek."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "site"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "private" / "ledger.sqlite"


@pytest.fixture
def maildir(tmp_path: Path) -> mailbox.Maildir:
    return mailbox.Maildir(tmp_path / "office", create=True)


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def import_(site: Path, box: Path | str, ledger: Path, *more: str, today=INVENTED_TODAY, **environment: str):
    return ashyq(
        *("feedback", "import", box, "--root", site, "--ledger", ledger, "--today", today, *more),
        **environment,
    )


def requests(site: Path) -> dict[str, Request]:
    return {one.id: one for one in load_site(site, date.fromisoformat(INVENTED_TODAY)).data.requests}


@cache
def shipped_ids() -> frozenset[str]:
    return frozenset(requests(DEMO))


def new_in(site: Path) -> list[Request]:
    return [one for key, one in requests(site).items() if key not in shipped_ids()]


def assert_nothing_private(*places: Path | str) -> None:
    for place in places:
        text = (
            place
            if isinstance(place, str)
            else "\n".join(content.decode("utf-8", "replace") for content in files_of(place).values())
        )
        assert [word for word in letters.PRIVATE if word in text] == []


# --- one letter ---


def test_a_letter_becomes_a_draft_that_passes_the_check(site, maildir, ledger):
    """A draft has a random id, place, topic and day; it passes the check with a notice."""
    maildir.add(letters.plain(WATER, "Биздин көчөдө суу жок. Айбек, +996 555 123 456"))

    done = import_(site, maildir._path, ledger)

    (draft,) = new_in(site)
    assert done.returncode == 0, done.stderr
    assert (draft.region, draft.topic, draft.status) == ("qiyalia/ertegi", "water", "received")
    assert draft.summary is None and re.fullmatch("[0-9a-hjkmnp-tv-z]{10}", draft.id)
    assert (
        f"the request {draft.id} has no summary"
        in ashyq("check", "--root", site, "--today", INVENTED_TODAY).stderr
    )
    assert_nothing_private(site, ledger.parent, done.stdout + done.stderr)


def test_a_second_import_changes_nothing(site, maildir, ledger):
    """Whoever imports again, reads again or moves letters among read ones gets no second draft."""
    key = maildir.add(letters.plain(WATER, "Суу жок"))
    import_(site, maildir._path, ledger)
    before = files_of(site)
    letter = maildir[key]
    letter.set_subdir("cur")
    letter.add_flag("S")
    maildir[key] = letter

    again = import_(site, maildir._path, ledger)

    assert "drafts: 0" in again.stdout and files_of(site) == before


def test_the_ledger_leads_back_to_the_letter(site, maildir, ledger):
    """Who holds the ledger and the mailbox finds the letter of a draft; the register alone leads nowhere."""
    key = maildir.add(letters.plain(WATER, "Суу жок"))
    import_(site, maildir._path, ledger)
    (draft,) = new_in(site)

    found = ashyq("feedback", "find", draft.id, "--root", site, "--ledger", ledger)

    assert found.stdout == f"made from this letter: {key}\n"
    assert draft.id not in ashyq("feedback", "find", "zzzzzzzzzz", "--root", site, "--ledger", ledger).stdout


def test_the_ledger_may_not_lie_in_the_repository(site, ledger):
    """What joins a request to a letter is kept apart from what is published."""
    with pytest.raises(LedgerUnusable, match="may be published"), opened(site / "ledger.sqlite", site):
        pass


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (
            "[ASHYQ i:ertegi-administration]",
            {"region": "qiyalia/ertegi", "organization": "ertegi-administration"},
        ),
        (
            "Re: [ASHYQ C:kept-school-internet T:schools]",
            {"region": "qiyalia/ertegi/tulki", "commitment": "kept-school-internet"},
        ),
        ("[ASHYQ r:qiyalia/nowhere]", {"region": "qiyalia"}),
        ("no reference", {"region": "qiyalia"}),
        ("[ASHYQ r:qiyalia/yeles T:no-such-topic]", {"region": "qiyalia/yeles", "topic": None}),
    ],
)
def test_the_reference_says_where_a_letter_belongs(site, maildir, ledger, subject, expected):
    """Region, body and promise come from the page that was written from; else the mailbox's own region."""
    maildir.add(letters.plain(subject, "Суу жок"))
    assert import_(site, maildir._path, ledger, "--region", "qiyalia").returncode == 0
    (draft,) = new_in(site)
    assert {name: getattr(draft, name) for name in expected} == expected


def test_a_letter_without_a_region_waits(site, maildir, ledger):
    """A letter that names no page is told and taken by a later import that knows its region."""
    maildir.add(letters.plain("Суу жок", "Биздин көчөдө суу жок."))

    first = import_(site, maildir._path, ledger)

    assert "names no page of this site" in first.stderr and new_in(site) == []
    import_(site, maildir._path, ledger, "--region", "qiyalia/yeles")
    assert [one.region for one in new_in(site)] == ["qiyalia/yeles"]


def test_the_id_that_the_receiver_told_is_kept(site, maildir, ledger):
    """Whoever was given a number by the form finds the request under it, however often it was delivered."""
    for name in ("1", "2"):
        headers = {
            "X_Ashyq_Id": "7k2m9x4tqz",
            "X_Ashyq_Reference": "r:qiyalia/yeles",
            "X_Ashyq_Topic": "roads",
        }
        maildir.add(letters.plain("[ASHYQ N:7K2M9-X4TQZ]", "Жол жаман " + name, name, **headers))
    import_(site, maildir._path, ledger)
    assert [(one.id, one.region, one.topic) for one in new_in(site)] == [
        ("7k2m9x4tqz", "qiyalia/yeles", "roads")
    ]


# --- threads, repeats, what is no letter ---


def test_a_thread_is_one_request(site, maildir, ledger):
    """What answers a letter, or names its number, belongs to its request; also in a later import."""
    maildir.add(letters.plain(WATER, "Суу жок", "first"))
    import_(site, maildir._path, ledger)
    (draft,) = new_in(site)
    maildir.add(letters.plain("Re: " + WATER, "Дагы эле жок", "second", In_Reply_To="<first@mail.example>"))
    maildir.add(letters.plain("Суроо", "Качан?", "third", References="<x@y> <second@mail.example>"))
    maildir.add(letters.plain(f"[ASHYQ N:{draft.id}]", "Мен да сурайм", "fourth", sender="b@c.example"))

    done = import_(site, maildir._path, ledger)

    assert "joined: 3" in done.stdout and len(new_in(site)) == 1


def test_a_thousand_equal_letters_are_one_request(site, tmp_path, ledger):
    """A flood of the same letter within a day is one draft; none is lost and none is counted twice."""
    box = mailbox.mbox(tmp_path / "flood.mbox")
    for number in range(1000):
        message = mailbox.mboxMessage(letters.plain(WATER, "Суу жок", str(number)))
        message.set_from("somebody Mon Jun  1 04:00:00 2026")
        box.add(message)
    box.close()

    done = import_(site, tmp_path / "flood.mbox", ledger)
    again = import_(site, tmp_path / "flood.mbox", ledger)

    assert len(new_in(site)) == 1 and new_in(site)[0].requested.text == "2026-06-01"
    assert "drafts: 1; joined: 999" in done.stdout
    assert "drafts: 0; joined: 0" in again.stdout and "seen before: 1000" in again.stdout


def test_the_same_words_of_two_people_are_two_requests(site, maildir, ledger):
    """Only whoever sends the same again is joined: neighbours may ask the same in the same words."""
    for sender in ("a@b.example", "c@d.example"):
        maildir.add(letters.plain(WATER, "Суу жок", sender, sender=sender))
    import_(site, maildir._path, ledger)
    assert len(new_in(site)) == 2


def test_bounces_and_spam_are_set_apart(site, maildir, ledger):
    """What no person asks makes no draft, is told, and stays in the mailbox."""
    maildir.add(letters.bounce())
    maildir.add(letters.plain(WATER, "Buy", "spam", X_Spam_Flag="YES"))
    maildir.add(letters.plain("Out of office " + WATER, "Away", "auto", Auto_Submitted="auto-replied"))
    maildir.add(letters.plain(WATER, "News", "list", Precedence="list"))

    done = import_(site, maildir._path, ledger)

    assert "drafts: 0; joined: 0; set apart: automatic answers 2, undelivered 1, spam 1" in done.stdout
    assert new_in(site) == [] and len(maildir) == 4


# --- bad input ---


def test_hostile_letters_write_nothing_but_drafts(site, maildir, ledger):
    """Alphabets of one byte, broken parts, injected headers, paths, numbers: a draft each or a clear no."""
    sent = [letters.in_alphabet("koi8-r"), letters.in_alphabet("windows-1251"), letters.broken()]
    sent += [letters.nested(), b"", b"\0\xff" * 5000, *letters.hostile()]
    for letter in sent:
        maildir.add(letter)

    done = import_(site, maildir._path, ledger, "--region", "qiyalia")

    drafts = new_in(site)
    assert done.returncode == 0, done.stderr
    # The empty letter and the one of zeros have nothing that tells them apart from a first one.
    assert len(drafts) >= len(sent) - 1
    assert {one.status for one in drafts} == {"received"} and {one.summary for one in drafts} == {None}
    assert "evil" not in requests(site)
    assert sorted(one.region for one in drafts if one.topic == "roads") == [
        "qiyalia",
        *["qiyalia/ertegi"] * 2,
    ]
    assert_nothing_private(site, ledger.parent, done.stdout + done.stderr)
    built = ashyq("build", "--root", site, "--output", site.parent / "out", "--today", INVENTED_TODAY)
    assert built.returncode == 0, built.stderr
    assert_nothing_private(site.parent / "out")


def test_attachments_are_counted_and_not_kept(site, maildir, ledger):
    """Thirty megabytes of pictures and films are three words in the draft."""
    maildir.add(letters.heavy(30))
    import_(site, maildir._path, ledger)
    (draft,) = new_in(site)
    assert {one.kind: one.count for one in draft.attachments} == {"picture": 2, "film": 1}
    assert draft.organization == "ertegi-administration"
    assert sum(len(content) for content in files_of(site).values()) < 1_000_000


def test_no_letter_can_stop_an_import():
    """Whatever bytes a letter has, it is read as one."""
    whole = letters.heavy(1)[:4000]
    for end in range(0, len(whole), 7):
        letter_of(Delivered("x", whole[:end], None))
    for position in range(800):
        letter_of(Delivered("x", whole[:position] + b"\xff\r\n\0" + whole[position + 1 :], None))


# --- nothing lost ---


@pytest.mark.parametrize("cut", ["before the register", "before the ledger"])
def test_an_import_that_is_cut_off_is_finished_by_the_next(site, ledger, cut, monkeypatch):
    """A draft is written under the id that it was to have, and once, whenever the first import was killed."""
    from transparency.commands import feedback

    checked = load_site(site, date.fromisoformat(INVENTED_TODAY))
    letter = letter_of(Delivered("a", letters.plain(WATER, "Суу жок"), None))
    with opened(ledger, site) as book:
        outcome = Importer(checked.data, checked.today, book).take([letter])
        if cut == "before the register":
            monkeypatch.setattr(feedback, "put", _killed)
        else:
            monkeypatch.setattr(type(book), "settle", _killed)
        with pytest.raises(KeyboardInterrupt):
            feedback._write(outcome, book, site, checked.today)
    monkeypatch.undo()

    checked = load_site(site, date.fromisoformat(INVENTED_TODAY))
    with opened(ledger, site) as book:
        again = Importer(checked.data, checked.today, book).take([letter])
        feedback._write(again, book, site, checked.today)

    assert [one.id for one in new_in(site)] == [outcome.drafts[0].id]


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_imports_do_not_run_at_once(site, maildir, ledger):
    """The second of two editors is told that the first is at work."""
    maildir.add(letters.plain(WATER, "Суу жок"))
    with opened(ledger, site):
        done = import_(site, maildir._path, ledger)
    assert done.returncode == 2 and "another import holds" in done.stderr
    assert new_in(site) == []


def test_a_dry_run_writes_nothing(site, maildir, ledger):
    """What would be written can be looked at first."""
    maildir.add(letters.plain(WATER, "Суу жок"))
    before = files_of(site)
    done = import_(site, maildir._path, ledger, "--dry-run")
    assert "would be written" in done.stdout and files_of(site) == before
    assert "drafts: 1" in import_(site, maildir._path, ledger).stdout


# --- the mail server ---


def test_import_over_imap_with_tls(site, ledger, server):
    """Letters are read over an encrypted line, each once, and the mailbox stays as it was."""
    server.put(letters.plain(WATER, "Суу жок", "imap"), MORNING)
    server.put(letters.heavy(30), MORNING)
    server.put(letters.bounce(), MORNING)
    states = server.states()

    first = import_(site, server.address, ledger, **server.environment)
    second = import_(site, server.address, ledger, **server.environment)

    assert first.returncode == 0, first.stderr
    assert "drafts: 2" in first.stdout and "undelivered 1" in first.stdout
    assert "drafts: 0" in second.stdout
    assert {one.requested.text for one in new_in(site)} == {"2026-06-01"}
    assert server.states() == states
    assert "TLS" in server.log() and PASSWORD not in server.log()
    assert_nothing_private(site, ledger.parent, first.stdout + first.stderr)


def test_an_unknown_certificate_is_refused(site, ledger, server):
    """A server that nobody vouches for gets no password."""
    environment = {**server.environment, "SSL_CERT_FILE": "/dev/null"}
    done = import_(site, server.address, ledger, **environment)
    assert done.returncode == 2 and "CERTIFICATE_VERIFY_FAILED" in done.stderr
    assert PASSWORD not in done.stderr


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("imap://localhost/INBOX", "only these are encrypted"),
        ("imaps://somebody:word@localhost/INBOX", "leave name and password out of the address"),
        ("imaps://localhost/INBOX", "set ASHYQ_IMAP_USER and ASHYQ_IMAP_PASSWORD"),
        ("/no/such/folder", "is no Maildir"),
    ],
)
def test_a_mailbox_that_cannot_be_read_is_told(site, ledger, address, reason):
    """Every way to name a mailbox wrongly has its sentence."""
    done = import_(site, address, ledger, ASHYQ_IMAP_USER="", ASHYQ_IMAP_PASSWORD="")
    assert done.returncode == 2 and reason in done.stderr and "word" not in done.stdout


def test_the_ledger_holds_digests_only(site, maildir, ledger):
    """No address, no subject and no word of a letter stands in the ledger."""
    maildir.add(letters.plain(WATER, "Суу жок", "secret-name"))
    import_(site, maildir._path, ledger)
    with sqlite3.connect(ledger) as book:
        rows = book.execute("select * from letters").fetchall()
    assert len(rows) == 1
    assert not any(b"secret-name" in bytes(str(value), "utf-8") for row in rows for value in row)
    assert b"mail.example" not in ledger.read_bytes()


def test_drafts_are_written_in_the_one_form(site, maildir, ledger):
    """What an import writes, `ashyq fix` leaves as it is."""
    for number in range(3):
        maildir.add(letters.plain(f"[ASHYQ r:qiyalia/yeles] {number}", str(number), str(number)))
    import_(site, maildir._path, ledger)
    register = site / "data/regions/qiyalia/yeles/feedback/2026.yml"
    assert len(yaml.safe_load(register.read_text("utf-8"))) == 3
    assert ashyq("fix", "--root", site, "--dry-run", register).stdout.count("+") == 0
