"""Whether a folder or an address is what was signed: what is named, and what is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.faults import Altered, ReleaseFault
from release.manifest import read_manifest
from release.proof import FolderSource, Proof, UrlSource, examine
from release.signing import Signer
from release.store import Store
from release.taking_over import adopt
from tests.built import files_of
from tests.release.stores import IDENTITY, Shop, new_key
from tests.serving import serving


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    for word in ("red", "green", "blue"):
        shop.fill(word)
        shop.publish()
    return shop


def _alter(shop: Shop) -> None:
    content = bytearray((shop.current / "page-0/index.html").read_bytes())
    content[5] ^= 1
    (shop.current / "page-0/index.html").write_bytes(content)
    (shop.current / "page-1/index.html").unlink()
    (shop.current / "added.html").write_text("not ours")


def _named(proof: Proof) -> tuple:
    return proof.changed, proof.added, proof.missing


def test_an_untouched_release_is_sound(shop):
    """A folder as published is sound; the proof says who signed and with which key."""
    proof = examine(FolderSource(shop.current), shop.signers)

    assert proof.is_sound and proof.identity == IDENTITY and proof.trusted
    assert proof.fingerprint.startswith("SHA256:") and proof.manifest.release == "000003"


def test_changed_added_and_missing_files_are_named(shop):
    """One flipped bit, one added and one missing file are each named, and nothing else is."""
    _alter(shop)
    proof = examine(FolderSource(shop.current), shop.signers)

    assert _named(proof) == (("page-0/index.html",), ("added.html",), ("page-1/index.html",))
    assert not proof.is_sound


def test_an_address_is_examined_as_a_folder_is(shop):
    """Over HTTP a changed and a missing file are named; what a server adds cannot be asked for."""
    with serving(shop.current.resolve()) as address:
        assert examine(UrlSource(f"{address}/"), shop.signers).is_sound
        _alter(shop)
        proof = examine(UrlSource(address), shop.signers)

    assert _named(proof) == (("page-0/index.html",), (), ("page-1/index.html",))


def test_a_link_in_the_place_of_a_file_is_a_change(shop, tmp_path):
    """A link is no file of a release, even where what it leads to says the same."""
    page = shop.current / "page-0/index.html"
    page.rename(tmp_path / "moved.html")
    page.symlink_to(tmp_path / "moved.html")

    with pytest.raises(ReleaseFault, match="page-0/index.html is a link"):
        examine(FolderSource(shop.current), shop.signers)


def test_a_release_signed_by_another_key_is_not_believed(shop):
    """Who holds the operator's key file is not misled by a release that brings along its own key."""
    other = Signer(new_key(shop.folder / "other"), IDENTITY)
    with pytest.raises(Altered, match="not signed by a key"):
        examine(FolderSource(shop.current), other.allowed_signers())


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.sig", "allowed_signers"])
def test_without_its_proof_a_release_is_not_believed(shop, name):
    """A release without manifest, signature or signers is refused, not taken for sound."""
    (shop.current / "release" / name).unlink()
    with pytest.raises(Altered, match=f"release/{name} is missing"):
        examine(FolderSource(shop.current))


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'"page-0', b'"../../0'), (b'"size": ', b'"size": -'), (b'"commit"', b'"comit"'), (b" ", b"  ")],
)
def test_a_manifest_of_another_form_is_not_believed(shop, before, after):
    """A path that leads elsewhere, a size below zero, an unknown key or other spaces: no manifest of ours."""
    content = (shop.current / "release/manifest.json").read_bytes()
    assert before in content
    with pytest.raises(Altered):
        read_manifest(content.replace(before, after, 1))


def test_a_forged_list_for_people_is_told(shop):
    """The checksums that people use must say what the manifest says and be signed."""
    sums = shop.current / "release/SHA256SUMS"
    sums.write_bytes(sums.read_bytes() + f"{'0' * 64}  more.html\n".encode())
    proof = examine(FolderSource(shop.current), shop.signers)

    assert "release/SHA256SUMS says something else than release/manifest.json" in proof.faults
    assert any("SHA256SUMS.sig" in fault for fault in proof.faults)


def test_a_history_written_anew_is_told(shop, tmp_path):
    """Whoever kept an old manifest finds out when later releases no longer stand on it."""
    known = (shop.store.tree("000002") / "release/manifest.json").read_bytes()
    assert examine(FolderSource(shop.current), shop.signers, known).is_sound

    anew = Shop(tmp_path / "anew")
    anew.signer = shop.signer
    for word in ("red", "white", "blue"):
        anew.fill(word)
        anew.publish()
    faults = examine(FolderSource(anew.current), shop.signers, known).faults
    assert faults == ("the manifest you kept is not in the chain: the history was written anew",)


def test_an_earlier_manifest_that_was_exchanged_is_told(shop):
    """A manifest of an earlier release that is not the one in the chain is named."""
    earlier = shop.current / "release/earlier"
    for suffix in ("", ".sig"):
        content = (earlier / f"000002.json{suffix}").read_bytes()
        (earlier / f"000001.json{suffix}").unlink()
        (earlier / f"000001.json{suffix}").write_bytes(content)
    proof = examine(FolderSource(shop.current), shop.signers)

    assert "release/earlier/000001.json is not the manifest that release/chain.json names" in proof.faults
    assert proof.changed == ("release/earlier/000001.json", "release/earlier/000001.json.sig")


def test_an_empty_store_takes_over_the_last_release(shop, tmp_path):
    """A machine without releases goes on with chain, archives and assets from where they are public."""
    other = Shop(tmp_path / "other")
    other.signer = shop.signer
    with serving(shop.current.resolve()) as address, other.store.changing() as store:
        taken = adopt(store, UrlSource(address), shop.signers)
        assert adopt(store, UrlSource(address), shop.signers) is None
    other.fill("white")
    done = other.publish()

    assert (taken.release, done.release) == ("000003", "000004")
    assert other.manifest().previous == taken.as_link()
    public, before = files_of(other.current), files_of(shop.current)
    kept = [path for path in before if path.startswith(("data/archive/", "assets/", "release/earlier/"))]
    assert kept and {path: public[path] for path in kept} == {path: before[path] for path in kept}
    assert examine(FolderSource(other.current), shop.signers).is_sound


def test_what_is_taken_over_must_be_signed(shop, tmp_path):
    """An archive altered where it is public is not taken over, and neither is a foreign release."""
    other = Signer(new_key(tmp_path / "other-key"), IDENTITY)
    store = Store(tmp_path / "empty")
    with store.changing(), pytest.raises(Altered):
        adopt(store, FolderSource(shop.current), other.allowed_signers())
    (shop.current / shop.manifest().archive).write_bytes(b"altered")
    with store.changing(), pytest.raises(Altered, match="is not what was signed"):
        adopt(store, FolderSource(shop.current), shop.signers)
    assert store.releases() == ()
