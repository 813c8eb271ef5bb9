"""The invented country served by both servers, with a file of every type and in every policy's folder."""

import pytest

from tests.hosting.servers import SERVERS, compress, copy_of
from transparency.hosting.place import Place
from transparency.hosting.policies import TYPES
from transparency.model.dataset import Dataset

LANGUAGES = ("kk", "ky", "ru", "en")

# What later forms of the site put there, as far as a server is concerned.
EXTRA = {
    "embed/bar.html": "<!DOCTYPE html><title>a bar</title>",
    "ky/embed/bar.html": "<!DOCTYPE html><title>a bar</title>",
    "admin/index.html": "<!DOCTYPE html><title>for editors</title>",
    "search/index.json": "{}",
    **{f"data/file.{ending}": f"a file that ends in {ending}, " * 9 for ending in TYPES if ending != "gz"},
    "data/archive.tar.gz": "no archive",
    "data/file.unknown": "of no known type",
    "data/regions/kk/below.csv": "region;n\n",
}


@pytest.fixture(scope="session")
def demo_data() -> Dataset:
    from datetime import date

    from tests.built import INVENTED_TODAY
    from tests.programs import ROOT
    from transparency.checking import load_site

    return load_site(ROOT / "tests/sites/demo", date.fromisoformat(INVENTED_TODAY)).data


@pytest.fixture(scope="session")
def place(demo_data) -> Place:
    return Place.of(demo_data, demo_data.site.address)


@pytest.fixture(scope="session")
def tree(demo, tmp_path_factory):
    """The folder that is served."""
    folder = copy_of(demo.folder, tmp_path_factory.mktemp("served") / "site")
    for path, text in EXTRA.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    compress(folder)
    return folder


@pytest.fixture(scope="session", params=list(SERVERS))
def server(request, tree, place, tmp_path_factory):
    with SERVERS[request.param](tree, place, tmp_path_factory.mktemp(request.param)) as running:
        yield running
