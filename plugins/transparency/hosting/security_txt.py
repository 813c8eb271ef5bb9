"""Where to report a hole: `/.well-known/security.txt` (RFC 9116), where the site has an operator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..model.people import ContactDetail
from ..model.site import Operator

SECURITY = ".well-known/security.txt"


def security_text(
    operator: Operator | None, address: str | None, languages: tuple[str, ...], today: date
) -> str | None:
    """The text, or None where there is no operator or no way to reach one that was ever confirmed."""
    contacts = list(_contacts(operator)) if operator else []
    if not contacts:
        return None
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {expiry(today)}T23:59:59Z", f"Preferred-Languages: {', '.join(languages)}"]
    if address:
        lines.append(f"Canonical: {address}/{SECURITY}")
    return "\n".join(lines) + "\n"


def expiry(today: date) -> date:
    """The end of November, or in the second half of a year the end of the next May.

    Always about five months ahead or more, and less than the year that the RFC advises as a bound; the
    file changes twice a year, not with every build.
    """
    return date(today.year, 11, 30) if today.month <= 6 else date(today.year + 1, 5, 31)


def _contacts(operator: Operator) -> Iterator[str]:
    """The operator's ways in as addresses, the mailbox first, each once."""
    mailbox = [f"mailto:{operator.mailbox}"] if operator.mailbox else []
    confirmed = [uri for contact in operator.contacts if contact.confirmed if (uri := _uri(contact))]
    yield from dict.fromkeys((*mailbox, *confirmed))


def _uri(contact: ContactDetail) -> str | None:
    if contact.kind == "email":
        return f"mailto:{contact.value}"
    if contact.kind == "phone":
        return "tel:+" + re.sub(r"\D", "", contact.value)
    # The RFC asks for an encrypted page.
    return contact.value if contact.kind == "website" and contact.value.startswith("https://") else None
