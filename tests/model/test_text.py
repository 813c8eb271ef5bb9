"""Words in several languages, and the records that hold them: what they refuse, and that none changes."""

import copy
import pickle
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.programs import ROOT
from transparency.checking import load_site
from transparency.model.dataset import Dataset
from transparency.model.places import Level
from transparency.model.text import Counted, Record, Text, texts_in

TEXTS = TypeAdapter(Text)
NOUNS = TypeAdapter(Counted)
FORMS = {"one": "школа", "few": "школы", "many": "школ", "other": "школы"}


@cache
def shipped() -> Dataset:
    return load_site(ROOT, date(2026, 11, 22)).data


# --- Text ---


def test_a_text_is_read_like_a_map():
    """A text gives its words by language code and knows which languages it has."""
    text = TEXTS.validate_python({"kk": "ауыл", "en": "village"})
    assert (text["kk"], list(text), len(text), "ru" in text) == ("ауыл", ["kk", "en"], 2, False)


NO_TEXTS = [{}, "village", None, ["village"], {"en": ""}, {"en": 5}, {"en": None}, {"EN": "ay"}, {"": "ay"}]


@pytest.mark.parametrize("value", NO_TEXTS)
def test_a_text_needs_words_in_a_language(value):
    """Without a language code or without words there is no text."""
    with pytest.raises(ValidationError):
        TEXTS.validate_python(value)


def test_a_text_has_an_end():
    """A text holds at most 4,000 characters in each language."""
    assert TEXTS.validate_python({"en": "x" * 4000})
    with pytest.raises(ValidationError):
        TEXTS.validate_python({"en": "x" * 4001})


def test_a_text_does_not_change():
    """Neither its words nor what holds them can be replaced."""
    text = Text({"en": "village"})
    with pytest.raises(TypeError):
        text["en"] = "town"
    with pytest.raises(AttributeError):
        text._entries = {}


def test_a_text_keeps_its_words_when_its_source_changes():
    """A text made from a map is not changed through that map."""
    words = {"en": "village"}
    text = Text(words)
    words["en"] = "town"
    assert text["en"] == "village"


languages = st.sampled_from(["kk", "ky", "ru", "en"])
words = st.dictionaries(languages, st.text(min_size=1, max_size=9), min_size=1)


@given(words)
def test_a_text_survives_travel(entries):
    """A text that is pickled or copied comes back equal, of its own kind, in the same order."""
    text = TEXTS.validate_python(entries)
    for back in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text), TEXTS.validate_python(dict(text))):
        assert (type(back), back, list(back)) == (Text, text, list(text))


@given(words)
def test_equal_texts_have_equal_hashes(entries):
    """The same words in another order of languages are the same text, in a set too."""
    turned = Text(dict(reversed(entries.items())))
    assert Text(entries) == turned
    assert len({Text(entries), turned}) == 1


@given(words, words)
def test_different_words_are_different_texts(one, other):
    """Texts are equal exactly when their words are."""
    assert (Text(one) == Text(other)) == (one == other)


# --- Counted ---


@pytest.mark.parametrize("noun", ["мектеп", FORMS, {"other": "schools"}])
def test_a_noun_has_one_form_or_plural_forms(noun):
    """Beside a number stands one form, or one for each plural category."""
    assert NOUNS.validate_python({"ru": noun})["ru"] == noun


@pytest.mark.parametrize("noun", ["", {"single": "school"}, {"one": ""}, 5, ["school"], {"one": 5}])
def test_a_noun_has_no_other_forms(noun):
    """Only the categories of CLDR are known, and each has words."""
    with pytest.raises(ValidationError):
        NOUNS.validate_python({"en": noun})


def test_the_forms_of_a_noun_do_not_change():
    """The plural forms of a noun cannot be replaced."""
    noun = NOUNS.validate_python({"ru": dict(FORMS)})
    with pytest.raises(TypeError):
        noun["ru"]["one"] = "село"


# --- records ---


def records() -> list[Record]:
    """The first record of each collection we ship."""
    groups = (getattr(shipped(), name) for name in Dataset.__dataclass_fields__)
    return [group if isinstance(group, Record) else group[0] for group in groups if group]


def test_a_record_does_not_change():
    """No field of any record can be set or removed once it is read."""
    for record in records():
        for field in type(record).model_fields:
            with pytest.raises(ValidationError):
                setattr(record, field, None)
            with pytest.raises(ValidationError):
                delattr(record, field)


def test_nothing_within_a_record_changes():
    """No record holds a list or a map that could be altered, so that each can be hashed."""
    assert [type(record).__name__ for record in records() if not hashable(record)] == []


def hashable(record: Record) -> bool:
    try:
        return hash(record) is not None
    except TypeError:
        return False


def test_a_record_survives_travel():
    """A record sent to another process comes back equal."""
    assert pickle.loads(pickle.dumps(records())) == records()


def test_the_dataset_does_not_change():
    """No collection of a checked site can be replaced."""
    with pytest.raises(AttributeError):
        shipped().regions = ()


@pytest.mark.parametrize("facts", [{"id": 5}, {"id": "Village"}, {"name": None}, {"colour": "blue"}])
def test_a_record_converts_and_guesses_nothing(facts):
    """A value of another type, a malformed id or a key that is not known is refused, not mended."""
    good = {"id": "village", "name": {"en": "village"}, "plural": {"en": "villages"}}
    assert Level.model_validate(good)
    with pytest.raises(ValidationError):
        Level.model_validate(good | facts)


def test_every_text_of_a_record_is_found_with_its_path():
    """All words of a record, however deep, are found where they stand."""
    site = shipped().site
    found = dict(texts_in(site))
    assert found["levels", 0, "plural"] is site.levels[0].plural
    assert found["name",] is site.name
    assert all(path[0] in type(site).model_fields for path in found)


def test_a_copy_does_not_change_what_others_share():
    """Records share the names of their written fields; a copy that is given others has its own."""
    first, second = (
        Level(id="a", name={"en": "A"}, plural={"en": "As"}),
        Level(id="b", name={"en": "B"}, plural={"en": "Bs"}),
    )
    for record in (first, second):
        record.share_fields()
    assert first.model_fields_set is second.model_fields_set
    written = set(second.model_fields_set)
    changed = first.model_copy(update={"note": None})
    assert second.model_fields_set == written and changed.model_fields_set == written | {"note"}
