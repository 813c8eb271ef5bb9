"""The examples of the fields, put before the real reader: what it makes of them, or what it says."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError

from .checking.truth import check_truth
from .loading.field_problems import problems_of
from .loading.files import Found, Origin
from .loading.problems import Problem
from .loading.strict_yaml import read_yaml
from .model.dataset import Dataset
from .model.descriptions import FIELDS
from .model.figures import Observation
from .model.site import Site
from .model.text import Record

NAME = "example.yml"
TODAY = date(2026, 6, 15)
"""The day of the invented country."""


def tried(
    record: type[Record], field: str | None = None, fragment: str = ""
) -> tuple[Record | None, list[Problem]]:
    """The record that a fragment of one field makes with the examples of all that is required besides.

    None and the problems where the reader refuses it.
    """
    document, problems = read_yaml(_text(record, field, fragment), NAME)
    if document is None or problems:
        return None, problems
    try:
        return record.model_validate(document.value), []
    except ValidationError as error:
        return None, problems_of(error, record, document, NAME, ())


def refusal(record: type[Record], field: str) -> Problem | None:
    """What the check says of a field's refused example: as a record, else as a figure by itself."""
    fragment = FIELDS[record][field].refused
    made, problems = tried(record, field, fragment)
    if isinstance(made, Observation):
        problems = _untrue(made, _text(record, field, fragment))
    return problems[0] if problems else None


def _text(record: type[Record], field: str | None, fragment: str) -> str:
    others = [
        FIELDS[record][name].example
        for name, known in record.model_fields.items()
        if known.is_required() and name != field
    ]
    return "\n".join([*others, fragment])


def _untrue(observation: Observation, text: str) -> list[Problem]:
    document, _ = read_yaml(text, NAME)
    site, _ = tried(Site)
    found = Found("observations", observation, Origin(NAME, (), document))
    return check_truth([found], Dataset(site=site, observations=(observation,)), TODAY)
