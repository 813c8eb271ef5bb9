"""`docs/rules.md`: every rule of the check with its sentence, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from .loading.problems import RULES, SEVERITY, Problem, suggestion
from .telling import Teller

HEAD = """# Rules of the check

This page is made by `ashyq schemas` from the rules themselves; edit those, not this.

`ashyq check` lists every problem as `file:line:column: sentence [rule]`,
errors first, then warnings, then notices.
An error stops the build; a warning stops only `check --strict`; a notice stops nothing.
The sentences come in English, Kazakh, Kyrgyz and Russian
(`--lang`, else `ASHYQ_LANG`, else the system's language).
`--format json` is for programs,
`--format github` marks the lines of a pull request.
"""

PATH = "docs/rules.md"
_PLACE = ("data/regions/kg/batken/observations.yml", 12, 3)
_COMMONEST = (
    ("unknown-key", {"seen": "valeu", "hint": suggestion("value")}),
    ("required", {"field": "source"}),
    ("reference", {"field": "source", "seen": "batken-onlin", "hint": suggestion("batken-online-2019")}),
    ("type-number", {"field": "value", "seen": "1 000"}),
    ("type-text", {"field": "room", "seen": "12"}),
    (
        "date",
        {"field": "date", "seen": "05.01.2026", "reason": "not a date"},
    ),
    ("yaml-syntax", {"reason": "a second ': ' stands on the line; put the text in quotes"}),
    ("duplicate-key", {"seen": "date", "first": "9"}),
    ("sum", {"sum": "56", "seen": "57"}),
    ("future", {"field": "date", "seen": "2027-01-01", "today": "2026-11-22"}),
)
"""The ten faults that editors make most, with what they might have written."""

_LANGUAGES = {"kk": "Kazakh", "ky": "Kyrgyz", "ru": "Russian", "en": "English"}


def rules_page() -> str:
    """The whole page. Raises nothing: every rule has its sentence."""
    return "\n".join((HEAD, *_commonest(), *_all_rules()))


def _commonest() -> Iterator[str]:
    yield "## The ten commonest faults\n"
    for rule, values in _COMMONEST:
        problem = Problem(*_PLACE, rule, tuple(values.items()))
        yield f"### `{rule}`\n"
        for lang, name in _LANGUAGES.items():
            yield f"- {name}: {Teller(lang).message(problem)}"
        yield ""


def _all_rules() -> Iterator[str]:
    yield "## All rules\n"
    yield "| rule | severity | sentence |\n|---|---|---|"
    for rule, sentence in RULES.items():
        yield f"| `{rule}` | {SEVERITY.get(rule, 'error')} | {sentence.replace('|', chr(92) + '|')} |"
    yield ""
