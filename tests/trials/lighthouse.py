"""Lighthouse, mobile and throttled, on the pages most people open: `make lighthouse`.

Prints the four scores of each page; ends with 1 where one is under 100, with 2 where a program is missing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.built import TODAY, built
from tests.programs import NODE_MODULES, find_chromium
from tests.served import hosting

LIGHTHOUSE = NODE_MODULES / "lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "ky/",
    "region": "ky/regions/kg/batken/",
    "commitment": "kk/commitments/school-internet/",
    "institution": "ru/institutions/",
    "services": "ru/services/",
    "articles": "kk/articles/",
    "feedback": "en/feedback/",
}
MOST_RUNS = 3
"""Other work on the machine makes a page slower, never faster: a page that is once perfect is."""

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main() -> int:
    chromium = find_chromium()
    if chromium is None or not LIGHTHOUSE.is_file():
        print(
            "lighthouse: needs Chromium and Node (apt-get install chromium; make node-tools)", file=sys.stderr
        )
        return 2
    with TemporaryDirectory() as folder, hosting(built(Path(folder) / "site", "--today", TODAY)) as origin:
        print(f"{'page':12} {' '.join(f'{name:>14}' for name in CATEGORIES)}")
        perfect = [judge(chromium, name, f"{origin}/{path}", Path(folder)) for name, path in PAGES.items()]
    return 0 if all(perfect) else 1


class NotAudited(Exception):
    """Lighthouse itself failed; says how."""


def judge(chromium: Path, name: str, url: str, folder: Path) -> bool:
    """Print a page's scores and, under 100, the audits that cost them."""
    missed: list[str] = []
    for run in range(1, MOST_RUNS + 1):
        try:
            report = audited(chromium, url, folder / f"{name}.json")
        except NotAudited as fault:
            print(f"{name:12} {fault}   run {run}", flush=True)
            continue
        scores = [round((report["categories"][one]["score"] or 0) * 100) for one in CATEGORIES]
        print(f"{name:12} {' '.join(f'{score:14}' for score in scores)}   run {run}", flush=True)
        if min(scores) == 100:
            return True
        missed = [f"  {one}: {audit}" for one in CATEGORIES for audit in failing(report, one)]
    print("\n".join(missed))
    return False


def failing(report: dict, category: str) -> list[str]:
    weighed = [ref["id"] for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    audits = (report["audits"][audit] for audit in weighed)
    return [
        f"{audit['id']} ({audit.get('displayValue', audit['title'])})"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


def audited(chromium: Path, url: str, to: Path) -> dict:
    """Lighthouse's report on one page, with its own mobile throttling."""
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={to}"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": str(chromium)}, capture_output=True, text=True
    )
    if done.returncode:
        raise NotAudited(done.stderr.strip()[-300:])
    return json.loads(to.read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
