"""Render only what changed, on all cores. Knows nothing of regions and would serve any Pelican site.

    task = Task("region kg/batken", make, inputs=("template:page.html",))
    build = Build(output, world)       # world: a digest of code and settings
    build.begin()                      # waits for another build of the same output
    build.make([task, …], digest_of)   # digest_of(name) -> bytes
    result = build.finish(sources)     # publishes what differs, removes what is no longer made

`make` gives pairs of path and bytes from nothing but what it notes that it reads (`reads.note`).
docs/incremental.md tells the rest.
"""

from .build import Build, Report, Result, Task
from .tree import MARK, OutputRefused
from .workers import WorkerDied, WorkFailed

__all__ = ["MARK", "Build", "OutputRefused", "Report", "Result", "Task", "WorkFailed", "WorkerDied"]
