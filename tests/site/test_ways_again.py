"""Ways in and register under the incremental build: an edit reaches every page that shows it."""

import shutil
from pathlib import Path

from tests.built import INVENTED_TODAY, built, files_of
from tests.programs import ROOT

ERTEGI = "data/regions/qiyalia/ertegi"
EDITS = (
    (f"{ERTEGI}/institutions.yml", "    public_telephone: true\n", "    public_telephone: false\n"),
    (f"{ERTEGI}/meetings.yml", "New meeting with residents", "Another meeting with residents"),
    (f"{ERTEGI}/observations.yml", "Four more schools were connected", "Five more schools were connected"),
    (f"{ERTEGI}/commitments.yml", "Plant 100 trees", "Plant a hundred trees"),
    (f"{ERTEGI}/feedback/2026.yml", "  status: received\n", "  status: being-answered\n"),
)


def _built(site: Path, output: Path) -> dict[str, bytes]:
    return files_of(built(output, "--root", site, "--today", INVENTED_TODAY))


def test_an_edit_reaches_every_page_that_shows_it(tmp_path):
    """A door, a meeting, a reply, a promise and a request edited: the output is that of a clean build."""
    site = shutil.copytree(ROOT / "tests/sites/demo", tmp_path / "site")
    before = _built(site, tmp_path / "output")
    for name, old, new in EDITS:
        text = (site / name).read_text("utf-8")
        assert old in text, name
        (site / name).write_text(text.replace(old, new, 1), "utf-8")
    again = _built(site, tmp_path / "output")

    assert again != before
    assert again == _built(site, tmp_path / "clean")
