"""What the receiver makes of a form: a letter and a number, or a clear answer and nothing lost."""

import string
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.receiving.posting import ADDRESS, GOOD, letters_in, number_in, post, receiver_in, send
from transparency.model.reference import Reference, Tag, read_tag
from transparency.pages.answers import FAULTS
from transparency.receiving.form import MOST_BYTES


@pytest.fixture
def receiver(tmp_path):
    return receiver_in(tmp_path)


def test_a_message_becomes_a_letter_with_its_reference(receiver, tmp_path):
    """The letter says page, topic and id in subject and headers, and holds the words as they were sent."""
    answer = post(receiver)
    (letter,) = letters_in(tmp_path)

    assert (answer.status, letter["X-Ashyq-Id"]) == (200, number_in(answer))
    assert read_tag(letter["Subject"]) == Tag(
        Reference("r", "qiyalia/ertegi/tulki"), "roads", number_in(answer)
    )
    assert (letter["X-Ashyq-Reference"], letter["X-Ashyq-Topic"]) == ("r:qiyalia/ertegi/tulki", "roads")
    assert (letter["To"], letter["Reply-To"]) == ("ertegi@example.org", "reader@example.org")
    assert letter["Content-Language"] == "ky"
    assert letter.get_content().splitlines() == ["Көчөдө чуңкур бар.", "Көпүрө да эски."]


def test_the_nearest_mailbox_reads(receiver, tmp_path):
    """A letter goes to the mailbox of its region, of the nearest one above it, else to the operator."""
    for reference in ("r:qiyalia/anyz/peri", "r:qiyalia/ertegi", "r:qiyalia"):
        post(receiver, {**GOOD, "reference": reference})

    read = {letter["X-Ashyq-Reference"]: letter["To"] for letter in letters_in(tmp_path)}
    assert read == {
        "r:qiyalia/anyz/peri": "peri@example.org",
        "r:qiyalia/ertegi": "ertegi@example.org",
        "r:qiyalia": "office@example.org",
    }


@pytest.mark.parametrize("lang", ["kk", "ky", "ru", "en"])
def test_answers_are_in_the_readers_language(receiver, lang):
    """The page speaks the form's language, whatever the browser asks for."""
    answer = post(receiver, {**GOOD, "lang": lang}, HTTP_ACCEPT_LANGUAGE="de")

    assert answer.page.get("lang") == lang
    assert number_in(answer)


def test_a_form_without_a_language_is_answered_as_the_browser_asks(receiver):
    """Where the form does not say, the browser's first language that the site speaks is taken."""
    answer = post(receiver, {**GOOD, "lang": "xx"}, HTTP_ACCEPT_LANGUAGE="de, ru-KG;q=0.8, en;q=0.5")

    assert answer.page.get("lang") == "ru"


def test_no_answer_may_run_or_load_anything(receiver):
    """Every page of the receiver has a policy under which it loads its stylesheet and nothing else."""
    answer = post(receiver)
    style = send(receiver, b"", REQUEST_METHOD="GET", PATH_INFO="/receive/style.css")

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert [one.get("href") for one in answer.page.iterfind('.//link[@rel="stylesheet"]')] == [
        "/receive/style.css"
    ]
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")


# --- faults ---


