"""Pelican, loaded once and forked for each build: every build is a process of its own that starts at once.

Reads lines of JSON (`folder`, `arguments`, `log`); answers each with the exit code of `pelican` there.
"""

from __future__ import annotations

import gc
import json
import os
import sys

import docutils.parsers.rst.states  # noqa: F401
import docutils.readers.standalone  # noqa: F401
import markdown
import pelican
from pelican.settings import DEFAULT_CONFIG

import incremental.pelican_site  # noqa: F401

# What each build would load and compile for itself.
_USUAL = DEFAULT_CONFIG["MARKDOWN"]
markdown.Markdown(**_USUAL, extensions=list(_USUAL["extension_configs"]))
with pelican.log.console.capture(), pelican.log.console.status("warm"):
    pelican.log.console.print("1 page in 0.1 seconds")
gc.freeze()


def build(folder: str, arguments: list[str], log: str) -> int:
    """Run `pelican` in a folder, in a process of its own; everything it says goes into `log`."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1), os.dup2(said, 2)
        os._exit(_main(arguments))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _main(arguments: list[str]) -> int:
    try:
        pelican.main(arguments)
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    sys.stdout.flush(), sys.stderr.flush()
    return code


if __name__ == "__main__":
    for line in sys.stdin:
        print(build(**json.loads(line)), flush=True)
