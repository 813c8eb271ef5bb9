"""A real nginx on 127.0.0.1 before a built site and a receiver, set up as docs/receiving.md says."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.programs import require

PAGES_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)

_CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ }}
http {{
  types {{ text/html html; text/css css; image/svg+xml svg; }}
  access_log {folder}/nginx-access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      root {site};
      add_header Content-Security-Policy "{policy}" always;
      add_header Referrer-Policy same-origin always;
    }}
    location /receive {{
      client_max_body_size 4m;
      access_log off;
      proxy_pass http://127.0.0.1:{receiver};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
    }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, site: Path, port: int, receiver: int) -> Iterator[None]:
    """Serve a built site, and lead /receive to the receiver's port."""
    program = require("nginx", "it stands before the receiver (apt-get install nginx-light)")
    configuration = folder / "nginx.conf"
    values = {"folder": folder, "site": site, "port": port, "receiver": receiver, "policy": PAGES_POLICY}
    configuration.write_text(_CONFIGURATION.format(**values))
    # The workers of a nginx of root are nobody's and must be able to read what pytest made for root.
    user = ["-g", "user root;"] if Path("/proc/self").stat().st_uid == 0 else []
    process = subprocess.Popen([program, "-p", folder, "-c", configuration, *user], stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(process: subprocess.Popen, port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"nginx did not start: {process.poll()}")
