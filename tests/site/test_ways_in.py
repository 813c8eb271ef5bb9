"""The ways in: links that carry a page's reference, the form, meetings ahead, and the right of reply."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from icalendar import Calendar

from tests.built import text_of
from transparency.model.reference import read_tag

LANGUAGES = ("kk", "ky", "ru", "en")
CARRYING = ("mailto:", "sms:", "https://wa.me/", "https://t.me/")
ABOUT = {
    "regions/qiyalia/ertegi/": "r:qiyalia/ertegi",
    "institutions/ertegi-administration/": "i:ertegi-administration",
    "commitments/on-track-schools-online/": "c:on-track-schools-online",
}
by_page = pytest.mark.parametrize(("path", "reference"), ABOUT.items())


def links(page, beginning: str) -> list[str]:
    return [a.get("href") for a in page.iterfind(".//main//a") if a.get("href").startswith(beginning)]


def words_of(href: str) -> str:
    """The ready words a link carries, whatever it calls them."""
    query = parse_qs(urlsplit(href).query)
    return " ".join(value for name in ("subject", "body", "text") for value in query.get(name, []))


@by_page
@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_carry_the_reference_of_their_page(demo, lang, path, reference):
    """Every ready message of a page names the page; the reference is told in words for the telephone."""
    page = demo.page(f"{lang}/{path}")
    carrying = [href for scheme in CARRYING for href in links(page, scheme)]
    own = [href for href in carrying if urlsplit(href).query]

    assert own
    assert {str(read_tag(words_of(href)).reference) for href in own} == {reference}
    assert reference in demo.text(f"{lang}/{path}")


@by_page
def test_a_page_leads_to_its_own_form(demo, path, reference):
    """The form behind a page's link sends that page's reference, without any script."""
    kind, _, key = reference.partition(":")
    (href,) = set(links(demo.page(f"ky/{path}"), "/ky/feedback/about/"))
    form = demo.page(href.lstrip("/")).find('.//form[@method="post"]')

    assert href == f"/ky/feedback/about/{kind}/{key}/"
    assert form.get("action") == "https://demo.example.org/receive"
    assert form.find('.//input[@name="reference"]').get("value") == reference
    assert form.find('.//input[@name="lang"]').get("value") == "ky"


def test_every_form_has_the_fields_of_the_receiver(demo):
    """Labels, a field that stays empty, no captcha; and what is public is said before the form."""
    page = demo.page("en/feedback/about/r/qiyalia/ertegi/")
    form = page.find(".//form")
    names = [one.get("name") for one in form.iter("input", "select", "textarea")]
    labelled = {label.get("for") for label in form.iter("label")}
    text = demo.text("en/feedback/about/r/qiyalia/ertegi/")

    assert names == ["lang", "reference", "topic", "message", "reply", "website"]
    assert {one.get("id") for one in form.iter("input", "select", "textarea") if one.get("id")} == labelled
    assert form.find('.//input[@name="website"]').get("tabindex") == "-1"
    assert text.index("Public:") < text.index("Not public:") < text.index("Your message")
    assert "working days" in text[: text.index("Your message")]


def test_the_general_form_asks_for_the_region(demo):
    """On the feedback page the reader chooses among countries and their parts."""
    form = demo.page("en/feedback/").find(".//form")
    offered = [one.get("value") for one in form.iterfind('.//select[@name="reference"]/option')]

    assert offered[:2] == ["", "r:qiyalia"]
    assert "r:qiyalia/ertegi" in offered


def test_without_a_receiver_the_page_says_who_reads(shipped, small):
    """No form without a receiver, and "no operator yet" where there is not even a mailbox."""
    assert [path for path, page in shipped.pages() if page.find(".//form") is not None] == []
    assert [path for path in shipped.paths if "/feedback/about/" in path] == []
    assert "No operator yet: nobody reads messages here." in shipped.text("en/feedback/")
    assert shipped.page("en/feedback/").find('.//main//section[@aria-labelledby="write"]//a') is None


def test_unverified_contacts_stay_text(shipped):
    """The shipped channel was never confirmed: no page makes a link of it."""
    for path, page in shipped.pages():
        assert [href for scheme in ("tel:", *CARRYING) for href in links(page, scheme)] == [], path


def test_the_nearest_public_telephone_is_named(demo):
    """A place without an open door is told the nearest one above it, with its hours and address."""
    text = demo.text("en/regions/qiyalia/ertegi/kirpi/")

    assert "The nearest public telephone or wireless Internet" in text
    assert "Administration of Ertegi Oblast · public telephone · public wireless Internet" in text
    assert "09:00–18:00" in text
    assert "Postal address Administration of Kirpi District · 5 Needle Street" in text


def test_mail_goes_to_the_mailbox_of_the_region(demo):
    """The ready letter of a page is addressed to the nearest mailbox."""
    (peri,) = links(demo.page("en/regions/qiyalia/anyz/peri/"), "mailto:peri@")
    query = parse_qs(urlsplit(peri).query)

    assert query["subject"][0].startswith("[ASHYQ r:qiyalia/anyz/peri] ")
    assert unquote(urlsplit(peri).path) == "peri@example.org"


# --- meetings ---


def event_of(demo, lang: str, meeting: str):
    text = (demo.folder / f"{lang}/meetings/{meeting}/meeting.ics").read_bytes()
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_coming_meeting_is_announced(demo):
    """When, where, about what, how to take part; a calendar file, and a form for questions."""
    text = demo.text("en/meetings/")
    page = demo.page("en/meetings/tulki-residents-2026/")

    assert re.search(r"New meeting with residents.*Drinking water.*14 July 2026 · 15:00–17:00", text)
    assert re.search(r"School of Aiqasyq.*Anyone may come", text)
    assert links(page, "/en/meetings/tulki-residents-2026/meeting.ics")
    assert links(page, "/en/feedback/about/m/tulki-residents-2026/")


def test_a_past_meeting_offers_neither(demo):
    """What is over has no calendar file and takes no question ahead; its promises stand on its page."""
    page = demo.page("en/meetings/tulki-residents-2023/")

    assert links(page, "/en/feedback/about/m/") == []
    assert not (demo.folder / "en/meetings/tulki-residents-2023/meeting.ics").exists()
    assert links(page, "/en/commitments/kept-school-internet/")


def test_a_calendar_file_tells_the_hour_of_the_place(demo):
    """15:00 in the site's time zone is 9:00 in the world's, in every program."""
    event = event_of(demo, "ky", "tulki-residents-2026")

    assert event.decoded("dtstart").isoformat() == "2026-07-14T09:00:00+00:00"
    assert event.decoded("dtend").isoformat() == "2026-07-14T11:00:00+00:00"
    assert str(event["summary"]) == "Түлкү районунун тургундары менен жаңы жолугушуу"
    assert str(event["location"]) == "Ай-Кашык мектеби"


def test_a_meeting_without_an_hour_takes_its_day(demo):
    """No hour is made up; and what has only a month has no calendar file."""
    event = event_of(demo, "en", "anyz-meeting-2026")

    assert event.decoded("dtstart").isoformat() == "2026-07-21"
    assert not (demo.folder / "en/meetings/ertegi-sitting-2026/meeting.ics").exists()


def test_all_coming_meetings_are_one_file(demo):
    """The file of all meetings holds each coming one once."""
    text = (demo.folder / "ru/meetings/meetings.ics").read_bytes()
    ids = [str(event["uid"]) for event in Calendar.from_ical(text).walk("VEVENT")]

    assert sorted(ids) == [
        "anyz-meeting-2026@demo.example.org",
        "qiyalia-briefing-2026@demo.example.org",
        "tulki-residents-2026@demo.example.org",
    ]


# --- right of reply ---

REPLY = "Four more schools were connected after the count."


@pytest.mark.parametrize(
    "path",
    [
        "regions/qiyalia/ertegi/",
        "indicators/schools-online/",
        "commitments/on-track-schools-online/",
    ],
)
def test_a_reply_stands_beside_the_figure_it_disputes(demo, path):
    """Wherever the figure is shown, so is the answer: who, when, and its source."""
    replies = [text_of(one) for one in demo.page(f"en/{path}").iterfind('.//div[@class="reply"]')]
    (reply,) = [text for text in replies if REPLY in text]

    assert "Right of reply" in reply
    assert "Administration of Ertegi Oblast" in reply and "20 May 2026" in reply
    assert "Letter of the administration of Ertegi Oblast" in reply


def test_a_reply_stands_beside_the_status_it_disputes(demo):
    """The answer to a status is on the promise's page, and lists say that there is one."""
    page = demo.text("en/commitments/missed-water-fallen-back/")

    assert page.index("Why this status") < page.index("A mudflow broke the water main")
    assert page.index("A mudflow broke the water main") < page.index("What was said")
    assert "a reply stands beside the status" in demo.text("en/commitments/")


def test_a_reply_changes_no_figure(demo):
    """The figure and the status stay what they were computed to be."""
    text = demo.text("en/regions/qiyalia/ertegi/")

    assert re.search(r"\b51\b", text) and not re.search(r"\b55 of 60\b", text)
