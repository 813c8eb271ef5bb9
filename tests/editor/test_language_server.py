"""An editor with YAML support underlines faults and completes names, with the settings of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.language_server import LanguageServer, settings_of
from tests.programs import ROOT
from transparency.model.figures import Observation

FAULTY = """\
- id: ertegi-schools-online-2026
  region: qiyalia/ertegi
  indicator: schools-online
  date: 2026-03-31
  source: annual-report-2026
  valeu: 51
- id: yeles-schools-online-2026
  region: qiyalia/yeles
  indicator: schools-online
  date: 2026-03-31
  source: annual-report-2026
  missing: unknwon
- id: anyz-schools-online-2026
  region: qiyalia/anyz
  indicator: schools-online
  date: 2026-03-31
  value: 18
"""
LINES = FAULTY.splitlines()

# In a file of several records the server withholds, at an empty line, also the names that only the other
# records have; from the first letter on it offers them all. One record shows what it offers of itself.
BEGUN = """\
- region: qiyalia/anyz
  indicator: schools-online
  value: 18
"""
EMPTY = "  "


def written(folder: Path, text: str) -> Path:
    """A file of observations where the editor's settings look for one."""
    path = folder / "data/regions/qiyalia/observations.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The server an editor starts, with the settings of this folder."""
    with LanguageServer(
        tmp_path_factory.mktemp("folder"), settings_of(ROOT / ".vscode/settings.json")
    ) as running:
        yield running


@pytest.fixture(scope="module")
def underlined(server: LanguageServer, tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What the server says of the faulty file, by line counted from 0."""
    faults = server.open(written(tmp_path_factory.mktemp("faulty"), FAULTY))
    return {fault["range"]["start"]["line"]: fault["message"] for fault in faults}


def test_an_unknown_key_is_underlined(underlined):
    """A misspelt key is underlined on its line, by its name."""
    assert "valeu" in underlined[LINES.index("  valeu: 51")]


def test_a_wrong_choice_is_underlined(underlined):
    """A word that is no choice is underlined on its line, with the words to choose from."""
    message = underlined[LINES.index("  missing: unknwon")]

    assert all(word in message for word in ("unknown", "not-applicable", "withheld"))


def test_a_missing_key_is_underlined(underlined):
    """What a record lacks is said where the record begins."""
    assert "source" in underlined[LINES.index("- id: anyz-schools-online-2026")]


def test_what_is_right_is_not_underlined(underlined):
    """Nothing is underlined but the three faults."""
    assert len(underlined) == 3


def test_names_of_fields_are_offered(server, tmp_path):
    """At an empty line of a record the editor offers the fields it lacks, with what each is for."""
    path = written(tmp_path, BEGUN + EMPTY + "\n")
    server.open(path)
    answer = server.ask("textDocument/completion", path, line=3, character=len(EMPTY))
    offered = {item["label"]: item.get("documentation") for item in answer["items"]}

    assert set(Observation.model_fields) - {"region", "indicator", "value"} <= set(offered)
    assert "source" in offered["source"]


def test_a_field_explains_itself(server, tmp_path):
    """Over a key stands what it is for, and an example."""
    path = written(tmp_path, BEGUN)
    server.open(path)
    answer = server.ask("textDocument/hover", path, line=2, character=4)

    assert "value: 51" in answer["contents"]["value"]
