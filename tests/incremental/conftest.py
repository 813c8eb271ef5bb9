"""Builds by the real `pelican`, shared by the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.incremental.pond_site import Pelicans, Pond


@pytest.fixture(scope="module")
def pelicans() -> Iterator[Pelicans]:
    started = Pelicans()
    yield started
    started.end()


@pytest.fixture
def pond(tmp_path, pelicans) -> Pond:
    """The pond, built once."""
    site = Pond(tmp_path / "pond", pelicans)
    site.made()
    return site
