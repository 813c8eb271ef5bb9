"""The store under kills, two processes at once and a reader that never stops."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from release.faults import Locked
from release.publishing import STEPS, check_release
from tests.programs import ROOT
from tests.release.stores import Shop

HOLD = """
import sys, time
from pathlib import Path
from release.store import Store
with Store(Path(sys.argv[1])).changing():
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.fill("red")
    return shop


def test_a_second_process_is_told_who_holds_the_store(shop):
    """Who finds the store held is told by whom, at once; when the holder is killed the store is free."""
    command = [sys.executable, "-c", HOLD, str(shop.store.folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Locked, match=f"locked by process {holder.pid}"):
            shop.publish()
        holder.kill()

    assert shop.publish().release == "000001"


class Stopped(BaseException):
    """Stands for the kill: nothing catches it on purpose."""


@pytest.mark.parametrize("point", STEPS)
def test_a_publication_that_stops_at_a_step_is_mended_by_the_next(shop, point):
    """At each step the public release is whole, the old or the new one, and the next publication succeeds."""
    shop.publish()
    shop.fill("blue")

    pid = os.fork()
    if not pid:
        shop.publish(step=lambda name: os.kill(os.getpid(), 9) if name == point else None)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 9

    is_new = STEPS.index(point) >= STEPS.index("switched")
    assert shop.store.current() == ("000002" if is_new else "000001")
    check_release(shop.store, shop.store.current(), shop.signers)
    done = shop.publish()
    assert done.release == ("000003" if is_new else "000002")
    check_release(shop.store, done.release, shop.signers)
    names = {path.name for path in shop.store.folder.iterdir()}
    assert names == {".lock", "current", "published", "releases"}
    assert set(os.listdir(shop.store.folder / "releases")) == set(shop.store.releases())


def test_a_reader_never_meets_a_missing_or_mixed_file(shop):
    """Whoever reads while releases are switched gets each file whole, and the stylesheet a page names."""
    for word in ("red", "blue", "red"):
        shop.fill(word)
        page = f"<link href=/assets/site.{word}.css>" + f"<p>{word}</p>" * 2000
        shop.write("page-0/index.html", page)
        shop.publish()
    reads, faults, ended = [], [], Event()

    def read() -> None:
        while not ended.is_set():
            try:
                text = (shop.current / "page-0/index.html").read_text()
                asset = (shop.current / re.match(r"<link href=/(.*?)>", text)[1]).read_text()
            except OSError as error:
                faults.append(error)
                continue
            words = set(re.findall(r"<p>(\w+)</p>", text))
            reads.append(words)
            if len(words) != 1 or words.pop() not in asset or len(text) < 20000:
                faults.append(text[:100])

    reader = Thread(target=read)
    reader.start()
    with shop.store.changing() as store:
        for number in range(300):
            store.switch(store.point(f"{number % 2 + 2:06d}"))
    ended.set()
    reader.join()
    assert len(reads) > 100 and faults == []
