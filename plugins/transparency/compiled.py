"""Templates compiled once: the code that each came to is kept in the user's cache."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from incremental.kept import Kept


class CompiledTemplates(BytecodeCache):
    """What templates came to; Jinja itself compares the source of each."""

    def __init__(self, kept: Kept):
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._kept.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.put(bucket.key, bucket.bytecode_to_string())
