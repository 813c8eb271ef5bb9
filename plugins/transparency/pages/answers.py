"""What the receiver answers: pages of the site's own words, with blanks that the receiver fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ..languages import Words
from ..languages.catalogues import mark
from ..model import addresses
from .edition import Edition
from .forms import form_of
from .frames import crumbs_to, make_page
from .page import Page
from .parts import section, sections
from .views import Content, Fault, Form, Item, Items, Notice, Paragraphs, Section

FAULTS: Mapping[str, str] = {
    "no-region": mark("Choose a region."),
    "no-topic": mark("Choose a topic."),
    "no-message": mark("Write the message."),
    "long-message": mark("The message is too long. Shorten it, or send the rest as a second message."),
    "no-address": mark("This is no e-mail address. Correct it or leave the field empty."),
    "not-empty": mark(
        "A hidden field was filled in that must stay empty. It is empty again: send once more."
    ),
    "too-many": mark("Too many messages came from this connection. Wait ten minutes and send again."),
    "not-delivered": mark("The message could not be stored just now. Your words are below: send them again."),
    "too-large": mark("Too much was sent. Go back and shorten the message; your browser keeps your words."),
    "other-site": mark("This was not sent from our form. Open the form and write there."),
    "unreadable": mark("What was sent could not be read. Go back and send it again."),
    "not-sent": mark("Messages are sent from the form."),
}
"""Everything that can be wrong with what was sent, as it is told to its sender."""


def blank(name: str) -> str:
    """A place that the receiver fills in."""
    return f"⟦{name}⟧"


def answer_pages(edition: Edition) -> Iterator[tuple[str, Page]]:
    """Each answer by its name."""
    form = _form_again(edition)
    yield "received", _received(edition)
    yield "repeated", _received(edition, edition.say("It had come before and was not taken twice."))
    yield "refused", _refused(edition, replace(form, reference=blank("reference"), regions=()))
    yield "refused-anywhere", _refused(edition, form)
    yield "sorry", _page(edition, edition.say("Not received"), blank("faults"), _onward(edition))


def _received(edition: Edition, besides: str = "") -> Page:
    say = edition.say
    number = say("Reference number: %(number)s", number=blank("number"))
    next_steps = say(
        "Write the number down. Under it the summary and the answer will stand in the register; with it you"
        " can ask the office, too."
    )
    texts = (say("Your message lies in the mailbox of the office."), *filter(None, (besides,)), next_steps)
    told = section("next", say("What happens now"), Paragraphs(texts))
    return _page(edition, say("Received"), number, told, _onward(edition))


def _refused(edition: Edition, form: Form) -> Page:
    wrong = section("wrong", edition.say("What is to be mended"), Notice(blank("faults")))
    again = section("write", edition.say("Your message"), form)
    return _page(edition, edition.say("Not sent yet"), blank("name"), wrong, again)


def _form_again(edition: Edition) -> Form:
    """The form as it was filled in, each field with room for what is wrong with it."""
    return replace(
        form_of(edition, None),
        message=blank("message"),
        reply=blank("reply"),
        region_fault=_fault("reference"),
        topic_fault=_fault("topic"),
        message_fault=_fault("message"),
        reply_fault=_fault("reply"),
    )


def _fault(field: str) -> Fault:
    return Fault(blank(f"{field}-fault"), blank(f"{field}-invalid"))


def _onward(edition: Edition) -> Section:
    links = (
        edition.link(edition.say("Be heard"), addresses.FEEDBACK),
        edition.link(edition.say("Privacy"), addresses.PRIVACY),
    )
    return section("onward", edition.say("Where to go from here"), Items(tuple(map(Item, links))))


def _page(edition: Edition, heading: str, state: str, *main: Section) -> Page:
    content = Content(heading=Words(heading), state=state, main=sections(*main))
    heard = edition.link(edition.say("Be heard"), addresses.FEEDBACK)
    return make_page(edition, addresses.FEEDBACK, content, crumbs=crumbs_to(edition, heard))
