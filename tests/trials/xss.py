"""A hundred hostile texts in every text field of a site: none of them may come to life.

    python -m tests.trials.xss [--seed N] [--rounds N] [--pages N]

A complete copy of the invented country is filled with payloads, each pair of a field and a payload with
a token of its own. What the check refuses is counted by its rule; what it accepts is built, found again
in each form that carries the field, and every page is opened in Chromium: first without the policy, then
with it, by the headers of the real nginx. It ends when every pair has been refused or seen.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import chromium
from tests.programs import chromium_path
from tests.trials.hostile_site import Bench

SEED = 20261122


def account(bench: Bench) -> Iterator[str]:
    """What became of the pairs: by field those seen, refused and still open, then the rules that refused."""
    for plan in (bench.free, bench.bound):
        for name in sorted(plan.payloads):
            pairs = [(name, number) for number in plan.payloads[name]]
            seen, refused = sum(map(plan.is_seen, pairs)), sum(map(plan.is_refused, pairs))
            forms = ", ".join(sorted(plan.carriers(name))) or "shown nowhere"
            yield f"{name:40}{seen:>5} seen{refused:>5} refused{len(plan.unsettled(name)):>5} open  {forms}"
    rules = Counter(
        rule
        for plan in (bench.free, bench.bound)
        for refusals in plan.refusals.values()
        for rule in refusals.values()
    )
    yield "refused by: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common())


def faults(bench: Bench, accepted: list[str]) -> list[str]:
    """What the trial must not leave: a field without a place, a pair neither refused nor seen."""
    plans = (bench.free, bench.bound)
    found = [
        f"{name} has no place in the site"
        for name in bench.fields
        if not any(p.slots.get(name) for p in plans)
    ]
    for name in bench.free.payloads:
        if bench.free.carriers(name) and (left := bench.free.unsettled(name)):
            found.append(f"{name}: {len(left)} payloads were neither refused nor seen, {left[:5]} …")
    return accepted + found


def main() -> int:
    options = _options()
    begun, deeds, number = time.monotonic(), [], 0
    with TemporaryDirectory(prefix="xss-") as work, chromium(chromium_path()) as browser:
        bench = Bench(Path(work), options.seed)
        accepted = bench.refuse_bound()
        while number < options.rounds and (one := bench.round(browser, options.pages)):
            number += 1
            deeds += one.deeds
            print(
                f"round {number}: {one.payloads} payloads, {one.passes} checks, {one.opened} pages opened"
                f" twice, {len(one.deeds)} deeds",
                *one.deeds[:20],
                sep="\n",
                flush=True,
            )
        missing = faults(bench, accepted)
    print(*account(bench), *missing[:50], sep="\n")
    print(f"seed {options.seed}: {len(deeds)} deeds, {len(missing)} faults, {time.monotonic() - begun:.0f} s")
    return 1 if deeds or missing else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=SEED, help=f"where chance begins  [{SEED}]")
    parser.add_argument("--rounds", type=int, default=10_000, help="how many builds at most  [all needed]")
    parser.add_argument("--pages", type=int, help="how many pages of each build are opened  [all]")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
