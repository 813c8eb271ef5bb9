"""Feeds that say nothing new are not made again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.contents import Content
from pelican.utils import sanitised_join
from pelican.writers import Writer

from .templates import Sight

if TYPE_CHECKING:
    from .run import Run

READ = ("SITEURL", "SITENAME", "SITESUBTITLE", "FEED_DOMAIN")
"""What Pelican puts into a feed from the context."""


class FeedWriter(Writer):
    """Pelican's writer, which asks before it makes a feed."""

    run: Run

    def write_feed(
        self,
        elements: Sequence[Content],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        told = (elements, context, path, url, feed_type, override_output, feed_title)
        # Who hears these gets the feed itself.
        if not path or signals.feed_generated.receivers or signals.feed_written.receivers:
            return super().write_feed(*told)
        given = {name: context.get(name) for name in READ}
        given |= {"elements": list(elements[: self.settings["FEED_MAX_ITEMS"]])}
        given |= {"feed": (str(path), url, feed_type, override_output, str(feed_title or ""))}
        sight = Sight(given, self.run.contents)
        page = str(path)
        text = self.run.known(page, sight)
        if text is not None:
            self._leave(page, text, override_output)
        else:
            names = [f"context:{name}" for name in given]
            self.run.make(page, sight, names, lambda: self._made(page, told))
        return None

    def _made(self, page: str, told: tuple) -> str:
        super().write_feed(*told)
        return Path(sanitised_join(self.output_path, page)).read_bytes().decode()

    def _leave(self, page: str, text: str, override: bool) -> None:
        target = sanitised_join(self.output_path, page)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with self._open_w(target, "utf-8", override) as file:
            file.write(text)
