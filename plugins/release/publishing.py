"""From a built tree to the public release: gathered, verified, compressed, signed, checked, switched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from . import signing, tree
from .archive import packed
from .draft import Draft, Last, differences
from .faults import Altered, ReleaseFault
from .manifest import (
    CHAIN,
    EARLIER,
    MANIFEST,
    PROOF,
    PUBLIC_KEY,
    SIGNERS,
    SUMS,
    Chain,
    Entry,
    Manifest,
    read_chain,
    read_manifest,
)
from .signing import Signer
from .store import Store

Step = Callable[[str], None]
"""Is told the name of each step when it has been done."""

GATHERED, VERIFIED, COMPRESSED, MANIFESTED, SIGNED = "gathered", "verified", "compressed", "listed", "signed"
CHECKED, PLACED, POINTED, SWITCHED = "checked", "placed", "pointed", "switched"
MARKED, PRUNED = "marked", "pruned"
STEPS = (
    *(GATHERED, VERIFIED, COMPRESSED, MANIFESTED, SIGNED, CHECKED),
    *(PLACED, POINTED, SWITCHED, MARKED, PRUNED),
)
"""The steps of a publication in their order; from SWITCHED on the new release is public."""


@dataclass(frozen=True)
class Plan:
    """What is to be published, and how.

    `tree` is the built site; `leave_out` names files of it that stay at home. `verify` is called with
    the gathered release and the last manifest and raises what stops the publication. `archives` maps
    a folder whose state is kept for good to the address below which its archives lie. Files below
    `assets` are offered for `keep` releases after the last that made them.
    """

    tree: Path
    signer: Signer
    made: datetime
    commit: str | None = None
    verify: Callable[[Path, Manifest | None], None] = lambda folder, last: None
    leave_out: tuple[str, ...] = ()
    archive: Path | None = None
    archives: str = "data/archive/"
    assets: tuple[str, ...] = ("assets/",)
    encodings: tuple[str, ...] = ("br", "gz")
    keep: int = 10
    withdrawn: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Published:
    """What one publication did."""

    manifest: Manifest
    linked: int
    compressed: int
    pruned: tuple[str, ...]

    @property
    def release(self) -> str:
        return self.manifest.release

    @property
    def copied(self) -> int:
        return len(self.manifest.files) - self.linked


def publish(store: Store, plan: Plan, step: Step = lambda name: None) -> Published:
    """Make the built tree the public release; call it within `store.changing()`.

    Raises what `plan.verify` raises, Hostile, Altered, ReleaseFault and OSError; then the earlier
    release is public as before.
    """
    last = _last_release(store, plan.signer)
    draft = Draft(store.begin(), last)
    draft.gather(plan.tree, plan.leave_out)
    step(GATHERED)
    plan.verify(draft.folder, last.manifest)
    step(VERIFIED)
    compressed = draft.compress(plan.encodings)
    step(COMPRESSED)
    manifest = _listed(draft, plan, store)
    step(MANIFESTED)
    _sign(draft.folder, plan.signer)
    step(SIGNED)
    draft.check()
    step(CHECKED)
    store.place(draft.folder, manifest.release)
    step(PLACED)
    _make_public(store, manifest.release, step)
    pruned = store.prune(plan.keep)
    step(PRUNED)
    return Published(manifest, len(draft.linked), compressed, pruned)


def rollback(store: Store, signers: str, name: str | None = None, step: Step = lambda name: None) -> str:
    """Make an earlier release public again, by default the one before; call it within `store.changing()`.

    `signers` are the lines of allowed signers. Raises ReleaseFault where there is no such release, and
    Altered where it is not what was signed; then nothing has changed.
    """
    name = name or _before(store)
    if name not in store.releases():
        raise ReleaseFault(f"there is no release {name}; kept are {', '.join(store.releases()) or 'none'}")
    check_release(store, name, signers)
    step(CHECKED)
    _make_public(store, name, step)
    return name


def check_release(store: Store, name: str, signers: str) -> Manifest:
    """A kept release, held against its manifest and its signature. Raises Altered."""
    manifest = _signed_manifest(store, name, signers)
    wrong = [f"{path} is {kind}" for kind, path in differences(store.tree(name), manifest)]
    if wrong:
        raise Altered(f"release {name} is not what was published: " + "; ".join(sorted(wrong)))
    return manifest


def _make_public(store: Store, name: str, step: Step) -> None:
    link = store.point(name)
    step(POINTED)
    store.switch(link)
    step(SWITCHED)
    store.mark(name)
    step(MARKED)


def _before(store: Store) -> str:
    current = store.current()
    earlier = [name for name in store.releases() if current and int(name) < int(current)]
    if not earlier:
        raise ReleaseFault("there is no earlier release to go back to")
    return earlier[-1]


# --- the last release ---


def _last_release(store: Store, signer: Signer) -> Last:
    name = store.latest()
    if name is None:
        return Last()
    return Last(store.tree(name), _signed_manifest(store, name, signer.allowed_signers()))


def _signed_manifest(store: Store, name: str, signers: str) -> Manifest:
    file = store.tree(name) / MANIFEST
    try:
        content = tree.read(file)
        signing.verify_lines(content, file.with_name(f"{file.name}.sig"), signers)
        manifest = read_manifest(content)
    except (Altered, FileNotFoundError) as error:
        raise Altered(f"release {name} in the store was altered: {error}") from error
    if manifest.release != name:
        raise Altered(f"release {name} in the store says that it is release {manifest.release}")
    return manifest


# --- what a release holds beside the tree ---


def _listed(draft: Draft, plan: Plan, store: Store) -> Manifest:
    """Add what is carried on and what proves the release, and list it all."""
    _refuse_taken_names(draft, plan)
    name, last = store.next_name(), draft.last.manifest
    archive = _keep_archives(draft, plan)
    carried = _carry_assets(draft, plan, int(name))
    _keep_chain(draft, plan, int(name))
    draft.write(SIGNERS, plan.signer.allowed_signers().encode())
    draft.write(PUBLIC_KEY, f"{plan.signer.public_key()}\n".encode())
    manifest = Manifest(
        release=name,
        made=plan.made,
        commit=plan.commit,
        previous=last.as_link() if last else None,
        archive=archive,
        carried=carried,
        files=tuple(_sorted(draft.entries)),
    )
    tree.write(draft.folder / MANIFEST, manifest.as_bytes())
    tree.write(draft.folder / SUMS, manifest.as_sums())
    return manifest


def _sorted(entries: Mapping[str, Entry]) -> Iterable[Entry]:
    return (entries[path] for path in sorted(entries))


def _refuse_taken_names(draft: Draft, plan: Plan) -> None:
    taken = [path for path in draft.entries if path.startswith((PROOF, plan.archives))]
    if taken:
        raise ReleaseFault(f"the built tree may not hold {', '.join(taken)}: a release writes them itself")


def _keep_archives(draft: Draft, plan: Plan) -> str | None:
    """Carry on every archive there has been, and add the one of today's state where it is a new one."""
    kept = [path for path in draft.last.entries if path.startswith(plan.archives)]
    lost = [path for path in kept if path not in plan.withdrawn and not draft.carry(path)]
    if lost:
        raise Altered(f"kept for good, but not there as published: {', '.join(lost)}; restore the backup")
    if plan.archive is None:
        return None
    name, content = packed(plan.archive)
    path = plan.archives + name
    if path not in draft.entries:
        draft.write(path, content)
    return path


