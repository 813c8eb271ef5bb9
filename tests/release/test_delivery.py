"""From a clone to the readers: over ssh to a server, or into the folder of a host without headers."""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import files_of
from tests.programs import ROOT, require
from tests.release.sites import PublishedSite
from tests.release.sshd import Host, ssh_server
from tests.serving import serving

SOUTH = "data/regions/mirrolia/south-mirror/observations.yml"
FIGURE = """- region: mirrolia/south-mirror
  indicator: lanterns-lit
  date: 2026-03
  source: lantern-note
  value: 31
"""


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    with ssh_server(tmp_path_factory.mktemp("server") / "host") as host:
        yield host


@pytest.fixture
def host(sshd, tmp_path) -> Host:
    return Host(sshd.port, sshd.key, sshd.known_hosts, tmp_path / "srv/site")


def clone_of(site: PublishedSite, folder: Path) -> PublishedSite:
    """Another machine: the same facts and key, and nothing that was published before."""
    other = PublishedSite(folder)
    other.key, other.environment = site.key, dict(site.environment)
    for name in ("data", "content"):
        shutil.rmtree(other.root / name)
        shutil.copytree(site.root / name, other.root / name)
    return other


def with_a_figure(site: PublishedSite) -> PublishedSite:
    with (site.root / SOUTH).open("a", encoding="utf-8") as file:
        file.write(FIGURE)
    return site


def succeeded(done: subprocess.CompletedProcess) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def as_a_bystander(folder: Path) -> subprocess.CompletedProcess:
    """Signature and every file, with ssh-keygen and sha256sum alone."""
    script = (
        "ssh-keygen -Y verify -n site-release -I release -f release/allowed_signers"
        " -s release/SHA256SUMS.sig < release/SHA256SUMS >&2 && sha256sum --check --quiet release/SHA256SUMS"
    )
    require("sha256sum", "a bystander compares hashes with it")
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def site(tmp_path) -> PublishedSite:
    (tmp_path / "here").mkdir()
    return PublishedSite(tmp_path / "here")


# --- a server ---


def test_from_a_clone_to_the_server_and_back(site, host, tmp_path):
    """A clone with one more figure sends what changed and says what; going back brings the earlier bytes."""
    site.environment |= host.environment
    public = host.folder / "current"
    succeeded(site.publish("--first"))
    first = files_of(public.resolve())

    (tmp_path / "there").mkdir()
    clone = with_a_figure(clone_of(site, tmp_path / "there"))
    told = succeeded(clone.publish())
    second = files_of(public.resolve())
    changed = {path for path in second if second[path] != first.get(path)}
    sent = next(line for line in told.splitlines() if line.endswith("bytes on the way"))
    assert sent.startswith(f"sent {len(changed)} files, ")
    assert len(changed) < len(second) / 2
    assert int(sent.split(", ")[1].split()[0]) < sum(map(len, second.values())) / 2
    assert as_a_bystander(public).returncode == 0

    listed = succeeded(clone.run("releases")).splitlines()
    assert [line[:8] for line in listed] == ["  000001", "* 000002"]
    assert "release 000001 is public on ssh://" in succeeded(clone.run("rollback"))
    assert files_of(public.resolve()) == first
    assert as_a_bystander(public).returncode == 0

    page = next(public.resolve().rglob("index.html"))
    page.write_bytes(page.read_bytes().replace(b"e", b"f", 1))
    named = as_a_bystander(public)
    assert named.returncode == 1
    assert named.stdout == f"{page.relative_to(public.resolve()).as_posix()}: FAILED\n"


def test_a_target_without_a_release_is_taken_for_a_mistake(site, host):
    """Who has mistyped the folder is told so, and nothing is begun there; --first says that it is meant."""
    done = site.publish(**host.environment)
    assert done.returncode == 2 and "say so: --first" in done.stderr
    assert not (host.folder / "current").exists()


def test_a_server_that_cannot_be_reached(site, host):
    """Without the server nothing is published, also not here; the exit code is 2."""
    nowhere = {**host.environment, "ASHYQ_TARGET": "ssh://nobody@127.0.0.1:1/srv/site"}
    done = site.publish("--first", **nowhere)
    assert done.returncode == 2 and "ssh://nobody@127.0.0.1/srv/site: " in done.stderr
    assert not site.current.exists()


def test_no_secret_is_published_or_told(site, host):
    """Neither a key nor where it lies is in any file of the release or any line of the log."""
    site.environment |= host.environment
    done = site.publish("--first")
    succeeded(done)
    log = (done.stdout + done.stderr).encode()
    secrets = [path.encode() for path in (str(site.key), str(host.key), str(host.known_hosts))]
    secrets += [key.read_bytes().splitlines()[1] for key in (site.key, host.key)]
    holding = [
        path
        for path, content in (*files_of(host.folder / "current/").items(), ("the log", log))
        if any(secret in content for secret in secrets)
    ]
    assert holding == []


