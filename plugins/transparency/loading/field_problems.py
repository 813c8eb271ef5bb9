"""From pydantic's errors to our rules: the same faults, at the editor's line, in the editor's words."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from ..model.site import TEAM
from ..model.text import LANG, Record
from .problems import Problem, did_you_mean, listed
from .strict_yaml import Document, Path

_IN_PYDANTIC_ONLY = ("[key]",)


def problems_of(
    error: ValidationError, record: type[Record], document: Document, name: str, at: Path
) -> list[Problem]:
    """One problem for each error of a record that lies at path `at` of a document."""
    problems = {}
    for detail in error.errors(include_url=False):
        path = _existing(document.value, at, detail["loc"])
        problem = _problem(detail, path, record, document, name, at)
        # A union reports each member's error at one place; the first says enough.
        problems.setdefault((problem.line, problem.column), problem)
    return list(problems.values())


def _problem(
    detail: dict, path: Path, record: type[Record], document: Document, name: str, at: Path
) -> Problem:
    kind, loc = detail["type"], tuple(detail["loc"])
    field = str(path[-1]) if path and isinstance(path[-1], str) else str(next(iter(_names(loc)), "value"))
    seen = detail.get("input")
    if kind == "missing":
        place = document.place_of((*at, *loc))
        return Problem.at(name, place, "required", field=loc[-1])
    if kind == "extra_forbidden":
        known = _fields_at(record, loc[:-1])
        place = document.place_of_key((*at, *loc))
        return Problem.at(name, place, "unknown-key", seen=loc[-1], hint=did_you_mean(str(loc[-1]), known))
    place = document.place_of(path)
    return _value_problem(kind, detail.get("ctx", {}), detail["msg"], field, seen, name, place)


def _value_problem(kind: str, ctx: dict, msg: str, field: str, seen: Any, name: str, place) -> Problem:
    """The rule for a value that does not fit, with what the rule's sentence asks for."""
    if kind == "literal_error":
        known = [word.strip("' ") for word in ctx["expected"].replace(" or ", ", ").split(",")]
        hint = did_you_mean(str(seen), known)
        return Problem.at(name, place, "choice", seen=seen, known=listed(known), hint=hint)
    if kind == "language_form":
        return Problem.at(name, place, "language-form", seen=ctx["seen"])
    if kind == "string_pattern_mismatch":
        rule = "id-form" if "a-z0-9" in ctx["pattern"] else _PATTERNS.get(ctx["pattern"], "type")
        return Problem.at(name, place, rule, field=field, seen=seen, reason=_UNFIT)
    values = {"field": field, "seen": seen, "reason": _UNFIT, "limit": _limit(ctx)}
    if kind == "period":
        values["reason"] = msg
    return Problem.at(name, place, _RULES_BY_TYPE.get(kind, "type"), **values)


_UNFIT = "it is written in another form"
_PATTERNS = {r"^\S[^\n]*$": "text-line", TEAM: "team", LANG: "language-form"}
_RULES_BY_TYPE = {
    "period": "date",
    "url": "url",
    "url_beginning": "url-beginning",
    "timezone": "timezone",
    "text_empty": "text-empty",
    "dict_type": "expected-map",
    "model_type": "expected-map",
    "model_attributes_type": "expected-map",
    "tuple_type": "expected-list",
    "too_short": "too-few",
    "string_type": "type-text",
    "bool_type": "type-yes-no",
    "decimal_type": "type-number",
    "is_instance_of": "type-number",
    "int_type": "type-number",
    "finite_number": "type-number",
    "decimal_max_digits": "too-many-digits",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "string_too_long": "text-length",
    "string_too_short": "text-length",
}


def _limit(ctx: dict) -> str:
    """The bound that was passed, whichever it was."""
    bounds = (ctx[name] for name in ("max_length", "min_length", "ge", "le", "max_digits") if name in ctx)
    return str(next(bounds, ""))


def _existing(value: Any, at: Path, loc: tuple) -> Path:
    """pydantic's location without the steps that only its unions and validators know."""
    path: list[str | int] = list(at)
    for step in at:
        value = value[step]
    for step in loc:
        if _has(value, step):
            value = value[step]
            path.append(step)
        elif step not in _IN_PYDANTIC_ONLY and not isinstance(value, (dict, tuple)):
            break
    return tuple(path)


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, tuple):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _names(loc: tuple) -> Iterator[str]:
    return (step for step in reversed(loc) if isinstance(step, str) and step not in _IN_PYDANTIC_ONLY)


def _fields_at(record: type[Record], loc: tuple) -> list[str]:
    """The keys known where an unknown one stood, found by walking the model's annotations."""
    known: type[Record] | None = record
    for step in loc:
        if known is None or not isinstance(step, str):
            continue
        field = known.model_fields.get(step)
        known = _record_in(field.annotation) if field else known
    return list(known.model_fields) if known else []


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _record_in(arg))), None)
