"""The articles of the invented nation: Markdown with a list, a table and links, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.bench.nation import LANGUAGES, WORDS, Nation

SENTENCES_A_PARAGRAPH = 3


@dataclass(frozen=True)
class Article:
    """One article in one language, as its head and body say it."""

    slug: str
    lang: str
    title: str
    day: str
    summary: str
    regions: tuple[str, ...]
    source: str
    body: str


def articles_of(nation: Nation) -> Iterator[Article]:
    """Every article in every language, the languages of one beside each other."""
    districts, villages = nation.of_level("district"), nation.of_level("village")
    for number in range(1, nation.articles + 1):
        district = districts[number * 7 % len(districts)]
        village = villages[number * 11 % len(villages)]
        source = nation.report(district, 2026)
        for lang in LANGUAGES:
            words = {"district": district.name[lang], "key": district.key, "source": source, "number": number}
            yield Article(
                slug=f"note-{number:04}",
                lang=lang,
                title=WORDS["article"]["title"][lang].format(**words),
                day=f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}",
                summary=WORDS["article"]["summary"][lang],
                regions=(district.key, village.key) if number % 3 == 0 else (district.key,),
                source=source,
                body=_body(lang, Random(f"{nation.seed} article {number}"), words),
            )


def _body(lang: str, chance: Random, words: dict) -> str:
    parts = []
    for heading in WORDS["article"]["headings"]:
        parts.append(f"## {heading[lang]}")
        parts += [_paragraph(lang, chance) for _ in range(2)]
    parts.insert(4, "\n".join(f"- {_sentence(lang, chance)}" for _ in range(3)))
    parts.insert(8, _table(lang, chance))
    return "\n\n".join([*parts, WORDS["article"]["more"][lang].format(**words)]) + "\n"


def _paragraph(lang: str, chance: Random) -> str:
    return " ".join(_sentence(lang, chance) for _ in range(SENTENCES_A_PARAGRAPH))


def _sentence(lang: str, chance: Random) -> str:
    # The number is drawn even where the sentence has no room for it: all languages draw alike.
    return chance.choice(WORDS["article"]["sentences"])[lang].format(number=chance.randint(2, 90))


def _table(lang: str, chance: Random) -> str:
    things = chance.sample(WORDS["article"]["things"], 4)
    rows = (f"| {thing[lang]} | {chance.randint(1, 99)} |" for thing in things)
    return "\n".join([WORDS["article"]["head_of_table"][lang], "|---|---|", *rows])
