"""Hugo and Eleventy building the pages that we build: their templates, and what makes a site of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.bench.articles import Article, articles_of
from tests.bench.facts import write_facts
from tests.bench.nation import TODAY, Nation
from tests.programs import ROOT

TEMPLATES = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """A static site generator with its site folder; `facts` and `articles` are where it looks for them."""

    name: str
    facts: str
    articles: str


HUGO = Peer("hugo", "data", "content/articles")
ELEVENTY = Peer("eleventy", "facts", "src/articles")
PEERS = (HUGO, ELEVENTY)


def write_peer(peer: Peer, nation: Nation, site: Path, today: str = TODAY) -> None:
    """Write the nation as a site of a peer; one that is there already is replaced."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(TEMPLATES / peer.name, site)
    write_facts(nation, site / peer.facts, today)
    articles = site / peer.articles
    articles.mkdir(parents=True, exist_ok=True)
    for article in articles_of(nation):
        (articles / f"{article.slug}.{article.lang}.md").write_text(_article(article), "utf-8")
    if peer is ELEVENTY:
        (site / "node_modules").symlink_to(ROOT / "node_modules")


def _article(article: Article) -> str:
    head = {
        "title": article.title,
        "slug": article.slug,
        "lang": article.lang,
        "day": article.day,
        "summary": article.summary,
        "regions": list(article.regions),
        "sources": [article.source],
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items())
    return "\n".join(["---", *lines, "---", "", article.body])
