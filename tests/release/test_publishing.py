"""From a built tree to a public release: what is copied, linked, compressed, kept and signed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from release.faults import Altered, Hostile, ReleaseFault
from release.signing import Signer
from tests.built import files_of
from tests.release.stores import IDENTITY, Shop, new_key


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.fill("red")
    return shop


def test_a_release_holds_the_tree_and_its_proof(shop):
    """What was built is public under the same paths, with a manifest of every file beside it."""
    shop.publish()

    public, manifest = files_of(shop.current), shop.manifest()
    assert {path: public[path] for path in files_of(shop.tree)} == files_of(shop.tree)
    assert set(public) - set(manifest.entries) == {
        f"release/{name}" for name in ("manifest.json", "manifest.json.sig", "SHA256SUMS", "SHA256SUMS.sig")
    }
    assert manifest.commit == "0" * 40 and manifest.previous is None


def test_checksums_and_signatures_hold_for_other_programs(shop):
    """`sha256sum --check` and `ssh-keygen -Y verify` accept a release; both name what was altered."""
    shop.publish()
    sums = ["sha256sum", "--check", "--quiet", "release/SHA256SUMS"]
    verify = ["ssh-keygen", "-Y", "verify", "-f", "release/allowed_signers", "-I", IDENTITY]
    verify += ["-n", "site-release", "-s", "release/SHA256SUMS.sig"]

    def run(command: list[str]) -> subprocess.CompletedProcess:
        content = (shop.current / "release/SHA256SUMS").read_bytes()
        return subprocess.run(command, cwd=shop.current, input=content, capture_output=True)

    assert (run(sums).returncode, run(verify).returncode) == (0, 0)
    (shop.current / "always.txt").write_text("the samE in each release\n")
    (shop.current / "release/SHA256SUMS").open("a").write(f"{'0' * 64}  added.txt\n")
    assert b"always.txt: FAILED" in run(sums).stdout
    assert run(verify).returncode != 0


def test_unchanged_files_are_linked_and_changed_ones_copied(shop):
    """A file with the bytes of the last release is one file with it; no release shares one with the tree."""
    shop.publish()
    shop.write("page-1/index.html", "<p>blue</p>")
    done = shop.publish()

    first, second = shop.store.tree("000001"), shop.store.tree("000002")
    assert (first / "always.txt").samefile(second / "always.txt")
    assert (first / "page-0/index.html.br").samefile(second / "page-0/index.html.br")
    assert not (first / "page-1/index.html").samefile(second / "page-1/index.html")
    assert done.compressed == 2
    inodes = {path.stat().st_ino for path in shop.tree.rglob("*") if path.is_file()}
    assert inodes & {path.stat().st_ino for path in shop.store.folder.rglob("*") if path.is_file()} == set()


def test_a_moved_page_is_neither_copied_nor_compressed_again(shop):
    """Unchanged bytes are known by their hash, wherever they lie."""
    shop.publish()
    (shop.tree / "page-1").rename(shop.tree / "page-9")
    done = shop.publish()

    assert done.compressed == 0
    assert "page-9/index.html" in shop.manifest().entries and "page-1/index.html" not in files_of(
        shop.current
    )


def test_text_files_have_compressed_forms_that_say_the_same(shop):
    """Beside each text file lie brotli and gzip of just its bytes; gzip holds no name and no time."""
    shop.write("picture.png", "no text")
    shop.publish()

    public = files_of(shop.current)
    for path in ("page-0/index.html", "assets/site.red.css", "always.txt"):
        assert (
            brotli.decompress(public[f"{path}.br"]) == public[path] == gzip.decompress(public[f"{path}.gz"])
        )
        assert public[f"{path}.gz"][3:8] == bytes(5)
    assert "picture.png.br" not in public


def test_the_same_tree_makes_the_same_release(tmp_path):
    """Two machines that publish the same tree under the same key at the same moment make the same bytes."""
    first, second = Shop(tmp_path / "first"), Shop(tmp_path / "second")
    second.signer = first.signer
    for shop in (first, second):
        shop.fill("red")
        shop.publish()

    assert files_of(first.current) == files_of(second.current)


def test_an_altered_last_release_is_not_built_upon(shop):
    """A page or a compressed form that was altered in the store never reaches the next release."""
    shop.publish()
    clean = files_of(shop.current)
    for name in ("page-0/index.html", "page-0/index.html.br", "always.txt"):
        (shop.store.tree("000001") / name).write_bytes(b"poison")
    shop.publish()

    public = files_of(shop.current)
    assert {path: public[path] for path in clean if not path.startswith("release/")} == {
        path: content for path, content in clean.items() if not path.startswith("release/")
    }


def test_an_altered_manifest_stops_the_publication(shop):
    """Where the last release's manifest is not what was signed, nothing is published upon it."""
    shop.publish()
    file = shop.store.tree("000001") / "release/manifest.json"
    file.write_bytes(file.read_bytes().replace(b'"commit": "0', b'"commit": "1'))

    with pytest.raises(Altered, match="release 000001 in the store was altered"):
        shop.publish()
    assert shop.store.current() == "000001"


