"""The digest by which everything is told apart here."""

from __future__ import annotations

from hashlib import blake2b

SIGN = 16
"""Bytes of every digest: enough that two inputs never meet by chance."""


def digest(*parts: bytes | str) -> bytes:
    """One digest of several parts, each told apart from the next."""
    hashed = blake2b(digest_size=SIGN)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(raw).to_bytes(8, "little"))
        hashed.update(raw)
    return hashed.digest()
