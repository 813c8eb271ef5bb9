"""The whole loop for real: from a page of a region to the register, through every program on the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from playwright.sync_api import Browser

from tests.built import TODAY, BuiltSite, ashyq, built
from tests.feedback.mailserver import MailServer, mail_server
from tests.programs import ROOT
from tests.receiving.edge import nginx
from tests.trials.received import free_port, serving_receiver
from transparency.checking import load_site
from transparency.languages import load_languages
from transparency.model.reference import Reference, read_tag

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("loop")

MESSAGE = "Мектептин жанындагы көпүрө сынып калды. Менин атым Айнура Токтогулова, телефон 0555 12 34 56."
REPLY = "ainura.toktogulova@mail.example"
PRIVATE = ("Айнура", "Токтогулова", "0555", "12 34 56", "toktogulova", "сынып калды", "mail.example")
"""What only the mailbox may know."""

SUMMARY = "Мектептин жанындагы көпүрөнү оңдоону суранышты."


class IntoTheInbox:
    """What the mail server of an office does with a letter that comes by SMTP: it lays it into the inbox."""

    def __init__(self, server: MailServer):
        self._server = server

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:  # noqa: N802
        self._server.put(envelope.original_content)
        return "250 taken"


@contextmanager
def smtp_before(server: MailServer) -> Iterator[int]:
    controller = Controller(IntoTheInbox(server), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@dataclass(frozen=True)
class Loop:
    """A site of its own with an operator, everything that runs for it, and the day of all that."""

    folder: Path
    address: str
    today: date
    mail: MailServer

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def run(self, *arguments: object, **environment: str) -> str:
        """A command on this site; what it said."""
        done = ashyq(*arguments, "--root", self.site, "--today", self.today, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def in_words(self, day: date) -> str:
        """A day as the Kyrgyz pages write it."""
        site = load_site(self.site, self.today).data.site
        languages = load_languages(site, ROOT / "themes/transparency/translations")
        return next(language.day(day) for language in languages if language.code == "ky")

    def build(self) -> BuiltSite:
        return BuiltSite(built(self.output, "--root", self.site, "--today", self.today))

    def take_in(self) -> str:
        """`ashyq feedback import` from the IMAP server."""
        ledger = ("--ledger", self.folder / "ledger")
        return self.run("feedback", "import", self.mail.address, *ledger, **self.mail.environment)


def site_with_operator(folder: Path, address: str) -> None:
    """A copy of the shipped site, run by an invented operator."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, folder / name)
    with (folder / "data/site.yml").open("a", encoding="utf-8") as file:
        file.write(
            f"address: {address}\nreceiver: {address}/receive\n"
            "operator:\n  name:\n    ky: «Мисал» фонду\n    ru: Фонд «Пример»\n    en: Example Foundation\n"
            "    kk: «Мысал» қоры\n  mailbox: office@example.org\n"
        )


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    """nginx, the receiver under waitress, SMTP and dovecot, each running; ended afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    today = max(datetime.now(ZoneInfo("Asia/Bishkek")).date(), date.fromisoformat(TODAY))
    site_with_operator(tmp_path / "site", address)
    with mail_server() as mail, smtp_before(mail) as smtp:
        loop = Loop(tmp_path, address, today, mail)
        loop.run("receive", "--write", tmp_path / "receive.pyz")
        loop.build()
        to = {"ASHYQ_SMTP": f"smtp://127.0.0.1:{smtp}", "ASHYQ_PROXIES": "1"}
        with (
            serving_receiver(tmp_path / "receive.pyz", tmp_path, **to) as receiver,
            nginx(tmp_path, loop.output, port, receiver.port),
        ):
            yield loop


def write_from(page, address: str) -> str:
    """What a reader does on a page of a region; the number that the receiver tells."""
    page.goto(f"{address}/ky/regions/kg/batken/")
    page.locator('aside a[href*="/feedback/about/r/kg/batken/"]').click()
    page.locator('select[name="topic"]').select_option("roads")
    page.locator('textarea[name="message"]').fill(MESSAGE)
    page.locator('input[name="reply"]').fill(REPLY)
    page.locator("form button").click()
    assert page.locator("html").get_attribute("lang") == "ky"
    return re.search(r"[0-9a-z]{10}$", page.locator(".state").inner_text()).group()


def expected_after(day: date, working_days: int) -> date:
    """The law's clock counted by hand over the holidays of Kyrgyzstan."""
    free = holidays.country_holidays("KG")
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5 and day not in free
    return day


def edit(loop: Loop, number: str) -> None:
    """What the editor does: write a summary into the draft."""
    (register,) = (loop.site / "data/regions/kg/batken/feedback").glob("*.yml")
    text = register.read_text("utf-8")
    entry = f"- id: {number}\n"
    assert entry in text
    register.write_text(text.replace(entry, f"{entry}  summary:\n    ky: {SUMMARY}\n"), "utf-8")


def telling(paths: list[Path]) -> dict[str, list[str]]:
    """The files in which something private stands, as text or as it is written in an address."""
    found = {}
    for path in paths:
        content = path.read_bytes().decode("utf-8", "replace")
        seen = [word for word in PRIVATE if word in content]
        if seen:
            found[str(path)] = seen
    return found


def test_from_the_page_of_a_region_to_the_register(loop: Loop, browser: Browser):
    """Written without scripts, received, mailed, imported, edited, built: and private all the way."""
    context = browser.new_context(java_script_enabled=False)
    number = write_from(context.new_page(), loop.address)
    context.close()

    with loop.mail.client() as client:
        client.select("INBOX", readonly=True)
        (_, letter), *_ = client.fetch("1", "(BODY.PEEK[HEADER])")[1]
    subject = re.search(rb"^Subject: (.*?\])", letter, re.M).group(1).decode()
    assert read_tag(subject) == (Reference("r", "kg/batken"), "roads", number)
    assert REPLY.encode() in letter

    assert number in loop.take_in()
    loop.run("check")
    assert number not in loop.take_in()
    edit(loop, number)
    told = [text for path, text in _kyrgyz(loop.build()) if SUMMARY in text]

    asked = datetime.now(ZoneInfo("Asia/Bishkek")).date()
    assert told
    assert all(loop.in_words(expected_after(asked, 14)) in text for text in told)

    kept = [path for path in loop.folder.rglob("*") if path.is_file()]
    assert {"nginx-access.log", "log", "ledger"} <= {path.name for path in kept}
    assert telling([*kept, loop.mail.folder / "log"]) == {}
    assert telling([path for path in loop.mail.maildir.rglob("*") if path.is_file()])


def _kyrgyz(site: BuiltSite) -> Iterator[tuple[str, str]]:
    return ((path, site.text(path)) for path in site.paths if path.startswith("ky/"))
