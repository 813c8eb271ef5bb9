"""Whole pages as pictures, for phone and desk, light and dark: `make screenshots ADDRESSES="/ /kk/"`."""

import argparse
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.browser import chromium
from tests.programs import ROOT, find_chromium
from tests.serving import serving

HEIGHTS = {360: 740, 1280: 900}  # width of the window -> its height
SCHEMES = ("light", "dark")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("addresses", nargs="*", default=["/"], help="such as /kk/ (default: /)")
    parser.add_argument("--output", type=Path, default=ROOT / "output", help="the built site")
    parser.add_argument("--to", type=Path, default=ROOT / "build/screenshots", help="where the pictures go")
    options = parser.parse_args(arguments)

    executable = find_chromium()
    if executable is None:
        return refuse("no Chromium found; install it, or name it in the variable CHROMIUM")
    if not options.output.is_dir():
        return refuse(f"{options.output} is not there; build the site first")

    options.to.mkdir(parents=True, exist_ok=True)
    with serving(options.output) as site, chromium(executable) as browser:
        try:
            for picture in photograph(browser, site, options.addresses, options.to):
                print(picture)
        except (LookupError, BrowserError) as fault:
            return refuse(str(fault))
    return 0


def photograph(browser: Browser, site: str, addresses: list[str], to: Path) -> Iterator[Path]:
    for (width, height), scheme in product(HEIGHTS.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        for address in addresses:
            answer = page.goto(f"{site}/{address.lstrip('/')}", wait_until="load")
            if answer is None or not answer.ok:
                raise LookupError(f"{address}: answered {answer.status if answer else 'nothing'}")
            picture = to / f"{file_stem(address)}--{width}-{scheme}.png"
            page.screenshot(path=picture, full_page=True)
            yield picture
        context.close()


def file_stem(address: str) -> str:
    """`/kk/fund/index.html?a=1` -> `kk-fund-index.html-a-1`; the front page is `index`."""
    return address.strip("/").translate(str.maketrans('/?&=#:*"<>|\\', "------------")) or "index"


def refuse(why: str) -> int:
    print(f"screenshots: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
