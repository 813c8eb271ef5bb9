"""One digest for any value that a template or a setting can hold, or the word that there is none.

What cannot be told (an object of a class that is not known, a function, an iterator) is said to be so,
and whoever reads it is made anew each time: a guess would one day be wrong.
"""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Callable, Container, Iterator
from functools import partial
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from jinja2.defaults import DEFAULT_NAMESPACE
from pelican import contents, paginator, urlwrappers

from ..signs import digest

TIMES = (datetime.date, datetime.time, datetime.timedelta)
SCALARS = (str, bytes, bool, int, float, complex, type(None), *TIMES)
CONTENTS = (contents.Article, contents.Page, contents.Static)
WRAPPERS = (urlwrappers.Author, urlwrappers.Category, urlwrappers.Tag)
PAGINATION = (paginator.Paginator, paginator.Page)

HARMLESS = tuple(value for name, value in DEFAULT_NAMESPACE.items() if name != "lipsum")
"""What Jinja gives each template: nothing of it knows anything but what it is handed. Lipsum is chance."""

# Both are filled in when somebody asks: whether they were asked says nothing about them.
LATE = frozenset({"settings", "_num_pages", "_count", "name", "slug", "_name", "_slug", "_slug_from_name"})


class Untold(Exception):
    """A value of which cannot be said whether it is still the same."""


Parts = Iterator[str | bytes]


def of_value(value: Any, harmless: Container[int] = ()) -> bytes:
    """The digest of a value as a template sees it. An article is told by its place alone: what is read of
    it is noted by itself.

    `harmless` are the identities of functions that depend on nothing but what they are given. Raises Untold.
    """

    def function(value: Any) -> Parts:
        if id(value) not in harmless and not any(value is one for one in HARMLESS):
            raise Untold(f"{_name(value)}")
        yield _name(value)

    return _digest(value, function)


def of_setting(value: Any) -> bytes:
    """The digest of a setting: code by its name and by all that it has taken along, as the code itself is
    told with the files it stands in. Raises Untold.
    """
    return _digest(value, _code)


def place_of(content: contents.Content) -> str:
    """What names an article, a page or a file of the site. Raises Untold for one that no file tells."""
    own = object.__getattribute__(content, "__dict__")
    path = own.get("relative_source_path")
    if type(content) not in CONTENTS or path is None:
        raise Untold(f"content without a file: {type(content).__qualname__}")
    return f"{type(content).__name__}:{path}"


def _digest(value: Any, other: Callable[[Any], Parts]) -> bytes:
    try:
        # One string for all parts, each with its length: the digest of many would cost as much again.
        return digest(msgspec.msgpack.encode(list(_parts(value, other))))
    except UnicodeEncodeError:
        raise Untold("text that is no Unicode") from None
    except RecursionError:
        raise Untold(f"a {type(value).__qualname__} that holds itself") from None


def _parts(value: Any, other: Callable[[Any], Parts]) -> Parts:
    # By the type: to ask an article for its class would be noted as reading of it.
    kind = type(value)
    yield kind.__qualname__
    if issubclass(kind, SCALARS):
        yield from _scalar(value)
    elif issubclass(kind, dict):
        yield str(len(value))
        for key, inner in value.items():
            yield from _parts(key, other)
            yield from _parts(inner, other)
    elif issubclass(kind, (list, tuple)):
        yield str(len(value))
        for inner in value:
            yield from _parts(inner, other)
    elif issubclass(kind, (set, frozenset)):
        yield str(len(value))
        yield from sorted(_digest(inner, other) for inner in value)
    elif issubclass(kind, contents.Content):
        yield place_of(value)
    elif kind in WRAPPERS:
        yield from (str(value.name), str(value.slug))
        yield from _inside(value, other)
    elif kind in PAGINATION:
        yield from _inside(value, other)
    elif issubclass(kind, (PurePath, ZoneInfo)):
        yield str(value)
    elif kind is re.Pattern:
        yield from (str(value.pattern), str(value.flags))
    else:
        yield from other(value)


def _scalar(value: Any) -> Parts:
    if isinstance(value, (str, bytes)):
        yield value
    elif isinstance(value, datetime.datetime):
        yield from (value.isoformat(), str(value.fold), str(value.tzinfo))
    else:
        yield repr(value)


def _inside(value: Any, other: Callable[[Any], Parts]) -> Parts:
    told = {name: inner for name, inner in vars(value).items() if name not in LATE}
    if isinstance(value, PAGINATION):
        told["name"] = vars(value)["name"]
    yield from _parts(told, other)


def _code(value: Any) -> Parts:
    """A function, a class, or an object of a class of the site."""
    yield _name(value)
    if isinstance(value, partial):
        yield from _parts([value.func, value.args, value.keywords], _code)
    elif isinstance(value, types.FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        yield from _parts([cells, value.__defaults__, value.__kwdefaults__], _code)
    elif isinstance(value, types.MethodType):
        yield from _parts([value.__self__, value.__func__], _code)
    elif not isinstance(value, (type, types.ModuleType, types.BuiltinFunctionType)):
        if not hasattr(value, "__dict__"):
            raise Untold(_name(value))
        yield from _parts(vars(value), _code)


def _name(value: Any) -> str:
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"
