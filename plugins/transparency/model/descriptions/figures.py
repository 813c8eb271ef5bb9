"""Words of units, dimensions, indicators and observations."""

from __future__ import annotations

from ..figures import Correction, Dimension, DimensionValue, Indicator, Observation, Unit
from .shared import DATE_NOTE, NOTE, REGION, REPLIES, SOURCE

WORDS = {
    Unit: (
        "What a number counts, with the forms its noun takes beside a numeral.",
        {
            "id": ("The unit's id, by which indicators name it.", "id: school", "id: School"),
            "counted": (
                "The noun after a numeral: one form, or a form for each plural category of the language.",
                "counted:\n  kk: мектеп\n  ru:\n    one: школа\n    few: школы\n    many: школ\n"
                "    other: школы\n  en:\n    one: school\n    other: schools",
                "counted: schools",
            ),
            "out_of": (
                "The noun after the numeral of the whole, as in “85 of 143 schools”.",
                "out_of:\n  ru:\n    one: школы\n    few: школ\n    many: школ\n    other: школы\n"
                "  en:\n    one: school\n    other: schools",
                "out_of:\n  en:\n    plural: schools",
            ),
            "decimals": (
                "How many digits after the point its figures may have; without it none.",
                "decimals: 1",
                "decimals: 0.1",
            ),
            "currency": (
                "The three-letter code of the currency, where the unit is money.",
                "currency: XTS",
                "currency: tamga",
            ),
        },
    ),
    DimensionValue: (
        "One part that a dimension splits a figure into.",
        {
            "id": ("The value's id, by which observations name it.", "id: girls", "id: Girls"),
            "name": ("The value's name as a page shows it.", "name:\n  en: girls", "name: girls"),
        },
    ),
    Dimension: (
        "A way to split a figure, such as girls and boys or villages and towns.",
        {
            "id": ("The dimension's id, by which indicators and observations name it.", "id: sex", "id: Sex"),
            "name": ("The dimension's name as a page shows it.", "name:\n  en: Sex", "name: Sex"),
            "values": (
                "The parts it splits a figure into.",
                "values:\n  - id: girls\n    name:\n      en: girls\n  - id: boys\n    name:\n      en: boys",
                "values:\n  - girls\n  - boys",
            ),
        },
    ),
    Indicator: (
        "Something that is measured, the same way in every region.",
        {
            "id": (
                "The indicator's id, which stands in its address.",
                "id: schools-online",
                "id: schools_online",
            ),
            "name": (
                "The indicator's name as a page shows it.",
                "name:\n  ru: Школы с интернетом\n  en: Schools with Internet",
                "name: Schools with Internet",
            ),
            "unit": ("The unit it is counted in.", "unit: school", "unit: Школа"),
            "definition": (
                "What exactly is counted, and what is not.",
                "definition:\n  en: Schools whose Internet works on the day of the report.",
                "definition: Schools whose Internet works on the day of the report.",
            ),
            "whole": (
                "The indicator that counts all there are, of which this one is a share.",
                "whole: schools-total",
                "whole: 143",
            ),
            "better": ("Whether more of it is better or less.", "better: less", "better: lower"),
            "may_be_negative": (
                "Whether a figure below zero can be right, as with growth; otherwise it is refused.",
                "may_be_negative: true",
                "may_be_negative: yes",
            ),
            "period": (
                "How many months lie between two reports, or one-off for what cannot have a successor;"
                " without it one year counts and is marked as ours.",
                "period: 6",
                "period: monthly",
            ),
            "period_source": (
                "The source that sets the reporting period.",
                "period_source: annual-report-2026",
                "period_source: Annual report",
            ),
            "dimensions": (
                "The ways in which its figures may be split.",
                "dimensions:\n  - sex\n  - place",
                "dimensions: sex",
            ),
            "unreported": (
                "Who could report it, said where a region has no figure.",
                "unreported:\n  en: The education department of the oblast could report this.",
                "unreported: The education department of the oblast could report this.",
            ),
            "note": NOTE,
        },
    ),
    Correction: (
        "Why a published figure is put right, and when.",
        {
            "date": ("The day of the correction itself.", "date: 2026-01-20", "date: 20 January 2026"),
            "reason": (
                "What was wrong.",
                "reason:\n  en: Two villages had been counted twice.",
                "reason: Two villages had been counted twice.",
            ),
        },
    ),
    Observation: (
        "One figure of one region, indicator, date and source; it gives exactly one of value, missing,"
        " formula and count, and is never overwritten but corrected by a later one.",
        {
            "id": (
                "A name for the figure, needed where a formula, a sum, a promise or a correction names it.",
                "id: ertegi-schools-online-2026",
                "id: Ertegi schools",
            ),
            "region": REGION,
            "indicator": ("What was counted.", "indicator: schools-online", "indicator: Schools online"),
            "date": (
                "When it was so: a day, a month, a year or an interval; null where no source tells.",
                "date: 2026-03-31",
                "date: 31.03.2026",
            ),
            "source": SOURCE,
            "value": ("The number itself, in digits and without its unit.", "value: 51", "value: 51 %"),
            "missing": (
                "Why there is no number, where a source says that there is none.",
                "missing: withheld",
                "missing: unknwon",
            ),
            "formula": (
                "The ids of other figures with plus or minus between them, where we worked the figure out.",
                "formula: anyz-canteens-before + anyz-canteens-new",
                "formula: anyz-canteens-before * 2",
            ),
            "count": (
                "Which records of the same source are counted to give the figure.",
                "count: services",
                "count: 14",
            ),
            "assumption": (
                "What a figure that we worked out takes for granted.",
                "assumption:\n  en: We assume that the earlier canteens stayed open.",
                "assumption: We assume that the earlier canteens stayed open.",
            ),
            "status": (
                "Whether the source calls the figure final, may still change it, or only estimated it.",
                "status: provisional",
                "status: preliminary",
            ),
            "dimensions": (
                "The part of the whole that the figure is about, by dimension.",
                "dimensions:\n  sex: girls",
                "dimensions:\n  - girls",
            ),
            "parts": (
                "The figures that must sum to this one, or the promises that are still to add to it.",
                "parts:\n  - tulki-schools-online-2026\n  - kirpi-schools-online-2026",
                "parts: tulki-schools-online-2026 + kirpi-schools-online-2026",
            ),
            "difference": (
                "Why the parts do not sum to this figure, where they do not.",
                "difference:\n  en: Two boarding schools belong to no oblast.",
                "difference: 2",
            ),
            "named": (
                "The places that the source names behind the number.",
                "named:\n  - qiyalia/ertegi/tulki/ushqan-kilem/aiqasyq",
                "named:\n  - Aiqasyq",
            ),
            "names_note": (
                "What the source says of the names, or that it gives none.",
                "names_note:\n  en: The fourth village is not named.",
                "names_note: The fourth village is not named.",
            ),
            "date_note": DATE_NOTE,
            "note": NOTE,
            "confirmed_jump": (
                "True where a leap from the figure before it was looked at and is right.",
                "confirmed_jump: true",
                "confirmed_jump: yes",
            ),
            "replies": REPLIES,
            "correction": (
                "Given where this figure replaces an earlier one of the same region, indicator, date and"
                " source.",
                "correction:\n  date: 2026-01-20\n  reason:\n    en: Two villages had been counted twice.",
                "correction: 2026-01-20",
            ),
        },
    ),
}
