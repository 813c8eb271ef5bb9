"""Articles against the data: their regions, sources and links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from ..loading.articles import LINK_KINDS, Head, links_of
from ..loading.problems import Problem, did_you_mean, listed
from ..model import addresses
from ..model.dataset import Dataset
from ..model.dates import Period
from ..model.text import names_its_host

_WEB = re.compile(r"https://[^\s/]+\.[^\s/]+")


def check_articles(heads: Iterable[Head], data: Dataset, today: date) -> list[Problem]:
    known = _targets(data)
    languages = [language.code for language in data.site.languages]
    problems: list[Problem] = []
    for head in heads:
        if head.lang not in languages:
            values = {"seen": head.lang, "known": listed(languages), "hint": ""}
            problems.append(Problem.at(head.path, (1, 1), "language", **values))
        problems += _dangling(head, "Regions", known["region"])
        problems += _dangling(head, "Sources", known["source"])
        problems += _dead_links(head, known)
        problems += _from_the_future(head, today)
    return problems


def _from_the_future(head: Head, today: date) -> Iterator[Problem]:
    for field in ("Date", "Updated"):
        if head.get(field) and Period.parse(head.get(field)).begins_after(today):
            values = {"field": field, "seen": head.get(field), "today": today}
            yield Problem.at(head.path, (head.line(field), 1), "future", **values)


def _targets(data: Dataset) -> dict[str, Collection[str]]:
    targets = dict.fromkeys(LINK_KINDS, ())
    return targets | {
        "region": data.region,
        "commitment": data.commitment,
        "source": data.source,
        "indicator": data.indicator,
        "organization": data.organization,
        "programme": data.programme,
        "article": data.article,
        "page": addresses.FIXED,
    }


def _dangling(head: Head, field: str, known: Collection[str]) -> Iterator[Problem]:
    for name in head.listed(field):
        if name not in known:
            hint = did_you_mean(name, known)
            values = {"field": field, "seen": name, "hint": hint}
            yield Problem.at(head.path, (head.line(field), 1), "reference", **values)


def _dead_links(head: Head, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for target, line, column in links_of(head):
        kind, _, key = target.partition(":")
        if (_WEB.match(target) and names_its_host(target)) or (kind in known and key in known[kind]):
            continue
        yield Problem.at(head.path, (line, column), "article-link", seen=target)
