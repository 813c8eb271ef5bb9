"""What can be wrong with an editor's file: one rule each, one sentence each, always at a place.

A message says what is wrong, what was seen, and what to write instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "notice"]

RULES: dict[str, str] = {
    # bytes and files
    "file-unreadable": "the file cannot be read: {reason}",
    "file-unknown": "no such data file is known here; known are {known}",
    "file-missing": "the file is missing; the site cannot be built without it",
    "file-empty": "the file is empty; write at least one record or delete it",
    "file-too-large": "the file has {seen} bytes, more than the {limit} allowed; split it",
    "file-not-regular": "only ordinary files and folders may lie here, not {seen}",
    "encoding": "the file is not UTF-8 (byte {seen} at position {position}); save it as UTF-8",
    "folder-depth": "folders lie more than {limit} deep; move what is in them further up",
    "file-twin": "the name differs from {first} only in capitals or in how its letters are made; rename one",
    "merge-conflict": "a mark of two versions that were not merged, {seen}; keep one version and delete"
    " the marks",
    "invisible": "a sign that nobody can see or that has no agreed meaning, {seen}; delete it",
    "piled-marks": "more than {limit} marks are piled upon one letter, {seen}; delete them",
    # YAML
    "yaml-syntax": "not valid YAML: {reason}",
    "yaml-blank": "the blank {seen} cannot stand here; type an ordinary space",
    "yaml-tab": "a tab cannot indent YAML; use spaces",
    "yaml-anchor": "anchors, aliases and merge keys ({seen}) are not used here; write the value out",
    "yaml-tag": "the tag {seen} is not allowed; write a plain value",
    "yaml-documents": "the file holds more than one document; keep one, without further '---'",
    "yaml-depth": "nested more than {limit} levels deep",
    "yaml-size": "the file holds more than {limit} keys and values; split it",
    "yaml-key": "a key must be plain text, seen {seen}",
    "duplicate-key": "the key {seen} stands twice; it stood first on line {first}",
    "expected-map": "expected keys and values here, seen {seen}",
    "expected-list": "expected a list (lines beginning with '-'), seen {seen}",
    # tables
    "csv-syntax": "the table cannot be read: {reason}",
    "csv-head": "the first row names the fields, among them {known}; seen {seen}",
    "csv-parts": "the column {seen} holds nothing by itself; name a part of it, as in {known}",
    "csv-head-twice": "two columns say the same, {first} and {seen}; keep one of them",
    "csv-columns": "the table has {seen} columns, more than the {limit} allowed",
    "csv-rows": "the table has more than {limit} rows; split it",
    "csv-nameless": "the first row has no name above {seen}; name the column or empty the cell",
    "csv-cells": "cells here: {seen}; names in the first row: {known}; write a cell for each name, an empty"
    " one where nothing is known, and in quotes what holds the sign between cells",
    # fields
    "unknown-key": "the key {seen} is not known here{hint}",
    "required": "{field} is required here",
    "type-text": "{field} must be text, seen {seen}; put it in quotes",
    "type-number": "{field} must be a number written with digits (85 or 12.5), seen {seen}",
    "type-yes-no": "{field} must be true or false, seen {seen}",
    "type": "{field} does not fit: {reason}, seen {seen}",
    "choice": "{seen} is not one of {known}{hint}",
    "id-form": "{field} must be made of a-z, 0-9 and '-', seen {seen}",
    "text-empty": "{field} has no words in any language",
    "text-length": "{field} must have between 1 and {limit} letters, seen {seen}",
    "text-line": "{field} must be one line that does not begin with a space, seen {seen}",
    "too-few": "{field} needs at least one entry",
    "too-small": "{field} must be {limit} or more, seen {seen}",
    "too-large": "{field} must be {limit} or less, seen {seen}",
    "too-many-digits": "{field} may have {limit} digits at most, seen {seen}",
    "language-form": "{seen} is no language code; write two or three small letters, for example ky",
    "language": "{seen} is not a language of this site; its languages are {known}{hint}",
    "date": "{field} is not a date ({reason}): seen {seen};"
    " write 2019-03-25, 2019-03, 2019 or 2019-03-25/2019-12-31",
    "url-beginning": "the addresses of all pages begin with {field}, so that nothing may stand in it from"
    " '?' or '#' on, seen {seen}",
    "url": "{field} must be a web address beginning with https://, seen {seen}",
    "timezone": "{field} is no time zone: seen {seen}; write, for example, Asia/Bishkek",
    "team": "{field} must be a team as GitHub or GitLab writes it, seen {seen}; write, for example,"
    " @example/editors, never the account of a person",
    # words
    "foreign-letter": "{seen} holds {letter}, which is no letter of {language}; write a letter of that"
    " alphabet, or list the word in data/allowed-words.yml{hint}",
    "mixed-letters": "{seen} mixes {scripts} letters; write it in one alphabet, an ending after a hyphen,"
    " or list the word in data/allowed-words.yml{hint}",
    "foreign-word": "{seen} is a Cyrillic word in an English text; write it in Latin letters,"
    " or list it in data/allowed-words.yml{hint}",
    "latin-letter": "{seen} is a Latin letter where a {language} word should stand{hint}",
    "other-language": "this text has none of the letters of {language} ({letters}) and seems to be in another"
    " language: {seen}; write it in that language or leave it out",
    # what is private
    "private-number": "{seen} looks like a person's number (IIN or PIN); leave it out, nobody's is published;"
    " write a sum in groups of three",
    "private-phone": "{seen} looks like a telephone; a person's is left out, an office's belongs into"
    " the 'contacts' of its record",
    "private-email": "{seen} is an e-mail address; a person's is left out, an office's belongs into"
    " the 'contacts' of its record",
    "contact-value": "{seen} is no {form}",
    # references
    "duplicate-id": "{field} {seen} stands twice; it stood first at {first}",
    "reference": "{field} names {seen}, which does not exist{hint}",
    "region-level": "level {seen} cannot lie within level {parent}",
    "former-key": "the former key {seen} is a region of today; give the key that the region bore before",
    "folder": "a record about {seen} does not belong into the folder of {folder}",
    # truth
    "one-value": "an observation gives exactly one of value, missing, formula and count; seen {seen}",
    "formula": "the formula {seen} cannot be read: {reason}",
    "formula-cycle": "the formula {seen} leads back to itself",
    "formula-depth": "the formula {seen} stands on formulas more than {limit} deep; name the figures"
    " that they are computed from",
    "future": "{field} {seen} lies after today, {today}",
    "sum": "the parts sum to {sum}, not to {seen}; correct one of them or explain it in 'difference'",
    "above-whole": "{seen} is more than its whole, {whole} ({source})",
    "named-count": "{seen} places are named, but the figure is {value}",
    "duplicate-observation": "the same region, indicator, date and source stand twice (first at {first});"
    " a change of a published figure is a record with 'correction'",
    "correction-of-nothing": "no earlier observation has the same region, indicator, date and source",
    "correction-id": "a correction keeps the id of what it corrects ({first}), seen {seen}",
    "target-equals-baseline": "the target {seen} equals the baseline; there is nothing to measure",
    "target-side": "the target {seen} is on the wrong side of the baseline {baseline}: '{better}' is better",
    "baseline-required": "where less is better a baseline must be stated",
    "baseline-figure": "the baseline {seen} must be a figure of the same region and indicator, with a value",
    "measure": "target and indicator belong together; {seen} is missing",
    "start-after-deadline": "the start {seen} does not lie before the deadline {deadline}",
    "meeting-hours": "the meeting ends at {seen}, which does not lie after its beginning ({begins})",
    "open-date": "{field} {seen} is open at the end that counts; give a last day",
    "whole-unit": "the whole of {seen} is counted in another unit ({whole})",
    "whole-itself": "the whole of {seen} leads back to itself ({chain}); name the indicator of all there are",
    "negative": "{field} is below zero, {seen}; if that can be, the indicator {indicator} says"
    " 'may_be_negative: true'",
    "decimals": "{field} has more decimals than the unit {unit} allows ({decimals}), seen {seen}; write it as"
    " the source does, or give the unit 'decimals'",
    "after-source": "the figure is dated {seen}, after its source ({source}, {date}); mend one of the dates",
    "jump": "{seen} and the figure before it, {before} ({date}), differ by more than a factor of {factor};"
    " if it is right, add 'confirmed_jump: true'",
    # the register of requests
    "request-needs": "the status {seen} needs '{field}'",
    "request-unfit": "'{field}' does not go with the status {seen}",
    "request-order": "{field} {seen} lies before {other}, {date}",
    "request-forgotten": "the request {seen} was removed on demand on {date}; it must not be written again",
    "request-place": "{seen} names the place, which is not shown, because few asked about this topic there;"
    " leave it out",
    "request-draft": "the request {seen} has no summary; until somebody writes one, it is counted and not"
    " shown",
    "working-days": "the working days of {seen} in {year} are not known, so that no day can be named by which"
    " an answer is due; list its days off in data/working-days.yml",
    # against what was published
    "published-figure-changed": "{before} was published for {date}, and {seen} stands here now; keep the"
    " published record as it was and add one with the same region, indicator, date and source,"
    " the new figure and a 'correction' with its reason",
    "published-figure-removed": "{before} was published ({region}, {indicator}, {date}) and is gone; put it"
    " back here: a figure is taken back by a record with a 'correction', never by deleting it",
    "published-promise-changed": "{field} was published as {before} and is {seen} now; put it back, or add an"
    " entry to 'corrections' with its date and reason; a new deadline is an entry in 'moves'",
    "published-promise-removed": "the promise {seen} was published and is gone; put it back here:"
    " a promise is taken back by 'withdrawn', never by deleting or renaming it",
    "coverage-shrank": "{region} had {lost} when it was last published and has none now; put them back, or"
    " give the region 'retired' (a date) and 'retired_reason'",
    "file-of-others": "the file lies outside {folder}, where alone this editor may change files; take it out"
    " of this change and ask those whose it is",
    # what is to be asked again
    "contact-old": "{seen} was last confirmed on {date}, more than {months} months ago; ask again",
    "contact-unconfirmed": "{seen} has never been confirmed; ask, and write the day into 'confirmed'",
    "source-unverified": "the source {seen} has not been checked against the original; check it",
    # articles
    "front-matter": "the article's head needs the line '{field}: …'",
    "front-matter-unknown": "the line '{seen}:' is not known in an article's head{hint}",
    "article-twice": "this article stands twice in this language; it stood first at {first}",
    "article-name": "an article's file is named <slug>.<language>.md, seen {seen}",
    "article-differs": "{field} differs from the article's other languages ({other})",
    "article-html": "raw HTML ({seen}) is not used here; use Markdown, and write each sign as it is",
    "article-picture": "pictures ({seen}) are not shown in articles; say in words what it shows",
    "article-link": "the link to {seen} leads nowhere; write [words](target), where the target is"
    " region:, commitment:, source:, article: or page: and a key, or an address with https://",
}

SEVERITY: dict[str, Severity] = {
    **dict.fromkeys(("foreign-word", "latin-letter", "other-language", "after-source"), "warning"),
    **dict.fromkeys(("request-place", "working-days"), "warning"),
    **dict.fromkeys(("contact-old", "contact-unconfirmed", "source-unverified", "request-draft"), "notice"),
}
"""What is no error: a warning stops only `check --strict`, a notice nothing. All other rules are errors."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault at one place; lines and columns count from 1, 0 where there is none."""

    path: str
    line: int
    column: int
    rule: str
    values: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def at(cls, path: str, place: tuple[int, int], rule: str, **values: Any) -> Problem:
        line, column = place
        return cls(
            visible(path), line, column, rule, tuple((name, shown(value)) for name, value in values.items())
        )

    @property
    def message(self) -> str:
        return RULES[self.rule].format(**dict(self.values))

    @property
    def severity(self) -> Severity:
        return SEVERITY.get(self.rule, "error")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.rule}]"


