"""The receiver as one file: it needs Python and nothing else, and is the same for the same site."""

import os
import subprocess
import sys
import zipfile
from urllib.request import urlopen

from tests.receiving.posting import GOOD
from tests.trials.received import free_port, packed, post


def run_alone(*arguments: str, **environment: str) -> subprocess.Popen:
    """Python without any package: no user's, no site's, no environment's."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", "-S", *arguments],
        env={**kept, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_runs_on_a_bare_python(tmp_path):
    """Started by `python FILE` without any package it takes a message into the Maildir."""
    folders = {"ASHYQ_MAILDIR": str(tmp_path / "mail"), "ASHYQ_STATE": str(tmp_path / "state")}
    port = free_port()
    process = run_alone(str(packed(tmp_path)), ASHYQ_PORT=str(port), **folders)
    try:
        assert process.stderr.readline() == f"receive: http://127.0.0.1:{port}/\n"
        number = post(port, GOOD)
        with urlopen(f"http://127.0.0.1:{port}/receive/style.css") as style:
            assert style.status == 200
    finally:
        process.kill()
        log = process.communicate()[1]

    (letter,) = (tmp_path / "mail/new").iterdir()
    assert f"X-Ashyq-Id: {number}" in letter.read_text()
    assert log == ""


def test_what_is_missing_is_said(tmp_path):
    """Without a folder for its state it ends with 2 and says which variable to set."""
    process = run_alone(str(packed(tmp_path)))
    _, log = process.communicate(timeout=60)

    assert (process.returncode, "ASHYQ_STATE" in log) == (2, True)


def test_the_same_site_makes_the_same_file(tmp_path):
    """The file holds no clock and no path; of the program only what needs no package."""
    (tmp_path / "again").mkdir()
    first, second = packed(tmp_path), packed(tmp_path / "again")

    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {name.split("/")[1] for name in archive.namelist() if name.count("/") > 1} == {
            "model",
            "receiving",
        }
