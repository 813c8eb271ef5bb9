"""axe-core on every page of both sites, in light and dark: `make a11y`.

Ends with 1 where any page has a violation, with 2 where a program is missing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.accessibility.axe import SCRIPT, violations
from tests.browser import chromium
from tests.built import BuiltSite
from tests.page_types import address_of
from tests.programs import find_chromium
from tests.serving import serving
from tests.trials.sites import both_sites


def main() -> int:
    executable = find_chromium()
    if executable is None or not SCRIPT.is_file():
        print(
            "a11y: needs Chromium and axe-core (apt-get install chromium; make node-tools)", file=sys.stderr
        )
        return 2
    with both_sites() as sites, chromium(executable) as browser:
        found = sum(judge(browser, name, site) for name, site in sites.items())
    return 1 if found else 0


def judge(browser: Browser, name: str, site: BuiltSite) -> int:
    """Print every violation on a site's pages, and their number."""
    began, pages, found = time.monotonic(), 0, 0
    for address, said in every_page(browser, site):
        pages += 1
        found += len(said)
        for one in said:
            print(f"{name}{address}: {one}", flush=True)
    took = time.monotonic() - began
    print(f"{name}: {pages} pages, {found} violations, {took:.0f} s", flush=True)
    return found


def every_page(browser: Browser, site: BuiltSite) -> Iterator[tuple[str, list[str]]]:
    with serving(site.folder) as origin:
        yield from violations(browser, origin, map(address_of, site.paths), dark=True)


if __name__ == "__main__":
    sys.exit(main())
