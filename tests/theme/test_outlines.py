"""Filling an outline writes what running the template would have written, for every value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, Environment
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from incremental.reads import noted
from tests.bench.nation import SIZES, Nation
from tests.bench.nation import TODAY as NATIONAL_TODAY
from tests.bench.national import write_site
from tests.built import INVENTED_TODAY, TODAY
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.gallery import environment_of
from transparency.languages import Words, load_languages
from transparency.outlines import MOST_WAYS, PROOFS, Outlines
from transparency.pages import regions, splitting, views
from transparency.pages.edition import Edition, Site
from transparency.pages.every import every_sheet
from transparency.pages.page import Filled, Link, Page
from transparency.pages.splitting import pages_of
from transparency.progress import state
from transparency.progress.state import State
from transparency.theme import Theme, Voice
from transparency.tracing import watch

THEME = ROOT / "themes/transparency"
SITES = {"shipped": (ROOT, TODAY), "demo": (ROOT / "tests/sites/demo", INVENTED_TODAY)}
NEVER, AT_ONCE = 10**9, 1


def site_of(root: Path, today: str) -> Site:
    data = load_site(root, date.fromisoformat(today)).data
    languages = load_languages(data.site, THEME / "translations")
    words = Markup("<p>…</p>")
    return Site(
        State(data, date.fromisoformat(today)),
        languages,
        "",
        "https://a.example",
        "/s",
        "/i",
        lambda _: words,
    )


def all_pages_of(site: Site) -> list[Page]:
    editions = [Edition(site, language) for language in site.languages]
    sheets = list(every_sheet(site.state.data))
    return [page for sheet in sheets for one in editions for page in pages_of(one, sheet)]


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_written_as_without_outlines(name):
    """Each page of the sites is the same by outlines, kept at once or later, as by templates alone."""
    site = site_of(*SITES[name])
    plain, kept, usual = (
        Theme(environment_of(THEME), site, outlines)
        for outlines in (Outlines(NEVER), Outlines(AT_ONCE), Outlines())
    )

    for page in all_pages_of(site):
        written = plain.render(page)
        assert kept.render(page) == written, page.path
        assert kept.render(page) == written, page.path
        assert usual.render(page) == written, page.path


# --- one component, all values ---

TEXTS = st.sampled_from(["", "0", "85", "Ә <b>&amp;\"'", "share", "{{ 7 }}", "%(number)s %d"])
WORDS = st.builds(Words, TEXTS, st.sampled_from([None, "ru"]))
LINKS = st.builds(Link, WORDS, TEXTS, TEXTS)
BARS = st.builds(
    views.Bar,
    label=LINKS,
    number=TEXTS,
    out_of=WORDS,
    percent=TEXTS,
    shape=st.sampled_from(["share", "progress", "over", "promised", "number", "missing"]),
    width=TEXTS,
    tick=TEXTS,
    date=TEXTS,
    source=LINKS,
    marks=st.lists(LINKS | TEXTS, max_size=2).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
    named=st.lists(LINKS, max_size=2).map(tuple),
    figure=TEXTS,
    sentence=TEXTS,
    replies=st.lists(st.builds(views.Reply, TEXTS, st.tuples(WORDS | LINKS), WORDS, LINKS), max_size=1).map(
        tuple
    ),
)


# --- pages that are like others ---


@pytest.fixture
def nation(tmp_path, monkeypatch) -> Site:
    """Places whose figures stand on their own pages; one has a name that HTML has a use for."""
    write_site(Nation(SIZES["tiny"]), tmp_path)
    file = next(iter(sorted(tmp_path.glob("data/regions/*/*/places.yml"))))
    text = file.read_text("utf-8")
    head, school, tail = text.partition("  level: school\n  name:\n    kk: ")
    assert school
    file.write_text(f"{head}{school}№ & <b> {tail}", "utf-8")
    monkeypatch.setattr(state, "MOST_LISTED", 10)
    return site_of(tmp_path, NATIONAL_TODAY)


@pytest.mark.parametrize(("most_rows", "are_like"), ((splitting.MOST_ROWS, True), (34, True), (3, False)))
def test_a_page_like_its_neighbours_is_written_as_one_made_for_itself(
    nation, monkeypatch, most_rows, are_like
):
    """Names and numbers put into what neighbours have in common give the page that each would be alone."""
    monkeypatch.setattr(splitting, "MOST_ROWS", most_rows)
    pages = all_pages_of(nation)
    assert any(type(page) is Filled for page in pages) is are_like
    theme = Theme(environment_of(THEME), nation)
    written = {page.path: theme.render(page) for page in pages}
    monkeypatch.setattr(regions, "page_like_others", lambda *_: None)
    alone = all_pages_of(nation)
    assert not any(type(page) is Filled for page in alone)
    assert written == {page.path: theme.render(page) for page in alone}


def test_pages_like_their_neighbours_are_not_drawn_one_by_one(nation, monkeypatch):
    """Our templates only put words out: each pattern is drawn, and few pages beside it."""
    drawn = []
    page_of = Voice.page
    monkeypatch.setattr(Voice, "page", lambda voice, page: drawn.append(page) or page_of(voice, page))
    like_others = [page for page in all_pages_of(nation) if type(page) is Filled]
    theme = Theme(environment_of(THEME), nation)
    for page in like_others:
        theme.render(page)
    patterns = {id(page.pattern) for page in like_others}
    assert len(drawn) <= len(patterns) + PROOFS * len(nation.languages)


LOOKING = (
    ("{{ page.heading.text | upper }}", lambda heading: heading.upper()),
    ("{{ page.heading.text | length }}", lambda heading: len(heading)),
    ("{{ page.heading.text.upper() }}", lambda heading: heading.upper()),
    ("{% if page.heading.text == 'Булутия' %}a{% else %}b{% endif %}", lambda one: "ab"[one != "Булутия"]),
    ("{% if 'ай' in page.heading.text %}a{% else %}b{% endif %}", lambda one: "ba"["ай" in one]),
    ("{{ page.heading.text[0] }}", lambda heading: heading[0]),
)
"""What a template may do with the words of a page besides putting them out, and what comes of it."""


@pytest.mark.parametrize(("does", "meant"), LOOKING)
def test_a_template_that_looks_at_words_gets_them(nation, does, meant):
    """Where a template does more with words than to put them out, it is given those of each page."""
    template = (THEME / "templates/page.html").read_text("utf-8")
    changed = template.replace("{{ page.heading }}", does)
    assert changed != template
    environment = environment_of(THEME)
    environment.loader = ChoiceLoader([DictLoader({"page.html": changed}), environment.loader])
    theme = Theme(environment, nation)
    like_others = [page for page in all_pages_of(nation) if type(page) is Filled]
    assert len(like_others) > 4 * len({id(page.pattern) for page in like_others})
    for page in like_others:
        heading = page.whole.content.heading.text
        assert f"<h1>{escape(meant(heading))}</h1>" in theme.render(page).decode()


def test_a_part_may_be_drawn_twice_or_not_at_all(nation):
    """Parts of a page that others are like stand where the template draws them, each time as it says."""
    template = (THEME / "templates/page.html").read_text("utf-8")
    twice = "{% for one in page.aside %}{{ draw(one, card=true) }}{% endfor %}"
    changed = template.replace(twice, twice + twice.replace("=true", "=false"))
    assert changed != template
    for source in (changed, template.replace(twice, "")):
        environment = environment_of(THEME)
        environment.loader = ChoiceLoader([DictLoader({"page.html": source}), environment.loader])
        theme = Theme(environment, nation)
        for page in all_pages_of(nation):
            if type(page) is Filled:
                assert theme.render(page) == theme.render(page.whole), page.path


@pytest.fixture(scope="module")
def voices():
    site = site_of(*SITES["demo"])
    return tuple(Theme(environment_of(THEME), site, Outlines(trod))._voice for trod in (NEVER, AT_ONCE))


@given(bars=st.lists(BARS, min_size=1, max_size=4))
def test_every_figure_is_drawn_as_without_outlines(voices, bars):
    """Whatever stands in a figure and was drawn before it, its outline gives what the template does."""
    plain, kept = voices
    for bar in bars:
        assert kept.draw(bar) == plain.draw(bar)
        assert kept.draw(bar) == plain.draw(bar)


@given(bar=BARS)
def test_what_is_drawn_once_for_many_pages_reads_the_same(voices, bar):
    """A view is drawn the third time as it was the first, by each theme for itself, and notes the same."""
    for voice in voices:
        drawn = [noted(lambda voice=voice: voice.draw(bar)) for _ in range(3)]
        assert drawn[0] == drawn[1] == drawn[2]
        assert {name.partition(":")[0] for name in drawn[2][1]} == {"template"}


# --- whatever a template may do ---


class Inner(Struct, frozen=True):
    name: str
    note: str | None = None


class View(Struct, frozen=True):
    title: str
    kind: str
    items: tuple[str, ...]
    inner: Inner
    most: int = 3


TEMPLATES = {
    "puts out": "<h1>{{ v.title }}</h1>{{ v.inner.name }}",
    "asks whether": "{% if v.title %}<b>{{ v.title }}</b>{% elif v.items %}{{ v.items[0] }}{% endif %}",
    "compares": "{% if v.kind in ('a', 'b') %}1{% endif %}{{ 'x' if v.kind == v.title }}",
    "counts": "{{ v.items|length }} {{ v.items[1:]|length }} {{ v.items[-1] if v.items }}",
    "spells": "{{ 'a' in v.title }} {{ v.title[:2] }} {{ v.title[0] if v.title }} {{ v.title|list|length }}",
    "walks": "{% for one in v.items %}{{ loop.index }}{{ one }}{{ ', ' if not loop.last }}{% endfor %}",
    "joins": "{{ v.title ~ ' & ' ~ v.inner.name }} {{ v.items|join(' & ') }}",
    "changes": "{{ v.title|upper }} {{ v.title|replace('a', '<i>') }} {{ v.kind.split('a')|length }}",
    "reckons": "{{ v.most + 1 }}{% if v.most > 2 %}>{% endif %}",
    "asks for none": "{{ v.inner.note is none }} {{ v.inner.note }} {{ v.inner.note or '-' }}",
    "sets aside": "{% set x %}<u>{{ v.title }}</u>{% endset %}{{ x }}{{ x|replace('a', 'b')|length }}",
    "fills in": "{{ '%s of %s'|e|format(v.title, v.inner.name) }}",
    "looks up": "{{ {'a': 'first', '': 'none'}[v.kind] or v.kind }}",
    "asks what it lacks": "{{ v.inner.lacking }} {{ v.lacking is defined }}",
    "trusts": "{{ v.title|safe }} {{ v.inner.note|default('', true)|safe }}",
    "asks what it is": "{{ v.title is string }} {{ v.title is escaped }} {{ v.inner is mapping }}",
    "shows": "{{ v.title|pprint }} {{ '%r' % (v.title,) }} {{ v.title|forceescape }}",
    "picks": "{{ [v.title]|select('string')|list|length }} {{ v.items|map('upper')|join }}",
    "hands on": "{% macro m(one) %}<i>{{ one.name }}{{ one.note }}</i>{% endmacro %}{{ m(v.inner) }}",
}
VIEWS = st.builds(
    View,
    TEXTS,
    st.sampled_from(["", "a", "b", "aXa"]),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.builds(Inner, TEXTS, st.none() | TEXTS),
    st.integers(0, 5),
)


@pytest.mark.parametrize("does", TEMPLATES)
@given(seen=st.lists(VIEWS, min_size=1, max_size=6))
def test_a_template_may_do_anything(does, seen):
    """Whatever a template does with a value, it is written as if the template were run for it."""
    environment = Environment(autoescape=True, loader=DictLoader(TEMPLATES))
    watch(environment)
    template = environment.get_template(does)
    outlines = Outlines(AT_ONCE)

    for one in (*seen, *seen):
        written = outlines.draw("key", lambda value: template.render(v=value), one, None)
        assert written == template.render(v=one)


WRITTEN = {
    "changed": "{% set x %}<u>{{ v.title }}</u>{% endset %}{{ x.upper() }}",
    "measured": "{% set x %}{{ v.title }}{% endset %}{{ x.__len__() }}",
    "walked": "{% set x %}{{ v.title }}{% endset %}{% for one in x %}{{ loop.index }}{% endfor %}",
    "cut": "{% set x = v.title|e %}{{ x[:4] }}",
    "filled in": "{{ ('%.3s'|safe) % (v.title,) }}{{ ('%40s'|safe) % (v.title,) }}",
    "asked for its class": "{{ v.title.__class__.__name__ }}",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_an_outline_that_differs_from_its_template_gives_way(how):
    """What a template makes of words that it has written itself is seen when both are held together."""
    environment = Environment(autoescape=True, loader=DictLoader(WRITTEN))
    watch(environment)
    template, outlines = environment.get_template(how), Outlines(AT_ONCE)

    for title in ("Ә & <b>", "abcdef", "a", "0123456789", ""):
        view = View(title, "a", (), Inner(""))
        assert outlines.draw("key", lambda value: template.render(v=value), view, None) == template.render(
            v=view
        )


def test_an_outline_is_found_out_once():
    """A template runs a few times for a thousand values that differ in their words alone."""
    runs = []
    template = Environment(autoescape=True).from_string("{{ v.title }}{% if v.items %}+{% endif %}")
    outlines = Outlines(trod=2)

    def render(value) -> str:
        runs.append(value)
        return template.render(v=value)

    for number in range(1_000):
        view = View(str(number), "a", (), Inner(""))
        assert outlines.draw("key", render, view, None) == str(number)
    assert len(runs) == 2 + PROOFS


def test_outlines_that_are_never_used_again_are_not_kept_for_ever():
    """A template whose values all differ in form is run for each of them from a certain number on."""
    template = Environment(autoescape=True).from_string("{{ v.most + 1 }}")
    outlines = Outlines(AT_ONCE)

    for number in range(MOST_WAYS + 100):
        view = View("", "", (), Inner(""), number)
        assert outlines.draw("key", lambda value: template.render(v=value), view, None) == str(number + 1)
    assert len(outlines._begin["key"].ways) <= MOST_WAYS + 100


def test_every_view_is_frozen():
    """What is drawn can be asked twice: views never change."""
    kinds = [one for one in vars(views).values() if isinstance(one, type) and issubclass(one, Struct)]
    assert kinds and all(kind.__struct_config__.frozen for kind in kinds)
    assert replace(Inner("a"), note="b") != Inner("a")
