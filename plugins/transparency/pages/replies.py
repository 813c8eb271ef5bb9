"""The right of reply: what an official answered to a figure or a status, beside what it disputes."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import voices
from ..progress.figures import Figure
from ..progress.promises import Promise
from .edition import Edition
from .figures import date_in_words, value_in_words
from .views import Replies, Reply


def replies_to(edition: Edition, figure: Figure) -> tuple[Reply, ...]:
    """The replies to a figure, those to what it corrected first."""
    versions = (*figure.history, figure.observation)
    return tuple(_reply(edition, reply) for version in versions for reply in version.replies)


def replies_about(edition: Edition, promise: Promise) -> Replies | None:
    """The replies to a promise's status and to its earlier figures; those to the newest stand at its bar."""
    found = [_reply(edition, reply) for reply in promise.commitment.replies]
    earlier = [figure for figure in promise.figures if figure is not promise.newest]
    return _block([*found, *_to_figures(edition, earlier)])


def replies_among(edition: Edition, figures: Iterable[Figure]) -> Replies | None:
    """The replies to figures that stand together in a table."""
    return _block(_to_figures(edition, figures))


def _to_figures(edition: Edition, figures: Iterable[Figure]) -> list[Reply]:
    found = []
    for figure in figures:
        place, value = edition.region_name(figure.observation.region), value_in_words(edition, figure)
        about = f"{place} · {value} · {date_in_words(edition, figure)}"
        for version in (*figure.history, figure.observation):
            found += [_reply(edition, reply, about) for reply in version.replies]
    return found


def _reply(edition: Edition, reply: voices.Reply, about: str = "") -> Reply:
    return Reply(
        about=about,
        date=edition.date(reply.date),
        by=edition.voice(reply.by),
        text=edition.words(reply.text),
        source=edition.source_link(reply.source),
    )


def _block(found: list[Reply]) -> Replies | None:
    return Replies(tuple(found)) if found else None
