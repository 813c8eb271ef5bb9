"""The workflows that publish, run in a clone: one job builds, another one signs and sends what was built."""

import shutil

import pytest

from tests.built import files_of
from tests.deploy.workflows import Runner, github_step, gitlab_script
from tests.release.sshd import Host, ssh_server
from tests.release.stores import new_key
from tests.serving import serving


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where readers would ask for the site: an address at which nothing lies yet."""
    with serving(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture(scope="module")
def built(tmp_path_factory, address) -> Runner:
    """A clone in which the first job has run, with the address and the operator of a repository."""
    runner = Runner(tmp_path_factory.mktemp("runner"))
    (runner.temp / "built").mkdir()
    for step in ("Install the program", "Check", "Build"):
        done = runner.run(github_step("publish-server.yml", "build", step), **public(address))
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    shutil.copy(runner.clone.root / "tree.tar", runner.temp / "built")
    return runner


def public(address: str) -> dict[str, str]:
    return {"ASHYQ_ADDRESS": address, "ASHYQ_OPERATOR": "Example Test Foundation", "ASHYQ_LANG": "en"}


@pytest.fixture
def host(tmp_path):
    with ssh_server(tmp_path / "host") as host:
        yield host


def of_the_server(host: Host, key: str) -> dict[str, str]:
    return {
        "SIGNING_KEY": key,
        "SSH_KEY": host.key.read_text(),
        "KNOWN_HOSTS": host.known_hosts.read_text(),
        "ASHYQ_TARGET": host.address,
    }


def test_main_is_published_on_a_server(built, host, address, tmp_path):
    """The second job sends what the first one built, and leaves no key on its machine or in its log."""
    key = new_key(tmp_path / "signing").read_text()
    script = github_step("publish-server.yml", "release", "Verify, sign and send")
    variables = public(address) | of_the_server(host, key)
    (built.temp / "keys").mkdir()
    refused = built.run(script, **variables, FIRST="false", TAKE_DOWN="", TMPDIR=str(built.temp / "keys"))
    assert refused.returncode == 2 and "say so: --first" in refused.stderr
    words = "words that stand nowhere"
    done = built.run(script, **variables, FIRST="true", TAKE_DOWN=words, TMPDIR=str(built.temp / "keys"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert words not in done.stdout + done.stderr
    there = files_of((host.folder / "current").resolve())
    assert there["ky/index.html"] == (built.temp / "output/ky/index.html").read_bytes()
    assert list((built.temp / "keys").iterdir()) == []
    inner = key.splitlines()[1]
    assert inner not in done.stdout + done.stderr and inner.encode() not in b"".join(there.values())
    shutil.rmtree(built.temp / "store")
    shutil.rmtree(built.temp / "output")


def test_main_is_laid_out_for_github_pages(built, address, tmp_path):
    """The archive for GitHub Pages holds the signed release, without what that host makes itself."""
    script = github_step("publish-pages.yml", "release", "Verify, sign and lay out")
    key = new_key(tmp_path / "signing").read_text()
    done = built.run(script, **public(address), SIGNING_KEY=key, FIRST="true", TAKE_DOWN="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "sends no headers of ours" in done.stdout
    site = tmp_path / "site"
    shutil.unpack_archive(built.clone.root / "artifact.tar", site, "tar")
    names = set(files_of(site))
    assert {".nojekyll", "ky/index.html", "release/manifest.json.sig"} <= names
    assert not any(name.endswith(".br") for name in names)
    shutil.rmtree(built.temp / "store")
    shutil.rmtree(built.temp / "output")


def test_gitlab_publishes_the_same(built, host, address, tmp_path):
    """GitLab's job sends the same tree, with its keys as files that GitLab lays beside it."""
    files = {"ASHYQ_SIGNING_KEY": new_key(tmp_path / "signing"), "ASHYQ_SSH_KEY": host.key}
    files |= {"ASHYQ_KNOWN_HOSTS": host.known_hosts}
    variables = {name: str(path) for name, path in files.items()} | {"ASHYQ_TARGET": host.address}
    done = built.run(gitlab_script("publish.yml", "server"), **public(address), **variables, ASHYQ_FIRST="1")
    assert done.returncode == 0, done.stdout + done.stderr
    there = files_of((host.folder / "current").resolve())
    assert there["en/index.html"] == (built.clone.root / "output/en/index.html").read_bytes()
