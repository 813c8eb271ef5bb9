"""What the register's commands say to an editor, in words that the check's catalogues translate."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # what became of each letter
    "written": "written: {id} · {region} · {day} ← {letter}",
    "would-write": "would be written: {id} · {region} · {day} ← {letter}",
    "joined": "belongs to {id}: {letter}",
    "forgotten": "belongs to {id}, which was forgotten; delete it from the mailbox: {letter}",
    "bounce": "set apart, a message that could not be delivered: {letter}",
    "automatic": "set apart, an automatic answer: {letter}",
    "spam": "set apart, marked as spam: {letter}",
    "nowhere": "names no page of this site; give --region KEY: {letter}",
    "sum": "drafts: {drafts}; joined: {joined}; set apart: automatic answers {automatic}, undelivered"
    " {bounce}, spam {spam}; without a region: {nowhere}; seen before: {known}",
    "next": "Next: write a summary of each that does not tell who asked; `ashyq feedback find ID` names"
    " the letter.",
    # what keeps a mailbox or a ledger from being used
    "box-unknown": "{address} is no Maildir, no mbox and no address of an IMAP server",
    "box-open": "write imaps://host/FOLDER or imap+starttls://host/FOLDER; only these are encrypted",
    "box-password-seen": "leave name and password out of the address; set {user} and {password}",
    "box-password": "set {user} and {password}",
    "box-refused": "the mail server {host} cannot be used: {reason}",
    "ledger-public": "the ledger must not lie in {folder}, which may be published",
    "ledger-busy": "another import holds {path}",
    "ledger-broken": "{path} cannot be used as a ledger: {reason}",
    # the editors' list
    "overdue": "Overdue: {n}",
    "overdue-one": "{id} · {place} · since {day}",
    "soon": "Due within a week: {n}",
    "soon-one": "{id} · {place} · by {day}",
    "summary": "Without a summary: {n}",
    "summary-one": "{id} · {place} · asked on {day}",
    "confirm": "Done four weeks ago or earlier; ask whether it really was, and write 'follow_up': {n}",
    "confirm-one": "{id} · {place} · done on {day}",
    # single requests
    "draft": "made from this letter: {letter}",
    "later": "belongs to it, too: {letter}",
    "no-region": "there is no region {seen}{hint}",
    "no-request": "there is no request {seen}{hint}",
    "no-letter": "the ledger has no letter of {seen}",
    "removed": "removed from {path}; left in {forgotten}: its id and {day}",
    "rebuilt": "built without it; files written: {written}, removed: {removed}",
    "still-public": "what is public still holds it; mend what is said above and run this again",
    "redacted": "release {release}: files taken out: {n}",
    "by-hand": "Still by hand: the letters in the mailbox, copies elsewhere, the history of git; see"
    " docs/register.md.",
}


class Unusable(Exception):
    """A mailbox or a ledger cannot be used: the message's name in WORDS and its values; no password."""

    def __init__(self, name: str, **values: object):
        super().__init__(WORDS[name].format(**values))
        self.name, self.values = name, values
