"""What the pages say: the facts of the two first regions, and every figure in every language."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.built import INVENTED_TODAY, TODAY, BuiltSite, built, text_of
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.progress.figures import share_of
from transparency.progress.state import State

LANGUAGES = ("kk", "ky", "ru", "en")
BATKEN = "regions/kg/batken/"
TURKISTAN = "regions/kz/turkistan/"


@pytest.fixture(scope="module")
def state() -> State:
    checked = load_site(ROOT, date.fromisoformat(TODAY))
    return State(checked.data, checked.today)


def _bars(site, path):
    """Each bar of a page by the address its label leads to."""
    bars = site.page(path).cssselect(".bar")
    return {bar.cssselect("h3 a")[0].get("href").split("/", 2)[2]: bar for bar in bars}


def _figure(bar) -> str:
    return text_of(bar.cssselect(".bar__figure")[0])


def _numbers(text: str, lang: str) -> list[Decimal]:
    """The numbers in a text, by the language's own separators."""
    plain = text.replace("\N{NO-BREAK SPACE}", "")
    plain = plain.replace(",", "" if lang == "en" else ".")
    return [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)]


def test_batken_in_kyrgyz_states_its_figures(shipped):
    """Batken's page in Kyrgyz states each figure with its whole, share and date."""
    bars = _bars(shipped, f"ky/{BATKEN}")

    schools = text_of(bars["commitments/school-internet/"])
    assert "143 мектептен 85 59,4\N{NO-BREAK SPACE}%" in _figure(bars["commitments/school-internet/"])
    assert "2019-жылдын 25-марты" in schools
    derived = text_of(bars["indicators/schools-online/"])
    assert "234 мектептен 176" in derived and "91 + 85" in derived
    assert "202 айылдан 57" in _figure(bars["indicators/villages-online/"])
    assert "Бир да айылдын аты аталган эмес." in text_of(bars["indicators/villages-online/"])
    assert "31 айыл өкмөтүнөн 24" in _figure(bars["indicators/municipalities-online/"])
    assert all(bar.cssselect('a[href="/ky/sources/batken-online-2019/"]') for bar in bars.values())


def test_promise_of_the_seven_is_silent(shipped):
    """The seven municipalities are shown as a promise whose deadline passed without a report."""
    page = shipped.page(f"ky/{BATKEN}")

    (item,) = [
        li for li in page.cssselect(".promises li") if li.cssselect('a[href$="/remaining-municipalities/"]')
    ]

    assert item.cssselect(".tag--dots.tag--late")
    assert "0\N{NO-BREAK SPACE}%" not in text_of(page)


def test_turkistan_in_kazakh_reports_nothing_as_zero(shipped):
    """41, 100 and 105 are outlines with nothing reported, and no "0 %" stands on the page."""
    bars = _bars(shipped, f"kk/{TURKISTAN}")

    for promise, number in (
        ("schools-under-repair", "41"),
        ("heating-to-gas", "100"),
        ("indoor-toilets", "105"),
    ):
        bar = bars[f"commitments/{promise}/"]
        assert "bar--promised" in bar.get("class")
        assert _figure(bar).startswith(f"{number} ")
        assert bar.cssselect("svg .e") and not bar.cssselect("svg .d")
    assert not re.search(r"\b0([.,]0)?\s*%", shipped.text(f"kk/{TURKISTAN}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_bar_says_what_the_model_says(shipped, state, lang):
    """The numbers read back from every bar of every region page are those of the data, in each language."""
    seen = 0
    for region in state.data.regions:
        for target, bar in _bars(shipped, f"{lang}/regions/{region.key}/").items():
            expected = _expected(state, region.key, target.strip("/").split("/"))
            assert sorted(expected) == sorted(_numbers(_figure(bar), lang)), (region.key, target)
            seen += 1
    assert seen > 10


def _expected(state, region: str, target: list[str]) -> list[Decimal]:
    """What a bar must say, worked out from the records alone."""
    kind, name = target
    if kind == "commitments":
        commitment = state.data.commitment[name]
        figure = state.promises[name].newest
        if figure is None:
            baseline = commitment.baseline
            baseline = state.data.observation[baseline].value if isinstance(baseline, str) else baseline or 0
            return [commitment.target - baseline]
        return [figure.value, commitment.target, share_of(figure.value, commitment.target).percent.number]
    figure = state.figures.newest(region, name, state.today)
    whole = state.figures.whole_of(figure, state.today)
    if whole is None:
        return [figure.value]
    return [figure.value, whole.value, share_of(figure.value, whole.value).percent.number]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bar_is_as_long_as_its_share(shipped, lang):
    """The drawn width of a bar is the percentage printed beside it."""
    drawn = 0
    for path, page in shipped.pages():
        if not path.startswith(f"{lang}/"):
            continue
        for bar in page.cssselect(".bar--share"):
            (percent,) = _numbers(text_of(bar.cssselect(".bar__pct")[0]), lang)
            assert percent == Decimal(bar.cssselect("svg .d")[0].get("width").rstrip("%"))
            drawn += 1
    assert drawn


def test_every_commitment_page_prints_its_arithmetic(shipped, state):
    """A promise's page says which rule held, in every language."""
    for lang in LANGUAGES:
        for promise in state.promises.values():
            page = shipped.page(f"{lang}/commitments/{promise.commitment.id}/")
            assert page.cssselect("#status") and page.cssselect(".points li")


def test_regions_without_data_say_so(shipped, state):
    """A region that reported nothing is listed all the same and says who could report."""
    for region in state.data.regions:
        page = shipped.page(f"en/regions/{region.key}/")
        if not page.cssselect(".bar"):
            assert "Its administration could give one" in text_of(page)


def test_second_country_needs_no_code(small):
    """Another country, with other levels and indicators and a language missing, builds as it is."""
    langs = {path.split("/")[0] for path in small.paths if "/" in path}

    assert "kk" not in langs and {"en", "ru", "ky"} <= langs
    assert all("invented" in text_of(page).lower() for path, page in small.pages() if path.startswith("en/"))


def test_text_shown_in_another_language_is_marked(small):
    """A text that is missing in a language is shown in another, inside an element with that lang."""
    marked = [
        element
        for path, page in small.pages()
        if path.startswith("ky/regions/")
        for element in page.find(".//main").cssselect("[lang]")
    ]

    assert marked and all(element.get("lang") in ("ru", "en", "kk") for element in marked)


LANTERNS = """- region: mirrolia/north-mirror
  indicator: lanterns-total
  date: 2026-02
  source: lantern-note
  value: 20
- region: mirrolia/north-mirror
  indicator: lanterns-lit
  date: {date}
  source: lantern-note
  value: 12
"""


@pytest.mark.parametrize(("day", "is_summed"), [("2026-02", True), ("2026-01", False)])
def test_parts_are_summed_only_for_one_date(tmp_path, day, is_summed):
    """Parts that reported for one date end in SUM(n)/SUM(N), marked as derived; else there is no sum."""
    root = Path(shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site"))
    with (root / "data/regions/mirrolia/north-mirror/observations.yml").open("a", encoding="utf-8") as file:
        file.write(LANTERNS.format(date=day))

    site = BuiltSite(built(tmp_path / "output", "--root", root, "--today", INVENTED_TODAY))

    rows = [text_of(row) for row in site.page("en/regions/mirrolia/").cssselect("tfoot tr")]
    total = "42 (61.8\N{NO-BREAK SPACE}%, derived; 2 of 2 have reported a figure)"
    assert any(total in row for row in rows) == is_summed, rows
