"""Templates and catalogues kept compiled: what is kept changes no page, and nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from incremental import kept
from incremental.kept import Kept
from transparency.compiled import CompiledTemplates
from transparency.languages.catalogues import load_catalogue

PAGE = "<p>{{ word }}</p>"


def drawn(folder: Path, monkeypatch, world: bytes = b"here", source: str = PAGE) -> tuple[str, int]:
    """A page drawn by a new environment, and how many templates had to be compiled for it."""
    compiled_now = []
    environment = Environment(loader=DictLoader({"page.html": source}))
    generate = environment._compile
    monkeypatch.setattr(environment, "_compile", lambda *told: compiled_now.append(told) or generate(*told))
    environment.bytecode_cache = CompiledTemplates(Kept(folder, world))
    return environment.get_template("page.html").render(word="a"), len(compiled_now)


def test_a_template_is_compiled_once(tmp_path, monkeypatch):
    """Another process of the same world finds what the first one compiled."""
    assert drawn(tmp_path / "kept", monkeypatch) == ("<p>a</p>", 1)
    assert drawn(tmp_path / "kept", monkeypatch) == ("<p>a</p>", 0)


def test_another_world_or_source_is_compiled_again(tmp_path, monkeypatch):
    """Code and settings decide what a template comes to as much as its source does."""
    drawn(tmp_path, monkeypatch)
    assert drawn(tmp_path, monkeypatch, world=b"elsewhere") == ("<p>a</p>", 1)
    assert drawn(tmp_path, monkeypatch, world=b"elsewhere", source="<b>{{ word }}</b>") == ("<b>a</b>", 1)


@pytest.mark.parametrize("keep", [0, 1, 20, -1], ids=["nothing", "a byte", "a beginning", "all but the end"])
def test_a_damaged_file_is_not_believed(tmp_path, monkeypatch, keep):
    """What was cut off or changed is compiled again."""
    drawn(tmp_path, monkeypatch)
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:keep])
    assert drawn(tmp_path, monkeypatch) == ("<p>a</p>", 1)
    assert drawn(tmp_path, monkeypatch) == ("<p>a</p>", 0)


def test_nothing_needs_the_folder(tmp_path, monkeypatch):
    """Where nothing can be kept, templates are compiled each time."""
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert [drawn(tmp_path / "kept", monkeypatch) for _ in range(2)] == [("<p>a</p>", 1)] * 2


def test_two_at_once_leave_a_whole_file(tmp_path, monkeypatch):
    """What is kept is written beside its place and renamed."""
    monkeypatch.setattr(kept.os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("full")))
    assert drawn(tmp_path, monkeypatch) == ("<p>a</p>", 1)
    monkeypatch.undo()
    assert drawn(tmp_path, monkeypatch) == ("<p>a</p>", 1)


def test_a_catalogue_is_compiled_once_for_the_same_messages(tmp_path, monkeypatch):
    """What is kept of a catalogue says the same, and is not looked at when a message has changed."""
    translations = tmp_path / "translations"
    file = translations / "ky" / "LC_MESSAGES" / "transparency.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "yes"\nmsgstr "ооба"\n', "utf-8")
    store = Kept(tmp_path / "kept", b"here")

    assert load_catalogue(translations, "ky", kept=store).gettext("yes") == "ооба"
    with monkeypatch.context() as patched:
        patched.setattr("transparency.languages.catalogues._compiled", None)
        assert load_catalogue(translations, "ky", kept=store).gettext("yes") == "ооба"
    file.write_text('msgid "yes"\nmsgstr "ылайык"\n', "utf-8")
    assert load_catalogue(translations, "ky", kept=store).gettext("yes") == "ылайык"
