"""A thousand messages posted while the receiver is killed and started again ten times.

    python -m tests.trials.received [--seed N] [--count N] [--kills N]

The receiver is the one file that `ashyq receive --write` makes, under waitress, writing to a Maildir.
Readers post, some twice; who gets no answer posts again, as people do. The trial passes when every
message that was answered "received" lies in the mailbox under the number it was told, and no message
stands in it, or in the register, twice.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from http.client import HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.built import INVENTED_TODAY, ashyq
from tests.programs import ROOT
from transparency.checking import load_site

DEMO = ROOT / "tests/sites/demo"
SEED, COUNT, KILLS = 20261122, 1000, 10
SENDERS = 8
TRIES = 200
ORIGIN = "https://demo.example.org"
REFERENCES = ("r:qiyalia/ertegi", "r:qiyalia/yeles", "i:ertegi-administration", "c:kept-school-internet")
NUMBER = re.compile(r'<p class="state">[^<]*?([0-9a-z]{10})</p>')


def packed(folder: Path) -> Path:
    """The receiver of the invented country as one file."""
    path = folder / "receive.pyz"
    done = ashyq("receive", "--root", DEMO, "--today", INVENTED_TODAY, "--write", path)
    assert done.returncode == 0, done.stderr
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The receiver in a process of its own, which can be killed and started again on the same port."""

    def __init__(self, file: Path, folder: Path, **environment: str):
        self.port = free_port()
        self._folder = folder
        state = {"PYTHONPATH": str(file), "ASHYQ_STATE": str(folder / "state")}
        self._environment = {**os.environ, **state, **environment}
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "waitress",
            "--listen",
            f"127.0.0.1:{self.port}",
            "receive:application",
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )
        self._wait()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text())


@contextmanager
def serving_receiver(file: Path, folder: Path, **environment: str):
    """A started receiver; killed at the end."""
    server = Server(file, folder, **environment)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@dataclass
class Outcome:
    """What readers were told: the number of each message that was answered "received"."""

    told: dict[str, set[str]] = field(default_factory=dict)
    tries: int = 0
    kills: int = 0
    lock: Lock = field(default_factory=Lock)


def post(port: int, fields: dict[str, str]) -> str | None:
    """The number that was told; None where no answer came, or none of having received."""
    request = Request(f"http://127.0.0.1:{port}/receive", urlencode(fields).encode(), {"Origin": ORIGIN})
    try:
        with urlopen(request, timeout=30) as answer:
            return NUMBER.search(answer.read().decode()).group(1)
    except HTTPError as refused:
        assert refused.code == 503, refused.code
    except (URLError, HTTPException, OSError):
        pass
    return None


def reader(server: Server, number: int, twice: bool, outcome: Outcome) -> None:
    """Post one message until it is answered; some readers then post it again."""
    message = f"Message {number} of the trial."
    fields = {"lang": "ky", "topic": "roads", "message": message, "reply": ""}
    fields["reference"] = REFERENCES[number % len(REFERENCES)]
    for _ in range(1 + twice):
        for _ in range(TRIES):
            told = post(server.port, fields)
            with outcome.lock:
                outcome.tries += 1
                if told:
                    outcome.told.setdefault(message, set()).add(told)
            if told:
                break
            time.sleep(0.05)


def run(file: Path, folder: Path, count: int, kills: int, seed: int) -> Outcome:
    """The whole trial over one Maildir; kills come when so many messages, drawn by chance, were answered."""
    random, outcome = Random(seed), Outcome()
    twice = [random.random() < 0.2 for _ in range(count)]
    moments = sorted(random.randrange(count) for _ in range(kills))
    where = {"ASHYQ_MAILDIR": str(folder / "mail"), "ASHYQ_MOST": "1000000"}
    with serving_receiver(file, folder, **where) as server, ThreadPoolExecutor(SENDERS) as senders:
        work = [senders.submit(reader, server, number, twice[number], outcome) for number in range(count)]
        for moment in moments:
            while len(outcome.told) < moment and not all(one.done() for one in work):
                time.sleep(0.002)
            server.kill()
            outcome.kills += 1
            server.start()
        for one in work:
            one.result()
    return outcome


def letters(folder: Path) -> list[tuple[str, str]]:
    """The number and the words of each letter of the mailbox."""
    paths = [path for name in ("new", "cur") for path in (folder / "mail" / name).iterdir()]
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    return [(letter["X-Ashyq-Id"], letter.get_content().strip()) for letter in found]


def register(folder: Path) -> Counter[str]:
    """How often each number stands in the register after the mailbox was taken in twice."""
    site, today = folder / "site", datetime.now(UTC).date() + timedelta(days=1)
    shutil.copytree(DEMO, site)
    known = {request.id for request in load_site(site, today).data.requests}
    for _ in range(2):
        given = ("--root", site, "--today", today, "--ledger", folder / "ledger")
        done = ashyq("feedback", "import", folder / "mail", *given)
        assert done.returncode == 0, done.stdout + done.stderr
    requests = load_site(site, today).data.requests
    return Counter(request.id for request in requests if request.id not in known)


def faults(outcome: Outcome, folder: Path, count: int) -> list[str]:
    """What breaks the promise; nothing where it was kept."""
    lying, listed = letters(folder), register(folder)
    held = set(lying)
    lost = [m for m, numbers in outcome.told.items() for n in numbers if (n, m) not in held]
    doubled = [words for words, times in Counter(words for _, words in lying).items() if times > 1]
    unanswered = count - len(outcome.told)
    found = [f"{len(lost)} answered but not in the mailbox: {lost[:3]}"] if lost else []
    found += [f"{len(doubled)} twice in the mailbox: {doubled[:3]}"] if doubled else []
    found += [f"{unanswered} never answered"] if unanswered else []
    numbers = {number for told in outcome.told.values() for number in told}
    if any(listed[number] != 1 for number in numbers) or listed.total() != len(lying):
        found.append(f"{listed.total()} requests in the register for {len(lying)} letters")
    two = [message for message, numbers in outcome.told.items() if len(numbers) > 1]
    return found + ([f"{len(two)} told two numbers: {two[:3]}"] if two else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        outcome = run(packed(folder), folder, options.count, options.kills, options.seed)
        wrong = faults(outcome, folder, options.count)
        print(
            f"{len(outcome.told)} messages answered in {outcome.tries} tries, {outcome.kills} kills,"
            f" {len(letters(folder))} letters (seed {options.seed})"
        )
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
