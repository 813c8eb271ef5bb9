"""What is made of a row that is like earlier ones is what the model makes of it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from transparency.loading.bare_rows import BareRows
from transparency.model.figures import Observation

ODD = (None, True, 7, 2019, Decimal("2019"), "", "a b", "2019-13", ("a",), {"a": 1})
WORDS = {
    "region": ("kg", "kg/batken", "KG", *ODD),
    "indicator": ("schools", "schools-online", *ODD),
    "date": ("2019", "2019-03", "2019-03-25/2019-12-31", *ODD),
    "source": ("report", "report-2", *ODD),
}
VALUES = (*range(3), -5, 10**18 - 1, 10**18, -(10**18), 10**30, Decimal("1.5"), Decimal("NaN"), "12", *ODD)
ROWS = st.fixed_dictionaries(
    {**{name: st.sampled_from(words) for name, words in WORDS.items()}, "value": st.sampled_from(VALUES)},
    optional={"status": st.just("final"), "note": st.just({"en": "counted twice"})},
)


@given(st.lists(ROWS | st.sampled_from(("text", None, ("a",), {})), max_size=30))
def test_a_row_like_earlier_ones_is_read_as_the_model_reads_it(rows):
    """Equal to the last field and digit where the model takes it, and left to the model where not."""
    alike = BareRows()
    for row in rows:
        made = alike.made_of(row)
        try:
            read = Observation.model_validate(row)
        except ValidationError:
            assert made is None
            continue
        read.share_fields()
        alike.learn(row, read)
        if made is not None:
            assert made == read and repr(made) == repr(read)
            assert (made.__dict__, made.model_fields_set) == (read.__dict__, read.model_fields_set)


def test_most_rows_are_like_earlier_ones():
    """A row whose words have all been read before is not put before the model, in whatever order."""
    alike, first = BareRows(), {"region": "kg", "indicator": "a", "date": "2019", "source": "b", "value": 1}
    assert alike.made_of(first) is None
    alike.learn(first, Observation.model_validate(first))
    backwards = dict(reversed({**first, "value": 2}.items()))
    assert alike.made_of(backwards) == Observation.model_validate(backwards)
    assert alike.made_of({**first, "region": "kz"}) is None
