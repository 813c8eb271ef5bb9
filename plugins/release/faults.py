"""Why a release could not be made, switched or verified; each says so in one sentence."""

from __future__ import annotations


class ReleaseFault(Exception):
    """Something outside the content is not as it must be; what was public stays as it was."""

    exitcode = 2


class Locked(ReleaseFault):
    """Another process is at work on the same folder."""


class Hostile(ReleaseFault):
    """A folder holds what no release may hold: links, pipes, devices, names that lead elsewhere."""


class Altered(ReleaseFault):
    """A file is not the one that its manifest names, or a signature does not hold."""
