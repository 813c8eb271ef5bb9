"""A server of one's own: a real sshd on a port of 127.0.0.1, with keys that live as long as the test."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from release.access import Access
from tests.programs import give_up, require
from tests.release.stores import new_key

SSHD = "/usr/sbin/sshd"
PRIVILEGES = Path("/run/sshd")
"""Where sshd, started by root, shuts in what it does not trust."""


@dataclass(frozen=True)
class Host:
    """The server: how it is reached, and the folder on it that holds the releases."""

    port: int
    key: Path
    known_hosts: Path
    folder: Path

    @property
    def address(self) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{self.folder}"

    @property
    def access(self) -> Access:
        return Access.of(self.address, self.key, self.known_hosts)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ASHYQ_TARGET": self.address,
            "ASHYQ_SSH_KEY": str(self.key),
            "ASHYQ_KNOWN_HOSTS": str(self.known_hosts),
        }


@contextmanager
def ssh_server(folder: Path) -> Iterator[Host]:
    if not os.access(SSHD, os.X_OK):
        give_up("sshd is not installed: releases are sent to it (apt-get install openssh-server)")
    require("rsync", "it sends releases (apt-get install rsync)")
    if os.getuid() == 0:
        PRIVILEGES.mkdir(exist_ok=True)
    folder.mkdir()
    port = _free_port()
    host_key, user_key = new_key(folder / "host_key"), new_key(folder / "user_key")
    authorized = folder / "authorized_keys"
    authorized.write_bytes((folder / "user_key.pub").read_bytes())
    public = (folder / "host_key.pub").read_text().split()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {public[0]} {public[1]}\n")
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host_key}\nPidFile none\n"
        f"AuthorizedKeysFile {authorized}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\nMaxStartups 100\n"
    )
    with open(folder / "log", "wb") as log:
        command = [SSHD, "-D", "-e", "-f", str(folder / "sshd_config")]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port, process, folder / "log")
        yield Host(port, user_key, folder / "known_hosts", folder / "srv/site of ours")
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"sshd did not begin to listen: {log.read_text()}")
