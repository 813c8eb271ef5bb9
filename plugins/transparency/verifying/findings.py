"""What can be wrong with a built tree: one rule each, one sentence each, always with the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

RULES: dict[str, str] = {
    "no-address": "the site has no address; write one into 'address', or set ASHYQ_ADDRESS",
    "no-operator": "nobody is named as operator; write 'operator', or set ASHYQ_OPERATOR",
    "dead-link": "the link to {target} leads to no page",
    "dead-anchor": "the link to {target} leads to a page without such a place",
    "figure-differs": "{record} says {seen} here and {other} in {where}",
    "bar-differs": "the bar of {record} is drawn for {seen}, its words say {words}",
    "description-wrong": "the summary for search engines says {seen} of {record}, the page {other}",
    "description-differs": "the summary for search engines says something else than the page",
    "page-weight": "the page has {seen} bytes on the wire, more than the {limit} allowed",
    "view-weight": "the page with all it loads has {seen} bytes on the wire, more than the {limit} allowed",
    "view-requests": "the page loads {seen} files, more than the {limit} allowed",
    "style-weight": "the styles have {seen} bytes on the wire, more than the {limit} allowed",
    "script-weight": "the scripts have {seen} bytes on the wire, more than the {limit} allowed",
    "font": "web fonts are not published",
    "third-party": "the page loads {target} from elsewhere; a page loads only its own files",
    "private": "{seen} looks like a private number or address, and no office publishes it",
    "stray": "the build did not make this file",
    "kind": "files of this kind are not published",
    "shrunk": "the site has {seen} pages of {size} bytes and had {before} of {was}: more than {share} % less;"
    " if that is right, write 'shrunk' with the date of today and the reason into data/site.yml",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with one file of the built tree."""

    path: str
    rule: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, path: str, rule: str, **values: Any) -> Finding:
        return cls(path, rule, tuple((name, str(value)) for name, value in values.items()))


class Unfit(Exception):
    """The built tree cannot be published; carries all findings."""

    exitcode = 1

    def __init__(self, findings: Iterable[Finding]):
        self.findings = tuple(sorted(set(findings)))
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(
            f"{one.path}: {RULES[one.rule].format(**dict(one.values))} [{one.rule}]" for one in self.findings
        )
