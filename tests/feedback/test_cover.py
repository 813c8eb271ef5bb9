"""Small cells: nothing that is shown tells how many asked about a topic in a small place."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from transparency.model.dates import Period
from transparency.model.feedback import Request
from transparency.progress.cover import FEWEST, covered

SMALL = {"k/d/m", "k/d/m/v", "k/d/m/w", "k/d/n", "k/e/u"}
PLACES = ("k", "k/d", "k/e", *sorted(SMALL))
TOPICS = ("roads", "water", None)

cells = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(TOPICS)), max_size=40)


def register(asked) -> list[Request]:
    day = Period.parse("2026-02-02")
    return [
        Request(id=f"r{number}", region=place, topic=topic, status="received", requested=day)
        for number, (place, topic) in enumerate(asked)
    ]


def published(asked) -> tuple[tuple[str, str | None], ...]:
    """Everything that readers see of places and topics: each request's, from which all totals are made."""
    places = covered(register(asked), SMALL.__contains__)
    return tuple((places[f"r{number}"], topic) for number, (_, topic) in enumerate(asked))


@given(cells)
def test_no_request_is_lost_or_shown_below_its_place(asked):
    """Every request is shown once, where it was asked or above; from a large place always there."""
    for (place, topic), (shown, shown_topic) in zip(asked, published(asked), strict=True):
        assert shown_topic == topic and (place == shown or place.startswith(shown + "/"))
        assert place in SMALL or shown == place


@given(cells)
def test_no_small_cell_is_shown(asked):
    """A topic of a small place stands there with at least five requests, or not at all."""
    for (place, _), count in Counter(published(asked)).items():
        assert place not in SMALL or count >= FEWEST


@given(cells)
def test_a_covered_cell_cannot_be_worked_out(asked):
    """Had a covered request been asked at the place where it is shown, the same would be published.

    So no total, and no difference of totals, tells a covered cell's number from one less; whoever
    recomputes everything from what is shown cannot either.
    """
    shown = published(asked)
    for number, ((place, topic), (above, _)) in enumerate(zip(asked, shown, strict=True)):
        if place != above:
            other = [*asked[:number], (above, topic), *asked[number + 1 :]]
            assert published(other) == shown


def test_every_register_that_fits_is_found_for_small_numbers():
    """A reader who tries all registers of two villages and their district cannot tell a covered cell.

    For whatever is shown, every village's number between one and four that could stand behind it has
    another one beside it.
    """
    behind: dict[int, set[tuple[int, int]]] = {}
    for own, *villages in product(range(20), range(FEWEST), range(FEWEST)):
        places = ("k/d", "k/d/n", "k/d/m")
        asked = [
            (place, "water") for place, n in zip(places, (own, *villages), strict=True) for _ in range(n)
        ]
        assert set(published(asked)) <= {("k/d", "water")}
        behind.setdefault(len(asked), set()).add(tuple(villages))
    for shown in range(20):
        for village in (0, 1):
            seen = {villages[village] for villages in behind[shown]}
            assert len(seen) > 1 or seen == {0}
