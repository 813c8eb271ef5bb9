"""Why a page could not be made: the template, its line, and what was being made."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .tree import OutputRefused
from .workers import WorkFailed

TEMPLATES = (".html", ".xml", ".svg", ".txt", ".jinja", ".j2")


@contextmanager
def explained(key: str) -> Iterator[None]:
    """Any failure inside becomes one WorkFailed that names the task and, if it was one, the template."""
    try:
        yield
    except (OutputRefused, WorkFailed):
        raise
    except Exception as error:
        place = _template_line(error) or _code_line(error)
        raise WorkFailed(f"{place}: {type(error).__name__}: {error} (while making {key})") from error


@contextmanager
def blamed_on(path: Path) -> Iterator[None]:
    """Any failure inside that does not name a file itself becomes one WorkFailed that names this one."""
    try:
        yield
    except (OSError, WorkFailed):
        raise
    except Exception as error:
        raise WorkFailed(f"{path}: {type(error).__name__}: {error}") from error


def _template_line(error: Exception) -> str | None:
    # Slow to import, and needed only where something has failed.
    from jinja2 import TemplateError, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    of_templates = [frame for frame in frames if frame.filename.endswith(TEMPLATES)]
    if of_templates:
        return f"{of_templates[-1].filename}:{of_templates[-1].lineno}"
    return "a template" if isinstance(error, TemplateError) else None


def _code_line(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"
