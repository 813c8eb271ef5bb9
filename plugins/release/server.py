"""A store of releases on a server, reached over ssh: only what changed is sent, one rename there switches.

The server needs nothing of ours: a shell, GNU coreutils and findutils, flock and rsync. Its folder is laid
out as a store is (see `store.py`), and a web server there serves `current/`.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .access import SECONDS, Access
from .faults import Altered, Locked, ReleaseFault
from .manifest import MANIFEST, UNLISTED, Manifest, read_manifest
from .proof import FolderSource
from .signing import verify_lines
from .store import Store

CARRIED = ("release/***", "data/", "data/archive/***", "assets/***")
"""What the next release is made from (see `taking_over.py`), as rsync names it."""

LOCK = 'mkdir -p -- "$1" && cd -- "$1" && exec flock -n .lock sh -c "echo held; exec cat >/dev/null"'
STATE = """
cd -- "$1" 2>/dev/null || exit 0
for mark in published/*; do
  name=${mark#published/}
  if [ -d "releases/$name" ] && [ ! -L "releases/$name" ]; then echo "release $name"; fi
done
if [ -L current ]; then echo "current $(basename "$(readlink current)")"; fi
"""
BEGIN = """
cd -- "$1"
for name in releases published work; do
  if [ -L "$name" ]; then echo "$name is a link; a store holds its own folders" >&2; exit 1; fi
done
if [ -e current ] && [ ! -L current ]; then echo "current is no link" >&2; exit 1; fi
# an rsync whose sender was killed may still be writing there: it is moved out of the way
rm -rf stale.* || true
if [ -e work ]; then mv -T work "stale.$$"; rm -rf "stale.$$" || true; fi
mkdir -p releases published work/draft
public=$(basename "$(readlink current || true)")
if [ -n "$public" ] && [ -d "releases/$public" ]; then touch "published/$public"; fi
for folder in releases/*; do
  if [ ! -e "published/${folder#releases/}" ]; then rm -rf -- "$folder"; fi
done
"""
CHECK = """
cd -- "$1/$2"
sha256sum --check --strict --quiet - 1>&2
find . ! -type d -printf '%y %P\\n'
"""
PLACE = 'cd -- "$1"; sync -f work/draft; mv -T work/draft "releases/$2"'
SWITCH = """
cd -- "$1"
mkdir -p work
rm -f work/current
ln -s "releases/$2" work/current
mv -T work/current current
sync -f .
touch "published/$2"
rm -rf work
"""
PRUNE = """
cd -- "$1"
shift
mkdir -p work
for name; do mv -T "releases/$name" "work/$name"; rm -f "published/$name"; done
rm -rf work
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one release cost on the way: the files that were sent, and all bytes with rsync's own talk."""

    release: str
    files: tuple[tuple[str, int], ...]
    bytes_sent: int
    pruned: tuple[str, ...]


class Server:
    """The store on a server; changed only within `changing`."""

    def __init__(self, access: Access):
        self.access = access
        self._shared: Path | None = None

    def __str__(self) -> str:
        return f"ssh://{self.access.login}{self.access.folder}"

    @contextmanager
    def changing(self) -> Iterator[Server]:
        """Hold the store on the server alone; the lock goes when the connection does.

        Raises Locked, and ReleaseFault where the server cannot be reached.
        """
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with TemporaryDirectory(prefix="release-") as folder:
            shared = Path(folder, "ssh")
            command = self._command(self.access.shell(shared, first=True), LOCK)
            with subprocess.Popen(command, **pipes) as holder:
                if holder.stdout.readline() != b"held\n":
                    holder.stdin.close()
                    raise _refusal(self, holder.wait(), holder.stderr.read())
                self._shared = shared
                try:
                    yield self
                finally:
                    self._shared = None
                    holder.stdin.close()

    def releases(self) -> tuple[str, ...]:
        """The kept releases that have been public, oldest first."""
        return self._kept_and_current()[0]

    def current(self) -> str | None:
        """The release that is public."""
        return self._kept_and_current()[1]

    def _kept_and_current(self) -> tuple[tuple[str, ...], str | None]:
        state = self._state()
        kept = sorted((name for what, name in state if what == "release"), key=int)
        return tuple(kept), next((name for what, name in state if what == "current"), None)

    @contextmanager
    def last(self) -> Iterator[FolderSource | None]:
        """What the next release carries on from the newest one, fetched; None where there is none."""
        names = self.releases()
        if not names:
            yield None
            return
        with TemporaryDirectory(prefix="release-") as folder:
            wanted = [f"--include=/{path}" for path in CARRIED]
            self._rsync(*wanted, "--exclude=*", self._at(f"releases/{names[-1]}/"), f"{folder}/")
            yield FolderSource(Path(folder))

    # --- steps of a change ---

    def send(
        self, store: Store, name: str, keep: int, step: Callable[[str], None] = lambda name: None
    ) -> Sent:
        """Make a release of a store public on the server; call it within `changing`.

        Raises Altered where what has arrived is not what was signed; then nothing has changed there.
        """
        manifest, kept = store.manifest(name), self.releases()
        self._run(BEGIN)
        step("begun")
        links = [f"--link-dest=../../releases/{kept[-1]}/"] if kept else []
        output = self._rsync("--stats", *links, f"{store.tree(name)}/", self._at("work/draft/"))
        step("sent")
        self._check("work/draft", manifest)
        step("checked")
        self._run(PLACE, name)
        step("placed")
        self._run(SWITCH, name)
        step("switched")
        surplus = tuple(old for old in [*kept, name][:-keep] if old != name)
        if surplus:
            self._run(PRUNE, *surplus)
        return Sent(name, *_told(output), surplus)

    def rollback(self, signers: str, name: str | None = None) -> str:
        """Make an earlier release public again; call it within `changing`.

        Its manifest must be signed, and every file there must be what it says. Raises ReleaseFault and
        Altered; then nothing has changed.
        """
        names, current = self._kept_and_current()
        earlier = [one for one in names if current and int(one) < int(current)]
        name = name or (earlier[-1] if earlier else None)
        if name is None or name not in names:
            what = f"release {name}" if name else "earlier release"
            raise ReleaseFault(f"there is no {what} on {self}; kept are {', '.join(names) or 'none'}")
        self._check(f"releases/{name}", self._signed_manifest(name, signers))
        self._run(SWITCH, name)
        return name

    def manifest_bytes(self, name: str) -> bytes:
        return self._run('cat -- "$1/releases/$2/$3"', name, MANIFEST)

    def _signed_manifest(self, name: str, signers: str) -> Manifest:
        content = self.manifest_bytes(name)
        with TemporaryDirectory(prefix="release-") as folder:
            signature = Path(folder, "manifest.json.sig")
            signature.write_bytes(self._run('cat -- "$1/releases/$2/$3"', name, f"{MANIFEST}.sig"))
            verify_lines(content, signature, signers)
        manifest = read_manifest(content)
        if manifest.release != name:
            raise Altered(f"release {name} on {self} says that it is release {manifest.release}")
        return manifest

    def _check(self, folder: str, manifest: Manifest) -> None:
        """Every file there has its hash, and there is no other file."""
        try:
            listing = self._run(CHECK, folder, content=manifest.as_sums()).decode("utf-8", "replace")
        except ReleaseFault as fault:
            raise Altered(f"{folder} on {self} is not what was signed: {fault}") from None
        expected = {f"f {path}" for path in (*manifest.entries, *UNLISTED)}
        wrong = expected ^ set(listing.splitlines())
        if wrong:
            named = ", ".join(sorted(line[2:] for line in wrong))
            raise Altered(f"{folder} on {self} is not what was signed: {named}")

    # --- the connection ---

    def _state(self) -> list[tuple[str, str]]:
        lines = self._run(STATE).decode("utf-8", "replace").splitlines()
        pairs = [tuple(line.split(" ", 1)) for line in lines]
        return [(what, name) for what, name in pairs if name.isdecimal()]

    def _at(self, path: str) -> str:
        return f"{self.access.login}:{self.access.folder}/{path}"

    def _command(self, shell: list[str], script: str, *arguments: str) -> list[str]:
        # the far shell is given one line, in which every word is quoted
        line = shlex.join(["sh", "-euc", script, "release", self.access.folder, *arguments])
        return [*shell, self.access.login, "--", line]

    def _run(self, script: str, *arguments: str, content: bytes = b"") -> bytes:
        command = self._command(self.access.shell(self._shared), script, *arguments)
        done = subprocess.run(command, input=content, capture_output=True)
        if done.returncode != 0:
            raise _refusal(self, done.returncode, done.stderr)
        return done.stdout

    def _rsync(self, *arguments: str) -> str:
        program = shutil.which("rsync")
        if program is None:
            raise ReleaseFault("rsync is not installed; releases are sent with it")
        # by hash, not by time: a fresh clone has other times and the same bytes
        command = [program, "--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--secluded-args"]
        command += ["--out-format=%i %l %n", f"--timeout={2 * SECONDS}"]
        command += [f"--rsh={shlex.join(self.access.shell(self._shared))}"]
        done = subprocess.run([*command, *arguments], capture_output=True)
        if done.returncode != 0:
            raise _refusal(self, done.returncode, done.stderr)
        return done.stdout.decode("utf-8", "replace")


def _told(output: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """The files that rsync sent, each with its size, and the bytes that went out."""
    rows = (line.split(" ", 2) for line in output.splitlines() if line.startswith("<f"))
    files = tuple((path, int(size)) for _, size, path in rows)
    sent = next(line for line in output.splitlines() if line.startswith("Total bytes sent: "))
    return files, int("".join(filter(str.isdecimal, sent)))


def _refusal(server: Server, code: int, words: bytes) -> ReleaseFault:
    said = words.decode("utf-8", "replace").strip()
    if code == 1 and not said:
        return Locked(f"{server} is locked by another publication; wait until it has ended")
    return ReleaseFault(f"{server}: {said or f'ended with {code}'}")
