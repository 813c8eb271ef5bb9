"""Words of levels and regions."""

from __future__ import annotations

from ..places import FormerName, Level, Region
from .shared import NOTE, PRINTED, REVIEW, SOURCE

WORDS = {
    Level: (
        "One level into which countries are divided, the highest first.",
        {
            "id": ("The level's id, by which regions name it.", "id: oblast", "id: Oblast"),
            "name": ("The level's name for one region.", "name:\n  en: oblast", "name: oblast"),
            "plural": ("The level's name for several regions.", "plural:\n  en: oblasts", "plural: oblasts"),
            "large": (
                "Whether so many people live in each that a request and its topic do not tell who asked.",
                "large: true",
                "large: 50000",
            ),
        },
    ),
    FormerName: (
        "A name that a region once bore.",
        {
            "name": ("The former name.", "name:\n  en: Ertek Oblast", "name: Ertek Oblast"),
            "until": ("The last date on which it bore the name.", "until: 2019-12-31", "until: 31/12/2019"),
            "source": SOURCE,
        },
    ),
    Region: (
        "A place with a page of its own; its key is the chain of ids from the country down.",
        {
            "id": (
                "The region's id, unique among its neighbours and the last part of its key.",
                "id: ertegi",
                "id: Ertegi",
            ),
            "parent": (
                "The key of the region it lies in; a country has none.",
                "parent: qiyalia",
                "parent: Qiyalia",
            ),
            "level": ("What kind of region it is.", "level: oblast", "level: Oblast"),
            "name": (
                "The region's name in each language.",
                "name:\n  ru: Ертегинская область\n  en: Ertegi Oblast",
                "name: Ertegi Oblast",
            ),
            "name_as_of": (
                "The date of the name, where it is old.",
                "name_as_of: 2020",
                "name_as_of: in 2020",
            ),
            "printed": PRINTED,
            "former_names": (
                "The names that it once bore.",
                "former_names:\n  - name:\n      en: Ertek Oblast\n    until: 2019-12-31",
                "former_names:\n  - Ertek Oblast",
            ),
            "former_keys": (
                "Keys under which its page once lay; they keep leading to it.",
                "former_keys:\n  - qiyalia/ertek",
                "former_keys: qiyalia/ertek",
            ),
            "iso": ("Its code in ISO 3166, where it has one.", "iso: QM-E", "iso: 31"),
            "source": SOURCE,
            "review": REVIEW,
            "retired": (
                "Since when the site no longer keeps the region, where it was given up.",
                "retired: 2026-01-01",
                "retired: true",
            ),
            "retired_reason": (
                "Why the region is no longer kept.",
                "retired_reason:\n  en: The district became part of another one.",
                "retired_reason: The district became part of another one.",
            ),
            "note": NOTE,
        },
    ),
}