def _carry_assets(draft: Draft, plan: Plan, number: int) -> dict[str, str]:
    """Files with hashed names that this build no longer makes: pages in caches still ask for them."""
    last = draft.last.manifest
    carried = {}
    for path in draft.last.entries:
        if path in draft.entries or not path.startswith(plan.assets):
            continue
        made_by = last.carried.get(path, last.release)
        if number - int(made_by) < plan.keep and draft.carry(path):
            carried[path] = made_by
    return carried


def _keep_chain(draft: Draft, plan: Plan, number: int) -> None:
    """Add the last release to the chain, and its manifest to those of the earlier ones that are kept."""
    last, folder = draft.last.manifest, draft.last.folder
    if last is None:
        draft.write(CHAIN, Chain().as_bytes())
        return
    chain = read_chain(_must(draft.last.at(CHAIN), CHAIN))
    draft.write(CHAIN, Chain(releases=(*chain.releases, last.as_link())).as_bytes())
    for path in draft.last.entries:
        if path.startswith(EARLIER) and number - int(PurePosixPath(path).name.split(".")[0]) <= plan.keep:
            draft.carry(path)
    for suffix in ("", ".sig"):
        draft.write(f"{EARLIER}{last.release}.json{suffix}", tree.read(folder / f"{MANIFEST}{suffix}"))


def _must(file: Path | None, path: str) -> bytes:
    if file is None:
        raise Altered(f"{path} of the last release was altered; restore the backup")
    return tree.read(file)


def _sign(folder: Path, signer: Signer) -> None:
    """Sign the manifest for programs and the list of checksums for people, and see that it holds."""
    for path in (MANIFEST, SUMS):
        signature = signer.sign(folder / path)
        signing.verify(tree.read(folder / path), signature, folder / SIGNERS)
