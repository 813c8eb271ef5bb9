"""Render only what changed, on all cores. Knows nothing of regions and would serve any Pelican site.

A site that lists `incremental` among its PLUGINS has its articles, pages, lists and feeds spared
(`pelican_site/`). What makes pages of its own hands them over as tasks:

    task = Task("region kg/batken", make, inputs=("template:page.html",))
    build = Build(output, world)       # world: a digest of code and settings
    build.begin()                      # waits for another build of the same output
    build.make([task, …], digest_of)   # digest_of(name) -> bytes
    result = build.finish(sources)     # publishes what differs, removes what is no longer made

`make` gives pairs of path and bytes from nothing but what it notes that it reads (`reads.note`).
docs/incremental.md tells the rest.
"""

from .build import Build, Report
from .tasks import Result, Task
from .tree import MARK, OutputRefused
from .workers import WorkerDied, WorkFailed


def register() -> None:
    """What Pelican calls where a site's settings name this plugin."""
    # Only here: whoever hands over tasks needs no Pelican.
    from .pelican_site import connect

    connect()


__all__ = [
    "MARK",
    "Build",
    "OutputRefused",
    "Report",
    "Result",
    "Task",
    "WorkFailed",
    "WorkerDied",
    "register",
]
