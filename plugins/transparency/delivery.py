"""Where a release goes from its store: to a server, or into a folder that a host takes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from release.access import Access
from release.faults import ReleaseFault
from release.manifest import MANIFEST
from release.proof import LONGEST_PROOF, Source, UrlSource
from release.server import Sent, Server
from release.store import Store
from release.taking_over import adopt
from release.targets import export, stands_on

from .publication import Settings, WrongSetting

FORMS = {"github-pages": (), "gitlab-pages": ("gz",)}
"""Hosts that take a whole site, each with the compressed forms that lie in it: GitHub makes its own."""

POLICY = b'http-equiv="Content-Security-Policy"'
LOST = (
    "this host sends no headers of ours. Lost there: Strict-Transport-Security, X-Content-Type-Options,"
    " X-Frame-Options and frame-ancestors, Permissions-Policy, Cross-Origin-Opener-Policy and"
    " Cross-Origin-Resource-Policy, and that browsers keep assets for good"
)
MOST_TOLD = 40
"""Files that are named one by one; of more only the number is said."""


class Delivery(Protocol):
    """One way of a release to its readers.

    `encodings` are the compressed forms that are made for it; `elsewhere` says that readers are served
    from another place than the store. Within `changing` nobody else delivers; `last` gives the newest
    release that is there, and `deliver` says in lines what it does.
    """

    encodings: tuple[str, ...]
    elsewhere: bool

    def changing(self) -> AbstractContextManager: ...

    def last(self) -> AbstractContextManager[Source | None]: ...

    def deliver(self, store: Store, name: str, keep: int) -> Iterator[str]: ...

    def rollback(self, signers: str, name: str | None) -> str: ...


def delivery_of(settings: Settings) -> Delivery:
    """The delivery that the settings name. Raises WrongSetting and ReleaseFault."""
    kind, _, folder = settings.target.partition(":")
    if not settings.target:
        return FromStore()
    if kind == "ssh":
        return OnServer(Server(Access.of(settings.target, settings.ssh_key, settings.known_hosts)))
    if kind in FORMS and folder:
        if not settings.address:
            raise WrongSetting(f"{kind} is asked for its last release at SITEURL, which is not set")
        return Hosted(settings.root / folder, settings.address, FORMS[kind])
    raise WrongSetting(
        "RELEASE_TARGET must be ssh://user@host/folder, github-pages:folder or gitlab-pages:folder, or empty"
    )


def take_over(store: Store, delivery: Delivery, signers: str, first: bool) -> None:
    """Take the newest release from where it is public, if it is not in the store already.

    A target without one is taken for a mistake unless `first` says that it is none. Raises ReleaseFault,
    and Altered where the store does not carry on what is public.
    """
    if not delivery.elsewhere:
        return
    with delivery.last() as source:
        public = _manifest(source)
        if public is not None:
            adopt(store, source, signers)
            stands_on(store, store.latest(), public)
        elif not first and store.latest() is None:
            raise ReleaseFault("there is no release at the target; if this is the first one, say so: --first")


def _manifest(source: Source | None) -> bytes | None:
    try:
        return source.read(MANIFEST, LONGEST_PROOF) if source else None
    except FileNotFoundError:
        return None


class FromStore:
    """Readers are served from the store itself: nothing is left to do."""

    encodings = ("br", "gz")
    elsewhere = False

    def changing(self) -> AbstractContextManager:
        return nullcontext()

    def last(self) -> AbstractContextManager[Source | None]:
        return nullcontext()

    def deliver(self, store: Store, name: str, keep: int) -> Iterator[str]:
        return iter(())


class OnServer:
    """A store on a server, reached over ssh."""

    encodings = ("br", "gz")
    elsewhere = True

    def __init__(self, server: Server):
        self.server = server

    def changing(self) -> AbstractContextManager:
        return self.server.changing()

    def last(self) -> AbstractContextManager[Source | None]:
        return self.server.last()

    def deliver(self, store: Store, name: str, keep: int) -> Iterator[str]:
        yield from _told(self.server.send(store, name, keep))
        yield f"release {name} is public on {self.server}"

    def rollback(self, signers: str, name: str | None) -> str:
        """Make an earlier release public again there, by default the one before; says so."""
        return f"release {self.server.rollback(signers, name)} is public on {self.server}"


def _told(sent: Sent) -> Iterator[str]:
    if len(sent.files) <= MOST_TOLD:
        yield from (f"sent {path} ({size} bytes)" for path, size in sent.files)
    yield f"sent {len(sent.files)} files, {sent.bytes_sent} bytes on the way"


class Hosted:
    """A folder from which a forge's host takes one deployment; what was there before is gone."""

    elsewhere = True

    def __init__(self, folder: Path, address: str, encodings: tuple[str, ...]):
        self.folder = folder
        self.address = address
        self.encodings = encodings

    def changing(self) -> AbstractContextManager:
        return nullcontext()

    @contextmanager
    def last(self) -> Iterator[Source]:
        yield UrlSource(self.address)

    def deliver(self, store: Store, name: str, keep: int) -> Iterator[str]:
        manifest = export(store, name, self.folder)
        yield LOST
        pages = [entry.path for entry in manifest.files if entry.path.endswith(".html")]
        bare = [path for path in pages if POLICY not in (self.folder / path).read_bytes()]
        if bare:
            yield f"{len(bare)} of {len(pages)} pages hold no policy of their own either, first {bare[0]}"
        yield f"release {name} lies in {self.folder}, to be taken from there"

    def rollback(self, signers: str, name: str | None) -> str:
        """Raises ReleaseFault: a redeployed older release would break the chain of the next one."""
        raise ReleaseFault(
            "this host keeps one deployment and no releases; revert the commit and publish again:"
            " git revert COMMIT"
        )
