"""A site folder in, a `Dataset` out in which every reference holds and every sum adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from incremental.workers import uncollected

from ..loading.articles import Head, read_articles
from ..loading.files import Found, read_data
from ..loading.layout import ARTICLES, DATA, PAGES
from ..loading.problems import Problem, Refused, errors_in, of_severity
from ..loading.today import today_of
from ..model.dataset import Dataset
from ..model.documents import Article
from .articles import check_articles
from .contacts import check_contacts
from .lenient import without_broken
from .passages import passages_of
from .privacy import check_privacy
from .together import check_together, ids_are_known, ids_in_broken_files, mentions
from .words import check_words

CONTENT = "content"


@dataclass(frozen=True)
class Checked:
    """A dataset that holds, the day it was checked for, and where each record was written.

    `warnings` are what should be mended before it is published, `notices` what is to be asked again.
    """

    data: Dataset
    today: date
    found: tuple[Found, ...] = field(default=(), compare=False, repr=False)
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Lenient:
    """What could be read of an older state of a site, and what was left out."""

    data: Dataset
    found: tuple[Found, ...]
    left_out: tuple[Problem, ...]


@uncollected()
def load_site(root: Path, today: date | None = None) -> Checked:
    """Read and check everything a site folder says.

    Raises Refused with all problems of one run: of form (bytes, YAML, fields), of references and words,
    and of truth as far as it can be judged beside the others. Without a readable site.yml only form
    can be judged.
    """
    found, problems = read_data(root / DATA)
    articles, article_heads, article_problems = read_articles(root / CONTENT, ARTICLES)
    texts, text_heads, text_problems = read_articles(root / CONTENT, PAGES)
    problems += article_problems + text_problems
    if not any(item.collection == "site" for item in found):
        raise Refused(problems)
    heads = _flat(article_heads, text_heads)
    data = _dataset(found, articles, texts)
    day = today_of(today, data.site.timezone)
    problems += check_together(found, problems, root, lambda some: _dataset(some, articles, texts), day)
    passages = list(passages_of(found, heads))
    problems += check_words(passages, data.allowed_words) + check_privacy(passages)
    problems += check_contacts(found, day)
    problems += _article_problems(heads, data, day, problems, root)
    _refuse(problems)
    warnings, notices = of_severity(problems, "warning"), of_severity(problems, "notice")
    return Checked(data, day, tuple(found), warnings, notices)


def load_leniently(root: Path, checked: Checked) -> Lenient:
    """Read an older state of a checked site; what today's rules refuse is left out and counted.

    Where it has no readable site.yml, the one of the checked site stands in.
    """
    found, problems = read_data(root / DATA)
    articles, _, article_problems = read_articles(root / CONTENT, ARTICLES)
    texts, _, text_problems = read_articles(root / CONTENT, PAGES)
    if not any(item.collection == "site" for item in found):
        found += [item for item in checked.found if item.collection == "site"]
    usable, faults = without_broken(found, lambda left: _dataset(left, articles, texts), checked.today)
    left_out = problems + article_problems + text_problems + faults
    return Lenient(_dataset(usable, articles, texts), tuple(usable), tuple(left_out))


def _article_problems(
    heads: list[Head], data: Dataset, day: date, problems: list[Problem], root: Path
) -> list[Problem]:
    """Problems of those articles that could be read, where they do not come from something else."""
    if not ids_are_known(problems):
        return []
    faulty = {problem.path for problem in problems}
    unread = ids_in_broken_files(problems, root)
    sound = [head for head in heads if head.path not in faulty]
    return [one for one in check_articles(sound, data, day) if not mentions(one, unread)]


def _refuse(problems: list[Problem]) -> None:
    if errors_in(problems):
        raise Refused(problems)


def _flat(*groups: dict[str, list[Head]]) -> list[Head]:
    return [head for group in groups for heads in group.values() for head in heads]


def _dataset(found: list[Found], articles: list[Article], texts: list[Article]) -> Dataset:
    collections: dict[str, list] = {}
    for item in found:
        collections.setdefault(item.collection, []).append(item.record)
    (site,) = collections.pop("site")
    records = {name: tuple(group) for name, group in collections.items()}
    return Dataset(site=site, articles=_by_slug(articles), texts=_by_slug(texts), **records)


def _by_slug(articles: list[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: article.slug))
