"""A site as it was in a git revision: the right base, its bytes and nothing else."""

import os
import shutil
from pathlib import Path

import pytest

from tests.built import ashyq, files_of
from tests.changes.repository import OBSERVATIONS, SOURCES, TODAY, Repository, invented
from tests.programs import ROOT
from transparency.revisions import NoRevision, Revision, default_base, named_revision, site_at


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return invented(tmp_path / "site")


def why_not(root: Path) -> str:
    with pytest.raises(NoRevision) as refused:
        default_base(root)
    return str(refused.value)


# --- which revision ---


def test_on_main_the_base_is_the_commit_before(site):
    """On main with nothing to commit, the last commit is the edit."""
    published = site.head
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.commit()
    assert default_base(site.root).commit == published


def test_on_main_with_edits_the_base_is_the_last_commit(site):
    """On main with something to commit, that is the edit; a new file counts, one beside the site does not."""
    site.append("notes.txt", "not of the site")
    assert why_not(site.root) == "there is no commit before HEAD"
    site.append("data/new.yml", "- id: new\n")
    assert default_base(site.root).commit == site.head


def test_on_a_branch_the_base_is_the_merge_base(site):
    """What happened on main since the branch left it is no edit of the branch."""
    published = site.head
    site.git("checkout", "--quiet", "-b", "edit")
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.commit()
    site.git("checkout", "--quiet", "main")
    site.append(SOURCES, "- id: other\n  title:\n    en: Other\n")
    site.commit()
    site.git("checkout", "--quiet", "edit")
    assert default_base(site.root) == Revision(published, "the merge base with main")


def test_origin_main_serves_where_there_is_no_main(site):
    """A clone of one branch knows main only as origin/main."""
    published = site.head
    site.git("update-ref", "refs/remotes/origin/main", published)
    site.git("branch", "--move", "edit")
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.commit()
    assert default_base(site.root).commit == published


def test_main_without_its_branch_is_main(site):
    """CI checks out main's commit without a branch; it is compared with the one before."""
    published = site.head
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.commit()
    site.git("checkout", "--quiet", "--detach")
    assert default_base(site.root).commit == published


