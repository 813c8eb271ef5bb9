"""Releases on a server, over a real ssh: only what changed is sent, and one rename switches."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from release.access import Access
from release.faults import Altered, Locked, ReleaseFault
from release.manifest import MANIFEST
from release.proof import FolderSource, examine
from release.server import Server
from release.store import Store
from release.taking_over import adopt
from release.targets import stands_on
from tests.built import files_of
from tests.programs import require
from tests.release.sshd import Host, ssh_server
from tests.release.stores import IDENTITY, Shop

KEEP = 2
STEPS = ("begun", "sent", "checked", "placed", "switched")


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    with ssh_server(tmp_path_factory.mktemp("server") / "host") as host:
        yield host


@pytest.fixture
def host(sshd, tmp_path) -> Host:
    """The server with an empty folder for this test."""
    return Host(sshd.port, sshd.key, sshd.known_hosts, tmp_path / "srv/site of ours")


@pytest.fixture
def server(host) -> Server:
    return Server(host.access)


@pytest.fixture
def shop(tmp_path) -> Shop:
    return Shop(tmp_path / "shop")


def send(shop: Shop, server: Server, word: str, step=lambda name: None):
    """Publish a tree that says one word, here and there."""
    shop.fill(word)
    done = shop.publish()
    with server.changing():
        return server.send(shop.store, done.release, KEEP, step)


def public(host: Host) -> dict[str, bytes]:
    return files_of((host.folder / "current").resolve())


# --- sending ---


def test_a_release_is_public_on_the_server_byte_for_byte(shop, server, host):
    """The public folder there is the release here, and its proof holds."""
    sent = send(shop, server, "first")
    assert public(host) == files_of(shop.current.resolve())
    assert examine(FolderSource(host.folder / "current"), shop.signers).is_sound
    assert os.readlink(host.folder / "current") == "releases/000001"
    assert {path for path, _ in sent.files} == set(public(host))
    assert not (host.folder / "work").exists()


def test_only_what_changed_is_sent(shop, server, host):
    """The files of the second release that the first had are linked there, and nothing of them travels."""
    send(shop, server, "first")
    shop.write("page-1/index.html", "<p>another</p>")
    done = shop.publish()
    with server.changing():
        sent = server.send(shop.store, done.release, KEEP)
    named = {path for path, _ in sent.files}
    assert "page-1/index.html" in named and not any(path.startswith("page-0") for path in named)
    assert not any(path.startswith("assets/") for path in named)
    old, new = (host.folder / f"releases/00000{number}/always.txt" for number in (1, 2))
    assert os.path.samefile(old, new)
    assert public(host) == files_of(shop.current.resolve())


def test_a_fresh_clone_sends_as_little(shop, server, host, tmp_path):
    """A machine without earlier releases takes over the last one; other times of files cost nothing."""
    send(shop, server, "first")
    before = (host.folder / f"releases/000001/{MANIFEST}").read_bytes()
    fresh = Shop(tmp_path / "fresh")
    fresh.signer = shop.signer
    with server.last() as source, fresh.store.changing():
        assert adopt(fresh.store, source, fresh.signers).release == "000001"
    fresh.write("more.html", "<p>more</p>")
    sent = send(fresh, server, "first")
    plain = {path for path, _ in sent.files if not path.startswith("release/")}
    assert plain == {"more.html", "more.html.br", "more.html.gz"}
    proof = examine(FolderSource(host.folder / "current"), fresh.signers, before)
    assert proof.is_sound and proof.manifest.release == "000002"


def test_the_server_keeps_the_last_releases(shop, server, host):
    """Of three releases two stay, and the public one is among them."""
    for number in range(3):
        sent = send(shop, server, f"word-{number}")
    assert sent.pruned == ("000001",)
    assert server.releases() == ("000002", "000003") and server.current() == "000003"
    assert sorted(os.listdir(host.folder / "releases")) == ["000002", "000003"]


# --- going back ---


def test_a_rollback_brings_the_earlier_bytes_back(shop, server, host):
    """The public folder is what it was, and the next release bears a number that none has borne."""
    send(shop, server, "first")
    first = public(host)
    send(shop, server, "second")
    with server.changing():
        assert server.rollback(shop.signers) == "000001"
    assert public(host) == first
    assert send(shop, server, "third").release == "000003"


def test_a_release_altered_on_the_server_is_not_gone_back_to(shop, server, host):
    """A changed, added or missing file is named, and what is public stays public."""
    send(shop, server, "first")
    send(shop, server, "second")
    old, second = host.folder / "releases/000001", public(host)
    spoil = {
        "always.txt": lambda file: file.write_text("never\n"),
        "added.html": lambda file: file.write_text("x"),
        "page-0/index.html": lambda file: file.unlink(),
        "page-2/index.html": lambda file: (file.unlink(), file.symlink_to("/etc/hostname")),
    }
    for path, harm in spoil.items():
        content = (old / path).read_bytes() if (old / path).exists() else None
        os.rename(old / path, old.parent / "kept") if content is not None else None
        if content is not None and path != "page-0/index.html":
            (old / path).write_bytes(content)
        if content is not None and path == "page-0/index.html":
            (old / path).write_bytes(content)
        harm(old / path)
        with server.changing(), pytest.raises(Altered, match=path):
            server.rollback(shop.signers, "000001")
        (old / path).unlink(missing_ok=True)
        if content is not None:
            os.rename(old.parent / "kept", old / path)
        assert public(host) == second and server.current() == "000002"


def test_a_manifest_of_somebody_else_is_not_gone_back_to(shop, server, host, tmp_path):
    """A release that is whole and signed with another key is refused."""
    send(shop, server, "first")
    send(shop, server, "second")
    stranger = Shop(tmp_path / "stranger")
    with server.changing(), pytest.raises(Altered, match="not signed by a key"):
        server.rollback(stranger.signers, "000001")
    assert server.current() == "000002"


def test_a_release_that_is_not_there(shop, server):
    """A number that is not kept, and going back from the first, are refused with what there is."""
    send(shop, server, "first")
    with server.changing():
        with pytest.raises(ReleaseFault, match="no release 000009 .* kept are 000001"):
            server.rollback(shop.signers, "000009")
        with pytest.raises(ReleaseFault, match="no earlier release"):
            server.rollback(shop.signers)


# --- interruptions ---


class Killed(BaseException):
    """Stands for the end of the sending process."""


@pytest.mark.parametrize("last", STEPS)
def test_whatever_is_interrupted_the_public_release_is_whole(shop, server, host, last):
    """After each step's end the old or the new release is public, whole; and sending again succeeds."""
    send(shop, server, "first")
    first = public(host)

    def stop(name: str) -> None:
        if name == last:
            raise Killed

    with pytest.raises(Killed):
        send(shop, server, "second", stop)
    assert public(host) == (files_of(shop.current.resolve()) if last == "switched" else first)
    send(shop, server, "third")
    assert public(host) == files_of(shop.current.resolve())
    assert examine(FolderSource(host.folder / "current"), shop.signers).is_sound


