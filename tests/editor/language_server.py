"""A client of the language server that editors run for YAML: just enough of LSP to open a file and ask."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.programs import ROOT, give_up, require

SERVER = ROOT / "node_modules/yaml-language-server/bin/yaml-language-server"
LIMIT = 120
"""Seconds for everything one server is asked; reached only when it does not answer at all."""


def settings_of(path: Path) -> dict[str, Any]:
    """The YAML part of an editor's settings file, its schemas as addresses the server can read."""
    given = json.loads(path.read_text(encoding="utf-8"))
    yaml = {key.removeprefix("yaml."): value for key, value in given.items() if key.startswith("yaml.")}
    yaml["schemas"] = {(ROOT / schema).as_uri(): globs for schema, globs in yaml["schemas"].items()}
    return yaml


class LanguageServer:
    """A running server. What it asks is answered from `settings`; what it says is kept in order."""

    def __init__(self, folder: Path, settings: dict[str, Any]):
        node = require("node", "it runs the editors' language server (install Node, then: make test)")
        if not SERVER.is_file():
            give_up("yaml-language-server is not installed: editors run it (install Node, then: make test)")
        self._folder = folder
        self._settings = settings
        self._ends_at = time.monotonic() + LIMIT
        self._asked = 0
        self._said: queue.Queue[dict | None] = queue.Queue()
        self._process = subprocess.Popen(
            [node, SERVER, "--stdio"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> LanguageServer:
        self._listener.start()
        try:
            self._greet()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        self._process.stdin.close()
        self._process.stdout.close()

    def open(self, path: Path) -> list[dict]:
        """Open a file and wait for what the server finds wrong with it."""
        document = {
            "uri": path.as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": path.read_text(encoding="utf-8"),
        }
        self._tell("textDocument/didOpen", {"textDocument": document})
        found = self._wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == path.as_uri()
            )
        )
        return found["params"]["diagnostics"]

    def ask(self, method: str, path: Path, line: int, character: int) -> Any:
        """What the server answers about a place in an open file; lines and columns count from 0."""
        place = {"line": line, "character": character}
        return self._request(method, {"textDocument": {"uri": path.as_uri()}, "position": place})

    def _greet(self) -> None:
        able = {"workspace": {"configuration": True, "workspaceFolders": True}}
        root = {"uri": self._folder.as_uri(), "name": self._folder.name}
        hello = {"processId": None, "rootUri": root["uri"], "workspaceFolders": [root], "capabilities": able}
        self._request("initialize", hello)
        self._tell("initialized", {})

    def _request(self, method: str, params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _wait(self, wanted: Callable[[dict], bool]) -> dict:
        """The next message that is wanted; the server's own questions are answered meanwhile."""
        while True:
            message = self._next()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _next(self) -> dict:
        try:
            message = self._said.get(timeout=max(0.0, self._ends_at - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"the language server said nothing more within {LIMIT} s") from None
        assert message is not None, "the language server has ended"
        return message

    def _answer(self, question: dict) -> Any:
        if question["method"] != "workspace/configuration":
            return None
        return [
            self._settings if item.get("section") == "yaml" else None for item in question["params"]["items"]
        ]

    def _listen(self) -> None:
        stream = self._process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._said.put(json.loads(stream.read(length)))
        self._said.put(None)
