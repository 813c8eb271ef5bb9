"""References of pages and ids of requests: what is written is read again, and nothing else is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transparency.model.reference import (
    ID_LENGTH,
    Reference,
    Tag,
    new_request_id,
    read_reference,
    read_request_id,
    read_tag,
    read_topic,
    request_id,
)

IDS = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}", fullmatch=True)
KEYS = st.lists(IDS, min_size=1, max_size=4).map("/".join)
REFERENCES = st.one_of(
    KEYS.map(lambda key: Reference("r", key)),
    st.builds(Reference, st.sampled_from("icm"), IDS),
)
REQUESTS = st.integers(0, 2**50 - 1).map(request_id)
TAGS = st.builds(Tag, st.none() | REFERENCES, st.none() | IDS, st.none() | REQUESTS)
AROUND = st.text(max_size=20).filter(lambda text: "[" not in text)


@given(REFERENCES)
def test_a_reference_is_read_as_it_was_written(reference):
    """Every reference survives being written, also in capitals."""
    assert read_reference(str(reference)) == reference
    assert read_reference(str(reference).upper()) == reference
    assert str(reference).isascii()


@given(AROUND, TAGS, AROUND)
def test_a_tag_is_found_in_any_subject(before, tag, after):
    """What stands before and after a tag does not matter, nor does a fold in it."""
    assert read_tag(f"{before}{tag}{after}") == tag
    assert read_tag(f"Re: {before}{str(tag).replace(' ', chr(13) + chr(10) + ' ')}{after}") == tag


@given(st.text())
def test_no_text_breaks_the_reading(text):
    """Whatever a stranger writes in a subject is read as a tag of the right form, or as none."""
    tag = read_tag(text)
    assert str(tag).isascii() and "\n" not in str(tag)
    assert read_tag(f"[ASHYQ {text} r:kg T:{text}]") == read_tag(f"[ASHYQ {text} r:kg T:{text}]")
    assert read_reference(text) is None or read_reference(str(read_reference(text))) == read_reference(text)


@pytest.mark.parametrize(
    "text",
    ["", "r:", "kg/batken", "x:kg", "r:../etc", "r:/kg", "r:kg/", "i:a/b", "c:a b", "r:ош", "r:kg\nBcc:x"],
)
def test_what_is_no_reference_is_none(text):
    """A reference leads to a page's kind and id, and to nothing else."""
    assert read_reference(text) is None


def test_a_malformed_part_counts_as_missing():
    """One bad part of a tag does not lose the others."""
    tag = read_tag("[ASHYQ r:kg/batken T:<script> N:7k2m9]")
    assert tag == Tag(Reference("r", "kg/batken"))
    assert read_topic("<script>") is None


@given(st.integers(0, 2**50 - 1))
def test_an_id_holds_every_bit_of_its_number(number):
    """Two numbers never share an id: digit by digit it is the number in base 32."""
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    value = 0
    for character in request_id(number):
        value = value * 32 + digits.index(character)
    assert (value, len(request_id(number))) == (number, ID_LENGTH)


@given(REQUESTS)
def test_an_id_is_read_as_people_write_it_down(written):
    """Capitals, groups, and the letters that look like digits are understood."""
    spelt = f"{written[:5]}-{written[5:]} ".upper().replace("0", "O").replace("1", "I")
    assert read_request_id(spelt) == written


def test_new_ids_are_random_and_of_the_form_of_ids():
    """A new id is read back, and two in a row differ."""
    first, second = new_request_id(), new_request_id()
    assert first != second
    assert read_request_id(first) == first
    assert set(first) <= set(string.ascii_lowercase + string.digits)
