"""The one form of a data file: what the loader read, written so that reading it again gives the same.

The form follows from the values and the order of their keys alone. So no comment survives it, and two
editors who say the same write the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from io import StringIO
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from ..loading.strict_yaml import read_yaml
from ..model.dates import Period

_TAG = "tag:yaml.org,2002:"
_NEVER_WRAPPED = 1_000_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS_OF_YAML_1_1 = frozenset("yn")
"""PyYAML takes these for text, other readers of YAML 1.1 for yes and no."""

_YAML_1_1 = yaml.resolver.Resolver()


class NotTheSame(Exception):
    """What would be written does not read back as it was: a fault of this program, so nothing is written."""


def written(value: Any) -> str:
    """The text of a data file that says `value`: dictionaries, lists, text, numbers, true, false and null."""
    stream = StringIO()
    value = normalized(value)
    _writer().dump(value, stream)
    # ruamel.yaml indents the dashes of every list alike; those of the outermost begin the line here.
    text = stream.getvalue()
    text = re.sub(r"^  ", "", text, flags=re.M) if isinstance(value, tuple) and value else text
    document, problems = read_yaml(text, "")
    if document is None or problems or document.value != value:
        raise NotTheSame(text)
    return text


def _writer() -> YAML:
    writer = YAML(typ="safe", pure=True)
    writer.Representer, writer.Emitter = _Representer, _Emitter
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False
    writer.width = _NEVER_WRAPPED
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def normalized(value: Any) -> Any:
    """The value in NFC, its lists as the strict reader gives them."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {normalized(key): normalized(one) for key, one in value.items()}
    return tuple(map(normalized, value)) if isinstance(value, (list, tuple)) else value


class _Emitter(Emitter):
    """Quotes are double ones everywhere, so that there is one way to quote."""

    def choose_scalar_style(self) -> str:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


class _Representer(SafeRepresenter):
    """Text in quotes where a reader of any version of YAML could take it for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> ScalarNode:
        if _DAY.fullmatch(text) and _is_date(text):
            return self.represent_scalar(f"{_TAG}timestamp", text)
        return self.represent_scalar(f"{_TAG}str", text, style=_style_of(text))

    def represent_number(self, number: Decimal) -> ScalarNode:
        return self.represent_scalar(f"{_TAG}float", f"{number:f}")

    def represent_nothing(self, _: None) -> ScalarNode:
        return self.represent_scalar(f"{_TAG}null", "null")


_Representer.add_representer(str, _Representer.represent_text)
_Representer.add_representer(Decimal, _Representer.represent_number)
_Representer.add_representer(type(None), _Representer.represent_nothing)


def _style_of(text: str) -> str | None:
    if "\n" in text:
        return "|" if _reads_well_in_lines(text) else '"'
    return '"' if _could_be_mistaken(text) else None


def _reads_well_in_lines(text: str) -> bool:
    """Whether lines below each other show all there is: no space at an end, no sign that is not seen."""
    lines = text.removesuffix("\n").split("\n")
    seen = all(line == line.rstrip() and line.isprintable() for line in lines)
    return seen and bool(lines[0].strip() and lines[-1]) and lines[0] == lines[0].strip()


def _could_be_mistaken(text: str) -> bool:
    """Whether YAML 1.1 sees no text here, or a person a number: phones, hours, rooms, codes."""
    if text != text.strip() or text.lower() in _WORDS_OF_YAML_1_1 or _resolved(text) != f"{_TAG}str":
        return True
    digits = any(sign.isdigit() for sign in text)
    return digits and not any(sign.isalpha() for sign in text) and not _is_date(text)


def _resolved(text: str) -> str:
    return _YAML_1_1.resolve(yaml.ScalarNode, text, (True, False))


def _is_date(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True
