"""The rooms of the house: which may know which, and how long a thing in them may be (DESIGN §5)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.programs import ROOT

PLUGINS = ROOT / "plugins"
PRODUCT = PLUGINS / "transparency"

ROOMS = {
    "model": {"model"},
    "loading": {"loading", "model"},
    "progress": {"progress", "model"},
    "mailbox": {"mailbox", "model"},
    "languages": {"languages", "model", "progress"},
    "checking": {"checking", "loading", "model", "progress"},
    "pages": {"pages", "model", "progress", "languages"},
    "writing": {"writing", "checking", "loading", "model", "progress"},
    "receiving": {"receiving", "model"},
    "verifying": {"verifying", "checking", "loading", "model"},
    "hosting": {"hosting", "pages", "model", "progress", "languages"},
    "changes": {"changes", "model", "progress", "languages"},
}
DOORS = {"adapter.py", "building.py", "command_line.py", "commands", "__init__.py", "__main__.py"}

LONGEST_FUNCTION = 40
LONGEST_MODULE = 340
USUAL_FUNCTION = 10


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported_by(path: Path) -> Iterator[str]:
    """The dotted names a module imports, relative ones made absolute."""
    package = path.relative_to(PLUGINS).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def rooms_entered(path: Path) -> set[str]:
    names = (name.split(".") for name in imported_by(path))
    return {parts[1] for parts in names if parts[0] == "transparency" and len(parts) > 1}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room):
    """The model imports nothing of ours; every other room only those that facts pass through before it."""
    entered = {path.name: rooms_entered(path) for path in modules(PRODUCT / room)}
    assert entered
    assert {name: extra for name, rooms in entered.items() if (extra := rooms - ROOMS[room])} == {}


def test_only_the_adapter_knows_pelican():
    """One thin module imports Pelican, so that everything else can be used and tested without it."""
    importers = {
        path.name
        for path in modules(PRODUCT)
        if any(name.split(".")[0] == "pelican" for name in imported_by(path))
    }
    assert importers <= {"adapter.py"}


def test_only_one_room_of_the_incremental_build_knows_pelican():
    """Whoever hands over tasks of their own needs no Pelican."""
    room = PLUGINS / "incremental" / "pelican_site"
    others = [path for path in modules(PLUGINS / "incremental") if room not in path.parents]
    assert modules(room) and others
    assert not {name.split(".")[0] for path in others for name in imported_by(path)} & {"pelican", "markdown"}


def test_nothing_reaches_back_to_the_doors():
    """The adapter and the command line are ways in: nothing inside imports them."""
    inside = [path for path in modules(PRODUCT) if path.relative_to(PRODUCT).parts[0] not in DOORS]
    assert inside
    assert [path.name for path in inside if rooms_entered(path) & {"adapter", "command_line"}] == []


def test_other_plugins_know_nothing_of_regions():
    """The plugins beside ours would serve any site: they import nothing of it."""
    others = [path for path in modules(PLUGINS) if PRODUCT not in path.parents]
    knowing = [path for path in others if any(name.startswith("transparency") for name in imported_by(path))]
    assert knowing == []


def test_releases_know_neither_the_site_nor_pelican():
    """A release is made of a folder, whatever made that: it imports no generator and none of our pages."""
    roots = {name.split(".")[0] for path in modules(PLUGINS / "release") for name in imported_by(path)}
    assert "hashlib" in roots and not roots & {"transparency", "incremental", "pelican", "jinja2"}


def test_a_theme_has_no_python():
    """A theme is templates, styles and catalogues; what computes lies in plugins/."""
    assert modules(ROOT / "themes") == []


def functions() -> dict[str, int]:
    """The length in lines of each function, from its decorators to its last line."""
    lengths = {}
    for path in modules(PLUGINS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min(part.lineno for part in (node, *node.decorator_list))
                lengths[f"{path.relative_to(PLUGINS)}:{node.name}:{first}"] = node.end_lineno - first + 1
    return lengths


def test_functions_are_short():
    """A usual function has fewer than ten lines, and none is longer than a screen."""
    lengths = functions()
    assert median(lengths.values()) < USUAL_FUNCTION
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_modules_are_short():
    """A module that grows long has become two: it is split."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(PLUGINS)}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}