def test_a_hook_leads_nowhere_else(site, tmp_path, monkeypatch):
    """What git sets for a hook of another repository does not change which repository is read."""
    other = invented(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git/index"))
    site.append("data/new.yml", "- id: new\n")
    assert default_base(site.root).commit == site.head


def test_a_revision_by_name(site):
    """A tag names its commit; a name that is none, or looks like an option, is refused with itself."""
    site.git("tag", "--annotate", "v1", "--message", "published")
    assert named_revision(site.root, "v1").commit == site.head
    for name in ("nothing", "--all", "-h"):
        with pytest.raises(NoRevision, match=f"no revision {name}"):
            named_revision(site.root, name)


# --- no revision ---


def test_no_repository(tmp_path):
    """A folder outside any repository has no base, and the sentence says so."""
    shutil.copytree(ROOT / "tests/sites/bad-base", tmp_path / "site")
    assert "lies in no git repository" in why_not(tmp_path / "site")


def test_no_git(site, monkeypatch):
    """Without git the sentence says that git is not installed."""
    monkeypatch.setenv("PATH", str(site.root))
    assert why_not(site.root) == "git is not installed"


def test_no_commit_and_no_main(tmp_path):
    """A repository without a commit, and one without main, say which of the two is missing."""
    site = Repository(tmp_path / "site")
    site.folder.mkdir()
    site.git("init", "--quiet", "--initial-branch=master")
    assert why_not(site.root) == "there is no commit yet"
    site.commit()
    assert why_not(site.root) == "there is neither a branch main nor origin/main"


def test_a_shallow_clone_names_the_cure(site, tmp_path):
    """A clone of one commit has none before it; the sentence says how to bring the rest."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    site.commit()
    address = site.folder.as_uri()
    site.git("clone", "--quiet", "--depth=1", address, str(tmp_path / "clone"))
    assert "git fetch --unshallow" in why_not(tmp_path / "clone")


def test_a_revision_without_the_site(site):
    """A commit that holds no data of this site is nothing to compare with."""
    shutil.copytree(site.root / "data", site.root / "elsewhere/data")
    revision = default_base(site.commit().root)
    with pytest.raises(NoRevision, match="holds no data"), site_at(site.root / "elsewhere", revision):
        pass


def test_check_goes_on_without_git(tmp_path):
    """`ashyq check` says in one line that nothing was compared, and passes."""
    shutil.copytree(ROOT / "tests/sites/bad-base", tmp_path / "site")
    done = ashyq("check", "--root", tmp_path / "site", "--today", TODAY)
    assert done.returncode == 0
    assert done.stderr.startswith("not compared with what was published: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [("check", "--against"), ("diff",)])
def test_a_revision_asked_for_must_be_there(site, command):
    """A mistyped revision is never taken for "nothing to compare": exit 2."""
    verb, *option = command
    done = ashyq(verb, "--root", site.root, "--today", TODAY, *option, "mian")
    assert done.returncode == 2
    assert "git knows no revision mian" in done.stderr


# --- its files ---


def test_the_bytes_are_those_that_were_committed(site):
    """Whatever the repository's attributes and the work tree say, the committed bytes are read."""
    site.append(".gitattributes", "*.yml text eol=crlf ident export-subst\n*.md export-ignore\n")
    (site.root / "content/articles/note.en.md").write_bytes(b"$Id$ $Format:%H$\r\n\xff\x00")
    site.commit()
    files = files_of(site.root)
    committed = {path: files[path] for path in files if path.startswith(("data/", "content/"))}
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    with site_at(site.root, default_base(site.root)) as folder:
        assert files_of(folder) == committed
    assert not folder.exists()


def test_links_are_not_followed(site):
    """A link in a revision, to a file or a folder, is not written to disk."""
    os.symlink("/etc/passwd", site.root / "data/link.yml")
    os.symlink("/etc", site.root / "content/etc")
    site.commit()
    site.append("data/new.yml", "- id: new\n")
    with site_at(site.root, default_base(site.root)) as folder:
        names = set(files_of(folder))
    assert OBSERVATIONS in names
    assert not {name for name in names if "link" in name or "etc" in name}


def test_a_site_below_the_top_of_its_repository(tmp_path):
    """The site folder may lie anywhere in its repository."""
    root = tmp_path / "repository/sites/blue"
    shutil.copytree(ROOT / "tests/sites/bad-base", root)
    site = Repository(tmp_path / "repository", root).begin()
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    with site_at(site.root, default_base(site.root)) as folder:
        assert "value: 8" in (folder / OBSERVATIONS).read_text(encoding="utf-8")


# --- a base that today's rules would refuse ---


def test_an_older_state_is_read_as_far_as_it_goes(site):
    """Records that today's rules refuse, and those that lean on them, are left out; it is said how many."""
    site.append(SOURCES, "- id: old\n  title:\n    en: Old\n  colour: red\n")
    site.append(
        OBSERVATIONS,
        "- region: nowhere/blue-oblast\n  indicator: schools-online\n  date: 2025-05-01\n"
        "  source: old\n  value: 10\n",
    )
    site.commit("what the rules of that day allowed")
    site.rewrite(SOURCES, "  colour: red\n", "")
    base = site.base()
    assert [o.id for o in base.site.data.observations] == ["blue-schools", "blue-online"]
    assert {fault.rule for fault in base.site.left_out} == {"unknown-key", "reference"}
    assert "has 2 faults under today's rules" in base.reservation


def test_an_older_state_keeps_what_can_be_computed(site):
    """A figure that today's rules call impossible was published all the same, and stays guarded."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 80")
    site.commit("a figure above its whole")
    site.rewrite(OBSERVATIONS, "value: 80", "value: 18")
    assert [problem.rule for problem in site.problems()] == ["published-figure-changed"]


def test_an_older_state_without_a_readable_site_file(site):
    """Where the older site.yml cannot be read, today's stands in for it."""
    site.rewrite("data/site.yml", "timezone: Asia/Bishkek", "timezone: Bishkek")
    site.commit("a faulty site.yml")
    site.rewrite("data/site.yml", "timezone: Bishkek", "timezone: Asia/Bishkek")
    assert site.changes() == ()
