"""A receiver of the invented country, and what a browser would send to it."""

from __future__ import annotations

import io
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from lxml import html

from tests.built import INVENTED_TODAY, text_of
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.receiver import prepare
from transparency.receiving.application import Receiver, receiver_for
from transparency.receiving.prepared import Prepared

DEMO = ROOT / "tests/sites/demo"
ORIGIN = "https://demo.example.org"
ADDRESS = "203.0.113.77"

GOOD = {
    "lang": "ky",
    "reference": "r:qiyalia/ertegi/tulki",
    "topic": "roads",
    "message": "Көчөдө чуңкур бар.\r\nКөпүрө да эски.",
    "reply": "reader@example.org",
    "website": "",
}


class Answer(NamedTuple):
    """What came back: the status, the headers, the page and its visible text."""

    status: int
    headers: dict[str, str]
    page: html.HtmlElement
    text: str


@cache
def prepared() -> Prepared:
    checked = load_site(DEMO, date.fromisoformat(INVENTED_TODAY))
    return Prepared.read(prepare(checked, ROOT / "themes/transparency"))


def receiver_in(folder: Path, **environment: str) -> Receiver:
    """A receiver with its Maildir and its state below a folder."""
    folders = {"ASHYQ_MAILDIR": str(folder / "mail"), "ASHYQ_STATE": str(folder / "state")}
    return receiver_for(prepared(), {**folders, "ASHYQ_MOST": "1000", **environment})


def send(receiver: Receiver, body: bytes, **environ: str) -> Answer:
    """One request as a WSGI server would hand it on."""
    given = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/receive",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": ADDRESS,
        "HTTP_ORIGIN": ORIGIN,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        **environ,
    }
    begun: list = []
    page = b"".join(receiver(given, lambda status, headers: begun.extend((status, headers))))
    status, headers = begun
    tree = html.fromstring(page.decode()) if page else html.fromstring("<main></main>")
    main = tree.find(".//main")
    return Answer(int(status[:3]), dict(headers), tree, text_of(main if main is not None else tree))


def post(receiver: Receiver, fields: dict[str, str] | None = None, **environ: str) -> Answer:
    return send(receiver, urlencode(GOOD if fields is None else fields).encode(), **environ)


def letters_in(folder: Path) -> list[EmailMessage]:
    """Every letter of a receiver's Maildir, read or not."""
    paths = sorted((folder / "mail").glob("new/*")) + sorted((folder / "mail").glob("cur/*"))
    return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def number_in(answer: Answer) -> str:
    """The reference number that a page tells."""
    return answer.page.find('.//p[@class="state"]').text_content().split(":")[1].strip()
