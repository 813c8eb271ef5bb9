"""Publications killed, disks filled, stores poisoned: what is public stays old or new, and whole.

    python -m tests.trials.faults [--seed N] [--scale SHARE] [--only NAME]

Every trial runs the real `ashyq publish` on a small site, each time in a process of its own. After
each fault every hash of the public release is checked, and the next publication must succeed.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from release.publishing import STEPS
from tests.trials.publications import (
    KILLED,
    Ended,
    Press,
    make_read_only,
    resize,
    small_disk,
    used,
)

SEED = 20261122
KILLS, DISKS, PAIRS, POISONS, SWITCHES = 200, 20, 50, 20, 300
LEAST_NAMED = 80
"""Of the kills, at least so many between the verification and the end of the switch."""

BETWEEN = STEPS[STEPS.index("verified") : STEPS.index("marked") + 1]
OUT_OF_SPACE = "No space left on device"
ROOM = 64 << 20
PAGE = "en/articles/wells/index.html"


@dataclass
class Tally:
    """What one trial saw: how often each thing happened, and every fault by its words."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    def __str__(self) -> str:
        counts = ", ".join(f"{what}: {number}" for what, number in self.counts.items())
        return "\n".join((f"{self.name}: {counts}; faults: {len(self.faults)}", *self.faults))


@dataclass(frozen=True)
class Bench:
    """A folder to work in, the seed, and the share of each trial that is run."""

    folder: Path
    seed: int = SEED
    scale: float = 1.0

    def times(self, full: int) -> int:
        return max(2, round(full * self.scale))

    def chance(self, name: str) -> Random:
        return Random(f"{self.seed} {name}")

    def press(self, name: str) -> Press:
        """A site with one release."""
        press = Press(self.folder / name)
        _must(press.publish())
        return press


def _must(ended: Ended) -> Ended:
    if ended.code != 0:
        raise RuntimeError(f"a publication that nothing disturbs fails: {ended.said[-2000:]}")
    return ended


def _recovers(press: Press, tally: Tally, after: str) -> Ended:
    """The next publication succeeds, and what is public then is whole and new."""
    before, ended = press.store.latest(), press.publish()
    tally.expect(ended.code == 0, f"{after}: the next one ends with {ended.code}: {ended.said[-500:]}")
    name = press.store.current()
    tally.expect(ended.code != 0 or int(name) > int(before or 0), f"{after}: {name} is not a new release")
    tally.faults += [f"{after}, next publication: {fault}" for fault in press.faults(name)]
    return ended


# --- kills ---