def test_a_tree_that_another_job_built(site, tmp_path):
    """The job with the key publishes what the job without it built, and builds nothing itself."""
    tree = tmp_path / "tree"
    environment = {**os.environ, **site.environment, "PYTHONPATH": str(ROOT / "plugins")}
    environment |= {"SOURCE_DATE_EPOCH": "1781503200", "ASHYQ_SIGNING_KEY": ""}
    settings = tmp_path / "settings.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom publishconf import *\n"
        f"TRANSPARENCY_ROOT = {str(site.root)!r}\nPATH = {str(site.root / 'content')!r}\n"
    )
    command = [
        sys.executable,
        "-m",
        "pelican",
        "-s",
        str(settings),
        "-o",
        str(tree),
        "--fatal",
        "warnings",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    succeeded(site.publish("--built", tree))
    assert not (site.root / "output").exists()
    public = files_of(site.current.resolve())
    assert public["en/index.html"] == (tree / "en/index.html").read_bytes()


def test_a_folder_that_is_no_built_tree(site):
    """Any other folder is refused before anything is published."""
    done = site.publish("--built", site.root / "data")
    assert done.returncode == 2 and "was not built by this program" in done.stderr
    assert not site.current.exists()


# --- a person's data ---


PRIVATE = "Somebody of Lantern Street"


def with_a_person(site: PublishedSite) -> PublishedSite:
    """An edit that should never have been published: a person named in a note."""
    site.edit(SOUTH, "  value: 30\n", f"  value: 30\n  note:\n    en: {PRIVATE}\n    ru: Кто-то\n")
    return site


def holding(folder: Path) -> list[str]:
    """The files below a folder in which the person stands, archives looked into."""
    contents = ((path, content) for path, content in files_of(folder).items())
    plain = ((path, gzip.decompress(c) if path.endswith(".gz") else c) for path, c in contents)
    return [path for path, content in plain if PRIVATE.encode() in content]


def test_a_persons_data_are_taken_down_everywhere(site, host, tmp_path):
    """One command: gone from the pages, from every earlier release and from the archives, here and there."""
    site.environment |= host.environment
    succeeded(site.publish("--first"))
    succeeded(with_a_person(site).publish())
    assert holding(host.folder) and holding(site.store)
    words = tmp_path / "words.txt"
    words.write_text(f"{PRIVATE}\n", "utf-8")

    too_early = site.publish("--take-down", words)
    assert too_early.returncode == 2 and "still stands in" in too_early.stderr
    assert PRIVATE not in too_early.stdout + too_early.stderr

    site.edit(SOUTH, f"  note:\n    en: {PRIVATE}\n    ru: Кто-то\n", "")
    done = site.publish("--take-down", words)
    succeeded(done)
    assert PRIVATE not in done.stdout + done.stderr
    assert (holding(host.folder), holding(site.store)) == ([], [])
    assert succeeded(site.run("releases")).startswith("* 000003")
    assert len(list((host.folder / "current/data/archive").iterdir())) == 1
    assert as_a_bystander(host.folder / "current").returncode == 0
    succeeded(site.publish())


def test_nothing_to_take_down(site, tmp_path):
    """An empty file is a mistake, not a wish to remove every earlier release."""
    (tmp_path / "words.txt").write_text("\n \n")
    done = site.publish("--take-down", tmp_path / "words.txt")
    assert done.returncode == 2 and "is empty" in done.stderr and not site.current.exists()


# --- hosts that take a whole site ---


def test_a_host_without_headers(site, tmp_path):
    """Its folder holds the release and nothing for Jekyll to do; what is lost there is said."""
    pages = site.root / "pages"
    pages.mkdir()
    with serving(pages) as address:
        hosted = {"ASHYQ_ADDRESS": address, "ASHYQ_TARGET": "github-pages:pages"}
        told = succeeded(site.publish("--first", **hosted))
        assert "sends no headers of ours. Lost there: Strict-Transport-Security" in told
        files = files_of(pages)
        assert files.pop(".nojekyll") == b""
        assert files == files_of(site.current.resolve())
        assert not [path for path in files if path.endswith((".br", ".gz")) and "archive" not in path]

        (tmp_path / "there").mkdir()
        clone = with_a_figure(clone_of(site, tmp_path / "there"))
        told = succeeded(clone.publish(**hosted))
        assert "release 000002" in told
        assert b"000001" in files_of(clone.root / "pages")["release/chain.json"]
        refused = clone.run("rollback", **hosted)
        assert refused.returncode == 2 and "git revert" in refused.stderr


def test_the_other_forge_gives_out_compressed_files(site):
    """GitLab Pages gives out the gzip form that lies beside each text; of brotli nothing lies there."""
    (site.root / "pages").mkdir()
    with serving(site.root / "pages") as address:
        hosted = {"ASHYQ_ADDRESS": address, "ASHYQ_TARGET": "gitlab-pages:pages"}
        succeeded(site.publish("--first", **hosted))
    files = files_of(site.root / "pages")
    assert "en/index.html.gz" in files
    assert not [path for path in files if path.endswith(".br")]


def test_a_folder_of_somebody_else_is_not_replaced(site):
    """A folder that holds anything we did not make is left as it is."""
    pages = site.root / "pages"
    pages.mkdir()
    (pages / "thesis.txt").write_text("years of work")
    with serving(pages) as address:
        done = site.publish("--first", ASHYQ_ADDRESS=address, ASHYQ_TARGET="gitlab-pages:pages")
    assert done.returncode == 2 and "was not made by this program" in done.stderr
    assert files_of(pages) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize(
    "address", ["example.org", "https://example.org/#here", "https://example.org/?lang=kk"]
)
def test_an_address_that_no_page_can_begin_with(site, address):
    """Pages' addresses are added to the site's; one that ends in a query or an anchor is refused."""
    done = site.publish(ASHYQ_ADDRESS=address)
    assert done.returncode == 2 and "SITEURL must begin with https://" in done.stderr


@pytest.mark.parametrize("target", ["ftp://example.org/x", "pages", "github-pages:", "/srv/site"])
def test_a_target_that_is_none(site, target):
    """A setting that names no kind of target is refused with those that there are."""
    done = site.publish(ASHYQ_TARGET=target)
    assert done.returncode == 2 and "RELEASE_TARGET must be ssh://" in done.stderr
