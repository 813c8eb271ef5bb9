"""A request that is to be forgotten is nowhere any more, and everything that is left still verifies."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from markupsafe import escape

from release import redaction
from release.archive import packed
from release.compressing import DECODE
from release.manifest import CHAIN, MANIFEST, read_chain, read_manifest, sha256_of
from release.redaction import NOTE, note_of
from release.store import Store
from tests.built import INVENTED_TODAY, ashyq, files_of
from tests.release.sites import PublishedSite

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("forget")

REQUEST, OTHER = "t9d2h7p0ad", "w3n6b5p0ac"
TEXTS = (
    "Please build a <playground> & a slide.",
    "Постройте детскую площадку.",
    "This year has no money for it.",
)
REGISTER = "data/regions/mirrolia/south-mirror/feedback/2026.yml"
ROWS = f"""- id: {REQUEST}
  region: mirrolia/south-mirror
  summary:
    en: {TEXTS[0]}
    ru: {TEXTS[1]}
  status: not-done
  requested: 2026-01-20
  answered: 2026-02-09
  answer:
    en: {TEXTS[2]}
- id: {OTHER}
  region: mirrolia/south-mirror
  summary:
    en: Where can one get a certificate?
  status: received
  requested: 2026-06-01
"""


def forms_of(folder: Path) -> dict[str, str]:
    """Every file below a folder as text, decompressed and unpacked: an own look, apart from the program's."""
    texts = {}
    for path, content in files_of(folder).items():
        texts[path] = content.decode("utf-8", "replace")
        for suffix, decode in DECODE.items():
            if path.endswith(f".{suffix}"):
                content = decode(content)
                texts[f"{path} within"] = content.decode("utf-8", "replace")
        if ".tar" in path:
            with tarfile.open(fileobj=BytesIO(content)) as tar:
                for member in tar.getmembers():
                    texts[f"{path}/{member.name}"] = tar.extractfile(member).read().decode("utf-8", "replace")
    return texts


def holding(folder: Path, *words: str) -> list[str]:
    forms = [form for word in words for form in (word, str(escape(word)))]
    return [path for path, text in forms_of(folder).items() if any(form in text for form in forms)]


@pytest.fixture(scope="module")
def drill(tmp_path_factory) -> tuple[PublishedSite, dict[str, bytes]]:
    """The drill: a site with two releases, in both of which a request stands, is told to forget it."""
    site = PublishedSite(tmp_path_factory.mktemp("drill"))
    register = site.root / REGISTER
    register.parent.mkdir()
    register.write_text(ROWS, "utf-8")
    store = Store(site.store)
    for _ in range(2):
        done = site.publish()
        assert done.returncode == 0, done.stderr
        register.write_text(ROWS.replace("certificate", "passport"), "utf-8")
    before = {name: (store.tree(name) / MANIFEST).read_bytes() for name in store.releases()}
    assert all(holding(store.tree(name), REQUEST) for name in before)
    done = forget(site)
    assert done.returncode == 0, done.stdout + done.stderr
    return site, before


def forget(site: PublishedSite):
    return ashyq(
        *("feedback", "forget", REQUEST, "--root", site.root, "--today", INVENTED_TODAY), **site.environment
    )


def test_it_is_in_no_file_of_data_pages_releases_and_archives(drill):
    """Neither its number nor a word of it is in any file, however packed; other requests are."""
    site, _ = drill
    assert holding(site.root, REQUEST, *TEXTS) == []
    assert holding(site.root / "data", OTHER) and holding(site.current, OTHER)


def test_a_tombstone_without_content_is_left(drill):
    """What is left is the number in two groups and the day; the register says that something was removed."""
    site, _ = drill
    left = (site.root / "data/forgotten.yml").read_text("utf-8")
    assert left == f"- id: t9d2h-7p0ad\n  forgotten: {INVENTED_TODAY}\n"
    assert "t9d2h-7p0ad" in (site.current / "en/feedback/register/index.html").read_text("utf-8")


def test_every_release_that_is_left_verifies(drill):
    """The public release and every redacted one are what was signed."""
    site, before = drill
    store = Store(site.store)
    assert store.releases() == (*before, "000003")
    for name in store.releases():
        done = ashyq("verify", store.tree(name), "--signers", site.current / "release/allowed_signers")
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_chain_leads_to_the_redacted_releases(drill):
    """The signed note of each redacted release has the hash by which the later releases know it."""
    site, before = drill
    store = Store(site.store)
    links = {one.release: one.manifest for one in read_chain((site.current / CHAIN).read_bytes()).releases}
    for name, manifest in before.items():
        note = note_of(store.tree(name))
        assert note.manifests == (sha256_of(manifest),) == (links[name],)
        assert note.removed and NOTE in store.manifest(name).entries
        # What did not hold it is there, byte for byte.
        kept = [path for path in read_manifest(manifest).entries if path not in note.removed]
        assert len(kept) > len(note.removed) and all((store.tree(name) / path).is_file() for path in kept)


def test_a_redacted_release_can_be_gone_back_to(drill):
    """Rollback takes a redacted release as it takes any other, and forgets nothing of the forgetting."""
    site, _ = drill
    assert site.run("rollback", "000002").returncode == 0
    assert holding(site.current, REQUEST, *TEXTS) == []
    assert site.run("rollback", "000003").returncode == 0


def test_it_cannot_be_written_again(drill):
    """The check refuses the number of a forgotten request, and forgetting it again does no harm."""
    site, _ = drill
    again = forget(site)
    assert again.returncode == 0, again.stdout + again.stderr
    register = site.root / REGISTER
    text = register.read_text("utf-8")
    register.write_text(text + ROWS.split("- id: " + OTHER)[0], "utf-8")
    refused = ashyq("check", "--root", site.root, "--today", INVENTED_TODAY)
    register.write_text(text, "utf-8")
    assert refused.returncode == 1 and "request-forgotten" in refused.stderr


def test_an_unknown_request_is_told(drill):
    """A number that is mistyped removes nothing."""
    site, _ = drill
    done = ashyq("feedback", "forget", OTHER[:-1] + "d", "--root", site.root, "--today", INVENTED_TODAY)
    assert done.returncode == 2 and f"did you mean {OTHER}" in done.stderr


# --- the parts ---


def test_a_word_is_found_however_it_is_packed(tmp_path):
    """Compressed, in archives, in sheets: a file that holds a word is found; one without is not."""
    word = "сөз".encode()
    sheet = BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/sharedStrings.xml", b"<t>" + word * 3 + b"</t>")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/a.yml").write_bytes(word)
    name, archive = packed(tmp_path / "kept")
    files = {
        "a.html": word,
        "a.html.gz": gzip.compress(word),
        "a.html.br": brotli.compress(word),
        name: archive,
        "a.xlsx": sheet.getvalue(),
        "broken.gz": b"not gzip",
        "b.html": b"something else",
    }
    for path, content in files.items():
        (tmp_path / path).write_bytes(content)
    assert redaction.holding(tmp_path, files, [word]) == tuple(list(files)[:5])
