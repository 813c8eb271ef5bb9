"""The receiver's own pages: sound HTML, wholly translated, with every blank filled."""

import html5lib
import pytest
from babel.messages.pofile import read_po

from tests.programs import ROOT
from tests.receiving.posting import GOOD, post, prepared, receiver_in
from transparency.languages.catalogues import catalogue_path
from transparency.receiving.prepared import BLANK

SENT = {
    "received": GOOD,
    "refused": {**GOOD, "topic": "", "reply": "nobody"},
    "refused-anywhere": {**GOOD, "reference": ""},
}


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
def test_an_answer_is_sound_and_has_no_blank_left(tmp_path, lang, name):
    """A strict parser finds no fault in a page, and what the receiver fills in is filled in."""
    answer = post(receiver_in(tmp_path), {**SENT[name], "lang": lang})
    text = prepared().page(lang, name, {})

    html5lib.HTMLParser(strict=True).parse(text)
    assert BLANK.search(text) is None
    assert "⟦" not in answer.page.text_content()


@pytest.mark.parametrize("lang", ["kk", "ky", "ru"])
def test_every_fault_is_told_in_the_language_of_its_page(lang):
    """Each sentence about a fault is the catalogue's, and none is English."""
    with catalogue_path(ROOT / "themes/transparency/translations", lang).open("rb") as file:
        known = {message.string for message in read_po(file)}

    assert set(prepared().faults[lang].values()) <= known


def test_fields_that_are_wrong_are_named_to_screen_readers(tmp_path):
    """Every field of the answer has a label, and whatever a field is described by is on the page."""
    page = post(receiver_in(tmp_path), {"lang": "en"}).page
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    described = [one.get("aria-describedby") for one in page.iter() if one.get("aria-describedby")]

    assert {label.get("for") for label in page.iter("label")} <= ids
    assert all(name in ids for names in described for name in names.split())
    assert [one.get("name") for one in page.iterfind('.//*[@aria-invalid="true"]')] == [
        "reference",
        "topic",
        "message",
    ]
