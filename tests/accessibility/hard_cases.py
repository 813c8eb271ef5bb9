"""Sites that try the layout: endless words, emoji, a right-to-left word, 400 promises; and a bare one."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.built import INVENTED_TODAY, BuiltSite, built
from tests.writing.sites import Site

LONGEST = ("водогрязеторфопарафинолечебница" * 10)[:300]
LONGEST_IN_ENGLISH = ("antidisestablishmentarianism" * 11)[:300]
"""300 letters without a place to break; the first ones are letters of Kazakh, Kyrgyz and Russian."""
EMOJI = "🏫📶 👩🏽‍🏫 🇰🇬"
RIGHT_TO_LEFT = "مدرسة שלום"
PROMISES = 400
REGION = "qiyalia/yeles"

_BEGINNINGS = "Автобус Больница Вода Газ Дорога Ёлка Жалюзи Завод Канал Лампа Мост Номер Окно Парк Ремонт Сад"
_WHAT = "провести интернет, очистить воду и починить дорогу"
_WHAT_IN_ENGLISH = "bring the Internet, clean the water and mend the road"


def hard_site(folder: Path) -> BuiltSite:
    """The invented country made as hard on the layout as the checks allow, built."""
    site = Site.copied("demo", folder / "site")
    data = site.root / "data"
    _append(data / "regions/qiyalia/yeles/places.yml", _places())
    _append(data / "regions/qiyalia/yeles/commitments.yml", _promises())
    _append(data / "regions/qiyalia/yeles/observations.yml", _observations())
    _article(site.root / "content/articles")
    return BuiltSite(built(folder / "output", "--root", site.root, "--today", INVENTED_TODAY))


def bare_site(folder: Path) -> BuiltSite:
    """A site of one language, without any contact, article or organization that can be reached; built."""
    site = Site.copied("small", folder / "site")
    for file in site.root.rglob("*.en.md"):
        file.unlink()
    for file in site.root.rglob("*.yml"):
        file.write_text(_only_russian(file.read_text("utf-8")), "utf-8")
    settings, bodies = site.root / "data/site.yml", site.root / "data/organizations.yml"
    languages = "languages:\n  - code: ru\n    name: Русский\n    fallback: []\n"
    text = re.sub(r"languages:\n(?:  .*\n)+", languages, settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    bodies.write_text(re.sub(r"    contacts:\n(      .*\n)+", "", bodies.read_text("utf-8")), "utf-8")
    return BuiltSite(built(folder / "output", "--root", site.root, "--today", INVENTED_TODAY))


def _only_russian(text: str) -> str:
    """Data without their words in other languages, be they one word or several forms."""
    other = r"^(?P<indent> *)(?:ky|en):.*\n(?:(?P=indent) +.*\n)*"
    return re.sub(other, "", text, flags=re.MULTILINE)


def _places() -> list[dict]:
    names = {
        "endless": _text(LONGEST, LONGEST_IN_ENGLISH),
        "emoji": _text(f"{EMOJI} район", f"{EMOJI} district"),
        "right-to-left": _text(f"{RIGHT_TO_LEFT} район", f"{RIGHT_TO_LEFT} district"),
    }
    return [{"id": key, "parent": REGION, "level": "district", "name": name} for key, name in names.items()]


def _promises() -> list[dict]:
    hard = [
        _text(LONGEST, LONGEST_IN_ENGLISH),
        _text(f"{EMOJI} интернет", f"{EMOJI} Internet"),
        _text(f"{RIGHT_TO_LEFT} интернет", f"{RIGHT_TO_LEFT} Internet"),
    ]
    usual = [_usual_title(number) for number in range(PROMISES - len(hard))]
    over = {**_promise(100, hard[1]), "id": "hard-over", "region": f"{REGION}/emoji", "target": 100}
    return [*(_promise(number, title) for number, title in enumerate([*hard, *usual])), over]


def _usual_title(number: int) -> dict[str, str]:
    beginnings = _BEGINNINGS.split()
    letter = chr(ord("A") + number % 20)
    return _text(
        f"{beginnings[number % len(beginnings)]} {number}: {_WHAT}", f"{letter} {number}: {_WHAT_IN_ENGLISH}"
    )


def _promise(number: int, title: dict[str, str]) -> dict:
    return {
        "id": f"hard-{number}",
        "title": title,
        "statement": title,
        "kind": ("promise", "plan", "instruction")[number % 3],
        "region": REGION,
        "said": f"{2015 + number % 10}-03-01",
        "indicator": "schools-online",
        "target": 100 + number,
        "deadline": f"{2026 + number % 4}-12-31",
        "source": "annual-report-2026",
    }


def _observations() -> list[dict]:
    """0 of 0, and 120 where 100 were promised."""
    figures = (
        (f"{REGION}/right-to-left", "schools-online", 0),
        (f"{REGION}/right-to-left", "schools-total", 0),
        (f"{REGION}/emoji", "schools-online", 120),
    )
    same = {"date": "2026-03-31", "source": "annual-report-2026"}
    return [
        {"region": region, "indicator": indicator, **same, "value": value}
        for region, indicator, value in figures
    ]


def _article(articles: Path) -> None:
    head = f"Title: {LONGEST}\nDate: 2026-05-01\nSummary: {EMOJI} {RIGHT_TO_LEFT}\nRegions: {REGION}\n"
    (articles / "hard-words.kk.md").write_text(f"{head}\n{LONGEST} {EMOJI} {RIGHT_TO_LEFT}\n", "utf-8")


def _text(words: str, english: str) -> dict[str, str]:
    return {**dict.fromkeys(("kk", "ky", "ru"), words), "en": english}


def _append(file: Path, records: list[dict]) -> None:
    file.write_text(file.read_text("utf-8") + _yaml(records), "utf-8")


def _yaml(value: object) -> str:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, _: object) -> bool:
            return True

    text = yaml.dump(value, Dumper=Plain, allow_unicode=True, sort_keys=False, width=100000)
    return re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", text)
