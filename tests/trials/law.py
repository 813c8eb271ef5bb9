"""The law of the incremental build: after any edits, and however a build ended, it equals a clean one.

    python -m tests.trials.law [--sequences 500] [--seed 20261122]

A copy of the shipped site is edited by chance: facts, articles, templates, messages, styles, settings and
the day; builds are killed, the index is damaged or exchanged for an older one, files of the output are
touched. After each sequence the output is compared with a build from nothing, byte for byte. A fourth as
many sequences edit an invented nation, whose places are like their neighbours. Prints how often each kind
of edit occurred; exits with 1 where one comparison fails.
"""

from __future__ import annotations

import argparse
import atexit
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from jinja2 import TemplateError

from incremental import WorkFailed
from tests.bench.nation import SIZES, Nation
from tests.bench.national import write_site
from tests.programs import ROOT
from tests.trials.edits import KINDS
from transparency.building import build_site
from transparency.checking import load_site
from transparency.loading.problems import Refused
from transparency.progress import state

SEED = 20261122
SEQUENCES = 500
STEPS = 6
FIRST_DAY = date(2026, 11, 22)
CHANCE = st.integers(0, 2**32).map(Random)

_FIGURE = re.compile(r"(?<=\n  value: )\d+(?=\n)")
_TEXT = re.compile(r"(?<=: )[А-Яа-яӘәҒғҚқҢңӨөҮүҰұІіЁё]{4,}(?= )")
_OBSERVATION = re.compile(r"(?:^|\n)- (?:id|region): [^\n]*\n(?:  [^\n]*\n)+")
_PUT_OUT = re.compile(r"\{\{ (?:page|bar|block|cell|one|section|item)\.[a-z_.]+ \}\}")
_ASKED = (
    "{% if WORDS is string %}S{% endif %}",
    "{% if WORDS is sequence %}Q{% endif %}",
    "{% if WORDS is escaped %}X{% endif %}",
    "{{ WORDS|forceescape }}",
    "{{ WORDS|string|length }}",
    "{{ [WORDS]|select('string')|list|length }}",
)
_MESSAGE = re.compile(r'(?<=\nmsgstr ")[^"%<>\n]{4,}(?="\n)')


class Site:
    """A copy of a site and the theme that may be edited, with an output built bit by bit."""

    def __init__(self, folder: Path, source: Path, most_listed: int = state.MOST_LISTED):
        self.folder = folder
        self.source = source
        self.most_listed = most_listed
        self.root = folder / "site"
        self.output = folder / "built" / "output"
        self.index = folder / "built" / ".output.index"
        self.fresh = folder / "clean" / "output"
        self.first = folder / "first"
        self.begin()

    def begin(self) -> None:
        """Everything as it was before the first edit; the first build is made once and copied after."""
        self.today = FIRST_DAY
        for folder in (self.root, self.output.parent):
            shutil.rmtree(folder, ignore_errors=True)
        for name in ("data", "content"):
            shutil.copytree(self.source / name, self.root / name)
        shutil.copytree(ROOT / "themes", self.root / "themes")
        conf = (ROOT / "pelicanconf.py").read_text("utf-8")
        plugins = f'Path({str(ROOT)!r}) / "plugins"'
        (self.root / "pelicanconf.py").write_text(conf.replace('HERE / "plugins"', plugins))
        if not self.first.exists():
            assert self.build()
            shutil.copytree(self.output.parent, self.first)
        else:
            shutil.copytree(self.first, self.output.parent)

    def files(self, *patterns: str) -> list[Path]:
        return sorted(path for pattern in patterns for path in self.root.glob(pattern))

    def build(self, output: Path | None = None, clean: bool = False) -> bool:
        """Whether the site could be built as it stands."""
        conf = self.root / "pelicanconf.py"
        with patch.object(state, "MOST_LISTED", self.most_listed):
            try:
                build_site(conf, self.root, self.today, output or self.output, None, clean)
            except (Refused, WorkFailed, TemplateError):
                return False
        # What the check of changed files lets pass, the check of the whole site lets pass too.
        load_site(self.root, self.today)
        return True

    def clean(self) -> dict[str, bytes]:
        shutil.rmtree(self.fresh.parent, ignore_errors=True)
        self.fresh.parent.mkdir()
        assert self.build(self.fresh, clean=True)
        return contents(self.fresh)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def standing_if_built(site: Site, kind: str, paths: list[Path]) -> Iterator[None]:
    """An edit of some files: taken back where the site refuses it; counted where it stands."""
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    yield
    if all(before[path] == (path.read_bytes() if path.is_file() else None) for path in paths):
        return
    if site.build():
        OCCURRED[kind] += 1
        return
    OCCURRED[f"{kind} (refused)"] += 1
    for path, raw in before.items():
        path.write_bytes(raw) if raw is not None else path.unlink(missing_ok=True)


