"""Nobody's number, telephone or address is published; figures, dates and laws are left alone."""

from pathlib import Path

import pytest

from tests.checking.test_bad_inputs import ARTICLE, BLUE, append, problems_in, rewrite, site
from transparency.checking.privacy import private_numbers_in

__all__ = ["site"]

CORPUS = Path(__file__).parent / "corpus"
PRIVATE = [line.split(" ", 1) for line in (CORPUS / "private.txt").read_text(encoding="utf-8").splitlines()]
HARMLESS = (CORPUS / "harmless.txt").read_text(encoding="utf-8").splitlines()

REGION = BLUE / "region.yml"


def rules_in(text: str) -> set[str]:
    return {rule for _, _, rule in private_numbers_in(text)}


def test_the_corpus_is_large_enough():
    """The rule is tried on at least sixty texts of each sort, none twice."""
    assert len(set(map(tuple, PRIVATE))) == len(PRIVATE) >= 60
    assert len(set(HARMLESS)) == len(HARMLESS) >= 60


@pytest.mark.parametrize(("rule", "text"), PRIVATE)
def test_a_persons_number_is_found(rule, text):
    """Twelve and fourteen digits, and telephones of both countries, are found however they are spaced."""
    assert rules_in(text) == {rule}


@pytest.mark.parametrize(("rule", "text"), PRIVATE)
def test_blanks_of_any_kind_hide_nothing(rule, text):
    """A number written with no-break or narrow blanks is the same number."""
    assert rules_in(text.replace(" ", "\u00a0")) == rules_in(text.replace(" ", "\u202f")) == {rule}


@pytest.mark.parametrize("text", HARMLESS)
def test_a_figure_is_no_person(text):
    """Shares, sums, dates, years, laws, codes and coordinates pass, with blanks of any kind."""
    assert rules_in(text) == rules_in(text.replace(" ", "\u00a0")) == set()


def test_the_number_is_found_where_it_stands():
    """A number is reported at its first digit, also behind a date."""
    (found,) = private_numbers_in("В 2019 году (25.03.2019) звонили: +7 701 123 45 67, спасибо")
    assert found == (34, "+7 701 123 45 67", "private-phone")


def test_each_number_is_found():
    """Two numbers in one text are two problems."""
    text = "Звоните 8 701 123 45 67 или 0555 123 456, ИИН 850101300123"
    assert [seen for _, seen, _ in private_numbers_in(text)] == [
        *("8 701 123 45 67", "0555 123 456", "850101300123")
    ]


# --- where it is looked for ---

PHONE = "+996 555 123 456"


@pytest.mark.parametrize(
    "more",
    [
        f"note:\n  en: Call {PHONE}.\n",
        f"note:\n  ru: Звоните {PHONE}.\n",
        f"printed: Blue {PHONE}\n",
        f"former_names:\n  - name:\n      en: Blue {PHONE}\n",
    ],
)
def test_every_text_is_looked_through(more, site):
    """Notes, names and printed spellings hold no private number, in whichever language."""
    append(site / REGION, more)
    assert [problem.rule for problem in problems_in(site)] == ["private-phone"]


SOURCE = """  url: https://www.example.org/850101300123
  sha256: "850101300123850101300123850101300123850101300123"
"""


def test_addresses_and_sums_of_files_are_not_looked_through(site):
    """A web address and a checksum are digits of no person."""
    append(site / "data/sources.yml", SOURCE)
    assert problems_in(site) == ()


OFFICE = """kinds:
  - id: body
    name:
      en: body
organizations:
  - id: nowhere-office
    name:
      en: Nowhere Office
    kind: body
    region: nowhere
    contacts:
      - kind: phone
        value: "+996 555 123 456"
        confirmed: 2025-06-01
      - kind: email
        value: office@example.org
        confirmed: 2025-06-01
      - kind: address
        value: 1 Example Street
        confirmed: 2025-06-01
      - kind: telegram
        value: "@example_office"
        confirmed: 2025-06-01
      - kind: whatsapp
        value: https://wa.me/996555123456
        confirmed: 2025-06-01
      - kind: website
        value: https://www.example.org
        confirmed: 2025-06-01
"""


def test_an_offices_contacts_are_where_they_belong(site):
    """A telephone or an address in the contacts of a body is what contacts are for."""
    (site / "data/organizations.yml").write_text(OFFICE, encoding="utf-8")
    assert problems_in(site) == ()


@pytest.mark.parametrize(
    "address",
    ["a.b@example.org", "some-body@mail.example.org", "somebody (at) example.org", "x+y@example.co"],
)
def test_an_email_address_in_an_article_is_found(address, site):
    """An article names no e-mail address, also where it is thinly disguised."""
    rewrite(site / ARTICLE, "made it up", f"gave {address} as its own")
    assert [problem.rule for problem in problems_in(site)] == ["private-email"]


def test_a_message_does_not_repeat_the_number(site):
    """A report goes to more people than the file: it names the place, and only the ends of the number."""
    append(site / REGION, "note:\n  en: Told by 850101300123.\n")
    (problem,) = problems_in(site)
    assert "850101300123" not in str(problem) and "85…23" in str(problem)


def test_a_message_says_where_contacts_belong(site):
    """Who finds an office's telephone refused is told where it goes."""
    append(site / REGION, f"note:\n  en: Call {PHONE}.\n")
    assert "'contacts'" in problems_in(site)[0].message
