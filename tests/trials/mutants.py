"""A thousand single edits of the shipped data, by chance from a seed: what the checker makes of each.

    python -m tests.trials.mutants [--seed N] [--count N]
    python -m tests.trials.mutants --only 417      one edit of that seed: what it does and what is said

Each edit is judged as `ashyq check` judges it against the unedited data. It passes the trial when it
is refused, or accepted while every published figure stays as it was; a traceback fails it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, mkdtemp

from tests.built import TODAY as SHIPPED_TODAY
from tests.programs import ROOT
from tests.trials.edits import KINDS
from transparency.checking import Checked, load_leniently, load_site
from transparency.checking.against import check_against
from transparency.loading.problems import RULES, Refused
from transparency.progress.state import State
from transparency.telling import Teller, editors_languages, told

SEED = 20261122
COUNT = 1000
PROCESSES = 2
TODAY = date.fromisoformat(SHIPPED_TODAY)
FOLDERS = ("data", "content")

MEASURED = (
    "observations.yml",
    "commitments.yml",
    "indicators.yml",
    "services.yml",
    "sources.yml",
    "site.yml",
)
"""Files on which figures and verdicts stand; an edit meets one of them as often as any eight others."""

STAGES = {
    "bytes": "file-unreadable",
    "YAML": "yaml-syntax",
    "fields": "unknown-key",
    "words": "foreign-letter",
    "private": "private-number",
    "references": "duplicate-id",
    "truth": "one-value",
    "published": "published-figure-changed",
    "articles": "front-matter",
}
"""The stages that refuse, each with the rule that begins its part of the list of rules."""

HARMLESS, PROMISE, FIGURE, FAULT = "harmless", "promise", "FIGURE", "FAULT"
COLUMNS = (*STAGES, HARMLESS, PROMISE, FIGURE, FAULT)


# --- one edit ---


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit of one file; `after` is None where the file is gone."""

    number: int
    kind: str
    path: str
    before: bytes
    after: bytes | None

    def __str__(self) -> str:
        old, new = (_lines(raw) for raw in (self.before, self.after or b""))
        steps = unified_diff(old, new, self.path, self.path, n=1, lineterm="")
        return f"edit {self.number}, {self.kind}:\n" + "\n".join(list(steps)[:30])


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "backslashreplace").split("\n")


def mutant(number: int, seed: int, files: dict[str, bytes]) -> Mutant:
    """The edit that bears a number under a seed; drawn again until it changes something."""
    chance = Random(f"{seed} {number}")
    while True:
        kind = chance.choice(list(KINDS))
        endings, edit = KINDS[kind]
        names = [name for name in files if name.endswith(endings)]
        weights = [8 if Path(name).name in MEASURED else 1 for name in names]
        path = chance.choices(names, weights)[0]
        edited = edit(files[path].decode(), chance)
        after = edited.encode("utf-8", "surrogatepass") if isinstance(edited, str) else edited
        if after != files[path]:
            return Mutant(number, kind, path, files[path], after)


def files_of(root: Path) -> dict[str, bytes]:
    """Every file that can be edited, by its path below the site folder."""
    paths = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


# --- its verdict ---


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an edit: one of the columns, and what was said."""

    mutant: Mutant
    column: str
    said: str


class Bench:
    """A copy of the site to spoil and mend, and what the unspoiled site publishes."""

    def __init__(self, folder: Path):
        self.root = folder
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name)
        self.files = files_of(folder)
        self.tellers = [Teller(lang) for lang in editors_languages()]
        self.checked = load_site(folder, TODAY)
        self.base = load_leniently(folder, self.checked)
        self.figures, self.promises = _figures(self.checked), _promises(self.checked)

    def judge(self, mutant: Mutant) -> Verdict:
        """Write the edit, ask the checker as `ashyq check` does, and put the file back."""
        path = self.root / mutant.path
        if mutant.after is None:
            path.unlink()
        else:
            path.write_bytes(mutant.after)
        try:
            return Verdict(mutant, *self._outcome())
        finally:
            path.write_bytes(mutant.before)

    def _outcome(self) -> tuple[str, str]:
        try:
            return self._said_or_done()
        except Exception:
            return FAULT, traceback.format_exc()

    def _said_or_done(self) -> tuple[str, str]:
        """What is said of a refusal, which must be sayable in each of the editors' languages."""
        try:
            return self.effect(self._check())
        except Refused as refused:
            lines = [told(refused.problems, "text", teller) for teller in self.tellers]
            return _stage_of(refused), lines[0]

    def _check(self) -> Checked:
        checked = load_site(self.root, TODAY)
        problems = check_against(self.base.data, checked.data, checked.found, self.base.found)
        if problems:
            raise Refused(problems)
        return checked

    def effect(self, checked: Checked) -> tuple[str, str]:
        """What an accepted edit does to figures and promises that the base publishes; new ones do nothing."""
        for column, before, after in (
            (FIGURE, self.figures, _figures(checked)),
            (PROMISE, self.promises, _promises(checked)),
        ):
            lost = [
                f"{key}: {value} -> {after.get(key)}"
                for key, value in before.items()
                if value != after.get(key)
            ]
            if lost:
                return column, "\n".join(lost)
        return HARMLESS, ""


