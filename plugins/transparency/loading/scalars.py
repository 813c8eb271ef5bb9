"""What a word without quotes means: YAML 1.2's core schema, without octal, hexadecimal and infinities."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

_INTEGER = re.compile(r"\+?0|[-+]?[1-9][0-9]*")
_DECIMAL = re.compile(r"(?!-0\.0+$)[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_NULL = frozenset({"", "~", "null"})
_BOOLEAN = {"true": True, "false": False}


@lru_cache(maxsize=50_000)
def plain(text: str) -> Any:
    """None, a truth value, an int, a Decimal, or the text itself."""
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text) and len(text) <= 18:
        return int(text)
    if _DECIMAL.fullmatch(text) and len(text) <= 30:
        return Decimal(text)
    return text
