"""The documentation and the program name the same things."""

from __future__ import annotations

import re
import shutil
import textwrap

from tests.built import TODAY, ashyq, built
from tests.programs import ROOT
from transparency.verifying.findings import RULES

DOCS = {
    path: path.read_text("utf-8")
    for path in (
        *(ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/house.md"),
        ROOT / "docs/releases.md",
        *(ROOT / "docs/operations.md", ROOT / "deploy/README.md"),
    )
}


def _commands() -> set[str]:
    listing = ashyq("--help").stdout.split("Commands:")[1]
    return set(re.findall(r"^  (\w+)", listing, re.M))


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_every_command_is_told_in_the_readme_and_no_other():
    """The README's table of commands is the program's list of commands."""
    told = set(re.findall(r"^\| `ashyq (\w+)", DOCS[ROOT / "README.md"], re.M))

    assert _commands() == told


def _lines_of_code(text: str) -> list[str]:
    """What a reader would type: indented lines, and what stands between backticks."""
    return [*re.findall(r"^ {4,}(\S.*)$", text, re.M), *re.findall(r"`([^`\n]+)`", text)]


def test_every_command_line_in_the_docs_is_understood():
    """Each `ashyq` line of a document names a command that exists, and only options that it has."""
    lines = [line for text in DOCS.values() for line in _lines_of_code(text)]
    calls = {match for line in lines for match in re.findall(r"(?:^|[ =/\"])ashyq ([a-z]+)(.*)", line)}
    verbs = {verb for verb, _ in calls}
    assert {"publish", "rollback", "verify", "due", "owners"} <= verbs <= _commands()

    known = {verb: set(re.findall(r"--[a-z-]+", ashyq(verb, "--help").stdout)) for verb in verbs}
    unknown = {(v, o) for v, rest in calls for o in re.findall(r"--[a-z-]+", rest) if o not in known[v]}
    assert unknown == set()


def test_every_variable_in_the_docs_is_read():
    """Each variable that a document names is read by the settings, the program or a workflow."""
    files = [ROOT / "publishconf.py", *(ROOT / "plugins").rglob("*.py"), *(ROOT / "deploy").rglob("*.*")]
    read = set(re.findall(r"ASHYQ_[A-Z_]+", "\n".join(file.read_text("utf-8") for file in files)))
    named = {name for text in DOCS.values() for name in re.findall(r"ASHYQ_[A-Z_]+", text)}
    assert named and named - read == set()


def test_every_workflow_is_told_where_it_is_explained():
    """deploy/README.md lists every file of deploy/, and docs/operations.md says how each is put to use."""
    for folder in ("github", "gitlab"):
        for path in (ROOT / "deploy" / folder).iterdir():
            assert f"`{folder}/{path.name}`" in DOCS[ROOT / "deploy/README.md"]
            assert path.name in DOCS[ROOT / "docs/operations.md"]


def test_every_make_target_named_in_the_docs_exists():
    """No document sends a reader to a make target that is not there."""
    named = {target for text in DOCS.values() for target in re.findall(r"(?:`|^    )make (\w+)", text, re.M)}

    assert named <= _targets() and {"html", "test", "serve", "check"} <= named


def test_every_setting_is_told_and_no_other():
    """docs/house.md tells every setting of ours, and none that is not read."""
    told = set(re.findall(r"^\| `((?:TRANSPARENCY|RELEASE)_\w+)`", DOCS[ROOT / "docs/house.md"], re.M))
    files = "".join((ROOT / name).read_text("utf-8") for name in ("pelicanconf.py", "publishconf.py"))
    set_here = set(re.findall(r"^((?:TRANSPARENCY|RELEASE)_\w+) =", files, re.M))

    assert set_here == told


def test_every_variable_of_the_environment_is_told_with_its_setting():
    """The table of docs/house.md pairs each variable with the setting that publishconf.py makes of it."""
    read = r'^(\w+) = os\.environ\.get\("(ASHYQ_\w+)"'
    made = set(re.findall(read, (ROOT / "publishconf.py").read_text("utf-8"), re.M))
    told = set(re.findall(r"^\| `(\w+)` \| `(ASHYQ_\w+)`", DOCS[ROOT / "docs/house.md"], re.M))

    assert made and made == told


def test_every_finding_of_the_verification_is_told():
    """docs/releases.md tells each rule by which a built tree is refused, and no other."""
    told = set(re.findall(r"^\| `([a-z-]+)` \|", DOCS[ROOT / "docs/releases.md"], re.M))

    assert told == set(RULES)


def test_every_room_is_told():
    """docs/house.md tells of every room of the program."""
    text = DOCS[ROOT / "docs/house.md"]
    folders = [
        p.name
        for p in (ROOT / "plugins/transparency").iterdir()
        if p.is_dir() and not p.name.startswith("__")
    ]

    assert [name for name in folders if f"`{name}/`" not in text and f"/{name}/`" not in text] == []


def test_links_within_the_docs_lead_somewhere():
    """Every relative link of a document leads to a file of the repository."""
    dead = [
        f"{path.name}: {target}"
        for path, text in DOCS.items()
        for target in re.findall(r"\]\(([^)#:]+)\)", text)
        if not (path.parent / target).exists()
    ]

    assert dead == []


def test_the_first_edit_of_the_readme_holds(tmp_path):
    """Who copies the README's first edit gets a site that passes the check and states the new figure."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    source, figure = re.findall(r"```yaml\n(.*?)```", DOCS[ROOT / "README.md"], re.S)
    for name, text in (("sources.yml", source), ("observations.yml", figure)):
        with (tmp_path / "data/regions/kg/batken" / name).open("a", encoding="utf-8") as file:
            file.write(textwrap.dedent(text.replace("\n   ", "\n").removeprefix("   ")))

    done = ashyq("check", "--root", tmp_path, "--today", TODAY)
    page = (
        built(tmp_path / "output", "--root", tmp_path, "--today", TODAY) / "ky/regions/kg/batken/index.html"
    )

    assert done.returncode == 0, done.stderr
    assert "97" in page.read_text("utf-8") and "143 мектептен" in page.read_text("utf-8")