def _figures(checked: Checked) -> dict[tuple, tuple]:
    """Each figure as it reads: its number or why there is none, its unit, and what it is a share of."""
    state = State(checked.data, checked.today)
    made = {observation.key: state.figures.of(observation) for observation in checked.data.observations}
    return {key: _reading(figure, state) for key, figure in made.items()}


def _reading(figure, state: State) -> tuple:
    whole = state.figures.whole_of(figure, state.today)
    unit = state.data.indicator[figure.observation.indicator].unit
    return figure.value, figure.observation.missing, unit, whole.value if whole else None


def _promises(checked: Checked) -> dict[str, tuple]:
    """Each promise as it reads: target, baseline, deadline in force, status."""
    promises = State(checked.data, checked.today).promises
    return {
        name: (one.commitment.target, one.baseline, one.verdict.deadline, one.status.value)
        for name, one in promises.items()
    }


def _stage_of(refused: Refused) -> str:
    """The first stage of those whose part of the list of rules holds one of the problems' rules."""
    rules = list(RULES)
    at = min(rules.index(problem.rule) for problem in refused.problems)
    return [stage for stage, first in STAGES.items() if rules.index(first) <= at][-1]


# --- many edits ---

_bench: Bench


def run(seed: int, numbers: Iterable[int], processes: int = 1) -> list[Verdict]:
    """The verdicts on the edits of a seed, in the order of their numbers."""
    with TemporaryDirectory(prefix="mutants-") as folder:
        if processes == 1:
            _begin(folder)
            return [_trial(seed, number) for number in numbers]
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(folder,)) as pool:
            numbers = list(numbers)
            return list(pool.map(_trial, [seed] * len(numbers), numbers, chunksize=10))


def _begin(folder: str) -> None:
    global _bench
    _bench = Bench(Path(mkdtemp(dir=folder)))


def _trial(seed: int, number: int) -> Verdict:
    return _bench.judge(mutant(number, seed, _bench.files))


# --- what is printed ---


def table(verdicts: list[Verdict]) -> Iterator[str]:
    """Kinds of edit by what became of them."""
    counts = Counter((verdict.mutant.kind, verdict.column) for verdict in verdicts)
    counts += Counter(("all", verdict.column) for verdict in verdicts)
    yield f"{'':26}" + "".join(f"{column:>11}" for column in COLUMNS)
    for kind in (*KINDS, "all"):
        yield f"{kind:26}" + "".join(f"{counts[kind, column] or '·':>11}" for column in COLUMNS)


def summary(verdicts: list[Verdict]) -> str:
    counts = Counter(verdict.column for verdict in verdicts)
    refused = sum(counts[stage] for stage in STAGES)
    return (
        f"{len(verdicts)} edits: {refused} refused, {counts[HARMLESS]} accepted and harmless,"
        f" {counts[PROMISE]} accepted that change a promise and no figure,"
        f" {counts[FIGURE]} accepted that change a published figure, {counts[FAULT]} tracebacks"
    )


def failures(verdicts: list[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.column in (FIGURE, FAULT)]


def account(verdict: Verdict) -> str:
    """The edit as a difference, and what was said of it."""
    return f"{verdict.mutant}\n{verdict.column}: {verdict.said}\n"


def main() -> int:
    options = _options()
    numbers = [options.only] if options.only is not None else range(options.count)
    begun = time.monotonic()
    verdicts = run(options.seed, numbers, min(PROCESSES, len(numbers)))
    seconds = time.monotonic() - begun
    shown = verdicts if options.only is not None else failures(verdicts)
    print(*map(account, shown), *table(verdicts), "", summary(verdicts), sep="\n")
    print(f"seed {options.seed}, {seconds:.0f} seconds")
    return 1 if failures(verdicts) or len(verdicts) < len(numbers) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=SEED, help=f"where chance begins  [{SEED}]")
    parser.add_argument("--count", type=int, default=COUNT, help=f"how many edits  [{COUNT}]")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="show one edit and its verdict")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