def kills(bench: Bench) -> Tally:
    """SIGKILL at named steps, and at random moments of the whole run."""
    tally, press = Tally("kills"), bench.press("kills")
    seconds = max(_must(press.publish()).seconds for _ in range(3))
    chance, number = bench.chance("kills"), bench.times(KILLS)
    for kill in range(number):
        press.edit()
        # By turns, so that a kill at a step follows one at random and the other way round.
        if kill % 2 == 0:
            _kill_at_step(press, tally, BETWEEN[kill // 2 % len(BETWEEN)])
        else:
            _kill_at_random(press, tally, chance.uniform(0, seconds))
    tally.expect(tally.counts["named"] * KILLS >= LEAST_NAMED * number, "too few kills at named steps")
    return tally


def _kill_at_step(press: Press, tally: Tally, step: str) -> None:
    before, following = press.store.current(), press.store.next_name()
    ended = press.publish(point=step)
    tally.count("named")
    tally.expect(ended.code == KILLED, f"{step}: ended with {ended.code} instead of being killed")
    is_new = STEPS.index(step) >= STEPS.index("switched")
    _after_kill(press, tally, step, following if is_new else before)


def _kill_at_random(press: Press, tally: Tally, seconds: float) -> None:
    before, following = press.store.current(), press.store.next_name()
    while _killed_after(press, seconds).code != KILLED:
        # It was faster than those that were measured: the next one is killed sooner.
        tally.count("came too late")
        seconds, before, following = seconds / 2, press.store.current(), press.store.next_name()
    tally.count("random")
    _after_kill(press, tally, f"after {seconds:.2f} s", before, following)


def _killed_after(press: Press, seconds: float) -> Ended:
    pid = press.start()
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return press.await_end(pid)


def _after_kill(press: Press, tally: Tally, where: str, *allowed: str | None) -> None:
    tally.faults += [f"kill {where}: {fault}" for fault in press.faults(*allowed)]
    _recovers(press, tally, f"kill {where}")


def signals(bench: Bench) -> Tally:
    """SIGTERM and Ctrl-C at each step: 143 and 130, the old release, nothing left."""
    tally, press = Tally("signals"), bench.press("signals")
    codes = {signal.SIGTERM: 143, signal.SIGINT: 130}
    for number, step in enumerate(STEPS[: STEPS.index("switched")]):
        sent = list(codes)[number % 2]
        before = press.store.current()

        def at_step(name: str, step: str = step, sent: int = sent) -> None:
            if name == step:
                os.kill(os.getpid(), sent)

        ended = press.await_end(press.start(at_step=at_step))
        tally.count(f"{signal.Signals(sent).name}")
        tally.expect(ended.code == codes[sent], f"{step}: ended with {ended.code}: {ended.said[-300:]}")
        tally.expect(not press.store.work.exists(), f"{step}: the work folder was left")
        tally.faults += press.faults(before)
    _recovers(press, tally, "signals")
    return tally


# --- disks ---


def disks(bench: Bench) -> Tally:
    """The disk of the store fills up at many sizes, the last of them while the proof is written."""
    tally, chance = Tally("full disks"), bench.chance("disks")
    disk = bench.folder / "disk"
    with small_disk(disk, ROOM):
        press = bench.press("disk/press")
        first = used(disk)
        press.edit()
        _must(press.publish())
        need = used(disk) - first
        for number in range(count := bench.times(DISKS)):
            press.edit()
            before, following = press.store.current(), press.store.next_name()
            spare = round(need * number / count) + chance.randrange(4096)
            resize(disk, used(disk) + spare)
            ended = press.publish()
            tally.count("full" if ended.code == 2 else "fitted")
            told = ended.code == 0 or OUT_OF_SPACE in ended.said
            tally.expect(ended.code in (0, 2) and told, f"{spare} spare: {ended.code}: {ended.said[-500:]}")
            tally.faults += [f"{spare} spare: {fault}" for fault in press.faults(before, following)]
            resize(disk, ROOM)
            _recovers(press, tally, f"{spare} bytes spare")
    tally.expect(tally.counts.get("full", 0) > 0, "no disk was ever full")
    return tally


def read_only(bench: Bench) -> Tally:
    """A store that cannot be written: the exit code is 2, and nothing is built."""
    tally, disk = Tally("read-only"), bench.folder / "read-only"
    with small_disk(disk, ROOM):
        press = bench.press("read-only/press")
        built = press.output.stat().st_mtime_ns
        before = press.store.current()
        make_read_only(disk)
        log, press.log = press.log, bench.folder / "read-only.txt"
        ended = press.publish()
        tally.count("refused", ended.code == 2)
        tally.expect(ended.code == 2 and "Read-only" in ended.said, f"{ended.code}: {ended.said[-500:]}")
        tally.expect(press.output.stat().st_mtime_ns == built, "something was built")
        tally.faults += press.faults(before)
        resize(disk, ROOM)
        press.log = log
        _recovers(press, tally, "read-only")
    return tally


def limits(bench: Bench) -> Tally:
    """Too few file handles, too small files, no temporary space: 2, and the old release."""
    tally, press = Tally("limits"), bench.press("limits")
    nowhere = bench.folder / "no-space"
    with small_disk(nowhere, 4096):
        (nowhere / "full").write_bytes(bytes(4096))
        for name, prepare in _limits(nowhere).items():
            press.edit()
            before = press.store.current()
            ended = press.await_end(press.start(prepare=prepare))
            tally.count("refused")
            tally.expect(ended.code == 2, f"{name}: {ended.code}: {ended.said[-500:]}")
            tally.faults += [f"{name}: {fault}" for fault in press.faults(before)]
            _recovers(press, tally, name)
    return tally


def _limits(nowhere: Path) -> dict[str, Callable[[], None]]:
    def limit(kind: int, most: int) -> Callable[[], None]:
        return lambda: resource.setrlimit(kind, (most, most))

    return {
        "file handles": _few_handles,
        "file size": limit(resource.RLIMIT_FSIZE, 4096),
        "temporary folder": lambda: setattr(tempfile, "tempdir", str(nowhere)),
    }


def _few_handles() -> None:
    """Leave room for six more files than the process has open already.

    The limit is one of numbers, and a file gets the lowest free one: gaps between open files count.
    """
    taken = {int(number) for number in os.listdir("/proc/self/fd")}
    *_, last = islice((number for number in count() if number not in taken), 6)
    resource.setrlimit(resource.RLIMIT_NOFILE, (last + 1, last + 1))


# --- two at once ---


def pairs(bench: Bench) -> Tally:
    """Two publications at once: one is public, the other is too or was told who holds the store."""
    tally, press, chance = Tally("pairs"), bench.press("pairs"), bench.chance("pairs")
    for number in range(bench.times(PAIRS)):
        press.edit()
        before = int(press.store.latest())
        first = press.start()
        time.sleep(chance.choice((0, 0, 0.05, 0.2)))
        second = press.start()
        ended = [press.await_end(pid) for pid in (first, second)]
        done = [one for one in ended if one.code == 0]
        for one in ended:
            told = one.code == 0 or (one.code == 2 and re.search(r"locked by process \d+", one.said))
            tally.expect(bool(told), f"pair {number}: {one.code}: {one.said[-500:]}")
        tally.count("both" if len(done) == 2 else "one")
        tally.expect(bool(done), f"pair {number}: neither was published")
        following = f"{before + len(done):06d}"
        tally.faults += [f"pair {number}: {fault}" for fault in press.faults(following)]
    _recovers(press, tally, "pairs")
    return tally


# --- poison ---


def poison(bench: Bench) -> Tally:
    """Bytes flipped in the last release and in the output: the next release is as a clean one."""
    tally, press, chance = Tally("poison"), bench.press("poison"), bench.chance("poison")
    clean = _pages(press)
    for _ in range(bench.times(POISONS)):
        last = press.store.tree(press.store.current())
        for folder in (last, press.output):
            for path in _poisonable(folder):
                if chance.random() < 0.2:
                    _spoil(path, chance)
                    tally.count("spoilt")
        _recovers(press, tally, "poison")
        tally.expect(_pages(press) == clean, "a spoilt file is public")
    archive = press.store.manifest(press.store.latest()).archive
    for name in ("release/manifest.json", "release/chain.json", archive):
        _refused(press, tally, name, chance)
    return tally


def _refused(press: Press, tally: Tally, name: str, chance: Random) -> None:
    """What cannot be made again is not replaced in silence: the publication says what was altered."""
    file = press.store.tree(press.store.latest()) / name
    content, before = file.read_bytes(), press.store.current()
    _spoil(file, chance)
    ended = press.publish()
    tally.count("refused")
    told = "altered" in ended.said or "kept for good" in ended.said
    tally.expect(ended.code == 2 and told, f"{name}: {ended.code}: {ended.said[-500:]}")
    tally.expect(press.store.current() == before, f"{name}: the public release changed")
    file.write_bytes(content)
    _recovers(press, tally, name)


def _poisonable(folder: Path) -> list[Path]:
    """What can be made again: everything but the proof and the archives."""
    files = (path for path in sorted(folder.rglob("*.*")) if path.is_file())
    return [path for path in files if not {"release", "archive"} & set(path.relative_to(folder).parts)]


def _spoil(path: Path, chance: Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content if chance.random() < 0.8 else content[: len(content) // 2])


def _pages(press: Press) -> dict[str, bytes]:
    current = press.site.current
    paths = (path for path in sorted(current.rglob("*")) if path.is_file())
    named = {path.relative_to(current).as_posix(): path.read_bytes() for path in paths}
    return {path: content for path, content in named.items() if not path.startswith("release/")}


# --- links ---


def _into_content(press: Press) -> Path:
    return press.site.root / "content/articles/planted.en.md"


def _into_data(press: Press) -> Path:
    return press.site.root / "data/regions/planted.yml"


def _into_output(press: Press) -> Path:
    return press.output / "en/planted"


PLANTED: dict[str, tuple[Callable[[Press], Path], Callable[[Path], None]]] = {
    "link out of content": (_into_content, lambda path: path.symlink_to("/etc/passwd")),
    "looping link in content": (_into_content, lambda path: path.symlink_to(".")),
    "broken link in data": (_into_data, lambda path: path.symlink_to("nowhere.yml")),
    "pipe in content": (_into_content, lambda path: os.mkfifo(path)),
    "pipe in data": (_into_data, lambda path: os.mkfifo(path)),
    "folder link in output": (_into_output, lambda path: path.symlink_to("/etc")),
    "file link in output": (_into_output, lambda path: path.symlink_to("/etc/passwd")),
}


def links(bench: Bench) -> Tally:
    """Links and pipes in content, data and output: refused by name, or removed; never followed."""
    tally, press = Tally("links"), bench.press("links")
    for name, (place, plant) in PLANTED.items():
        before, planted = press.store.current(), place(press)
        plant(planted)
        ended = press.publish()
        refused = ended.code in (1, 2) and "planted" in ended.said
        removed = ended.code == 0 and not planted.is_symlink()
        tally.count("refused" if refused else "removed")
        tally.expect(refused or removed, f"{name}: {ended.code}: {ended.said[-500:]}")
        tally.faults += [f"{name}: {fault}" for fault in press.faults(before, press.store.latest())]
        tally.expect(b"root:" not in b"".join(_pages(press).values()), f"{name}: what it leads to is public")
        planted.unlink(missing_ok=True)
    _recovers(press, tally, "links")
    return tally


# --- a reader ---


def reader(bench: Bench) -> Tally:
    """A reader that never stops, while releases are switched: no failed and no mixed read."""
    tally, press = Tally("reader"), bench.press("reader")
    for _ in range(2):
        press.edit()
        _must(press.publish())
    ends, told = os.pipe()
    pid = os.fork()
    if not pid:
        os._exit(_read_until_killed(press, told))
    with press.store.changing() as store:
        for number in range(bench.times(SWITCHES)):
            store.switch(store.point(f"{number % 2 + 2:06d}"))
            tally.count("switches")
            time.sleep(0.002)
    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)
    os.close(told)
    with os.fdopen(ends, "r") as lines:
        tally.count("reads")
        for line in lines:
            tally.count("reads") if line == "read\n" else tally.faults.append(line)
    return tally


def _read_until_killed(press: Press, told: int) -> int:
    """Read a page and the stylesheet it names, over and over, and tell each as a line."""
    pages = {(press.store.tree(name) / PAGE).read_bytes() for name in ("000002", "000003")}
    while True:
        os.write(told, f"{_read_once(press.site.current, pages)}\n".encode())


def _read_once(current: Path, pages: set[bytes]) -> str:
    try:
        page = (current / PAGE).read_bytes()
        style = re.search(rb'href="(/assets/[^"]+\.css)"', page)
        asset = (current / style[1].decode().lstrip("/")).read_bytes() if style else b""
    except OSError as error:
        return f"failed: {error}"
    return "read" if page in pages and asset else "mixed"


TRIALS = {
    trial.__name__: trial
    for trial in (kills, signals, disks, read_only, limits, pairs, poison, links, reader)
}


def run(bench: Bench, names: list[str]) -> Iterator[Tally]:
    for name in names:
        yield TRIALS[name](bench)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--scale", type=float, default=1.0, help="the share of each trial that is run")
    parser.add_argument("--only", choices=TRIALS, action="append", help="one trial; may be given again")
    asked = parser.parse_args()
    faults = 0
    with TemporaryDirectory(prefix="ashyq-faults-") as folder:
        for tally in run(Bench(Path(folder), asked.seed, asked.scale), asked.only or list(TRIALS)):
            print(tally, flush=True)
            faults += len(tally.faults)
    print(f"seed {asked.seed}: {'no fault' if not faults else f'{faults} faults'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