@pytest.mark.parametrize(
    ("field", "sent", "fault"),
    [
        ("reference", "", "no-region"),
        ("reference", "r:nowhere", "no-region"),
        ("reference", "r:qiyalia\r\nBcc: x@example.org", "no-region"),
        ("topic", "", "no-topic"),
        ("topic", "roads\nBcc: x@example.org", "no-topic"),
        ("message", " \r\n\t ", "no-message"),
        ("message", "я" * 4001, "long-message"),
        ("reply", "reader at example.org", "no-address"),
        ("reply", "a@example.org\r\nBcc: b@example.org", "no-address"),
        ("reply", "a@example.org, b@example.org", "no-address"),
        ("reply", "<script>@example.org", "no-address"),
        ("website", "https://spam.example", "not-empty"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_is_lost(receiver, tmp_path, field, sent, fault):
    """The form comes back with every word in it, says what is wrong in English, and no letter is laid."""
    answer = post(receiver, {**GOOD, "lang": "en", field: sent})
    message = answer.page.find('.//textarea[@name="message"]')

    assert answer.status == 422
    assert FAULTS[fault] in answer.text
    assert letters_in(tmp_path) == []
    if field != "message":
        assert message.text.splitlines() == GOOD["message"].splitlines()
    if field not in ("reference", "website"):
        wrong = answer.page.find(f'.//*[@name="{field}"]')
        assert wrong.get("aria-invalid") == "true"
        assert FAULTS[fault] == answer.page.get_element_by_id(wrong.get("aria-describedby").split()[-1]).text
    if field != "topic":
        assert answer.page.find(".//option[@selected]").get("value") == "roads"


def test_what_is_missing_altogether_is_told_at_once(receiver, tmp_path):
    """An empty form is told every fault in one answer."""
    answer = post(receiver, {"lang": "en"})

    assert answer.status == 422
    assert all(FAULTS[fault] in answer.text for fault in ("no-region", "no-topic", "no-message"))
    assert letters_in(tmp_path) == []


def test_a_megabyte_of_text_is_answered_and_not_lost(receiver, tmp_path):
    """A text far too long comes back whole, to be shortened."""
    text = ("Мост. " * 101_000).strip()
    answer = post(receiver, {**GOOD, "lang": "en", "message": text})

    assert len(text.encode()) > 1_000_000
    assert (answer.status, answer.page.find(".//textarea").text.strip()) == (422, text)
    assert FAULTS["long-message"] in answer.text
    assert letters_in(tmp_path) == []


def test_more_than_is_read_is_refused_in_words(receiver, tmp_path):
    """Beyond the bound nothing is kept in memory; the answer says what to do."""
    answer = send(receiver, b"message=" + b"x" * MOST_BYTES, HTTP_ACCEPT_LANGUAGE="en")

    assert (answer.status, FAULTS["too-large"] in answer.text) == (413, True)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://demo.example.org"])
def test_a_form_of_another_site_is_refused(receiver, tmp_path, origin):
    """What another site sends is not taken, and the reader is told where our form is."""
    answer = post(receiver, HTTP_ORIGIN=origin, HTTP_ACCEPT_LANGUAGE="en")

    assert (answer.status, letters_in(tmp_path)) == (403, [])
    assert FAULTS["other-site"] in answer.text
    assert answer.page.find('.//main//a[@href="https://demo.example.org/en/feedback/"]') is not None


def test_an_old_browser_that_tells_no_origin_is_believed(receiver):
    """A browser may send neither Origin nor Referer; there is no session that could be abused."""
    assert post(receiver, HTTP_ORIGIN="").status == 200
    assert post(receiver, HTTP_ORIGIN="", HTTP_REFERER="https://elsewhere.example/").status == 403


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"message=%ff%fe", "application/x-www-form-urlencoded"),
        ("message=мост".encode(), "application/x-www-form-urlencoded"),
        (b"&".join(b"a=b" for _ in range(30)), "application/x-www-form-urlencoded"),
        (b'{"message": "x"}', "application/json"),
        (b"", ""),
    ],
)
def test_what_is_no_form_is_answered_clearly(receiver, tmp_path, body, kind):
    """Bytes that no form of ours sends get an answer that a person can read."""
    answer = send(receiver, body, CONTENT_TYPE=kind, HTTP_ACCEPT_LANGUAGE="en")

    assert (answer.status, FAULTS["unreadable"] in answer.text, letters_in(tmp_path)) == (400, True, [])


def test_a_message_cut_off_is_not_taken(receiver, tmp_path):
    """Where fewer bytes come than were announced, half a message is not laid into the mailbox."""
    body = urlencode(GOOD).encode()
    answer = send(receiver, body, CONTENT_LENGTH=str(len(body) + 5))

    assert (answer.status, letters_in(tmp_path)) == (400, [])


def test_asking_without_sending_shows_the_way(receiver):
    """Who opens the receiver's address is led to the form."""
    answer = send(receiver, b"", REQUEST_METHOD="GET", HTTP_ACCEPT_LANGUAGE="en")

    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert answer.page.find('.//main//a[@href="https://demo.example.org/en/feedback/"]') is not None


def test_too_many_messages_of_one_connection_wait(tmp_path):
    """Beyond the limit the words come back with the advice to wait; another connection is not held up."""
    receiver = receiver_in(tmp_path, ASHYQ_MOST="2", ASHYQ_PROXIES="1")
    ours, others = {"HTTP_X_FORWARDED_FOR": "8.8.8.8, 203.0.113.5"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.6"}
    statuses = [post(receiver, {**GOOD, "message": str(n)}, **ours).status for n in range(3)]
    held = post(receiver, {**GOOD, "lang": "en", "message": "wait"}, **ours)

    assert statuses == [200, 200, 429]
    assert FAULTS["too-many"] in held.text
    assert held.page.find(".//textarea").text.strip() == "wait"
    assert post(receiver, GOOD, **others).status == 200


def test_no_address_of_a_connection_is_stored(tmp_path):
    """The reader's address is in no file that the receiver leaves behind."""
    receiver = receiver_in(tmp_path, ASHYQ_PROXIES="1")
    post(receiver, HTTP_X_FORWARDED_FOR="198.51.100.23")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        assert ADDRESS.encode() not in content and b"198.51.100.23" not in content


@given(
    st.dictionaries(
        st.sampled_from(("reference", "topic", "message", "reply", "lang", "website")),
        st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
        | st.sampled_from(("a@example.org\r\nBcc: b@example.org", "⟦number⟧", "</textarea><script>", "ky"))
        | st.text(alphabet=string.printable, max_size=40),
    )
)
def test_no_field_reaches_a_header_or_the_page_as_markup(tmp_path_factory, fields):
    """Whatever stands in the fields, a letter has the headers we give it, and a page no element of theirs."""
    folder = tmp_path_factory.mktemp("hostile")
    answer = post(receiver_in(folder), {**GOOD, **fields})

    assert answer.status in (200, 422)
    assert answer.page.findall(".//script") == []
    for letter in letters_in(folder):
        assert letter["Bcc"] is None and letter.defects == []
        assert len(letter.get_all("To")) == len(letter.get_all("Subject")) == 1
