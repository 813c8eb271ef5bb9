"""Tables that authors write in Markdown, with what a reader needs: a caption, heads, a box that scrolls."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_TABLE = re.compile(r"(?:<p>(?P<caption>[^<]*)</p>\s*)?<table>(?P<rows>.*?)</table>", re.DOTALL)
_FIRST_CELL = re.compile(r"<tr>\s*<td>(.*?)</td>", re.DOTALL)


def with_heads(html: str, title: str) -> str:
    """Clean HTML, its tables headed: the plain paragraph before a table is its caption, else `title` is."""
    return _TABLE.sub(lambda match: _headed(match, title), html)


def _headed(match: re.Match, title: str) -> str:
    caption = Markup(match["caption"]) if match["caption"] else escape(title)
    rows = match["rows"].replace("<th>", '<th scope="col">')
    rows = _FIRST_CELL.sub(r'<tr><th scope="row">\1</th>', rows)
    name = caption.replace('"', "&quot;")
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{name}">'
        f"<table><caption>{caption}</caption>{rows}</table></div>"
    )
