"""The WSGI application: one form in, one page out, and a letter in the mailbox before the page says so."""

from __future__ import annotations

import os
import pkgutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .delivery import Delivery, delivery_of
from .form import MOST_BYTES, Sent, Unreadable, faults_of, read_form
from .limits import Limiter
from .mail import letter_of
from .marks import Marks
from .prepared import Prepared

PREPARED = "receive.json"
MOST_MESSAGES = 30
"""From one address in ten minutes, unless ASHYQ_MOST says otherwise."""

MOST_DRAINED = 5 * MOST_BYTES

_REASONS = {
    200: "OK", 400: "Bad Request", 403: "Forbidden", 405: "Method Not Allowed", 413: "Content Too Large",
    422: "Unprocessable Content", 429: "Too Many Requests", 503: "Service Unavailable",
}  # fmt: skip
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page or stylesheet and the status with which it goes out."""

    status: int
    body: str
    type: str = "text/html; charset=utf-8"


class TooLarge(Exception):
    """More was sent than any form of ours holds."""


class Receiver:
    """Takes forms for one site. `proxies` is how many web servers stand before it and are trusted."""

    def __init__(
        self, prepared: Prepared, marks: Marks, deliver: Delivery, limiter: Limiter, proxies: int = 0
    ):
        self._prepared = prepared
        self._marks = marks
        self._deliver = deliver
        self._limiter = limiter
        self._proxies = proxies

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        answer = self._answer(environ)
        body = answer.body.encode()
        headers = [("Content-Type", answer.type), ("Content-Length", str(len(body))), *_HEADERS]
        if answer.status == 405:
            headers.append(("Allow", "POST"))
        start_response(f"{answer.status} {_REASONS[answer.status]}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        if environ.get("PATH_INFO", "").endswith("/style.css"):
            return Answer(200, self._prepared.stylesheet, "text/css; charset=utf-8")
        lang = self._accepted(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        if environ["REQUEST_METHOD"] != "POST":
            return self._sorry(405, lang, "not-sent")
        try:
            body = _body(environ)
            if not self._is_ours(environ):
                return self._sorry(403, lang, "other-site")
            sent = read_form(body, environ.get("CONTENT_TYPE", ""))
        except TooLarge:
            return self._sorry(413, lang, "too-large")
        except Unreadable:
            return self._sorry(400, lang, "unreadable")
        sent = sent if sent.lang in self._prepared.pages else replace(sent, lang=lang)
        return self._answer_to(sent, self._sender(environ), environ)

    def _answer_to(self, sent: Sent, sender: str, environ: dict[str, Any]) -> Answer:
        now = time.time()
        if not self._limiter.allows(sender, now):
            return self._refused(429, sent, {"message": "too-many"})
        faults = faults_of(sent, self._prepared)
        if faults:
            return self._refused(422, sent, faults)
        try:
            mark = self._marks.claim(sent, now)
            if not mark.delivered:
                self._deliver(letter_of(sent, mark, self._prepared), mark)
                self._marks.settle(sent, mark)
        except OSError as error:
            # The kind alone: what a mail server says may quote an address.
            environ["wsgi.errors"].write(f"receive: not delivered: {type(error).__name__}\n")
            return self._refused(503, sent, {"message": "not-delivered"})
        name = "repeated" if mark.delivered else "received"
        return Answer(200, self._prepared.page(sent.lang, name, {"number": mark.request}))

    def _refused(self, status: int, sent: Sent, faults: Mapping[str, str]) -> Answer:
        """The form again, with what was written in it and what is to be mended."""
        words = self._prepared.faults[sent.lang]
        blanks = {"message": sent.message, "reply": sent.reply, "reference": sent.reference}
        for field in ("reference", "topic", "message", "reply"):
            blanks[f"{field}-fault"] = words[faults[field]] if field in faults else ""
            blanks[f"{field}-invalid"] = str(field in faults).lower()
        blanks["faults"] = " ".join(words[fault] for fault in faults.values())
        known = sent.reference in self._prepared.references
        if known:
            blanks["name"] = self._prepared.name_of(sent.reference, sent.lang)
        name = "refused" if known else "refused-anywhere"
        return Answer(status, self._prepared.page(sent.lang, name, blanks, (sent.topic,)))

    def _sorry(self, status: int, lang: str, fault: str) -> Answer:
        words = self._prepared.faults[lang][fault]
        return Answer(status, self._prepared.page(lang, "sorry", {"faults": words}))

    def _is_ours(self, environ: dict[str, Any]) -> bool:
        """Whether a form of this site was sent; old browsers that tell no origin are believed.

        There is no session to abuse: the check keeps other sites' forms out, not people.
        """
        told = environ.get("HTTP_ORIGIN") or environ.get("HTTP_REFERER")
        if not told:
            return True
        parts = urlsplit(told)
        return f"{parts.scheme}://{parts.netloc}" in self._prepared.origins

    def _sender(self, environ: dict[str, Any]) -> str:
        """The address a form came from, as the last trusted web server saw it; it is never kept."""
        seen = [one.strip() for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
        if self._proxies and len(seen) >= self._proxies:
            return seen[-self._proxies]
        return environ.get("REMOTE_ADDR", "")

    def _accepted(self, header: str) -> str:
        """The first language of the site that a browser asks for, else the site's first."""
        asked = (part.partition(";")[0].strip().lower().partition("-")[0] for part in header.split(","))
        known = self._prepared.pages
        return next((lang for lang in asked if lang in known), next(iter(known)))


