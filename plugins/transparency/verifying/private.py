"""No number or address of a person on any page: what looks like one must be an office's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..checking.privacy import EMAIL, masked, private_numbers_in
from .findings import Finding
from .reading import Built


def check_private(built: Built, contacts: Iterable[str]) -> Iterator[Finding]:
    """`contacts` are the values that offices publish."""
    contacts = tuple(contacts)
    numbers = {_digits(contact) for contact in contacts}
    addresses = {contact.casefold() for contact in contacts}
    for page in built.pages:
        for text in page.texts:
            seen = [one for _, one, _ in private_numbers_in(text) if _digits(one) not in numbers]
            seen += [one for one in EMAIL.findall(text) if one.casefold() not in addresses]
            yield from (Finding.at(page.path, "private", seen=masked(one)) for one in seen)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
