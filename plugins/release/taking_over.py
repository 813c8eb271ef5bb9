"""A machine without earlier releases takes over what it must not lose from where the last one is public."""

from __future__ import annotations

from . import tree
from .faults import Altered
from .manifest import MANIFEST, PROOF, SUMS, Manifest, read_manifest
from .proof import LONGEST_PROOF, Source
from .signing import verify_lines
from .store import Store


def adopt(
    store: Store,
    source: Source,
    signers: str,
    carried: tuple[str, ...] = (PROOF, "data/archive/", "assets/"),
) -> Manifest | None:
    """Take over the last release from a source into an empty store; call it within `store.changing()`.

    Only what the next release carries on is fetched, the files below `carried`; so it can be published
    upon, and nothing can be rolled back to it here. None where the source has no release or the store
    has that one or a later one already. Raises Altered where it is not signed by one of the signers.
    """
    try:
        content = source.read(MANIFEST, LONGEST_PROOF)
        signature = source.read(f"{MANIFEST}.sig", LONGEST_PROOF)
    except FileNotFoundError:
        return None
    manifest = read_manifest(content)
    latest = store.latest()
    if latest and int(latest) >= int(manifest.release):
        return None
    draft = store.begin()
    for path, part in ((MANIFEST, content), (f"{MANIFEST}.sig", signature)):
        tree.write(draft / path, part)
    verify_lines(content, draft / f"{MANIFEST}.sig", signers)
    for entry in manifest.files:
        if entry.path.startswith(carried):
            tree.write(draft / entry.path, source.read(entry.path, entry.size + 1))
            if tree.digest(draft / entry.path) != (entry.size, entry.sha256):
                raise Altered(f"{entry.path} of release {manifest.release} is not what was signed")
    tree.write(draft / SUMS, manifest.as_sums())
    store.place(draft, manifest.release)
    store.mark(manifest.release)
    return manifest
