"""Signatures that anyone can check with OpenSSH alone."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from .faults import Altered, ReleaseFault

NAMESPACE = "site-release"
"""What the signatures are for; one made for anything else is refused."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key with the name under which it signs.

    `key` is the file of a private key, or of a public one whose private part an ssh-agent holds;
    `trusted` are further lines of allowed signers: keys that signed earlier releases.
    """

    key: Path
    identity: str
    trusted: str = ""

    def sign(self, path: Path) -> Path:
        """Sign a file; the signature lies beside it. Raises ReleaseFault where the key cannot sign."""
        _run("-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(self.key), str(path), failure="cannot sign")
        return path.with_name(f"{path.name}.sig")

    def public_key(self) -> str:
        """The public key as one line. Raises ReleaseFault where the key cannot be read."""
        beside = self.key if self.key.suffix == ".pub" else self.key.with_name(f"{self.key.name}.pub")
        if beside.is_file():
            line = beside.read_text("utf-8")
        else:
            line = _run("-y", "-P", "", "-f", str(self.key), failure="cannot read the signing key")
        return " ".join(line.split()[:2])

    def allowed_signers(self) -> str:
        """The lines with which `ssh-keygen -Y verify` accepts this key and the trusted ones."""
        own = f'{self.identity} namespaces="{NAMESPACE}" {self.public_key()}'
        lines = [own, *(line.strip() for line in self.trusted.splitlines())]
        return "".join(f"{line}\n" for line in dict.fromkeys(lines) if line and not line.startswith("#"))


def verify(content: bytes, signature: Path, signers: Path, at: datetime | None = None) -> str:
    """Who signed the content: one of the allowed signers.

    `at` is the day on which their keys must have been valid, today where not given. Raises Altered.
    """
    names = _run(
        *("-Y", "find-principals", "-s", str(signature), "-f", str(signers), *_time(at)),
        failure=None,
    ).split()
    if not names:
        raise Altered(f"{signature.name}: not signed by a key that is allowed to")
    common = ("-Y", "verify", "-n", NAMESPACE, "-I", names[0], "-f", str(signers), "-s", str(signature))
    if _try(*common, *_time(at), content=content).returncode != 0:
        raise Altered(f"{signature.name}: the signature does not hold for the file it stands beside")
    return names[0]


def verify_lines(content: bytes, signature: Path, signers: str, at: datetime | None = None) -> str:
    """As `verify`, with the allowed signers given as lines."""
    with TemporaryDirectory(prefix="release-") as folder:
        file = Path(folder, "allowed_signers")
        file.write_text(signers, "utf-8")
        return verify(content, signature, file, at)


def fingerprint(public_key: str) -> str:
    """The fingerprint of a public key, short enough to be read over the telephone."""
    return _run("-l", "-f", "-", content=public_key.encode(), failure="cannot read the key").split()[1]


def _time(at: datetime | None) -> tuple[str, ...]:
    return ("-O", f"verify-time={at.astimezone(UTC):%Y%m%d%H%M%S}Z") if at else ()


def _run(*arguments: str, failure: str | None, content: bytes = b"") -> str:
    done = _try(*arguments, content=content)
    if done.returncode != 0 and failure:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise ReleaseFault(f"{failure}: {reason[0]}")
    return done.stdout.decode("utf-8", "replace")


def _try(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise ReleaseFault("ssh-keygen is not installed; releases are signed with OpenSSH 8.2 or newer")
    # A session of its own has no terminal: a key with a passphrase fails instead of asking for it.
    return subprocess.run([program, *arguments], input=content, capture_output=True, start_new_session=True)
