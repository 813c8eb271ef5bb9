"""A copy of the invented country filled with hostile texts: checked, built, and opened in Chromium."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.built import INVENTED_TODAY, built
from tests.hosting.servers import nginx
from tests.page_types import page_type
from tests.programs import ROOT
from tests.trials.fields import LANGUAGES, SiteFiles, Slot, fields_of_model
from tests.trials.opened import Deed, open_all, parts_of
from tests.trials.payloads import PAYLOADS, hostile
from tests.trials.plan import Chosen, Plan
from transparency.checking import load_site
from transparency.hosting.place import Place
from transparency.hosting.snippets import server_files
from transparency.loading.problems import Problem, Refused

DEMO = ROOT / "tests/sites/demo"
TODAY = date.fromisoformat(INVENTED_TODAY)

# Fields that the invented country leaves empty get a place, so that they too are tried.
ALLOWED_WORDS = "- word: Qiyalia\n  languages:\n    - ru\n  note:\n    en: the name of the country\n"
_ERTEGI = "data/regions/qiyalia/ertegi"
_BY = {"post": "head-tulki", "person": "synaqbai-mysalov"}
_ANSWER = {"date": "2026-06-01", "by": _BY, "text": {"en": "so it was"}, "source": "annual-report-2026"}
COMPLETED = (
    ("data/site.yml", ("operator", "contacts", 0, "source"), "annual-report-2026"),
    ("data/site.yml", ("operator", "team"), "@example/office"),
    ("data/site.yml", ("editors", 0, "team"), "@example/ertegi"),
    ("data/site.yml", ("shrunk",), {"date": "2026-06-01", "reason": {"en": "a merger"}}),
    (f"{_ERTEGI}/commitments.yml", (0, "corrections"), [{"date": "2026-06-01", "reason": {"en": "a slip"}}]),
    (f"{_ERTEGI}/commitments.yml", (0, "replies"), [_ANSWER]),
    (f"{_ERTEGI}/observations.yml", (0, "replies"), [_ANSWER]),
)

_TOKEN = re.compile(rb"q(\d+)w(\d+)z")
_FOLD = re.compile(rb"\r?\n ")
"""A calendar's long lines go on behind a break and a blank (RFC 5545, 3.1)."""
_RECKONED = re.compile(rb"49q\d+w\d+z|q\d+w\d+z49")
_WITHOUT_POLICY = {
    "nginx/maps.conf": "",
    "nginx/site.conf": "index index.html; charset utf-8; error_page 404 /404.html;"
    " types { text/html html; text/css css; image/svg+xml svg; application/xml xml; text/plain txt; }",
}

EMPHASIS = frozenset({"strong", "em", "code"})
"""What Markdown makes of `__class__` in an article: bold words are words still."""


@dataclass(frozen=True, slots=True)
class Round:
    """One build: how many payloads stood in it, how many pages were opened, and what they did."""

    payloads: int
    passes: int
    opened: int
    deeds: tuple[Deed, ...]