def test_a_killed_rsync_leaves_the_old_release(shop, server, host):
    """The program that sends is really killed in the midst of it; the next sending does all of it."""
    send(shop, server, "first")
    first = public(host)
    for number in range(60):
        shop.write(f"big/{number}.html", os.urandom(40_000).hex())
    shop.fill("second")
    name = shop.publish().release
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # a process of its own, so that it can be killed with its ssh
        os.setsid()
        with server.changing():
            server.send(shop.store, name, KEEP, lambda step: os.write(writer, f"{step}\n".encode()))
        os._exit(0)
    assert os.read(reader, 100).startswith(b"begun\n")
    os.killpg(child, 9)
    os.waitpid(child, 0)
    assert public(host) == first
    with server.changing():
        server.send(shop.store, name, KEEP)
    assert public(host) == files_of(shop.store.tree(name))


def test_what_arrives_altered_is_not_made_public(shop, server, host):
    """A byte that changed on the way or on the server's disk is found there, before the switch."""
    send(shop, server, "first")
    first = public(host)

    def flip(name: str) -> None:
        if name == "sent":
            (host.folder / "work/draft/page-1/index.html").write_text("altered")

    with pytest.raises(Altered, match="page-1/index.html"):
        send(shop, server, "second", flip)
    assert public(host) == first


def test_two_publications_at_once(shop, server, host):
    """The second is refused while the first holds the server; the lock goes with its connection."""
    send(shop, server, "first")
    with server.changing(), pytest.raises(Locked), server.changing():
        pass
    with server.changing():
        pass


