"""Problems told to an editor: in their language, as lines, JSON, GitHub's annotations or GitLab's report."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .languages.catalogues import SOURCE_LANGUAGE, load_catalogue
from .loading.problems import RULES, SUGGESTION, WORDS, Problem, of_severity
from .loading.strict_csv import CSV_REASONS
from .loading.strict_yaml import YAML_REASONS
from .mailbox.words import WORDS as REGISTER
from .verifying.findings import RULES as FINDINGS
from .verifying.findings import Finding

DOMAIN = "check"
TRANSLATIONS = Path(__file__).parent / "translations"
"""The messages of the check are the program's, not the theme's: they lie beside the code."""

_TRANSLATED_VALUES = ("seen", "reason", "form", "language", "scripts", "lost", "date", "first")
"""Values that may be words of ours ("nothing", "a list"); an editor's own words stay as they are."""


_HEADINGS = {"error": "Errors: {n}", "warning": "Warnings: {n}", "notice": "Notices: {n}"}
UNCHANGED = "Nothing was changed."
COUNTS = (
    "No errors. Regions: {regions}; observations: {observations}; promises: {commitments};"
    " sources: {sources}; articles: {articles}; today: {today}."
)

PROOF_WORDS = {
    "changed": "changed: {path}",
    "added": "added: {path}",
    "missing": "missing: {path}",
    "sound": "Release {release} of {made} is as it was signed, every file of it.",
    "unsound": "Release {release} of {made} is not as it was signed.",
    "trusted": "Signed by {identity}, whose key you trust: {fingerprint}",
    "untrusted": "Signed by {identity} with the key {fingerprint}; compare it with the one the operator"
    " has made known elsewhere.",
}


def messages() -> frozenset[str]:
    """Every message that the check's catalogues hold: rules, the suggestion, and the words we fill in."""
    return frozenset(
        (
            *(*RULES.values(), SUGGESTION, *YAML_REASONS.values(), *CSV_REASONS, *WORDS, *_HEADINGS.values()),
            *(UNCHANGED, COUNTS, *FINDINGS.values(), *PROOF_WORDS.values(), *REGISTER.values()),
        )
    )


def editors_languages() -> tuple[str, ...]:
    """The languages in which the check can speak."""
    return SOURCE_LANGUAGE, *sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())


def editors_language(environ: Mapping[str, str] = os.environ) -> str:
    """The editor's language: ASHYQ_LANG, else that of the system, else English."""
    for name in ("ASHYQ_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        lang = environ.get(name, "")[:2].lower()
        if lang in editors_languages():
            return lang
    return SOURCE_LANGUAGE


class Teller:
    """Tells problems in one language."""

    def __init__(self, lang: str):
        self._say = load_catalogue(TRANSLATIONS, lang, DOMAIN).gettext

    def say(self, message: str, **values: object) -> str:
        """One of the check's own sentences."""
        return self._say(message).format(**values)

    def message(self, problem: Problem) -> str:
        """What is wrong, what was seen and what to write, in one sentence."""
        values = dict(problem.values)
        for name in _TRANSLATED_VALUES:
            if values.get(name):
                values[name] = self._say(values[name])
        if hint := values.get("hint"):
            values["hint"] = self.suggestion(hint)
        return self._say(RULES[problem.rule]).format(**values)

    def suggestion(self, hint: str) -> str:
        """What `did_you_mean` suggests, in this language; nothing stays nothing."""
        before, after = SUGGESTION.split("{near}")
        near = hint.removeprefix(before).removesuffix(after)
        return self._say(SUGGESTION).format(near=near) if near else ""

    def line(self, problem: Problem) -> str:
        return f"{problem.path}:{problem.line}:{problem.column}: {self.message(problem)} [{problem.rule}]"

    def findings(self, findings: Iterable[Finding]) -> str:
        """What is wrong with a built tree, a line each, below their number."""
        lines = [f"{one.path}: {self._finding(one)} [{one.rule}]" for one in findings]
        heading = _HEADINGS["error"]
        return "\n".join((self.say(heading, n=len(lines)), *lines))

    def _finding(self, finding: Finding) -> str:
        return self._say(FINDINGS[finding.rule]).format(**dict(finding.values))

    def record(self, problem: Problem) -> dict:
        """One problem for programs; its rule and values are the same in every language."""
        return {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "severity": problem.severity,
            "message": self.message(problem),
            "values": dict(problem.values),
        }

    def annotation(self, problem: Problem) -> str:
        """One workflow command that marks a line of a pull request on GitHub."""
        place = f"file={_property(problem.path)},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        level = {"error": "error", "warning": "warning"}.get(problem.severity, "notice")
        return f"::{level} {place},title={_property(problem.rule)}::{_data(self.message(problem))}"

    def finding(self, problem: Problem) -> dict:
        """One entry of the report from which GitLab marks the lines of a merge request (Code Climate)."""
        identity = repr((problem.rule, problem.path, problem.values))
        return {
            "description": self.message(problem),
            "check_name": problem.rule,
            # the place may move; the same fault stays the same finding
            "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
            "severity": {"error": "blocker", "warning": "minor"}.get(problem.severity, "info"),
            "location": {"path": problem.path, "lines": {"begin": max(problem.line, 1)}},
        }

    def lines(self, problems: Iterable[Problem]) -> str:
        """Errors first, then warnings, then notices, each kind below its number; stable in order."""
        problems = tuple(problems)
        parts = []
        for severity, heading in _HEADINGS.items():
            some = of_severity(problems, severity)
            if some:
                parts.append("\n".join((self.say(heading, n=len(some)), *map(self.line, some))))
        return "\n\n".join(parts)


_RECORDS = {"json": Teller.record, "gitlab": Teller.finding}


def told(problems: Iterable[Problem], form: str, teller: Teller) -> str:
    """Problems as one text; `form` is "text", "json", "github" or "gitlab"."""
    if form == "text":
        return teller.lines(problems)
    ordered = sorted(set(problems))
    if form in _RECORDS:
        rows = [_RECORDS[form](teller, one) for one in ordered]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(teller.annotation(one) for one in ordered)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
