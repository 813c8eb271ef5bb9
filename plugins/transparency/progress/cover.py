"""Where a request may be shown, so that nobody can tell from its place and topic who asked.

In a small place a topic with few requests could name a person. Such requests are shown one place
further up, together with what was asked there. Whatever is published is made from the places found
here, so that no total can be taken apart into what they cover: `docs/register.md` proves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ..model.dataset import Dataset
from ..model.feedback import Request

FEWEST = 5
"""So many requests about one topic from a small place are shown as from there; fewer are not."""

Cells = dict[str, dict[str | None, list[str]]]


def places_shown(data: Dataset) -> Mapping[str, str]:
    """For each request, by id, the region as whose it may be shown."""
    large = {level.id for level in data.site.levels if level.large}

    def is_small(key: str) -> bool:
        region = data.region[key]
        return region.parent is not None and region.level not in large

    return covered(data.requests, is_small)


def covered(requests: Iterable[Request], is_small: Callable[[str], bool]) -> dict[str, str]:
    """The region of each request, or the nearest above it that is not small or has enough about its topic.

    Requests that move up count there, and may help to fill the number.
    """
    cells: Cells = defaultdict(lambda: defaultdict(list))
    for request in requests:
        cells[request.region][request.topic].append(request.id)
    shown: dict[str, str] = {}
    while cells:
        # The deepest first: what lies below a place has moved up to it by the time it is judged.
        place = max(cells, key=lambda key: key.count("/"))
        for topic, ids in cells.pop(place).items():
            if is_small(place) and "/" in place and len(ids) < FEWEST:
                cells[place.rpartition("/")[0]][topic] += ids
            else:
                shown |= dict.fromkeys(ids, place)
    return shown