class Refused(Exception):
    """The content cannot be published; carries all errors, in the order of files and lines.

    Warnings and notices found on the way stand apart, in `beside`.
    """

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]):
        problems = tuple(problems)
        self.problems = of_severity(problems, "error")
        self.beside = of_severity(problems, "warning") + of_severity(problems, "notice")
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def of_severity(problems: Iterable[Problem], severity: Severity) -> tuple[Problem, ...]:
    """The problems of one severity, each once, in the order of files and lines."""
    some = {problem for problem in problems if problem.severity == severity}
    return tuple(sorted(some, key=_order))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """The errors among problems, as they come."""
    return [problem for problem in problems if problem.severity == "error"]


def _order(problem: Problem) -> tuple:
    # Tuples are compared without a call of ours; a file may have a hundred thousand problems.
    return problem.path, problem.line, problem.column, problem.rule, problem.values


def shown(value: Any) -> str:
    """A value as it is quoted to an editor: one line, at most 80 characters."""
    text = visible(_plain(value))
    return text if len(text) <= 80 else text[:79] + "…"


def visible(text: str) -> str:
    """A text in which signs that cannot be seen are named by their numbers."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"<U+{ord(sign):04X}>" if _is_hidden(sign) else sign for sign in text)


def _is_hidden(sign: str) -> bool:
    return sign != " " and unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs")


def _plain(value: Any) -> str:
    """A value in the words of a YAML file, never of Python."""
    if isinstance(value, str):
        return value.replace("\n", "⏎")
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return "a list"
    return "keys and values" if isinstance(value, dict) else " ".join(str(value).split())


def listed(known: Iterable[str]) -> str:
    return ", ".join(sorted(known))


def did_you_mean(seen: str, known: Iterable[str]) -> str:
    """` — did you mean x?`, or nothing where nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(seen, list(known), n=1, cutoff=0.6)
    return suggestion(near[0] if near else None)


SUGGESTION = " — did you mean {near}?"


def suggestion(meant: str | None) -> str:
    return SUGGESTION.format(near=meant) if meant else ""


WORDS = (
    'telephone in international form; write, for example, "+996 312 00 00 00"',
    'name in Telegram; write, for example, "@office"',
    "e-mail address; write, for example, office@example.org",
    "address of a website; write, for example, https://www.example.org",
    "the door",
    "figures",
    "promises",
    "figures and promises",
    "a page",
    "no date",
    "a list or map",
    "nothing",
    "a list",
    "keys and values",
    "a link",
    "a pipe",
    "a socket",
    "a device",
    "a file in place of a folder",
    "none",
    "it is written in another form",
    "not a date",
    "both ends are open",
    "the interval ends before it begins",
    "a formula is ids joined by + or - with spaces around them",
    "Kazakh",
    "Kyrgyz",
    "Russian",
    "English",
    "Kazakh, Kyrgyz or Russian",
    "Latin and Cyrillic",
    "Cyrillic and Latin",
)
"""Words of ours that are filled into messages; each is translated like a message."""
