"""Templates compiled once: the code that each came to, kept in the user's cache and needed by nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from incremental.signs import SIGN, digest


class CompiledTemplates(BytecodeCache):
    """What templates came to in one world; a damaged file, or one of another world, is not believed.

    Jinja itself compares the source of each.
    """

    def __init__(self, folder: Path, world: bytes):
        self._folder, self._world = folder, world

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            kept = (self._folder / bucket.key).read_bytes()
            if kept[:SIGN] == self._signed(kept[SIGN:]):
                bucket.bytecode_from_string(kept[SIGN:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        waiting = self._folder / f"{bucket.key}.{os.getpid()}"
        # A build never fails because nothing can be remembered.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(self._signed(code) + code)
            os.replace(waiting, self._folder / bucket.key)

    def _signed(self, code: bytes) -> bytes:
        return digest(self._world, code)
