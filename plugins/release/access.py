"""How a server is reached over ssh: as the user's own ssh would, but never without a known host."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .faults import ReleaseFault

SECONDS = 30
"""How long a server may take to answer at all."""


@dataclass(frozen=True, slots=True)
class Access:
    """How a server is reached: `ssh://user@host:port/folder`, with a key and the hosts' keys that are known.

    What is not given here is as the user's own ssh has it. A host whose key is not known is refused.
    """

    host: str
    folder: str
    user: str | None = None
    port: int | None = None
    key: Path | None = None
    known_hosts: Path | None = None

    @classmethod
    def of(cls, address: str, key: Path | None = None, known_hosts: Path | None = None) -> Access:
        """Raises ReleaseFault for an address that is none, or holds a password."""
        parts = urlsplit(address)
        folder = unquote(parts.path).rstrip("/")
        try:
            port = parts.port
        except ValueError:
            port = -1
        fit = parts.scheme == "ssh" and parts.hostname and folder.startswith("/") and port != -1
        if not fit or parts.password or parts.query or parts.fragment or parts.netloc.startswith("-"):
            raise ReleaseFault("a server is named as ssh://user@host/folder, without a password")
        if not folder.isprintable() or "/../" in f"{folder}/":
            raise ReleaseFault("the server's folder must be a plain path from the root")
        return cls(parts.hostname, folder, parts.username, port, key, known_hosts)

    def shell(self, shared: Path | None = None, first: bool = False) -> list[str]:
        """The command that reaches the server, without a host.

        Commands with the same socket `shared` go over one connection, which the first one holds open.
        """
        program = shutil.which("ssh")
        if program is None:
            raise ReleaseFault("ssh is not installed; the server is reached with it")
        options = ["BatchMode=yes", "StrictHostKeyChecking=yes", f"ConnectTimeout={SECONDS}"]
        options += ["ServerAliveInterval=15", "ForwardAgent=no", f"ControlPath={shared or 'none'}"]
        options += [f"ControlMaster={'yes' if first else 'no'}", "ControlPersist=no"]
        options += [f"UserKnownHostsFile={self.known_hosts}"] if self.known_hosts else []
        options += ["IdentitiesOnly=yes"] if self.key else []
        command = [program, *(part for option in options for part in ("-o", option))]
        command += ["-p", str(self.port)] if self.port else []
        return command + (["-i", str(self.key)] if self.key else [])

    @property
    def login(self) -> str:
        return f"{self.user}@{self.host}" if self.user else self.host
