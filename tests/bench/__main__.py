"""How fast a nation is built, beside Hugo and Eleventy.

    make bench
    make bench ARGS="--size 1k --pairs 1 --rows cold,nothing"

Exits with 1 where a bound is missed. The tables go to standard output, build/bench.json, and after a run
of all rows at 53k to docs/benchmarks.md. An idle machine with 16 GB of memory is needed for that.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.bench.builders import Workshop
from tests.bench.measure import Failed
from tests.bench.nation import SIZES, Nation
from tests.bench.national import pages_of
from tests.bench.report import DOCS, Result, tables, write_docs, write_json
from tests.bench.rows import ROWS, Plan
from tests.programs import ROOT

SIZE = "53k"
FOLDER = Path("/dev/shm/ashyq-bench")
IDLE = 0.5
"""The load up to which a machine counts as idle."""

JSON = ROOT / "build/bench.json"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    # What has been started is ended on the way out, and only an exception takes that way.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = os.getloadavg()[0]
    if load > IDLE:
        _tell(f"the machine is not idle (load {load:.1f}): these figures will not hold")
    nation = Nation(pages_of(options.size))
    workshop = Workshop(options.folder, nation)
    plan = Plan(workshop, options.pairs, tuple(options.growth.split(",")), _tell)
    try:
        _tell(f"writing {len(nation.places):,} places for three builders into {options.folder}")
        workshop.prepare()
        figures: dict[str, float] = {}
        for row in options.rows:
            figures |= ROWS[row](plan)
    except (Failed, FileNotFoundError) as why:
        print(f"bench: {why}", file=sys.stderr)
        return 2
    if not options.keep:
        shutil.rmtree(options.folder)
    result = Result(options.size, nation.pages, options.pairs, date.today().isoformat(), load, figures)
    return _tell_all(result, options.json, options.size == SIZE)


def _tell_all(result: Result, json: Path, whole: bool) -> int:
    print(tables(result))
    write_json(result, json)
    if whole and result.complete:
        write_docs(result)
        _tell(f"written into {DOCS.relative_to(ROOT)}")
    for verdict in result.missed:
        bound = verdict.bound
        _tell(f"missed: {bound.what}: {verdict.measured:.3g}, must be {bound.must} {bound.limit:g}")
    return 1 if result.missed else 0


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _rows(names: str) -> list[str]:
    rows = names.split(",")
    if unknown := [row for row in rows if row not in ROWS]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}; there are {', '.join(ROWS)}")
    return rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = ", ".join(SIZES)
    parser.add_argument("--size", default=SIZE, help=f"{sizes}, or a number of pages [{SIZE}]")
    parser.add_argument("--pairs", type=int, default=5, help="runs whose median counts [5]")
    parser.add_argument("--rows", type=_rows, default=list(ROWS), help=f"some of {','.join(ROWS)} [all]")
    parser.add_argument("--growth", default="1k,10k,53k,200k", help="sizes, ascending [1k,10k,53k,200k]")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where to build, on tmpfs [{FOLDER}]")
    parser.add_argument("--json", type=Path, default=JSON, help="where the figures go [build/bench.json]")
    parser.add_argument(
        "--keep", action="store_true", help="leave the sites and outputs where they were built"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