def test_releases_form_a_chain(shop):
    """Each manifest names the hash of the one before it, also after a rollback."""
    shop.publish()
    shop.publish()
    shop.rollback()
    shop.publish()

    chain = json.loads((shop.current / "release/chain.json").read_bytes())["releases"]
    assert [link["release"] for link in chain] == ["000001", "000002"]
    assert shop.manifest().previous.manifest == chain[-1]["manifest"]
    assert shop.manifest().release == "000003"


def test_the_data_of_each_release_are_kept_for_good(shop):
    """Every state of the data has one archive at an address that stays, however many releases are kept."""
    archives = []
    for word in ("red", "green", "blue", "blue"):
        shop.fill(word)
        archives.append(shop.publish(keep=2).manifest.archive)

    public = files_of(shop.current)
    assert len(set(archives)) == 3 and set(archives) <= set(public)
    assert len(shop.store.releases()) == 2
    assert b"word: red" in gzip.decompress(public[archives[0]])


def test_a_lost_archive_stops_the_publication(shop):
    """An archive that is not there as published is told, not left out in silence."""
    archive = shop.publish().manifest.archive
    (shop.store.tree("000001") / archive).write_bytes(b"")

    with pytest.raises(Altered, match="restore the backup"):
        shop.publish()


def test_a_withdrawn_archive_is_left_out(shop):
    """What must be taken down is no longer carried on, and the next release stands without it."""
    archive = shop.publish().manifest.archive
    shop.fill("blue")
    shop.publish(withdrawn=frozenset({archive}), keep=1)

    assert not list(shop.store.folder.rglob(Path(archive).name))


def test_assets_stay_for_the_kept_number_of_releases(shop):
    """A stylesheet that no page asks for any more is still there for pages in caches, then goes."""
    shop.publish(keep=3)
    offered = []
    for _ in range(4):
        shop.fill("blue")
        shop.publish(keep=3)
        offered.append((shop.current / "assets/site.red.css.br").exists())

    assert offered == [True, True, False, False]


def test_old_releases_go_but_never_the_public_one(shop):
    """The newest N releases are kept, and the public one whatever its age."""
    for _ in range(4):
        shop.publish(keep=2)
    assert shop.store.releases() == ("000003", "000004")
    shop.rollback("000003")
    with shop.store.changing():
        shop.store.prune(1)
    assert shop.store.releases() == ("000003", "000004") and shop.store.current() == "000003"


def test_rollback_brings_the_earlier_bytes_back(shop):
    """Rollback makes the earlier release public as it was, byte for byte, and can be undone by name."""
    shop.publish()
    first = files_of(shop.current)
    shop.fill("blue")
    shop.publish()
    second = files_of(shop.current)

    assert shop.rollback() == "000001" and files_of(shop.current) == first
    assert shop.rollback("000002") == "000002" and files_of(shop.current) == second


@pytest.mark.parametrize("name", [None, "000009"])
def test_rollback_to_nothing_is_refused(shop, name):
    """Where there is no such release, rollback says so and changes nothing."""
    shop.publish()
    with pytest.raises(ReleaseFault, match="there is no"):
        shop.rollback(name)
    assert shop.store.current() == "000001"


def test_rollback_refuses_an_altered_release(shop):
    """A release that is not what was published does not become public again; the file is named."""
    shop.publish()
    shop.fill("blue")
    shop.publish()
    (shop.store.tree("000001") / "page-0/index.html").write_text("altered")

    with pytest.raises(Altered, match="page-0/index.html is changed"):
        shop.rollback()
    assert shop.store.current() == "000002"


