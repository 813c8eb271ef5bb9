"""Letters as citizens, mail programs and people of ill will send them."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.policy import SMTP

IIN = "900101300123"
PRIVATE = (
    *("Айбек", "Сыдыкова", "aibek.private", "sydykova@", "555 123", "555123456", IIN, "Токтогул"),
    *("ayna.private", "Ayna", "evil.example", "document.cookie"),
)
"""What only the mailbox may know."""


def plain(
    subject: str,
    text: str,
    name: str = "1",
    sender: str = "Айбек Сыдыкова <aibek.private@mail.example>",
    **headers: str,
) -> bytes:
    """A letter as a mail program writes it."""
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = sender, "office@example.org", subject
    letter["Message-ID"] = f"<{name}@mail.example>"
    for header, value in headers.items():
        letter[header.replace("_", "-")] = value
    letter.set_content(text)
    return letter.as_bytes()


def in_alphabet(charset: str) -> bytes:
    """A letter in an alphabet of one byte a letter, its subject unmarked, as old programs write."""
    head = "From: Айна <ayna.private@mail.example>\r\nSubject: [ASHYQ r:qiyalia/ertegi T:roads] Дорога\r\n"
    rest = f"Message-ID: <{charset}@old>\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    return (head + rest + "Дорога размыта, улица Токтогула\r\n").encode(charset)


def broken() -> bytes:
    """A letter whose parts never end, whose alphabet does not exist and whose encoding does not hold."""
    return (
        b"From: =?no-such?B?!!!?= <ayna.private@mail.example>\r\n"
        b"Subject: =?x-unknown?Q?=FF=FE?= [ASHYQ r:qiyalia/yeles]\r\nMessage-ID: <broken@x>\r\n"
        b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--never\r\n'
        b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=x-none\r\n\r\n%%%%\r\n"
        b"--never\r\nContent-Disposition: attachment; filename*=x-none''%FF\r\n\r\n\xff\xfe"
    )


def nested(depth: int = 3000) -> bytes:
    """A letter within a letter within a letter."""
    head = b"From: a@b.example\r\nSubject: [ASHYQ r:qiyalia/yeles]\r\nMessage-ID: <nested@x>\r\n"
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    return head + opened + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def heavy(megabytes: int) -> bytes:
    """A letter with two pictures and a film, so many megabytes together."""
    piece = base64.encodebytes(bytes(megabytes * 350_000)).replace(b"\n", b"\r\n")
    parts = b"".join(
        b"--cut\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="Sydykova passport.bin"\r\n\r\n%s\r\n' % (kind, piece)
        for kind in (b"image/jpeg", b"image/png", b"video/mp4")
    )
    return (
        b"From: Ayna <ayna.private@mail.example>\r\nSubject: [ASHYQ i:ertegi-administration T:roads]\r\n"
        b"Message-ID: <heavy@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n"
        b"--cut\r\nContent-Type: text/plain\r\n\r\nSee the pictures.\r\n" + parts + b"--cut--\r\n"
    )


def bounce() -> bytes:
    """What a mail server says of a letter that it could not deliver."""
    return (
        b"From: MAILER-DAEMON@mail.example\r\nSubject: Undelivered [ASHYQ r:qiyalia/ertegi]\r\n"
        b"Return-Path: <>\r\nMessage-ID: <bounce@x>\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
        b"--r\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n--r--\r\n"
    )


def hostile() -> list[bytes]:
    """Letters that try to write something else than a draft."""
    return [
        plain("[ASHYQ r:qiyalia/ertegi T:water] " + IIN, "Менин ИИН " + IIN + ", +996 555 123 456", "iin"),
        plain("[ASHYQ r:../../etc T:../x] javascript:alert(1)", "javascript:alert(document.cookie)", "path"),
        b"From: a@evil.example\r\nSubject: [ASHYQ r:qiyalia/yeles]\r\nX-Ashyq-Id: x: y\r\n id: evil\r\n"
        b"X-Ashyq-Topic: water\r\n\tstatus: done\r\nMessage-ID: <inject@x>\r\n\r\n"
        b"- id: evil\n  region: qiyalia\n  status: done\n",
        plain("[ASHYQ c:no-such-promise T:roads N:0000000000]", "[x](javascript:alert(1))", "dangling"),
    ]
