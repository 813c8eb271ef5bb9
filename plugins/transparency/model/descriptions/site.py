"""Words of the site itself."""

from __future__ import annotations

from ..site import (
    AllowedWord,
    Centres,
    Channel,
    EditorGroup,
    Licence,
    Operator,
    ReplyPeriod,
    Shrinkage,
    Site,
    SiteLanguage,
    Topic,
    WorkingDay,
)
from .shared import AS_OF, CONTACTS, NOTE, REGION, SOURCE

WORDS = {
    SiteLanguage: (
        "A language of the site.",
        {
            "code": ("The language's code of two or three letters.", "code: ky", "code: KY"),
            "name": ("Its own name, in its own script.", "name: Кыргызча", "name:\n  ky: Кыргызча"),
            "fallback": (
                "The languages shown instead where it has no text, the nearest first.",
                "fallback:\n  - ru\n  - kk\n  - en",
                "fallback: ru",
            ),
        },
    ),
    Operator: (
        "Who runs the site; without one the pages say so and promise nothing.",
        {
            "name": (
                "The operator's name.",
                "name:\n  en: Example Test Foundation",
                "name: Example Test Foundation",
            ),
            "mailbox": (
                "The address to which readers write.",
                "mailbox: office@example.org",
                "mailbox:\n  - office@example.org",
            ),
            "contacts": CONTACTS,
        },
    ),
    Shrinkage: (
        "Why the site has become much smaller; it holds for the release made on that day.",
        {
            "date": ("The day of that release.", "date: 2026-06-15", "date: 15.06.2026"),
            "reason": (
                "What was taken out, and why.",
                "reason:\n  en: The pages of closed libraries were merged.",
                "reason: merged",
            ),
        },
    ),
    Licence: (
        "The licence under which the data may be used.",
        {
            "name": ("The licence's name.", "name: CC BY 4.0", "name:\n  en: CC BY 4.0"),
            "url": (
                "The address of its text.",
                "url: https://creativecommons.org/licenses/by/4.0/",
                "url: creativecommons.org",
            ),
        },
    ),
    EditorGroup: (
        "Who edits a region; a role, never a person.",
        {
            "region": REGION,
            "name": (
                "What the editors are called.",
                "name:\n  en: Librarians of Peri District",
                "name: Librarians of Peri District",
            ),
            "mailbox": (
                "The address that takes what is written to this region and to places without their own.",
                "mailbox: peri@example.org",
                "mailbox:\n  - peri@example.org",
            ),
        },
    ),
    Topic: (
        "What a message can be about.",
        {
            "id": ("The topic's id.", "id: roads", "id: Roads"),
            "name": ("The topic in a word or two.", "name:\n  en: Roads", "name: Roads"),
        },
    ),
    ReplyPeriod: (
        "How long the law gives a body to answer; a change of law is a new row.",
        {
            "id": ("The rule's id.", "id: appeals-2015", "id: Appeals 2015"),
            "country": ("The country whose law it is.", "country: qiyalia", "country: Qiyalia"),
            "working_days": ("The period in working days.", "working_days: 21", "working_days: three weeks"),
            "basis": (
                "The law and its article.",
                "basis:\n  en: Law on appeals, article 7",
                "basis: Law on appeals, article 7",
            ),
            "rules": (
                "What else the law says of the period, one text each.",
                "rules:\n  - en: The period may be extended only once.",
                "rules:\n  - The period may be extended only once.",
            ),
            "as_of": AS_OF,
            "in_force": (
                "From when to when the rule holds.",
                "in_force: 2026-01-01/..",
                "in_force: since 2026",
            ),
            "verified": (
                "Whether the period was checked against the text of the law itself.",
                "verified: true",
                "verified: yes",
            ),
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    WorkingDay: (
        "Days that a country made working days or days off; a later row stands above an earlier one.",
        {
            "country": ("The country.", "country: qiyalia", "country: Qiyalia"),
            "days": ("The day, or the first and the last.", "days: 2026-03-23/2026-03-24", "days: Nauryz"),
            "working": ("Whether people work on it.", "working: false", "working: off"),
            "source": SOURCE,
            "note": NOTE,
        },
    ),
    Channel: (
        "A published way to be heard.",
        {
            "id": ("The channel's id.", "id: roads-line", "id: Roads line"),
            "region": REGION,
            "purpose": (
                "What one can write or call about.",
                "purpose:\n  en: Complaints about roads",
                "purpose: Complaints about roads",
            ),
            "contacts": CONTACTS,
            "source": SOURCE,
        },
    ),
    AllowedWord: (
        "A word that is right though its letters are not those of the language it stands in.",
        {
            "word": (
                "The word as it stands in the text; small and capital letters are one.",
                "word: өкмөтү",
                "word: айыл өкмөтү",
            ),
            "languages": (
                "The languages in which it may stand; without them every one.",
                "languages:\n  - ru\n  - en",
                "languages: ru",
            ),
            "note": NOTE,
        },
    ),
    Centres: (
        "What the page of education centres is made from.",
        {
            "indicator": (
                "The indicator that counts the centres.",
                "indicator: centres-open",
                "indicator: 12",
            ),
            "kind": (
                "The kind of body that a centre is.",
                "kind: education-centre",
                "kind: Education centre",
            ),
            "programme": ("The programme they belong to.", "programme: learning-centres", "programme: true"),
        },
    ),
    Site: (
        "Everything that is said once for the whole site.",
        {
            "name": ("The site's name.", "name:\n  en: Open Qiyalia", "name: Open Qiyalia"),
            "tagline": (
                "The few words below the name.",
                "tagline:\n  en: What was promised. What was done.",
                "tagline: What was promised. What was done.",
            ),
            "promise": (
                "What the site itself promises its readers.",
                'promise:\n  en: "Regions of an invented country: each figure with its source and date."',
                'promise: "Regions of an invented country: each figure with its source and date."',
            ),
            "address": (
                "The web address of the site, once it has one.",
                "address: https://demo.example.org",
                "address: demo.example.org",
            ),
            "timezone": (
                "The time zone in which the site's day begins.",
                "timezone: Asia/Bishkek",
                "timezone: Bishkek",
            ),
            "languages": (
                "The languages of the site, in the order in which they are offered.",
                "languages:\n  - code: ru\n    name: Русский\n    fallback:\n      - en\n"
                "  - code: en\n    name: English\n    fallback:\n      - ru",
                "languages:\n  - ru\n  - en",
            ),
            "levels": (
                "The levels into which the countries are divided, the highest first.",
                "levels:\n  - id: country\n    name:\n      en: country\n    plural:\n      en: countries\n"
                "  - id: oblast\n    name:\n      en: oblast\n    plural:\n      en: oblasts",
                "levels:\n  - country\n  - oblast",
            ),
            "operator": (
                "Who runs the site.",
                "operator:\n  name:\n    en: Example Test Foundation\n  mailbox: office@example.org",
                "operator: Example Test Foundation",
            ),
            "licence": (
                "The licence under which the data may be used.",
                "licence:\n  name: CC BY 4.0\n  url: https://creativecommons.org/licenses/by/4.0/",
                "licence: CC BY 4.0",
            ),
            "editors": (
                "Who edits which region.",
                "editors:\n  - region: qiyalia/ertegi\n    name:\n      en: Press group of Ertegi Oblast",
                "editors:\n  - qiyalia/ertegi",
            ),
            "channels": (
                "The published ways to be heard.",
                "channels:\n  - id: roads-line\n    region: qiyalia\n    purpose:\n"
                "      en: Complaints about roads\n"
                '    contacts:\n      - kind: phone\n        value: "+000 000 00 00 02"\n'
                "    source: door-survey-2026",
                "channels:\n  - roads-line",
            ),
            "topics": (
                "What a message can be about, in the order in which readers are asked.",
                "topics:\n  - id: roads\n    name:\n      en: Roads",
                "topics:\n  - roads",
            ),
            "receiver": (
                "Where the form of the feedback page posts to; without it readers write by e-mail.",
                "receiver: https://demo.example.org/receive",
                "receiver: demo.example.org/receive",
            ),
            "centres": (
                "What the page of education centres is made from; without it there is none.",
                "centres:\n  indicator: centres-open\n  kind: education-centre\n"
                "  programme: learning-centres",
                "centres: education-centre",
            ),
            "help_programme": (
                "The programme that the page of free help tells of.",
                "help_programme: helping-hand",
                "help_programme: Helping Hand",
            ),
            "shrunk": (
                "Why the next release may have far fewer pages than the one before.",
                "shrunk:\n  date: 2026-06-15\n  reason:\n    en: The pages of closed libraries were merged.",
                "shrunk: true",
            ),
            "invented": (
                "Set only where the facts are invented, for tests; then every page says so.",
                'invented:\n  en: "Invented country for tests: nothing here is real."',
                "invented: true",
            ),
        },
    ),
}
