"""The incremental build by itself, on a tiny site of three pages that is not ours."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from incremental import Build, OutputRefused, Task, WorkerDied, WorkFailed, left
from incremental.reads import Remembered, note, noted
from incremental.signs import digest
from incremental.workers import each, in_turn
from tests.programs import ROOT

WORLD = digest("a world")


class Pond:
    """Three pages about frogs: each tells of its frog, one of all; counts how often each was made."""

    def __init__(self, folder: Path):
        self.output = folder / "output"
        self.frogs = {"ann": "green", "bob": "brown"}
        self.made: list[str] = []

    def digest_of(self, name: str) -> bytes:
        if name == "frogs":
            return digest(repr(self.frogs))
        frog = self.frogs.get(name.removeprefix("frogs:"))
        return digest(frog) if frog else b""

    def tasks(self) -> list[Task]:
        pages = [Task(f"frog {name}", lambda name=name: self._frog(name)) for name in self.frogs]
        return [*pages, Task("all", self._all, inputs=("frogs",))]

    def _frog(self, name: str):
        note(f"frogs:{name}")
        self.made.append(name)
        yield f"{name}/index.html", f"{name} is {self.frogs[name]}".encode()

    def _all(self):
        self.made.append("all")
        yield "index.html", f"{len(self.frogs)} frogs".encode()

    def build(self, world: bytes = WORLD, clean: bool = False, sources: bytes = b""):
        self.made.clear()
        build = Build(self.output, world, clean)
        try:
            build.begin()
            build.make(self.tasks(), self.digest_of, processes=1)
            return build.finish(sources)
        except BaseException:
            build.drop()
            raise

    def pages(self) -> dict[str, bytes]:
        files = (path for path in self.output.rglob("*.html") if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=[left.MANY, 0], ids=["alone", "beside"])
def pond(tmp_path, request, monkeypatch) -> Pond:
    """The pond, looked at by one process and by several."""
    monkeypatch.setattr(left, "MANY", request.param)
    return Pond(tmp_path)


def test_only_what_read_a_changed_input_is_made_again(pond):
    """A page whose inputs have the digests they had is not made; one that differs is written."""
    pond.build()
    pond.frogs["bob"] = "blue"

    result = pond.build()

    assert sorted(pond.made) == ["all", "bob"]
    assert result.written == ("bob/index.html",)
    assert pond.pages()["bob/index.html"] == b"bob is blue"


def test_what_is_no_longer_declared_is_removed(pond):
    """A page that nothing makes any more is removed with its folder; one that is new appears."""
    pond.build()
    del pond.frogs["bob"]
    pond.frogs["cat"] = "grey"

    result = pond.build()

    assert result.removed == ("bob/index.html",)
    assert set(pond.pages()) == {"ann/index.html", "cat/index.html", "index.html"}
    assert not (pond.output / "bob").exists()


def test_an_input_that_comes_later_is_known_to_have_been_missing(pond, tmp_path):
    """A page that looked for something that was not there is made again when it comes."""
    found: dict[str, bytes] = {}

    def make():
        note("letter")
        yield "a.html", found.get("letter", b"none")

    for letter, expected in ((None, b"none"), (b"hello", b"hello")):
        if letter:
            found["letter"] = letter
        build = Build(tmp_path / "out", WORLD)
        build.begin()
        build.make([Task("a", make)], lambda name: digest(found[name]) if name in found else b"")
        build.finish()
        assert (tmp_path / "out" / "a.html").read_bytes() == expected


def test_an_edit_while_it_is_built_is_not_mistaken(tmp_path):
    """A source that changes between being signed and being read, and is put back later, is told as it is."""
    frog, output = tmp_path / "frog", tmp_path / "out"
    frog.write_text("green")

    def built(meanwhile: str) -> bytes:
        build = Build(output, WORLD)
        build.begin()
        signed = build.seen.digest(str(frog))

        def make():
            note("frog")
            frog.write_text(meanwhile)
            yield "frog.html", frog.read_bytes()

        build.make([Task("frog", make)], lambda _: signed, processes=1)
        build.finish()
        return (output / "frog.html").read_bytes()

    assert built("brown") == b"brown"
    frog.write_text("green")
    assert built("green") == b"green"


def test_another_world_remembers_nothing(pond):
    """With other code or settings every page is made anew, and only bytes that differ are written."""
    pond.build()

    result = pond.build(world=digest("another world"))

    assert sorted(pond.made) == ["all", "ann", "bob"]
    assert result.written == ()


def test_clean_believes_nothing(pond):
    """A clean build makes every page, whatever is remembered."""
    pond.build()
    pond.build(clean=True)
    assert sorted(pond.made) == ["all", "ann", "bob"]


def test_a_half_damaged_index_leaves_nothing_behind(pond):
    """Also where it is not known what was made of what, all that nothing makes any more is removed."""
    pond.build()
    index = pond.output.parent / ".output.index"
    raw = index.read_bytes()
    index.write_bytes(raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:])
    del pond.frogs["bob"]

    result = pond.build()

    assert result.removed == ("bob/index.html",)
    assert set(pond.pages()) == {"ann/index.html", "index.html"}


@pytest.mark.parametrize("way", ["flipped", "cut", "empty", "foreign", "gone"])
def test_a_damaged_index_is_not_believed(pond, way):
    """An index that cannot be trusted is as good as none: everything is made, nothing is lost."""
    pond.build()
    index = pond.output.parent / ".output.index"
    raw = index.read_bytes()
    flipped = raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:]
    damaged = {"flipped": flipped, "cut": raw[:40], "empty": b"", "foreign": b"{}" * 99}
    index.unlink() if way == "gone" else index.write_bytes(damaged[way])
    pond.frogs["ann"] = "red"

    result = pond.build()

    assert sorted(pond.made) == ["all", "ann", "bob"]
    assert result.written == ("ann/index.html",)


@pytest.mark.parametrize("way", ["written", "same size and time", "deleted", "link", "folder", "full folder"])
def test_a_touched_output_is_mended(pond, way):
    """Whatever somebody did to a file of the output, the next build puts right."""
    pond.build()
    before = pond.pages()
    path = pond.output / "ann" / "index.html"
    status = path.stat()
    if way == "same size and time":
        path.write_bytes(b"x" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif way == "written":
        path.write_text("somebody was here")
    else:
        path.unlink()
    if way == "link":
        path.symlink_to(pond.output / "bob" / "index.html")
    elif way == "folder":
        (path / "inside").mkdir(parents=True)
    elif way == "full folder":
        (path / "a" / "b").mkdir(parents=True)
        (path / "a" / "b" / "c.html").write_text("c")

    pond.build()

    assert pond.pages() == before and not path.is_symlink()
    assert pond.build(sources=b"these").written == ()


@pytest.mark.parametrize("way", ["moved away", "copied away", "a file", "a broken link", "a pipe"])
@pytest.mark.parametrize("frog", ["kept", "gone", "changed"])
def test_what_stands_in_a_folders_place_gives_way(pond, tmp_path, way, frog):
    """A folder is made again where something else stands, and no link to its like is followed."""
    pond.build()
    folder, elsewhere = pond.output / "ann", tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere) if way == "copied away" else shutil.move(folder, elsewhere)
    shutil.rmtree(folder, ignore_errors=True)
    if way == "a file":
        folder.write_text("ann")
    elif way == "a pipe":
        os.mkfifo(folder)
    else:
        folder.symlink_to(tmp_path / "nowhere" if way == "a broken link" else elsewhere)
    if frog == "gone":
        del pond.frogs["ann"]
    elif frog == "changed":
        pond.frogs["ann"] = "red"

    pond.build()

    assert not folder.is_symlink() and folder.is_dir() == (frog != "gone")
    assert set(pond.pages()) == {"index.html", *(f"{name}/index.html" for name in pond.frogs)}
    assert (elsewhere / "index.html").read_bytes() == b"ann is green"


def test_folders_that_were_swapped_are_swapped_back(pond):
    """Two files written at once with equally many bytes are told apart."""
    pond.frogs = {"ann": "green", "bob": "white"}
    pond.build()
    before = pond.pages()
    ann, bob = (pond.output / name / "index.html" for name in ("ann", "bob"))
    status = ann.stat()
    for path in (ann, bob):
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    pond.build()
    for old, new in (("ann", "third"), ("bob", "ann"), ("third", "bob")):
        os.rename(pond.output / old, pond.output / new)

    pond.build()

    assert pond.pages() == before


def test_a_folder_where_the_memory_is_to_be_is_told(pond):
    """Before anything is made, not when all is published."""
    (pond.output.parent / ".output.index").mkdir()
    with pytest.raises(OutputRefused):
        pond.build()


def test_nothing_changed_is_known_without_making_anything(pond):
    """With the same sources and an untouched output, a build has nothing to declare."""
    pond.build(sources=b"these")
    build = Build(pond.output, WORLD)
    build.begin()
    assert build.is_current(b"those") is None
    assert build.is_current(b"these").files == 3


def test_a_stray_file_is_not_current(pond):
    """A file in the output that nothing made is removed, also when no source has changed."""
    pond.build(sources=b"these")
    (pond.output / "stray.html").write_text("who am I")
    build = Build(pond.output, WORLD)
    build.begin()
    assert build.is_current(b"these") is None
    build.drop()
    assert pond.build(sources=b"these").removed == ("stray.html",)


def test_an_empty_folder_is_removed(pond):
    """A folder in the output in which nothing lies is none of ours."""
    pond.build(sources=b"these")
    (pond.output / "ann" / "attic" / "box").mkdir(parents=True)
    build = Build(pond.output, WORLD)
    build.begin()
    assert build.is_current(b"these") is None
    build.drop()
    pond.build(sources=b"these")
    assert not (pond.output / "ann" / "attic").exists()


def test_a_run_called_alike_is_known_without_a_world(pond):
    """Who gives the digest of all that settings come from need not load them to find that nothing changed."""
    build = Build(pond.output, WORLD)
    build.begin()
    build.make(pond.tasks(), pond.digest_of, processes=1)
    build.finish(b"these", call=b"so")
    for call, sources, current in (
        (b"so", b"these", True),
        (b"else", b"these", False),
        (b"so", b"those", False),
    ):
        build = Build(pond.output)
        build.begin()
        assert (build.is_current(sources, call) is not None) == current
        build.drop()


def test_only_doubtful_names_are_asked_for(pond):
    """What is known to be as it was is not asked for again; what is doubtful decides."""
    pond.build()
    pond.frogs["bob"] = "blue"
    asked: list[str] = []

    def digest_of(name: str) -> bytes:
        asked.append(name)
        return pond.digest_of(name)

    build = Build(pond.output, WORLD)
    build.begin()
    build.make(
        pond.tasks(),
        digest_of,
        processes=1,
        doubtful=lambda names: [one for one in names if one == "frogs:bob"],
    )
    assert build.finish().written == ("bob/index.html",)
    assert asked == ["frogs:bob"]


def test_inputs_that_nothing_reads_any_more_are_forgotten(tmp_path):
    """The index does not grow with every input that there ever was."""
    sizes = []
    for run in range(30):
        build = Build(tmp_path / "out", WORLD)
        build.begin()
        tasks = [Task("same", lambda: [("same.html", b"")]), Task("page", lambda run=run: _reading(run))]
        build.make(tasks, digest)
        build.finish()
        sizes.append((tmp_path / ".out.index").stat().st_size)
    assert max(sizes[10:]) <= 2 * sizes[0]


def _reading(run: int):
    for number in range(20):
        note(f"run-{run}-{number}")
    yield "page.html", str(run).encode()


def test_a_path_never_leads_out(pond, tmp_path):
    """A page whose path leads out of the output is refused, and nothing is written."""
    for path in ("../out.html", "/etc/out.html", "a/../../out.html", "a//b.html", "a\\b.html"):
        build = Build(tmp_path / "site" / "output", WORLD)
        build.begin()
        with pytest.raises(OutputRefused, match="leads out"):
            build.make([Task("a", lambda path=path: [(path, b"")])], lambda _: b"")
        build.drop()
    assert list(tmp_path.rglob("*.html")) == []


def test_two_tasks_never_make_one_file(pond):
    """Which of two pages came last must not decide what a file says."""
    build = Build(pond.output, WORLD)
    build.begin()
    tasks = [Task("a", lambda: [("x.html", b"a")]), Task("b", lambda: [("x.html", b"b")])]
    with pytest.raises(OutputRefused, match=r"x\.html is made by a and by b"):
        build.make(tasks, lambda _: b"")
    build.drop()


def test_a_folder_of_somebody_else_is_refused(pond):
    """A folder that was not made here is not touched."""
    pond.output.mkdir()
    (pond.output / "letter.txt").write_text("dear")
    with pytest.raises(OutputRefused):
        pond.build()
    assert (pond.output / "letter.txt").read_text() == "dear"


def test_a_cache_replays_what_its_values_were_made_from():
    """Who takes a value from a cache has read all that it was made from."""
    cache = Remembered()

    def make() -> int:
        note("a")
        return cache.get("inner", lambda: note("b") or 1)

    first = noted(lambda: cache.get("outer", make))
    second = noted(lambda: cache.get("outer", make))
    assert first == second == (1, frozenset({"a", "b"}))


def test_a_cache_with_a_bound_begins_anew():
    """Where so many values are kept as a cache may hold, it lets go of all; those within others count."""
    cache = Remembered(most=3)
    for number in range(10):
        assert cache.get(number, lambda n=number: cache.get(("inner", n), lambda: n)) == number
        assert len(cache._made) <= 3


def test_what_tells_of_all_files_is_made_again_with_other_files_only(pond):
    """A list of all files stays where others say something else, and is made again where one came or went."""

    def build() -> bytes:
        pond.made.clear()
        run = Build(pond.output, WORLD)
        run.begin()
        run.make(pond.tasks(), pond.digest_of, processes=1)

        def listed():
            pond.made.append("map")
            yield "map.html", "\n".join(sorted(run.paths())).encode()

        run.make_from_paths(Task("map", listed), pond.digest_of)
        run.finish()
        return (pond.output / "map.html").read_bytes()

    assert build() == b"ann/index.html\nbob/index.html\nindex.html"
    pond.frogs["ann"] = "blue"
    assert build() == b"ann/index.html\nbob/index.html\nindex.html" and "map" not in pond.made
    del pond.frogs["ann"]
    assert build() == b"bob/index.html\nindex.html"
    pond.frogs["eve"] = "red"
    assert build() == b"bob/index.html\neve/index.html\nindex.html"
    assert build() and pond.made == []


def test_all_processes_together_do_each_item_once():
    """On two processes each item is done once and no result is lost."""
    came: list[int] = []
    done = dict(each(list(range(500)), lambda n: (n * n, os.getpid()), 2, came.append))
    assert {n: square for n, (square, _) in done.items()} == {n: n * n for n in range(500)}
    assert os.getpid() not in {process for _, process in done.values()}
    assert came[-1] == 500


def test_what_takes_long_is_begun_first():
    """Groups are begun before what has none, also a group of one: at the end only little is left to do."""
    blocks = [["a", "b"], ["c"] * 24, ["alone"], ["big"] * 60]
    group_of = {"a": "", "c": "", "alone": "one", "big": "two"}.__getitem__
    assert [block[0] for block in in_turn(blocks, group_of)] == ["big", "alone", "c", "a"]


def test_neighbours_of_a_group_are_done_by_one_process():
    """What reads the same is done where it has been read already."""
    done = dict(each(list(range(900)), lambda n: os.getpid(), 2, lambda _: None, lambda n: str(n // 300)))
    assert [len({done[n] for n in range(first, first + 300)}) for first in (0, 300, 600)] == [1, 1, 1]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, None])
def test_a_worker_that_dies_ends_the_run(number):
    """A worker that is killed or ends by itself is reported at once; the run does not wait for it."""

    def do(item: int) -> int:
        if item == 300:
            os.kill(os.getpid(), number) if number else os._exit(0)
        return item

    with pytest.raises(WorkerDied, match=number.name if number else "ended with 0"):
        list(each(list(range(500)), do, 2, lambda _: None))


def test_what_fails_in_a_worker_is_told():
    """The words of a failure come back from the process in which it happened."""

    def do(item: int) -> int:
        if item == 300:
            raise WorkFailed("the frog is gone")
        return item

    with pytest.raises(WorkFailed, match="the frog is gone"):
        list(each(list(range(500)), do, 2, lambda _: None))


def test_a_failure_leaves_the_output_and_the_memory(pond):
    """A page that cannot be made leaves everything as it was, and is named."""
    pond.build()
    before = pond.pages()
    pond.frogs["bob"] = None

    with pytest.raises(WorkFailed, match="while making"):
        build = Build(pond.output, WORLD)
        build.begin()
        try:
            build.make([Task("bob", lambda: 1 / 0)], pond.digest_of)
        finally:
            build.drop()

    assert pond.pages() == before
    pond.frogs["bob"] = "brown"
    pond.build()
    assert pond.made == []


def test_the_second_build_waits_for_the_first(pond, tmp_path):
    """Two builds of one output follow each other, also when the first is killed."""
    pond.build()
    program = (
        "import sys, time; from pathlib import Path; from incremental import Build;"
        "build = Build(Path(sys.argv[1]), b''); build.begin(); print('begun', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-c", program, str(pond.output)]
    first = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "begun\n"
    second = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(1)
    first.kill()
    assert second.stdout.readline() == "begun\n"
    second.kill()
    first.communicate(), second.communicate()
