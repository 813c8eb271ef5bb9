"""Releases of a static site: verified, compressed, signed, and switched by one rename.

Knows nothing of what the site is about. A store is a folder (see `store.py`); within `changing` it is
held alone, and what a killed process left in it has been mended:

    store = Store(Path("public"))
    with store.changing():
        done = publish(store, Plan(tree=Path("output"), signer=Signer(key, "example.org"), made=now))
        rollback(store, signer.allowed_signers())            # the release before
        rollback(store, signer.allowed_signers(), "000007")

A server serves `store/current/`. `store.tree(name)` is the folder of a release, `store.manifest(name)`
what it holds, and `later.changes_since(earlier)` what one must send to make the earlier one the later.
A machine without earlier releases takes over the last one from where it is public: `adopt`.
Anyone verifies a folder or an address with `examine`.

Faults are ReleaseFault and what it is the base of (Locked, Hostile, Altered), and OSError: then the
earlier release is public as before, and the next publication mends what is left.
"""

from .faults import Altered, Hostile, Locked, ReleaseFault
from .lock import held
from .manifest import Changes, Manifest, read_manifest
from .proof import FolderSource, Proof, Source, UrlSource, examine
from .publishing import STEPS, Plan, Published, check_release, publish, rollback
from .signing import Signer
from .store import Store
from .taking_over import adopt

__all__ = [
    "Altered",
    "Changes",
    "FolderSource",
    "Hostile",
    "Locked",
    "Manifest",
    "Plan",
    "Proof",
    "Published",
    "ReleaseFault",
    "STEPS",
    "Signer",
    "Source",
    "Store",
    "UrlSource",
    "adopt",
    "check_release",
    "examine",
    "held",
    "publish",
    "read_manifest",
    "rollback",
]
