"""Where a release goes beside its store: a server, or a folder from which a host takes one deployment."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import tree
from .faults import Altered, ReleaseFault
from .manifest import CHAIN, Manifest, read_chain, sha256_of
from .store import Store

MARK = ".nojekyll"
"""Tells GitHub Pages to serve the folder as it is; also how we know again a folder that we made."""


def stands_on(store: Store, name: str, public: bytes) -> None:
    """Refuse a release that does not carry on the one whose manifest is public.

    Raises Altered: somebody published from elsewhere meanwhile, and the chain would break.
    """
    known = {link.manifest for link in read_chain(tree.read(store.tree(name) / CHAIN)).releases}
    if sha256_of(public) not in known | {store.manifest(name).as_link().manifest}:
        raise Altered(
            f"release {name} does not carry on what is public; it was published from elsewhere meanwhile."
            f" Move {store.folder} away and publish again: the public release is then taken over"
        )


def export(store: Store, name: str, folder: Path) -> Manifest:
    """Copy a release into a folder for a host that takes a whole site at once.

    The folder is replaced where this function made it; one that holds anything else raises ReleaseFault.
    """
    if folder.is_symlink() or (folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file()):
        raise ReleaseFault(f"{folder} is not empty and was not made by this program; name another folder")
    draft = folder.with_name(f".{folder.name}.draft")
    tree.remove(draft)
    for path, file in tree.files_of(store.tree(name)).items():
        tree.copy(file, draft / path)
    tree.write(draft / MARK, b"")
    if folder.exists():
        shutil.rmtree(folder)
    draft.rename(folder)
    return store.manifest(name)
