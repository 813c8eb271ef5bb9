"""What every type of page costs a phone on a slow link: `make weigh`.

Weighs every page of both sites (brotli) and counts its elements; opens the largest page of each type in
Chromium at 0.26 Mbit/s, 400 ms and a six times slower processor, and takes the time until the headline
figure can be read. Ends with 1 where any bound of DESIGN §6 is missed, with 2 where Chromium is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.built import BuiltSite
from tests.page_types import address_of, largest_pages, page_type
from tests.programs import find_chromium
from tests.served import hosting, wire
from tests.trials.sites import both_sites

MOST_HTML = 14 * 1024
MOST_CSS = 8 * 1024
MOST_FIRST_VIEW = 30 * 1024
MOST_REQUESTS = 3
MOST_NODES = 1500
MOST_SECONDS = 3.0
"""For the headline figure of a region's page; the same is asked of every type of page."""

SLOW_LINK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 260_000 / 8,
    "uploadThroughput": 260_000 / 8,
}
SLOWER = 6

COLUMNS = ("HTML B", "elements", "requests", "carried B", "figure s", "shift")

HEADLINE = """(() => {
  const seen = one => one && one.getBoundingClientRect().height > 0 &&
    document.querySelector("link[rel=stylesheet]")?.sheet;
  const note = () => {
    const one = document.querySelector("main .bar__n, main .tally b, main .state, main h1");
    if (one && seen(one)) window.headline = performance.now();
    else requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  window.shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.value }))
    .observe({type: "layout-shift", buffered: true});
})()"""
"""Notes when the first figure of a page, else its sentence or heading, has been laid out with its style."""


@dataclass(frozen=True)
class Weight:
    """A page as it is carried: bytes on the wire, elements, and, where it was opened, how it came."""

    name: str
    kind: str
    address: str
    html: int
    nodes: int
    requests: int = 0
    carried: int = 0
    seconds: float = 0.0
    shift: float = 0.0

    def columns(self) -> tuple[float, ...]:
        return self.html, self.nodes, self.requests, self.carried, self.seconds, self.shift

    def misses(self) -> Iterator[str]:
        """The bounds that the page does not keep."""
        bounds = (
            ("HTML", self.html, MOST_HTML),
            ("elements", self.nodes, MOST_NODES),
            ("requests", self.requests, MOST_REQUESTS),
            ("first view", self.carried, MOST_FIRST_VIEW),
            ("seconds", self.seconds, MOST_SECONDS),
            ("layout shift", self.shift, 0),
        )
        yield from (
            f"{self.address}: {what}: {seen:g} > {most:g}" for what, seen, most in bounds if seen > most
        )


def weigh(name: str, site: BuiltSite) -> list[Weight]:
    """Every page of a site on the scales."""
    return [
        Weight(
            name,
            page_type(path),
            address_of(path),
            html=len(wire((site.folder / path).read_bytes())),
            nodes=sum(1 for _ in site.page(path).iter("*")),
        )
        for path in site.paths
    ]


def stylesheet_weight(site: BuiltSite) -> int:
    return sum(len(wire(file.read_bytes())) for file in site.folder.rglob("*.css"))


def carry(browser: Browser, origin: str, weight: Weight) -> Weight:
    """Open a page over the slow link and take its time."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    carried: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: carried.append(event["encodedDataLength"]))
    page.add_init_script(HEADLINE)
    page.goto(origin + weight.address, wait_until="load")
    page.wait_for_function("() => window.headline")
    headline, shift = page.evaluate("() => [window.headline, window.shift]")
    context.close()
    return replace(
        weight, requests=len(carried), carried=int(sum(carried)), seconds=headline / 1000, shift=shift
    )


def largest_of_each_type(site: BuiltSite, weights: list[Weight]) -> list[Weight]:
    by_address = {weight.address: weight for weight in weights}
    langs = sorted({path.split("/")[0] for path in site.paths if "/" in path})
    pages = (address_of(path) for lang in langs for path in largest_pages(site, lang).values())
    largest: dict[str, Weight] = {}
    for weight in map(by_address.__getitem__, pages):
        if weight.kind not in largest or weight.html > largest[weight.kind].html:
            largest[weight.kind] = weight
    return [largest[kind] for kind in sorted(largest)]


def main() -> int:
    executable = find_chromium()
    if executable is None:
        print("weigh: needs Chromium (apt-get install chromium)", file=sys.stderr)
        return 2
    with both_sites() as sites, chromium(executable) as browser:
        misses = [miss for name, site in sites.items() for miss in tell(browser, name, site)]
    for miss in misses:
        print(f"too much: {miss}")
    return 1 if misses else 0


def tell(browser: Browser, name: str, site: BuiltSite) -> list[str]:
    """Print what each type of page of a site costs; the bounds that any page misses."""
    weights, css = weigh(name, site), stylesheet_weight(site)
    heaviest = max(weights, key=lambda one: one.html)
    print(f"{name}: {len(weights)} pages; CSS {css} B; largest {heaviest.address}: {heaviest.html} B")
    print(f"{'type':24}" + "".join(f"{word:>12}" for word in COLUMNS))
    misses = [miss for one in weights for miss in one.misses()]
    misses += [f"{name}: CSS: {css} > {MOST_CSS}"] if css > MOST_CSS else []
    with hosting(site.folder) as origin:
        for one in largest_of_each_type(site, weights):
            carried = carry(browser, origin, one)
            misses += carried.misses()
            print(f"{one.kind:24}" + "".join(f"{value:12.5g}" for value in carried.columns()), flush=True)
    return misses


if __name__ == "__main__":
    sys.exit(main())
