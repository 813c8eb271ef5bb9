"""A sample of `make weigh`: one page over the slow link, and every page within its bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.served import hosting
from tests.trials.weigh import (
    MOST_CSS,
    MOST_FIRST_VIEW,
    MOST_REQUESTS,
    Weight,
    carry,
    stylesheet_weight,
    weigh,
)

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("weigh")

REGION = "/ky/regions/kg/batken/"


@pytest.fixture(scope="module")
def weights(shipped) -> dict[str, Weight]:
    return {weight.address: weight for weight in weigh("shipped", shipped)}


def test_every_page_and_the_stylesheet_keep_their_bounds(shipped, weights):
    """No page is heavier or has more elements than an old phone bears, nor is the stylesheet."""
    assert [miss for weight in weights.values() for miss in weight.misses()] == []
    assert 0 < stylesheet_weight(shipped) <= MOST_CSS


def test_a_region_comes_in_few_requests_and_stays_in_its_place(browser, shipped, weights):
    """Over the slow link a region's page is carried whole, in three requests, and nothing on it moves."""
    with hosting(shipped.folder) as origin:
        carried = carry(browser, origin, weights[REGION])

    assert 1 < carried.requests <= MOST_REQUESTS
    assert weights[REGION].html < carried.carried <= MOST_FIRST_VIEW
    assert carried.shift == 0
    assert carried.seconds > 0.4  # the link's own delay has been felt


def test_every_bound_can_be_missed(weights):
    """A page that is too heavy, too large, too slow or restless is told with its address."""
    heavy = replace(
        weights[REGION], html=10**6, nodes=10**6, requests=99, carried=10**6, seconds=9.9, shift=0.01
    )
    told = list(heavy.misses())

    assert len(told) == 6
    assert all(one.startswith(REGION) for one in told)
