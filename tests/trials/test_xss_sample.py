"""A sample of the hostile texts of `make xss`, in every run of the tests."""

from random import Random

import pytest

from tests.trials.fields import Slot, fields_of_model
from tests.trials.hostile_site import Bench, Round
from tests.trials.payloads import LEADING, PAYLOADS, hostile
from tests.trials.plan import Plan
from tests.trials.xss import SEED, faults

# One process of a shared run takes them all: what they stand on is built once.
pytestmark = pytest.mark.xdist_group("xss")

OF_EACH_FIELD = 4
PAGES = 40


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    """A copy with a few payloads, by chance from a seed, for each field."""
    return Bench(tmp_path_factory.mktemp("xss"), SEED, OF_EACH_FIELD)


@pytest.fixture(scope="module")
def one_round(bench, browser) -> Round:
    return bench.round(browser, PAGES)


def test_no_payload_comes_to_life(one_round):
    """No page with a payload opens a dialog, changes its title, asks another host or breaks its policy."""
    assert [str(deed) for deed in one_round.deeds] == []
    assert one_round.opened == PAGES


def test_what_the_check_accepts_is_found_again(bench, one_round):
    """Most payloads are seen in a page or refused by a rule, in the first round already."""
    pairs = [(name, number) for name, numbers in bench.free.payloads.items() for number in numbers]
    seen, refused = (
        {pair for pair in pairs if of(pair)} for of in (bench.free.is_seen, bench.free.is_refused)
    )
    assert len(seen | refused) > 0.8 * len(pairs) and len(seen) > 0.6 * len(pairs)
    assert {"html"} <= {form for name in bench.free.payloads for form in bench.free.carriers(name)}


def test_ids_codes_and_choices_take_no_payload(bench):
    """Where no words belong every payload is refused."""
    assert bench.refuse_bound() == []


def test_every_text_field_has_a_place(bench):
    """The copy holds, or can hold, each text field of the model at least once."""
    assert [fault for fault in faults(bench, []) if "no place" in fault] == []
    assert set(bench.free.payloads) | set(bench.bound.payloads) == set(fields_of_model())


def test_there_are_a_hundred_payloads():
    """Each of the hundred is another one and bears its token."""
    assert len(set(PAYLOADS)) == 100
    assert all("q7w" in hostile(7, number) for number in range(100))


@pytest.mark.parametrize("payload", ["<img src=x onerror=alert('q1w2z')>", "<u>q1w2z</u>", "{{7*7}}q1w2z"])
def test_what_comes_to_life_is_seen(payload, bench, browser, tmp_path):
    """Were a page to hold a payload as markup, or to reckon, the trial would tell."""
    page = "<!DOCTYPE html><html><head><title>t</title></head><body><p>%s</p></body></html>"
    (tmp_path / "404.html").write_text(page % "", encoding="utf-8")
    (tmp_path / "index.html").write_text(page % payload.replace("{{7*7}}", "49"), encoding="utf-8")
    _, deeds = bench.search(tmp_path)
    deeds += bench.open(browser, tmp_path, ["index.html"], tmp_path)
    assert {deed.kind for deed in deeds} & {"dialog", "element", "reckoned"}


def test_a_payload_suspected_among_others_is_tried_alone():
    """A pack that is refused loses one of its payloads, which then goes alone, and is refused only there."""
    slot = Slot("Region.name", "data/places.yml", (0, "name", "ru"), "ru")
    numbers = [number for number in range(20) if number not in LEADING]
    plan = Plan([slot], {slot.field: numbers}, {slot.field: 400}, Random(1))
    pack = plan.next_words()[slot]
    assert len(pack) > 2
    plan.suspect(slot, pack[1])
    assert plan.another(slot, {}) == (pack[1],)
    plan.refuse(slot, pack[1], "invisible")
    assert plan.is_refused((slot.field, pack[1])) and pack[1] not in plan.another(slot, {})