def _body(environ: dict[str, Any]) -> bytes:
    """What was sent, whole. Raises TooLarge, or Unreadable where the connection broke off."""
    try:
        length = max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError as error:
        raise Unreadable from error
    if length > MOST_BYTES:
        _drain(environ["wsgi.input"], min(length, MOST_DRAINED))
        raise TooLarge
    body = environ["wsgi.input"].read(length)
    if len(body) != length:
        raise Unreadable
    return body


def _drain(stream: Any, length: int) -> None:
    """Take in and forget: a browser that is cut off while it sends shows no answer at all."""
    while length > 0 and (chunk := stream.read(min(length, 65536))):
        length -= len(chunk)


def receiver_for(prepared: Prepared, environment: Mapping[str, str]) -> Receiver:
    """A receiver of what was prepared, set up by the environment.

    ASHYQ_STATE is a folder for the marks; ASHYQ_MAILDIR or ASHYQ_SMTP say where letters go; ASHYQ_PROXIES
    how many web servers stand before it (0); ASHYQ_MOST how many messages one address may send in ten
    minutes. Raises ValueError where one is missing or does not fit, and OSError for a folder that cannot
    be used.
    """
    state = environment.get("ASHYQ_STATE")
    if not state:
        raise ValueError("set ASHYQ_STATE to a folder of its own, outside of what is published")
    if environment.get("ASHYQ_SMTP") and not all(map(prepared.mailbox_of, prepared.references)):
        raise ValueError("for SMTP every region needs a mailbox, or the operator one")
    deliver = delivery_of(environment)
    limiter = Limiter(int(environment.get("ASHYQ_MOST", MOST_MESSAGES)))
    return Receiver(prepared, Marks(Path(state)), deliver, limiter, int(environment.get("ASHYQ_PROXIES", 0)))


def packed(environment: Mapping[str, str] = os.environ) -> Receiver:
    """The receiver that was packed together with what was prepared for it, as the environment says.

    Raises ValueError where nothing was packed, and as `receiver_for` does.
    """
    try:
        prepared = pkgutil.get_data(__package__, PREPARED)
    except OSError as error:
        raise ValueError("nothing was prepared; make the file with `ashyq receive --write`") from error
    return receiver_for(Prepared.read(prepared or b""), environment)
