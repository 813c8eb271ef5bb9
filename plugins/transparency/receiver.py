"""The receiver made ready: its words and pages from the site's data and theme, and all of it as one file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from .checking import Checked
from .gallery import environment_of
from .languages import load_languages
from .model.dataset import Dataset
from .pages.answers import FAULTS, answer_pages
from .pages.edition import Edition, Site
from .pages.forms import LONGEST_MESSAGE, subjects
from .progress.state import State
from .receiving.application import PREPARED
from .theme import Theme, stylesheet_of

CARRIED = ("__init__.py", "model/__init__.py", "model/reference.py", "receiving/*.py")
"""What the one file holds of this program: nothing that needs more than the standard library."""

_ENTRIES = {
    "receive.py": "from transparency.receiving.application import packed\n\napplication = packed()\n",
    "__main__.py": "from transparency.receiving.serving import main\n\nmain()\n",
}
_MADE_AT = (1980, 1, 1, 0, 0, 0)


class NotPrepared(ValueError):
    """The site's data do not say what a receiver needs; says what is missing."""


def prepare(checked: Checked, theme: Path, address: str | None = None) -> str:
    """Everything the receiver needs to know, as JSON; `address` is the site's where its data say none.

    Raises NotPrepared where `receiver` is not set.
    """
    endpoint = checked.data.site.receiver
    if endpoint is None:
        raise NotPrepared("data/site.yml sets no 'receiver': the address to which the form posts")
    site = _site(checked, theme, (address or checked.data.site.address or _origin(endpoint)).rstrip("/"))
    editions = [Edition(site, language) for language in site.languages]
    prepared = {
        "origins": _origins(endpoint, site.base),
        "longest": LONGEST_MESSAGE,
        "stylesheet": stylesheet_of(theme).text,
        "topics": {
            topic.id: {e.language.code: str(e.words(topic.name)) for e in editions}
            for topic in checked.data.site.topics
        },
        "references": _references(editions),
        "mailboxes": dict(_mailboxes(checked.data)),
        "pages": {e.language.code: _pages(e, Theme(environment_of(theme), site)) for e in editions},
        "faults": {e.language.code: {name: e.say(words) for name, words in FAULTS.items()} for e in editions},
    }
    return json.dumps(prepared, ensure_ascii=False, sort_keys=True, indent=1)


def pack(prepared: str) -> bytes:
    """The receiver and what was prepared for it as one file: `python FILE`, or on a server's path."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted({**dict(_carried()), **_ENTRIES}.items()):
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), content)
        archive.writestr(zipfile.ZipInfo(f"transparency/receiving/{PREPARED}", _MADE_AT), prepared)
    return buffer.getvalue()


def _carried() -> Iterator[tuple[str, str]]:
    here = Path(__file__).resolve().parent
    for pattern in CARRIED:
        for path in here.glob(pattern):
            yield f"transparency/{path.relative_to(here).as_posix()}", path.read_text("utf-8")


def _site(checked: Checked, theme: Path, address: str) -> Site:
    """The site as the receiver's pages link to it: by whole addresses, since it may stand elsewhere."""
    return Site(
        state=State(checked.data, checked.today),
        languages=load_languages(checked.data.site, theme / "translations"),
        base=address,
        address=None,
        stylesheet="",
        icon="",
        html_of=lambda body: "",
    )


def _pages(edition: Edition, theme: Theme) -> dict[str, str]:
    path = urlsplit(str(edition.data.site.receiver)).path.rstrip("/")
    # A page of the receiver asks for nothing but its stylesheet, which lies beside it.
    own = {"stylesheet": f"{path}/style.css", "icon": "data:,"}
    return {
        name: theme.render(replace(page, frame=replace(page.frame, **own))).decode()
        for name, page in answer_pages(edition)
    }


def _references(editions: list[Edition]) -> dict[str, tuple[str, dict[str, str]]]:
    """Each page that can be written about: its region, and its names by language."""
    references: dict[str, tuple[str, dict[str, str]]] = {}
    for edition in editions:
        for about, _ in subjects(edition):
            _, names = references.setdefault(str(about.reference), (about.region, {}))
            names[edition.language.code] = str(about.name)
    return references


def _origins(*addresses: str) -> list[str]:
    """Where the form stands: on the site itself, and on the receiver's pages, which show it again."""
    return list(dict.fromkeys(map(_origin, addresses)))


def _origin(address: Any) -> str:
    parts = urlsplit(str(address))
    return f"{parts.scheme}://{parts.netloc}"


def _mailboxes(data: Dataset) -> Iterator[tuple[str, str]]:
    if mailbox := data.operators_mailbox():
        yield "", mailbox
    for group in data.site.editors:
        if group.mailbox:
            yield group.region, group.mailbox