def test_a_failed_verification_changes_nothing(shop):
    """What `verify` raises ends the publication; the earlier release stays public and nothing is left."""
    shop.publish()
    shop.fill("blue")

    def refuse(folder, last):
        assert (folder / "page-0/index.html").read_text().startswith("<p>blue") and last.release == "000001"
        raise ValueError("not like this")

    with pytest.raises(ValueError, match="not like this"):
        shop.publish(verify=refuse)
    assert shop.store.current() == "000001" and shop.store.releases() == ("000001",)
    assert not (shop.store.folder / "work").exists()


def _link_out(tree: Path) -> None:
    (tree / "passwd").symlink_to("/etc/passwd")


def _link_to_above(tree: Path) -> None:
    (tree / "loop").symlink_to(".")


def _broken_link(tree: Path) -> None:
    (tree / "page-0/gone").symlink_to("nowhere")


def _pipe(tree: Path) -> None:
    os.mkfifo(tree / "pipe")


def _line_end_in_a_name(tree: Path) -> None:
    (tree / "two\nlines").write_text("")


@pytest.mark.parametrize("spoil", [_link_out, _link_to_above, _broken_link, _pipe, _line_end_in_a_name])
def test_a_hostile_tree_is_refused_by_name(shop, spoil):
    """Links, pipes and names that no list can hold are refused by name; nothing they lead to is read."""
    before = set(shop.tree.rglob("*"))
    spoil(shop.tree)
    (spoilt,) = set(shop.tree.rglob("*")) - before

    with pytest.raises(Hostile, match=spoilt.name.split("\n")[0]):
        shop.publish()
    assert shop.store.current() is None


def test_a_link_in_the_last_release_is_not_followed(shop, tmp_path):
    """A link planted among earlier releases is replaced by the file; what it leads to stays private."""
    secret = shop.write("secret.txt", "the same in each release\n", tmp_path)
    shop.publish()
    planted = shop.store.tree("000001") / "always.txt"
    planted.unlink()
    planted.symlink_to(secret)
    shop.publish()

    assert not (shop.current / "always.txt").is_symlink()
    assert not (shop.current / "always.txt").samefile(secret)


@pytest.mark.parametrize("name", ["releases", "work", "published", ".lock"])
def test_a_store_whose_folders_are_links_is_refused(shop, tmp_path, name):
    """A store is not written through a link: nothing lands elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shop.store.folder.mkdir()
    (shop.store.folder / name).symlink_to(elsewhere)

    with pytest.raises(ReleaseFault, match="is a link"):
        shop.publish()
    assert list(elsewhere.iterdir()) == []


def test_a_folder_named_current_is_refused(shop):
    """A folder that somebody else made in the place of the link is not touched."""
    (shop.store.folder / "current").mkdir(parents=True)
    with pytest.raises(ReleaseFault, match="is no link"):
        shop.publish()


@pytest.mark.parametrize("path", ["release/manifest.json", "data/archive/own.tar.gz"])
def test_a_tree_may_not_bring_its_own_proof(shop, path):
    """Files where a release writes its own are refused: a tree could bring a manifest of its own."""
    shop.write(path, "{}")
    with pytest.raises(ReleaseFault, match="may not hold"):
        shop.publish()


def test_without_a_key_nothing_is_published(shop):
    """A key that is not there, or asks for a passphrase, stops the publication and asks nobody."""
    shop.signer = Signer(shop.folder / "no-key", IDENTITY)
    with pytest.raises(ReleaseFault, match="cannot read the signing key"):
        shop.publish()
    new_key(shop.folder / "locked")
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "", "-N", "a passphrase", "-f", shop.folder / "locked"], check=True
    )
    shop.signer = Signer(shop.folder / "locked", IDENTITY)
    with pytest.raises(ReleaseFault, match="cannot sign"):
        shop.publish()
    assert shop.store.current() is None


def test_a_new_key_follows_the_old_one_only_where_both_are_trusted(shop):
    """A publication upon a release of another key needs that key among the trusted ones."""
    old = shop.signer
    shop.publish()
    shop.signer = Signer(new_key(shop.folder / "new"), IDENTITY)
    with pytest.raises(Altered, match="not signed by a key that is allowed to"):
        shop.publish()

    shop.signer = replace(shop.signer, trusted=old.allowed_signers())
    shop.publish()
    assert shop.manifest().previous.release == "000001"


def test_a_secret_is_in_no_file_of_a_release(shop):
    """The private key lies in no public file, and not even its path does."""
    shop.publish()
    secret = (shop.folder / "key").read_bytes().splitlines()[1]
    for content in files_of(shop.store.folder).values():
        assert secret not in content and str(shop.folder).encode() not in content