class Bench:
    """A copy of the invented country in a folder of its own, filled anew for each round."""

    def __init__(self, work: Path, seed: int, most: int | None = None):
        chance = Random(seed)
        self._work, self._chance, self._root = work, chance, work / "site"
        self._files = SiteFiles(DEMO)
        self._files.texts.setdefault("data/allowed-words.yml", ALLOWED_WORDS)
        for name, steps, value in COMPLETED:
            self._files.complete(name, steps, value)
        self._written: dict[str, str] = {}
        self._rendered: dict[str, tuple[dict[Slot, str], str]] = {}
        self.fields = fields_of_model()
        self.numbers = {name: number for number, name in enumerate(self.fields)}
        slots = list(self._files.slots(self.fields))
        self.free, self.bound = (self._plan(slots, bound, most) for bound in (False, True))
        self._known = self._harmless_parts()
        self._opened_all = False

    def _plan(self, slots: list[Slot], bound: bool, most: int | None) -> Plan:
        """The plan for the fields of words, or for those of ids, codes and choices."""
        names = [name for name, one in self.fields.items() if one.bound is bound]
        numbers = range(len(PAYLOADS))
        chosen = {name: self._chance.sample(numbers, most or len(numbers)) for name in names}
        rooms = {name: self.fields[name].room for name in names}
        return Plan([slot for slot in slots if slot.field in chosen], chosen, rooms, self._chance)

    # --- what the check says ---

    def refuse_bound(self) -> list[str]:
        """Put payloads where only ids, codes and choices belong; gives those that were not refused."""
        chosen = self.bound.next_words()
        while chosen and (refused := self._refused(chosen)):
            self._retry(self.bound, chosen, refused)
        return [
            f"{slot.field} took {hostile(0, number)} in {slot.file}" for slot, (number,) in chosen.items()
        ]

    def fill(self) -> tuple[Chosen, int]:
        """A copy that the check accepts, full of payloads; and how often it had to be checked."""
        chosen, passes = self.free.next_words(), 1
        while refused := self._refused(chosen):
            self._retry(self.free, chosen, refused)
            passes += 1
        return chosen, passes

    def _retry(self, plan: Plan, chosen: Chosen, refused: dict[Slot, tuple[int, str]]) -> None:
        """Take out what was refused: for good where it stood alone, else to be tried alone."""
        for slot, (number, rule) in refused.items():
            pack = chosen.pop(slot)
            if len(pack) == 1:
                plan.refuse(slot, number, rule)
            else:
                plan.suspect(slot, number)
                chosen[slot] = tuple(one for one in pack if one != number)
        for slot in [slot for slot in refused if slot not in chosen]:
            if pack := plan.another(slot, chosen):
                chosen[slot] = pack

    def _refused(self, chosen: Chosen) -> dict[Slot, tuple[int, str]]:
        """Which of the chosen the check refuses, and by which rule: of those in one slot one at a time."""
        self._write({slot: self._text(slot, pack) for slot, pack in chosen.items()})
        try:
            load_site(self._root, TODAY)
        except Refused as problems:
            slots = {(self.numbers[slot.field], one): slot for slot, pack in chosen.items() for one in pack}
            refused = {}
            for problem in problems.problems:
                blamed = self._blamed(problem)
                if blamed in slots:
                    refused.setdefault(slots[blamed], (blamed[1], problem.rule))
            if not refused:
                raise
            return refused
        return {}

    def _text(self, slot: Slot, pack: tuple[int, ...]) -> str:
        between = "\n\n" if slot.field == "Article.body" else " "
        return between.join(hostile(self.numbers[slot.field], number) for number in pack)

    def _blamed(self, problem: Problem) -> tuple[int, int] | None:
        """The token that stands nearest to a problem, on its line or on the next that holds one."""
        lines = self._written.get(problem.path, "").split("\n")
        for away in (0, -1, 1, 2, -2):
            at = problem.line - 1 + away
            tokens = list(_TOKEN.finditer(lines[at].encode())) if 0 <= at < len(lines) else []
            if tokens:
                nearest = min(tokens, key=lambda token: abs(token.start() - problem.column))
                return int(nearest[1]), int(nearest[2])
        return None

    def _write(self, words: dict[Slot, str]) -> None:
        for name, text in self._texts(words).items():
            if self._written.get(name) != text:
                self._written[name] = text
                path = self._root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")

    def _texts(self, words: dict[Slot, str]) -> dict[str, str]:
        """The texts of all files with these words; a file whose words stay is not made again."""
        texts = dict(self._files.texts)
        by_file: dict[str, dict[Slot, str]] = defaultdict(dict)
        for slot, said in words.items():
            by_file[slot.file][slot] = said
        for name, some in by_file.items():
            if self._rendered.get(name, ({}, ""))[0] != some:
                self._rendered[name] = some, self._files.with_words(some)[name]
            texts[name] = self._rendered[name][1]
        return texts

    # --- what the pages do ---

    def _harmless_parts(self) -> frozenset[str]:
        """What pages are made of whose texts are harmless: the same copy, each place filled with a word."""
        places = [slot for slots in self.free.slots.values() for slot in slots if slot.lang]
        self._write({slot: "words" for slot in places if "Article" not in slot.field})
        with TemporaryDirectory(dir=self._work) as folder:
            return EMPHASIS | parts_of(built(Path(folder) / "output", "--root", self._root, "--today", TODAY))

    def round(self, browser: Browser, most_pages: int | None = None) -> Round | None:
        """Fill, build, find every payload again, and open the pages; None where nothing is left to try."""
        chosen, passes = self.fill()
        # Everything may have been refused, and something else be left that was not tried yet.
        while not chosen and self.free.next_words():
            chosen, passes = self.fill()
        if not chosen:
            return None
        with TemporaryDirectory(dir=self._work) as folder:
            output = built(Path(folder) / "output", "--root", self._root, "--today", TODAY)
            forms, deeds = self.search(output)
            for slot, pack in chosen.items():
                for number in pack:
                    self.free.found(slot, number, forms[self.numbers[slot.field], number])
            paths = self._to_open(output)
            if most_pages is not None:
                paths = self._chance.sample(paths, min(most_pages, len(paths)))
            deeds += self.open(browser, output, paths, Path(folder))
        return Round(sum(map(len, chosen.values())), passes, len(paths), tuple(deeds))

    def _to_open(self, output: Path) -> list[str]:
        """The pages that hold a payload: all at first, later one of each type for each payload in it.

        Texts of the whole site stand on every page; the last few payloads would have all of them opened
        again, and those before were seen there.
        """
        held = {}
        for path in sorted(output.rglob("*.html")):
            if tokens := tokens_in(path.read_bytes()):
                held[path.relative_to(output).as_posix()] = tokens
        if not self._opened_all:
            self._opened_all = True
            return list(held)
        return sorted(set({(page_type(path), one): path for path in held for one in held[path]}.values()))

    def search(self, output: Path) -> tuple[dict, list[Deed]]:
        """In which forms each token stands, and every place where a template was reckoned."""
        forms: dict[tuple[int, int], set[str]] = defaultdict(set)
        deeds = []
        for path in sorted(path for path in output.rglob("*") if path.is_file()):
            raw = path.read_bytes()
            for found in tokens_in(_FOLD.sub(b"", raw) if path.suffix == ".ics" else raw):
                forms[found].add(path.suffix.lstrip("."))
            deeds += [
                Deed(path.relative_to(output).as_posix(), "reckoned", str(match[0]))
                for match in _RECKONED.finditer(raw)
            ]
        return forms, deeds

    def open(self, browser: Browser, output: Path, paths: list[str], folder: Path) -> list[Deed]:
        """Open the pages twice: as they are, and with the headers of our policy."""
        deeds = []
        place = Place("", LANGUAGES)
        for rules in (_WITHOUT_POLICY, server_files(place)):
            with nginx(output, place, folder, rules) as server:
                deeds += open_all(browser, server.address, output, paths, self._known)
        return deeds


def tokens_in(raw: bytes) -> set[tuple[int, int]]:
    return {(int(field), int(payload)) for field, payload in _TOKEN.findall(raw)}
