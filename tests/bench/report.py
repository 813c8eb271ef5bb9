"""A run of the benchmark told: as tables, as JSON, and as a section of docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.bench.bounds import Verdict, verdicts
from tests.bench.builders import OURS, hugo_program
from tests.bench.measure import MEMORY
from tests.bench.peers import ELEVENTY, HUGO
from tests.programs import ROOT

DOCS = ROOT / "docs/benchmarks.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

_BUILDERS = ((OURS, "Ashyq Aimaq"), (HUGO.name, "Hugo"), (ELEVENTY.name, "Eleventy"))
_HELD = {True: "held", False: "**missed**", None: "not run"}


@dataclass(frozen=True)
class Result:
    """What one run measured, on which machine and when."""

    size: str
    pages: int
    pairs: int
    day: str
    load: float
    figures: Mapping[str, float]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return verdicts(self.figures)

    @property
    def missed(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.held is False)

    @property
    def complete(self) -> bool:
        return all(one.held is not None for one in self.verdicts)


def machine() -> dict[str, str]:
    """What the figures depend on beside the programs measured."""
    return {
        "processors": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Pelican": version("pelican"),
        "Hugo": _said(hugo_program(), "version").split("-")[0].removeprefix("hugo v"),
        "Node": _said("node", "--version").removeprefix("v"),
        "Eleventy": json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"][
            "@11ty/eleventy"
        ],
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "not known")


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


# --- tables ---


def tables(result: Result) -> str:
    """All that was measured and every bound, in Markdown."""
    parts = [_about(result)]
    if f"cold.{OURS}.wall" in result.figures:
        parts.append(_table(("cold build", "wall", "CPU", "peak memory", "pages/s"), _cold(result)))
    if measured := list(_others(result.figures)):
        parts.append(_table(("beside", "measured"), measured))
    parts.append(_table(("bound", "must be", "aim", "measured", ""), map(_judged, result.verdicts)))
    return "\n\n".join(parts)


def _about(result: Result) -> str:
    return (
        f"{result.pages:,} pages of places in four languages and their articles ({result.size}); medians of"
        f" {result.pairs} interleaved runs; whole processes from start to end; output on tmpfs; memory is the"
        f" {MEMORY}. Measured on {result.day}; load of the machine at"
        f" the start: {result.load:.2f}."
    )


def _cold(result: Result) -> Iterable[tuple[str, ...]]:
    for name, told in _BUILDERS:
        wall, cpu, memory = (result.figures[f"cold.{name}.{what}"] for what in ("wall", "cpu", "memory"))
        yield told, f"{wall:.2f} s", f"{cpu:.2f} s", f"{memory:,.0f} MB", f"{result.pages / wall:,.0f}"


_OTHERS = {
    "edit.files": ("one edited line: files written", "{:.0f}"),
    "edit.memory": ("one edited line: peak memory", "{:,.0f} MB"),
    "edit.hugo": ("one edited line: `hugo server` until the page is fresh", "{:.2f} s"),
    "day.wall": ("`TODAY` moved by a day", "{:.2f} s"),
}


def _others(figures: Mapping[str, float]) -> Iterable[tuple[str, str]]:
    for name, (what, form) in _OTHERS.items():
        if name in figures:
            yield what, form.format(figures[name])
    for name, seconds in figures.items():
        match name.split("."):
            case ["growth", size, "wall"]:
                yield f"growth: {size} pages", f"{seconds:.2f} s, {figures[f'growth.{size}.memory']:,.0f} MB"


def _judged(verdict: Verdict) -> tuple[str, ...]:
    bound = verdict.bound
    aim = "" if bound.aim is None else _number(bound.aim, bound.unit)
    measured = "" if verdict.measured is None else _number(verdict.measured, bound.unit)
    return bound.what, f"{bound.must} {_number(bound.limit, bound.unit)}", aim, measured, _HELD[verdict.held]


def _number(value: float, unit: str) -> str:
    return f"{value:,.3g} {unit}".strip() if value < 1_000 else f"{value:,.0f} {unit}".strip()


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# --- files ---


def write_json(result: Result, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    bounds = [asdict(one.bound) | {"measured": one.measured, "held": one.held} for one in result.verdicts]
    said = {**asdict(result), "machine": machine(), "bounds": bounds}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write_docs(result: Result, path: Path = DOCS) -> None:
    """Put the tables between the two marks of the document. Raises ValueError where it lacks them."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{path} has no {BEGIN} … {END}")
    told = "\n".join(f"- {name}: {value}" for name, value in machine().items())
    path.write_text(f"{before}{BEGIN}\n\n{tables(result)}\n\n{told}\n\n{END}{after}", "utf-8")
