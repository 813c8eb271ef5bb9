"""The receiver on its own, for trying it out: behind a web server use gunicorn, waitress or another."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from .application import Receiver, packed

HOST, PORT = "127.0.0.1", 8010


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log: a log line would hold the address of whoever wrote."""

    def log_message(self, *_: object) -> None:
        pass


def serve(receiver: Receiver, port: int = PORT) -> None:
    """Serve on this machine until interrupted."""
    with make_server(HOST, port, receiver, server_class=Server, handler_class=Quiet) as server:
        print(f"receive: http://{HOST}:{server.server_port}/", file=sys.stderr, flush=True)
        server.serve_forever()


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Serve as the environment says; see `packed`. Ends with 2 where it cannot."""
    try:
        serve(packed(environment), int(environment.get("ASHYQ_PORT", PORT)))
    except (ValueError, OSError) as error:
        _give_up(error)
    except KeyboardInterrupt:
        sys.exit(130)


def _give_up(error: Exception) -> None:
    print(f"receive: {error}", file=sys.stderr)
    sys.exit(2)
