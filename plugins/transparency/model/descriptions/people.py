"""Words of organizations, doors, posts, people and contacts."""

from __future__ import annotations

from ..people import ContactDetail, Door, Holder, Hours, Organization, OrganizationKind, Person, Post
from .shared import AS_OF, CONTACTS, NOTE, PRINTED, REGION, REVIEW, SOURCE

WORDS = {
    ContactDetail: (
        "A way to reach someone; until it is confirmed it is shown with its year and is no link.",
        {
            "kind": ("What kind of contact it is.", "kind: phone", "kind: mobile"),
            "value": (
                "The number, address or name itself; a number stands in quotes.",
                'value: "+000 000 00 00 10"',
                "value: 555010203",
            ),
            "published": ("When a source printed it.", "published: 2023", "published: last year"),
            "confirmed": (
                "When someone last tried it and it worked.",
                "confirmed: 2026-05-12",
                "confirmed: true",
            ),
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Holder: (
        "A person who holds or held a post.",
        {
            "person": ("Who holds the post.", "person: synaqbai-mysalov", "person: Synaqbai Mysalov"),
            "since": ("Since when.", "since: 2022-01-10", "since: January 2022"),
            "until": ("Until when, where it is over.", "until: 2021-12-31", "until: now"),
            "as_of": AS_OF,
            "source": SOURCE,
        },
    ),
    Post: (
        "An office in a body, whoever holds it.",
        {
            "id": ("The post's id, by which promises and meetings name it.", "id: head-tulki", "id: Head"),
            "title": (
                "The post's title.",
                "title:\n  en: Head of the administration",
                "title: Head of the administration",
            ),
            "holders": (
                "Who holds the post and who held it before.",
                "holders:\n  - person: synaqbai-mysalov\n    since: 2022-01-10",
                "holders: synaqbai-mysalov",
            ),
        },
    ),
    Hours: (
        "Days of the week with the same hours.",
        {
            "days": ("The days of the week.", "days:\n  - mon\n  - wed", "days:\n  - Monday"),
            "opens": ("When the door opens.", 'opens: "09:00"', 'opens: "9:00"'),
            "closes": ("When the door closes.", 'closes: "18:00"', "closes: 18.00"),
        },
    ),
    Door: (
        "A door one can walk up to: where it is, when it is open, and whether one may simply go in.",
        {
            "address": (
                "The street and house.",
                "address:\n  en: 1 Example Street",
                "address: 1 Example Street",
            ),
            "room": ("The room, in quotes where it is a number.", 'room: "101"', "room: 101"),
            "hours": (
                "When one is received.",
                'hours:\n  - days:\n      - mon\n      - wed\n    opens: "14:00"\n    closes: "17:30"',
                "hours: 14:00-17:30",
            ),
            "walk_in": (
                "Whether one may go in without asking a secretary; left out where it is not known.",
                "walk_in: true",
                "walk_in: yes",
            ),
            "public_telephone": (
                "Whether there is a telephone that anyone may use.",
                "public_telephone: false",
                "public_telephone: no",
            ),
            "public_wifi": (
                "Whether there is wireless Internet that anyone may use.",
                "public_wifi: true",
                'public_wifi: "true"',
            ),
            "confirmed": (
                "When someone last stood at the door and found it so.",
                "confirmed: 2026-05-12",
                "confirmed: true",
            ),
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Organization: (
        "A body, company or institution; one with a door gets a page among the institutions.",
        {
            "id": (
                "The body's id, which stands in its address.",
                "id: tulki-administration",
                "id: tulki_administration",
            ),
            "name": (
                "The body's name.",
                "name:\n  en: Administration of Tulki District",
                "name: Administration of Tulki District",
            ),
            "kind": ("What kind of body it is.", "kind: administration", "kind: Administration"),
            "region": REGION,
            "part_of": (
                "The body it belongs to.",
                "part_of: ertegi-administration",
                "part_of:\n  - ertegi-administration",
            ),
            "printed": PRINTED,
            "door": ("Its open door.", 'door:\n  room: "3"\n  walk_in: true', "door: true"),
            "posts": (
                "The posts in it that the data name.",
                "posts:\n  - id: head-tulki\n    title:\n      en: Head of the administration",
                "posts:\n  - head-tulki",
            ),
            "contacts": CONTACTS,
            "source": SOURCE,
            "as_of": AS_OF,
            "review": REVIEW,
            "note": NOTE,
        },
    ),
    Person: (
        "A person named in the data, for what they did or said in a post.",
        {
            "id": ("The person's id.", "id: synaqbai-mysalov", "id: Mysalov S."),
            "name": (
                "The person's name in each language.",
                "name:\n  en: Synaqbai Mysalov",
                "name: Synaqbai Mysalov",
            ),
            "printed": PRINTED,
            "review": REVIEW,
            "note": NOTE,
        },
    ),
    OrganizationKind: (
        "A kind of body.",
        {
            "id": ("The kind's id, by which bodies name it.", "id: city-hall", "id: city hall"),
            "name": ("The kind's name.", "name:\n  en: city hall", "name: city hall"),
        },
    ),
}
