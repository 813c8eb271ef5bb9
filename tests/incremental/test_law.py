"""The law on the shipped site: a sample of the random sequences, and proof that it can fail."""

from __future__ import annotations

import re

import pytest

from incremental import build
from tests.trials import law

SAMPLE = 3


@pytest.mark.parametrize("edits", (law.EditsOfTheSite, law.EditsOfANation))
def test_a_sample_of_sequences(edits):
    """After any edits the output is, byte for byte, that of a clean build."""
    occurred = law.run(SAMPLE, law.SEED, edits)
    assert sum(occurred.values()) >= SAMPLE


EDITS = {
    "observations-of": ("data/regions/kg/observations.yml", r"value: 74\n", "value: 73\n"),
    "sources": ("data/regions/kg/batken/sources.yml", r"(  title:\n    \w\w: )", r"\1Х"),
    "regions": ("data/regions/kg/batken/region.yml", r"(  ky: |    ky: )", r"\1Х"),
    "told-of": ("data/regions/kg/meetings.yml", r"(  region: kg)\n", r"\1/naryn\n"),
    "template": ("themes/transparency/templates/components/bar.html", r"</article>", "<!-- -->\\g<0>"),
    "catalogue": (
        "themes/transparency/translations/ky/LC_MESSAGES/transparency.po",
        r'(msgid "Licence of the data:"\nmsgstr ")',
        r"\1х",
    ),
    "articles": ("content/articles/education-systems.ky.md", r"\.\n", ". 2019.\n"),
    "assets": ("themes/transparency/static/css/10-tokens.css", r"$", "\n.x { top: 0 }\n"),
}
"""For each kind of name an edit that is seen through names of this kind."""

EDITS_OF_A_NATION = {
    "observations-of": (
        "data/regions/*/*/*/observations.yml",
        r"(date: 2026\S+\n  source: \S+\n  value: )(\d+)",
        lambda found: f"{found[1]}{int(found[2]) + 1}",
    ),
    "regions": ("data/regions/*/*/places.yml", r"(  level: village\n  name:\n    kk: )", r"\1Х"),
    "indicators": ("data/indicators.yml", r"(- id: pupils-fed\n *name:\n *kk: )", r"\1Х"),
    "units": ("data/indicators.yml", r"( out_of:\n *kk: )", r"\1х"),
    "template": EDITS["template"],
}
"""The same where pages of places are made by filling in what they have in common."""

FORGOTTEN = [(law.shipped, kind, edit) for kind, edit in EDITS.items()]
FORGOTTEN += [(law.nation, kind, edit) for kind, edit in EDITS_OF_A_NATION.items()]


@pytest.mark.parametrize(("site_of", "kind", "edit"), FORGOTTEN)
def test_a_dependency_that_is_not_noted_is_found_out(site_of, kind, edit, monkeypatch):
    """Without one kind of noted name the law fails, so the trial does test it; with it the law holds."""
    site, (path, pattern, new) = site_of(), edit
    outcomes = []
    for forgotten in (None, kind):
        site.begin()
        monkeypatch.undo()
        if forgotten:
            (site.folder / "built" / ".output.index").unlink()
            monkeypatch.setattr(build, "noted", _forgetting(forgotten, build.noted))
        assert site.build()
        file = next(iter(site.files(path)))
        text = file.read_text("utf-8")
        file.write_text(re.sub(pattern, new, text, count=1), "utf-8")
        assert file.read_text("utf-8") != text
        assert site.build()
        outcomes.append(law.contents(site.output) == site.clean())
    assert outcomes == [True, False]


def _forgetting(kind: str, noted):
    def forgetful(make):
        value, names = noted(make)
        return value, frozenset(name for name in names if name.partition(":")[0] != kind)

    return forgetful
