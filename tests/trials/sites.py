"""Both sites, built afresh for a trial that looks at every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.built import INVENTED_TODAY, TODAY, BuiltSite, built
from tests.programs import ROOT


@contextmanager
def both_sites() -> Iterator[dict[str, BuiltSite]]:
    """The shipped site and the invented country that fills every page."""
    with TemporaryDirectory() as folder:
        demo = ("--root", ROOT / "tests/sites/demo", "--today", INVENTED_TODAY)
        yield {
            "shipped": BuiltSite(built(Path(folder) / "shipped", "--today", TODAY)),
            "demo": BuiltSite(built(Path(folder) / "demo", *demo)),
        }