def test_readers_see_one_release_or_the_other(shop, server, host):
    """While releases are switched and pruned there, a reader of the public folder never fails or mixes."""
    send(shop, server, "word-0")
    done, seen, failed = threading.Event(), set(), []

    def look() -> None:
        while not done.is_set():
            try:
                folder = os.open(host.folder / "current", os.O_RDONLY)
                words = [_word(f"page-{number}/index.html", folder) for number in range(3)]
                os.close(folder)
                seen.add(words[0])
                failed.extend([words] if len(set(words)) > 1 else [])
            except OSError as error:
                failed.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(1, 4):
        send(shop, server, f"word-{number}")
    done.set()
    reader.join()
    assert failed == [] and len(seen) > 1


def _word(path: str, folder: int) -> str:
    with open(path, opener=lambda name, flags: os.open(name, flags, dir_fd=folder)) as file:
        return file.read().split()[0]


# --- what is refused ---


def test_a_release_published_from_elsewhere_meanwhile(shop, server, tmp_path):
    """A clone whose releases do not carry on the public one is refused, so that the chain never breaks."""
    send(shop, server, "first")
    other = Shop(tmp_path / "other")
    other.signer = shop.signer
    other.fill("other")
    name = other.publish().release
    with pytest.raises(Altered, match="published from elsewhere meanwhile"):
        stands_on(other.store, name, server.manifest_bytes("000001"))
    shop.fill("second")
    stands_on(shop.store, shop.publish().release, server.manifest_bytes("000001"))


def test_a_host_with_another_key_is_refused(shop, host, tmp_path):
    """Who answers with a key that is not the known one gets nothing."""
    stranger = tmp_path / "known_hosts"
    stranger.write_text(f"[127.0.0.1]:{host.port} {(tmp_path / 'shop/key.pub').read_text()}")
    server = Server(Access.of(host.address, host.key, stranger))
    with pytest.raises(ReleaseFault, match="Host key verification failed|REMOTE HOST IDENTIFICATION"):
        send(shop, server, "first")
    assert not host.folder.exists()


def test_a_folder_that_is_a_link_is_refused(shop, server, host, tmp_path):
    """A store whose folder of releases leads elsewhere would write there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    host.folder.mkdir(parents=True)
    (host.folder / "releases").symlink_to(elsewhere)
    with pytest.raises(ReleaseFault, match="releases is a link"):
        send(shop, server, "first")
    assert list(elsewhere.iterdir()) == []


WRONG = (
    *(
        "example.org:/srv",
        "ssh://example.org",
        "ssh:///srv",
        "ssh://a:secret@example.org/srv",
        "rsync://a/srv",
    ),
    *("ssh://example.org:port/srv", "ssh://-oProxyCommand=x/srv", "ssh://example.org/srv/../etc"),
)


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_is_none(address):
    """What is no address of a folder on a server is refused, and a password in it is not repeated."""
    with pytest.raises(ReleaseFault) as refused:
        Access.of(address)
    assert "secret" not in str(refused.value)


def test_a_bystander_verifies_what_the_server_gives_out(shop, server, host, tmp_path):
    """With ssh-keygen and sha256sum alone both releases hold, and a flipped byte is named."""
    send(shop, server, "first")
    send(shop, server, "second")
    sums = require("sha256sum", "a bystander compares hashes with it")
    keygen = require("ssh-keygen", "a bystander verifies signatures with it")
    for name in server.releases():
        copy = host.folder / "releases" / name
        check = [keygen, "-Y", "verify", "-n", "site-release", "-I", IDENTITY]
        check += ["-f", "release/allowed_signers", "-s", "release/SHA256SUMS.sig"]
        with open(copy / "release/SHA256SUMS", "rb") as listed:
            assert subprocess.run(check, cwd=copy, stdin=listed, capture_output=True).returncode == 0
        compare = [sums, "--check", "--quiet", "release/SHA256SUMS"]
        assert subprocess.run(compare, cwd=copy, capture_output=True).returncode == 0
    (copy / "page-0/index.html").write_text("flipped")
    done = subprocess.run(compare, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == "page-0/index.html: FAILED\n"


def test_a_store_is_the_same_thing_there(shop, server, host):
    """The folder on the server is a store: on the machine itself the usual commands work on it."""
    send(shop, server, "first")
    store = Store(Path(host.folder))
    assert (store.releases(), store.current()) == (("000001",), "000001")
