"""What all tests share: the browser, built sites, and hypothesis without chance."""

import os

import pytest
from hypothesis import settings

from tests.accessibility.hard_cases import bare_site, hard_site
from tests.built import INVENTED_TODAY, TODAY, BuiltSite, built
from tests.programs import ROOT

pytest_plugins = ["tests.browser"]

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes what the program remembers for the person at this machine."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The shipped site, built once for the day that tests take as today."""
    return BuiltSite(built(tmp_path_factory.mktemp("shipped") / "output", "--today", TODAY))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A second small country with other levels, indicators and languages."""
    return _invented(tmp_path_factory, "small")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The invented country that fills every page."""
    return _invented(tmp_path_factory, "demo")


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The invented country made hard on the layout: endless words, 400 promises in one region."""
    return hard_site(tmp_path_factory.mktemp("hard"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site of one language without any contact."""
    return bare_site(tmp_path_factory.mktemp("bare"))


def _invented(tmp_path_factory: pytest.TempPathFactory, name: str) -> BuiltSite:
    output = tmp_path_factory.mktemp(name) / "output"
    return BuiltSite(built(output, "--root", ROOT / "tests" / "sites" / name, "--today", INVENTED_TODAY))
