"""A site folder in, a `Dataset` out in which every reference holds and every sum adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..loading.articles import read_articles
from ..loading.files import Found, read_data
from ..loading.layout import ARTICLES, PAGES
from ..loading.problems import Problem, Refused
from ..loading.today import today_of
from ..model.dataset import Dataset
from ..model.documents import Article
from .articles import check_articles
from .references import check_references
from .truth import check_truth

DATA = "data"
CONTENT = "content"


@dataclass(frozen=True)
class Checked:
    """A dataset that holds, and the day it was checked for."""

    data: Dataset
    today: date


def load_site(root: Path, today: date | None = None) -> Checked:
    """Read and check everything a site folder says.

    Raises Refused with all problems of one stage: form first (bytes, YAML, fields), then references,
    then truth; a later stage cannot be judged while an earlier one is broken.
    """
    found, problems = read_data(root / DATA)
    articles, heads, article_problems = read_articles(root / CONTENT, ARTICLES)
    texts, text_heads, text_problems = read_articles(root / CONTENT, PAGES)
    _refuse(problems + article_problems + text_problems)
    _refuse(check_references(found))
    data = _dataset(found, articles, texts)
    day = today_of(today, data.site.timezone)
    _refuse(check_truth(found, data, day) + check_articles(heads | text_heads, data))
    return Checked(data, day)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _dataset(found: list[Found], articles: list[Article], texts: list[Article]) -> Dataset:
    collections: dict[str, list] = {}
    for item in found:
        collections.setdefault(item.collection, []).append(item.record)
    (site,) = collections.pop("site")
    records = {name: tuple(group) for name, group in collections.items()}
    return Dataset(site=site, articles=_by_slug(articles), texts=_by_slug(texts), **records)


def _by_slug(articles: list[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: article.slug))
