"""The rows of the benchmark: each measures one thing and gives its figures by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, pairwise
from statistics import median

from tests.bench.builders import OURS, Workshop, ashyq
from tests.bench.edits import Edit, contents, differing, edit_ours, edits_of, traces
from tests.bench.hugo_server import hugo_server
from tests.bench.measure import Run, middle, run
from tests.bench.nation import TODAY, Nation
from tests.bench.national import pages_of, write_site
from tests.bench.peers import ELEVENTY, HUGO, PEERS
from tests.bench.same_text import compare, told
from tests.programs import ROOT

SAMPLE = 400
"""Pages compared where a size has more than COMPARED_WHOLE."""
COMPARED_WHOLE = 2_000

SERVER_EDITS = 3
GROWTH_RUNS = 3
SMALLEST = 10_000
"""Pages from which on a size counts for the growth; below, starting up outweighs the building."""

Figures = dict[str, float]


@dataclass(frozen=True)
class Plan:
    """What to run: how many pairs, which sizes for the growth, and whom to tell what is being done."""

    workshop: Workshop
    pairs: int
    growth: tuple[str, ...]
    tell: Callable[[str], None]


# --- cold builds ---


def cold(plan: Plan) -> Figures:
    """All three from nothing, interleaved, so that a loaded moment falls on all."""
    names = (OURS, *(peer.name for peer in PEERS))
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for pair in range(plan.pairs):
        for name in names:
            plan.workshop.forget(name)
            runs[name].append(plan.workshop.build(name))
            plan.tell(f"cold build {pair + 1}/{plan.pairs}, {name}: {runs[name][-1].wall:.2f} s")
    figures = {"cold.differences": _differences(plan)}
    for name in names:
        one = middle(runs[name])
        figures |= {f"cold.{name}.wall": one.wall, f"cold.{name}.cpu": one.cpu}
        figures |= {f"cold.{name}.memory": one.memory}
    return figures | _ratios(runs)


def _ratios(runs: Mapping[str, list[Run]]) -> Figures:
    """Medians over the pairs: each pair shared its moment."""
    ours, hugo, eleventy = runs[OURS], runs[HUGO.name], runs[ELEVENTY.name]
    return {
        "cold.hugo_wall": _median_ratio(hugo, ours, "wall"),
        "cold.eleventy_wall": _median_ratio(eleventy, ours, "wall"),
        "cold.hugo_cpu": _median_ratio(hugo, ours, "cpu"),
        "cold.memory_share": _median_ratio(ours, hugo, "memory"),
    }


def _median_ratio(these: list[Run], those: list[Run], name: str) -> float:
    return median(getattr(a, name) / getattr(b, name) for a, b in zip(these, those, strict=True))


def _differences(plan: Plan) -> int:
    """How many pages of the peers say something else than ours, lack or are beyond them."""
    sample = None if plan.workshop.nation.pages <= COMPARED_WHOLE else SAMPLE
    ours = plan.workshop.output(OURS)
    count = 0
    for peer in PEERS:
        found = compare(ours, plan.workshop.output(peer.name), sample)
        plan.tell(f"{peer.name}: {told(found)}")
        count += len(found.differences) + len(found.missing) + len(found.beyond) + (not found.compared)
    return count


# --- what is remembered ---


def edit(plan: Plan) -> Figures:
    """One edited line after another, a new process each; then the same lines before `hugo server`."""
    _begin(plan)
    before = contents(plan.workshop.output(OURS))
    edits = tuple(islice(edits_of(plan.workshop.nation), plan.pairs))
    steps = [_after(plan, lambda one=one: edit_ours(plan.workshop, one)) for one in edits]
    written = set().union(*(step.written for step in steps))
    plan.tell(f"edited lines wrote {len(written)} files: {', '.join(sorted(written)[:12])} …")
    incremental = contents(plan.workshop.output(OURS))
    clean = _clean(plan)
    figures = {
        "edit.wall": median(step.run.wall for step in steps),
        "edit.memory": median(step.run.memory for step in steps),
        "edit.files": median(len(step.written) for step in steps),
        "edit.unneeded": sum(len(step.written - step.changed) for step in steps)
        + len(written - differing(before, clean)),
        "edit.lacking": len(differing(incremental, clean)),
    }
    server = _server(plan, edits[:SERVER_EDITS])
    return figures | {"edit.hugo": server, "edit.server": server / figures["edit.wall"]}


def _server(plan: Plan, edits: tuple[Edit, ...]) -> float:
    with hugo_server(plan.workshop) as timed:
        seconds = []
        for one in edits:
            seconds.append(timed(one))
            plan.tell(f"hugo server: the page is fresh after {seconds[-1]:.2f} s")
    return median(seconds)


def nothing(plan: Plan) -> Figures:
    """Nothing changed since the last build."""
    _begin(plan)
    steps = [_after(plan, lambda: None) for _ in range(plan.pairs)]
    return {
        "nothing.wall": median(step.run.wall for step in steps),
        "nothing.written": sum(len(step.written) for step in steps),
    }


def day(plan: Plan) -> Figures:
    """The day after: the figures of one district begin to age."""
    _begin(plan)
    tomorrow = (date.fromisoformat(TODAY) + timedelta(days=1)).isoformat()
    step = _after(plan, lambda: None, tomorrow)
    incremental = contents(plan.workshop.output(OURS))
    clean = _clean(plan, tomorrow)
    return {
        "day.wall": step.run.wall,
        "day.written": len(step.written),
        "day.unneeded": len(step.written - step.changed),
        "day.lacking": len(differing(incremental, clean)),
    }


@dataclass(frozen=True)
class _Step:
    """One build over an earlier one: which files it wrote, and which have other bytes than before."""

    run: Run
    written: set[str]
    changed: set[str]


def _begin(plan: Plan) -> None:
    """A site as it was generated, built and remembered."""
    write_site(plan.workshop.nation, plan.workshop.site(OURS))
    plan.workshop.forget(OURS)
    plan.workshop.build(OURS)


def _after(plan: Plan, change: Callable[[], None], today: str = TODAY) -> _Step:
    output = plan.workshop.output(OURS)
    touched, said = traces(output), contents(output)
    change()
    done = plan.workshop.build(OURS, today)
    step = _Step(done, differing(touched, traces(output)), differing(said, contents(output)))
    plan.tell(f"built again in {done.wall:.2f} s, {len(step.written)} files written")
    return step


def _clean(plan: Plan, today: str = TODAY) -> dict[str, bytes]:
    plan.workshop.forget(OURS)
    plan.workshop.build(OURS, today)
    return contents(plan.workshop.output(OURS))


# --- the check, the growth, the shipped site ---


def check(plan: Plan) -> Figures:
    cold, warm = [], []
    for _ in range(plan.pairs):
        plan.workshop.forget(OURS)
        cold.append(plan.workshop.check().wall)
        warm.append(plan.workshop.check().wall)
        plan.tell(f"check: {cold[-1]:.2f} s, again {warm[-1]:.2f} s")
    return {"check.cold": median(cold), "check.warm": median(warm)}


def growth(plan: Plan) -> Figures:
    """Cold builds of nations of several sizes."""
    figures, times, memory = {}, [], 0.0
    for size in plan.growth:
        one = middle(list(_grown(plan, size)))
        figures |= {f"growth.{size}.wall": one.wall, f"growth.{size}.memory": one.memory}
        plan.tell(f"growth, {size}: {one.wall:.2f} s, {one.memory:.0f} MB")
        times.append((pages_of(size), one.wall / pages_of(size)))
        memory = one.memory
    counting = [time for time in times if time[0] >= SMALLEST] or times
    steepest = max((b / a for (_, a), (_, b) in pairwise(counting)), default=1.0)
    return figures | {"growth.steepest": steepest, "growth.memory": memory}


def _grown(plan: Plan, size: str) -> Iterator[Run]:
    workshop = replace(plan.workshop, folder=plan.workshop.folder / "growth", nation=Nation(pages_of(size)))
    write_site(workshop.nation, workshop.site(OURS))
    for _ in range(min(plan.pairs, GROWTH_RUNS)):
        workshop.forget(OURS)
        yield workshop.build(OURS)
    workshop.forget(OURS)


def shipped(plan: Plan) -> Figures:
    """The site of this repository, built twice."""
    output = plan.workshop.folder / "shipped-built" / "output"
    output.parent.mkdir(parents=True, exist_ok=True)
    command = ashyq("build", "--root", ROOT, "--output", output, "--today", TODAY)
    run(command, ROOT, plan.workshop.log)
    touched = traces(output)
    seconds = median(run(command, ROOT, plan.workshop.log).wall for _ in range(plan.pairs))
    return {"shipped.wall": seconds, "shipped.written": len(differing(touched, traces(output)))}


ROWS: Mapping[str, Callable[[Plan], Figures]] = {
    "cold": cold,
    "edit": edit,
    "nothing": nothing,
    "day": day,
    "check": check,
    "growth": growth,
    "shipped": shipped,
}
