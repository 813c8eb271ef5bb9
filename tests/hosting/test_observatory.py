"""The scanner of MDN's HTTP Observatory, run against both servers on this machine."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.programs import ROOT, give_up, require

SCANNER = ROOT / "node_modules/@mdn/mdn-http-observatory"

NEEDS_TLS = {"redirection": -20, "strict-transport-security": -20}
"""What a server on 127.0.0.1 cannot have: an encrypted address to send visitors to."""

GIVEN = {
    "content-security-policy": 10,
    "referrer-policy": 5,
    "x-frame-options": 5,
    "cross-origin-resource-policy": 10,
}
"""What the scanner adds to a hundred, where a site does more than it must."""


@pytest.fixture(scope="module")
def scanner():
    """The scanner's program, with the list of preloaded domains that its own installer would fetch."""
    if not (SCANNER / "bin/wrapper.js").is_file():
        give_up("the HTTP Observatory is not installed: it scans the headers (install Node, then: make test)")
    preloaded = SCANNER / "conf/hsts-preload.json"
    if not preloaded.exists():
        preloaded.write_text("{}", encoding="utf-8")
    return [require("node", "it runs the scanner"), SCANNER / "src/scan.js"]


@pytest.mark.parametrize("path", ["/", "/ky/search/"])
def test_points_are_lost_for_tls_only(scanner, server, path):
    """A page and the search lose no point but for the missing TLS, and a page gets every addition."""
    done = subprocess.run([*scanner, f"127.0.0.1:{server.port}{path}"], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    points = {name: test["scoreModifier"] for name, test in report["tests"].items()}
    assert {name: score for name, score in points.items() if score < 0} == NEEDS_TLS
    assert {name for name, test in report["tests"].items() if not test["pass"]} == set(NEEDS_TLS)
    if path == "/":
        assert {name: score for name, score in points.items() if score > 0} == GIVEN
        assert report["scan"]["score"] == 100 + sum(NEEDS_TLS.values())
