"""How many messages one address may send: kept in memory only, and never as an address."""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from ipaddress import IPv6Address, ip_address
from threading import Lock

WINDOW = 600
"""Seconds."""

MOST_SENDERS = 10_000


class Limiter:
    """Counts messages by a keyed hash of their address; the key is made anew at every start.

    A whole village may share one address, so the limit is one of abuse, not of use.
    """

    def __init__(self, most: int):
        self._most = most
        self._key = secrets.token_bytes(32)
        self._seen: dict[bytes, deque[float]] = {}
        self._lock = Lock()

    def allows(self, address: str, now: float) -> bool:
        """Whether one more message may come from an address; if so it is counted."""
        with self._lock:
            times = self._seen.setdefault(self._hash(address), deque())
            while times and times[0] <= now - WINDOW:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            if len(self._seen) > MOST_SENDERS:
                self._forget(now)
            return True

    def _hash(self, address: str) -> bytes:
        return hmac.digest(self._key, _network(address).encode(), "sha256")

    def _forget(self, now: float) -> None:
        """Drop who sent nothing lately; under a flood from everywhere, drop all."""
        late = {who: times for who, times in self._seen.items() if times and times[-1] > now - WINDOW}
        self._seen = late if len(late) <= MOST_SENDERS else {}


def _network(address: str) -> str:
    """An address, or the network that one household has of the newer kind."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else str(parsed)