EVERY = frozenset(
    (
        *("change a figure", "change words", "add a figure", "delete a record", "rename a record"),
        *("a tired hand", "keep size and time stamp", "change a template", "ask words in a template"),
        *("change a message", "other signs for the same letters", "edit while it is built"),
        *("change an article", "add an article", "delete an article", "change a style", "change a setting"),
        *("move the day", "kill a build", "an older index"),
    )
)
"""The kinds of edits of which each has to occur."""
OCCURRED: Counter[str] = Counter()
ENDED = [0]
TOLD_EVERY = 25


class Edits(RuleBasedStateMachine):
    """Sequences of edits, each followed by a build; at the end of each the law is tried."""

    site_of: Callable[[], Site]

    def __init__(self) -> None:
        super().__init__()
        self.site = type(self).site_of()
        self.site.begin()
        self.older: bytes | None = None

    def teardown(self) -> None:
        self.site.build()
        expected, seen = self.site.clean(), contents(self.site.output)
        differing = {path for path in expected.keys() | seen.keys() if expected.get(path) != seen.get(path)}
        assert not differing, f"not as a clean build: {sorted(differing)[:5]}"
        ENDED[0] += 1
        if ENDED[0] % TOLD_EVERY == 0:
            print(f"{ENDED[0]} sequences ended in process {os.getpid()}", file=sys.stderr, flush=True)

    def edit(self, kind: str, path: Path, pattern: re.Pattern, new, chance: Random) -> None:
        """Replace one match in a file, chosen by chance."""
        text = path.read_text("utf-8")
        matches = list(pattern.finditer(text))
        if matches:
            match = chance.choice(matches)
            with standing_if_built(self.site, kind, [path]):
                path.write_text(text[: match.start()] + new(match[0]) + text[match.end() :], "utf-8")

    # --- facts ---

    @rule(chance=CHANCE)
    def change_a_figure(self, chance: Random) -> None:
        path = chance.choice(
            self.site.files("data/regions/*/*/observations.yml", "data/regions/*/observations.yml")
        )
        self.edit("change a figure", path, _FIGURE, lambda value: str(max(0, int(value) - 1)), chance)

    @rule(chance=CHANCE)
    def change_words(self, chance: Random) -> None:
        path = chance.choice(self.site.files("data/*.yml", "data/regions/**/*.yml"))
        self.edit("change words", path, _TEXT, lambda word: word[0] + word, chance)

    @rule(chance=CHANCE)
    def add_a_figure(self, chance: Random) -> None:
        path = chance.choice(self.site.files("data/regions/**/observations.yml"))
        text = path.read_text("utf-8")
        records = [one for one in _OBSERVATION.findall(text) if "\n  value: " in one]
        if records:
            record = re.sub(r"^\n?- id: [^\n]*\n ", "-", chance.choice(records)).lstrip("\n")
            record = re.sub(r"\n  (parts|named):[^\n]*(\n  +- [^\n]*)*", "", record)
            day = f"2019-0{chance.randint(1, 3)}-1{chance.randint(0, 9)}"
            with standing_if_built(self.site, "add a figure", [path]):
                path.write_text(text + re.sub(r"\n  date: [^\n]*", f"\n  date: {day}", record), "utf-8")

    @rule(chance=CHANCE)
    def delete_a_record(self, chance: Random) -> None:
        path = chance.choice(self.site.files("data/*.yml", "data/regions/**/*.yml"))
        text = path.read_text("utf-8")
        records = re.findall(r"(?:^|\n)- [^\n]*\n(?:  [^\n]*\n)*", text)
        if len(records) > 1:
            with standing_if_built(self.site, "delete a record", [path]):
                path.write_text(text.replace(chance.choice(records).lstrip("\n"), "", 1), "utf-8")

    @rule(chance=CHANCE)
    def rename_a_record(self, chance: Random) -> None:
        kind = chance.choice(("sources", "programmes", "meetings", "services", "commitments"))
        ids = [
            name
            for path in self.site.files(f"data/{kind}.yml", f"data/regions/**/{kind}.yml")
            for name in re.findall(r"^- id: (\S+)$", path.read_text("utf-8"), re.M)
        ]
        if ids:
            old = chance.choice(ids)
            whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
            files = self.site.files("data/**/*.yml", "content/**/*.md")
            naming = [path for path in files if whole.search(path.read_text("utf-8"))]
            with standing_if_built(self.site, "rename a record", naming):
                for path in naming:
                    path.write_text(whole.sub(f"{old}-x", path.read_text("utf-8")), "utf-8")

    @rule(chance=CHANCE)
    def edit_like_a_tired_hand(self, chance: Random) -> None:
        name, (endings, edit) = chance.choice(sorted(KINDS.items()))
        files = [path for path in self.site.files("data/**/*", "content/**/*") if path.suffix in endings]
        path = chance.choice(files)
        edited = edit(path.read_text("utf-8"), chance)
        with standing_if_built(self.site, "a tired hand", [path]):
            if edited is None:
                path.unlink()
            else:
                path.write_bytes(
                    edited if isinstance(edited, bytes) else edited.encode("utf-8", "surrogatepass")
                )

    @rule(chance=CHANCE)
    def keep_size_and_time(self, chance: Random) -> None:
        """An edit that a look at size and time stamp does not show."""
        path = chance.choice(self.site.files("data/regions/**/observations.yml"))
        status = path.stat()
        text = path.read_text("utf-8")
        found = list(re.finditer(r"(?<=\n  value: )\d*[1-9](?=\n)", text))
        if found:
            match = chance.choice(found)
            with standing_if_built(self.site, "keep size and time stamp", [path]):
                other = match[0][:-1] + str(int(match[0][-1]) - 1)
                path.write_text(text[: match.start()] + other + text[match.end() :], "utf-8")
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    # --- articles ---

    @rule(chance=CHANCE)
    def change_an_article(self, chance: Random) -> None:
        path = chance.choice(self.site.files("content/articles/*.md", "content/pages/*.md"))
        self.edit("change an article", path, re.compile(r"\.\n"), lambda end: ". 2019.\n", chance)

    @rule(chance=CHANCE)
    def write_the_same_letters_with_other_signs(self, chance: Random) -> None:
        """As another system's editor does: letters of two signs, other line ends, a mark at the beginning."""
        path = chance.choice(self.site.files("content/articles/*.md", "content/pages/*.md", "data/*.yml"))
        text = path.read_text("utf-8")
        others = (unicodedata.normalize("NFD", text), text.replace("\n", "\r\n"), f"\ufeff{text}")
        with standing_if_built(self.site, "other signs for the same letters", [path]):
            path.write_bytes(chance.choice(others).encode())

    @rule(chance=CHANCE)
    def add_an_article(self, chance: Random) -> None:
        slug = chance.choice(
            sorted({path.name.split(".")[0] for path in self.site.files("content/articles/*.md")})
        )
        old = self.site.files(f"content/articles/{slug}.*.md")
        new = [path.with_name(path.name.replace(slug, f"{slug}-x")) for path in old]
        with standing_if_built(self.site, "add an article", new):
            for source, target in zip(old, new, strict=True):
                target.write_bytes(source.read_bytes())

    @rule(chance=CHANCE)
    def delete_an_article(self, chance: Random) -> None:
        path = chance.choice(self.site.files("content/articles/*.md"))
        slug = path.name.split(".")[0]
        gone = self.site.files(f"content/articles/{slug}.*.md") if chance.random() < 0.5 else [path]
        with standing_if_built(self.site, "delete an article", gone):
            for one in gone:
                one.unlink()

    # --- theme, messages, settings, day ---

    @rule(chance=CHANCE)
    def change_a_template(self, chance: Random) -> None:
        path = chance.choice(self.site.files("themes/transparency/templates/**/*.html"))
        edited = chance.choice(("</p>", "</li>", "</td>", "</a>"))
        self.edit("change a template", path, re.compile(edited), lambda end: f"&#8203;{end}", chance)

    @rule(chance=CHANCE)
    def ask_words_in_a_template(self, chance: Random) -> None:
        """A template may look at what it puts out."""
        path = chance.choice(self.site.files("themes/transparency/templates/**/*.html"))
        asked = chance.choice(_ASKED)
        put = lambda found: asked.replace("WORDS", found[3:-3]) + found  # noqa: E731
        self.edit("ask words in a template", path, _PUT_OUT, put, chance)

    @rule(chance=CHANCE)
    def change_a_message(self, chance: Random) -> None:
        path = chance.choice(self.site.files("themes/transparency/translations/*/LC_MESSAGES/*.po"))
        self.edit("change a message", path, _MESSAGE, lambda words: words + "…", chance)

    @rule(chance=CHANCE)
    def change_a_style(self, chance: Random) -> None:
        path = chance.choice(self.site.files("themes/transparency/static/css/*.css"))
        with standing_if_built(self.site, "change a style", [path]):
            path.write_text(path.read_text("utf-8") + f"\n.x{chance.randint(1, 9)} {{ top: 0 }}\n", "utf-8")

    @rule(chance=CHANCE)
    def change_a_setting(self, chance: Random) -> None:
        path = self.site.root / "pelicanconf.py"
        address = chance.choice(("", "https://example.org", "https://example.org/base"))
        new = re.sub(r'^SITEURL = ".*"$', f'SITEURL = "{address}"', path.read_text("utf-8"), flags=re.M)
        with standing_if_built(self.site, "change a setting", [path]):
            path.write_text(new, "utf-8")

    @rule(days=st.sampled_from((-400, -30, -1, 1, 7, 45, 365, 2000)))
    def move_the_day(self, days: int) -> None:
        before = self.site.today
        self.site.today = before + timedelta(days)
        stands = self.site.build()
        OCCURRED["move the day" if stands else "move the day (refused)"] += 1
        if not stands:
            self.site.today = before

    # --- accidents ---

    @rule(chance=CHANCE)
    def damage_the_index(self, chance: Random) -> None:
        raw = bytearray(self.site.index.read_bytes())
        way = chance.choice(("flip", "cut", "empty", "gone"))
        if way == "flip":
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        self.site.index.write_bytes(
            raw[: chance.randrange(len(raw))] if way == "cut" else raw * (way == "flip")
        )
        if way == "gone":
            self.site.index.unlink()
        OCCURRED[f"index: {way}"] += 1
        assert self.site.build()

    @rule()
    def go_back_in_time(self) -> None:
        """The index of an earlier build comes back, as from a cache."""
        now = self.site.index.read_bytes()
        if self.older is not None and self.older != now:
            self.site.index.write_bytes(self.older)
            OCCURRED["an older index"] += 1
            assert self.site.build()
        self.older = now

    @rule(chance=CHANCE)
    def touch_the_output(self, chance: Random) -> None:
        files = sorted(path for path in self.site.output.rglob("*.html") if path.parent != self.site.output)
        path = chance.choice(files)
        way = chance.choice(
            ("write", "delete", "folder", "link", "stray", "linked folder", "swap", "blocked")
        )
        if way in ("write", "delete", "folder", "link"):
            path.unlink()
        if way == "write":
            path.write_text("somebody was here")
        elif way == "folder":
            (path / "inside").mkdir(parents=True)
            (path / "inside" / "stray.txt").write_text("somebody was here")
        elif way == "link":
            path.symlink_to(chance.choice(files) if chance.random() < 0.5 else "/dev/null")
        elif way == "stray":
            (path.parent / "stray.txt").write_text("somebody was here")
        elif way not in ("write", "delete"):
            self._do_to_a_folder(way, path.parent, chance)
        OCCURRED[f"output: {way}"] += 1
        assert self.site.build()

    def _do_to_a_folder(self, way: str, folder: Path, chance: Random) -> None:
        away = self.site.output.parent / "away"
        shutil.rmtree(away, ignore_errors=True)
        if way == "swap":
            other = chance.choice([one for one in folder.parent.iterdir() if one.is_dir()])
            shutil.move(other, away)
            if other != folder:
                shutil.move(folder, other)
            shutil.move(away, folder)
            return
        shutil.move(folder, away)
        folder.symlink_to(away) if way == "linked folder" else folder.write_text("somebody was here")

    @rule(chance=CHANCE)
    def edit_while_it_is_built(self, chance: Random) -> None:
        """An edit is followed by a second one while it is built, which is taken back afterwards."""
        patterns = {
            "data/regions/**/observations.yml": _FIGURE,
            "content/articles/*.md": re.compile(r"(?<=\.)(?=\n)"),
            "themes/transparency/templates/**/*.html": re.compile(r"(?=</p>|</li>|</td>)"),
            "themes/transparency/translations/*/LC_MESSAGES/*.po": _MESSAGE,
        }
        files, pattern = chance.choice(sorted(patterns.items()))
        path = chance.choice(self.site.files(files))
        text = path.read_text("utf-8")
        found = list(pattern.finditer(text))
        if not found:
            return
        at = chance.choice(found)
        states = [f"{text[: at.start()]}{at[0]}{further}{text[at.end() :]}" for further in "12"]
        with standing_if_built(self.site, "edit while it is built", [path]):
            path.write_text(states[0], "utf-8")
            child = self._building()
            time.sleep(chance.uniform(0.05, 1))
            path.write_text(states[1], "utf-8")
            os.waitpid(child, 0)
            path.write_text(states[0], "utf-8")

    def _building(self) -> int:
        """The number of a process that builds the site."""
        child = os.fork()
        if child == 0:
            try:
                os.setpgrp()
                self.site.build()
            finally:
                os._exit(0)
        return child

    @rule(chance=CHANCE)
    def kill_a_build(self, chance: Random) -> None:
        """A build is killed at any moment, after an edit that changes every page."""
        css = self.site.files("themes/transparency/static/css/*.css")[0]
        css.write_text(css.read_text("utf-8") + f"\n.k{chance.randint(1, 99)} {{ left: 0 }}\n", "utf-8")
        child = self._building()
        time.sleep(chance.uniform(0.05, 2.5))
        for target in (-child, child):
            try:
                os.kill(target, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, status = os.waitpid(child, 0)
        OCCURRED["kill a build" if os.WIFSIGNALED(status) else "kill a build (too late)"] += 1
        if chance.random() < 0.5:
            assert self.site.build()


@cache
def shipped() -> Site:
    return Site(_folder(), ROOT)


@cache
def nation() -> Site:
    """Places that are like their neighbours: their pages are made by filling in what they have in common.

    All their figures stand on their own pages, as in a nation of more places.
    """
    source = _folder()
    write_site(Nation(SIZES["tiny"]), source)
    return Site(_folder(), source, most_listed=10)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="law-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class EditsOfTheSite(Edits):
    site_of = staticmethod(shipped)


class EditsOfANation(Edits):
    site_of = staticmethod(nation)


def run(sequences: int, seed: int, edits: type[Edits] = EditsOfTheSite, steps: int = STEPS) -> Counter[str]:
    """Try the law on so many sequences. Raises AssertionError where it does not hold."""
    chosen = settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    OCCURRED.clear()
    run_state_machine_as_test(seeded(seed)(edits), settings=chosen)
    return OCCURRED


def run_on(processes: int, sequences: int, seed: int, edits: type[Edits]) -> Counter[str]:
    """The same on several processes, each with a seed of its own."""
    share = -(-sequences // processes)
    with ProcessPoolExecutor(processes) as pool:
        parts = pool.map(partial(run, edits=edits), [share] * processes, range(seed, seed + processes))
        return sum(parts, Counter())


def table(occurred: Counter[str]) -> str:
    width = max(map(len, occurred), default=0)
    return "\n".join(f"{kind:<{width}}  {count:>5}" for kind, count in sorted(occurred.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=SEQUENCES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    started = time.monotonic()
    try:
        occurred = run_on(options.processes, options.sequences, options.seed, EditsOfTheSite)
        print(table(occurred))
        # In fewer sequences one may stay away by chance.
        assert options.sequences < SEQUENCES or occurred.keys() >= EVERY, f"never: {EVERY - occurred.keys()}"
        fewer = -(-options.sequences // 4)
        print(f"\nof a nation, {fewer} sequences:")
        print(table(run_on(options.processes, fewer, options.seed, EditsOfANation)))
    except AssertionError as failed:
        print(failed, file=sys.stderr)
        return 1
    print(f"{options.sequences} sequences, seed {options.seed}, {time.monotonic() - started:.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
