"""What may not be published of a person: numbers that identify one, telephones, e-mail addresses.

A number is judged by its digits alone. Dates of birth and check digits say nothing: since 2013 an IIN
need not hold the birth date, and a mistyped number still leads to its owner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..loading.problems import Problem
from .passages import ARTICLES, Passage

PUBLIC = frozenset({"ContactDetail.value", "Operator.mailbox", "EditorGroup.mailbox"})
"""Where an office's telephone and address belong."""

LETTERS_TO_THE_OFFICE = frozenset({"requests", ARTICLES})
"""Where an e-mail address is a person's until it is shown to be none."""

IIN, PIN = 12, 14
MOST_GROUPS = 4
"""Into so many groups a person divides such a number."""

LONGEST_ROW = 50
"""Groups of a row of numbers among which a telephone is looked for."""

_GAP = "[ \u00a0\u2007-\u200a\u202f()\u2010-\u2015\u2212-]"
_RUN = re.compile(rf"(?<!\d)(?<!\d[.,])\+?\(?\d(?:(?:{_GAP}{{1,3}}|\.)?\d)+")
_LONG_ENOUGH = re.compile(rf"\d(?:(?:{_GAP}{{1,3}}|\.)?\d){{8}}")
_GROUP = re.compile(r"\d+")

_SUM = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+"
_SUMS = re.compile(rf"\+?(?:(?:\d{{1,3}}|{_SUM}) ?[-\u2013\u2014] ?)?{_SUM}")
_CURRENCY = r"(?:тенге|теңге|тг\b|₸|сом|рубл|₽|доллар|\$|евро|€|tenge|som\b|dollar|euro|[A-Z]{3}\b)"
_SUM_OF_MONEY = re.compile(rf"{_CURRENCY}\s?\0|\0\s?{_CURRENCY}")

_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "(?:0[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(
    rf"(?<![\d-])(?:{_YEAR}-{_MONTH}-{_DAY}|(?:{_DAY}\.)?{_MONTH}\.{_YEAR}|{_DAY}-{_MONTH}-{_YEAR})(?!\d)"
)
_ADDRESS = re.compile(r"https?://(?!wa\.me/|api\.whatsapp\.com/|t\.me/\+)\S+")
_HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32,64}(?![0-9A-Za-z])")

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|[(\[]at[)\]]) ?[\w-]{1,63}(?:\.[\w-]{1,63})+")

_PHONE_SHAPES = ((3, 3, 2, 2), (3, 2, 2, 2), (3, 3, 4))
_CODE_IN_BRACKETS = re.compile(r"\(\d{3,5}\) ?\d{1,3}[ -]\d\d[ -]?\d\d")


def check_privacy(passages: Iterable[Passage]) -> list[Problem]:
    """Every text in which a number or an address looks like a person's."""
    return [problem for passage in passages for problem in _private(passage)]


def _private(passage: Passage) -> Iterator[Problem]:
    if passage.field in PUBLIC:
        return
    for offset, seen, rule in private_numbers_in(passage.text):
        yield passage.problem(rule, offset, seen=masked(seen))
    if passage.collection in LETTERS_TO_THE_OFFICE:
        for match in EMAIL.finditer(passage.text):
            yield passage.problem("private-email", match.start(), seen=masked(match[0]))


def private_numbers_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Each number that looks like a person's: where it begins, itself, and the rule it breaks."""
    if not _LONG_ENOUGH.search(text):
        return
    plain = _in_plain_digits(_without_dates(text))
    for match in _RUN.finditer(plain):
        around = f"{plain[: match.start()][-8:]}\0{plain[match.end() :][:8]}"
        for start, end, rule in _judged(match[0], around):
            begin = match.start() + start
            yield begin, text[begin : match.start() + end], rule


def _judged(run: str, around: str) -> Iterator[tuple[int, int, str]]:
    groups = [(match.start(), match.end()) for match in _GROUP.finditer(run)]
    if _is_phone(run):
        yield 0, len(run), "private-phone"
    elif not _is_sum(run) or (len(_digits(run)) == IIN and not _is_money(run, around)):
        phone = _phone_within(run, groups)
        numbers = list(_numbers_within(run, groups))
        yield from [phone] if phone and not numbers else numbers


def _numbers_within(run: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """A whole run of as many digits as an IIN or a PIN has, or each group of so many."""
    digits = _digits(run)
    few = len(groups) <= MOST_GROUPS and "." not in run
    if len(digits) in (IIN, PIN) and few and not all(_is_year(run[a:b]) for a, b in groups):
        yield 0, len(run), "private-number"
    elif len(groups) > 1:
        whole = ((a, b) for a, b in groups if b - a in (IIN, PIN) and run[a - 1 : a] != ".")
        yield from ((a, b, "private-number") for a, b in whole)


def _phone_within(run: str, groups: list[tuple[int, int]]) -> tuple[int, int, str] | None:
    """The first telephone between other numbers."""
    for first, (start, _) in enumerate(groups[:LONGEST_ROW]):
        for _, end in groups[first : first + 6]:
            if (start, end) != (0, len(run)) and _is_phone(run[start:end]):
                return start, end, "private-phone"
    return None


def _is_phone(run: str) -> bool:
    digits, sizes = _digits(run), tuple(len(group) for group in _GROUP.findall(run))
    is_sum = _is_sum(run)
    if is_sum and digits.endswith("000"):
        return False
    if run.startswith("+"):
        return 10 <= len(digits) <= 15
    if digits.startswith("0") or (digits.startswith("996") and len(digits) == 12):
        return _is_dialled(digits, sizes)
    if is_sum:
        return False
    if len(digits) == 11 and digits[0] in "78":
        return _begins_with_code(sizes)
    return bool(_CODE_IN_BRACKETS.fullmatch(run)) or (sizes in _PHONE_SHAPES and digits[0] in "57")


def _is_dialled(digits: str, sizes: tuple[int, ...]) -> bool:
    """Whether digits that no quantity begins with are as many as one dials."""
    abroad = digits.startswith("00") and 12 <= len(digits) <= 17
    return (abroad or len(digits) == (10 if digits[0] == "0" else 12)) and _begins_with_code(sizes)


def _begins_with_code(sizes: tuple[int, ...]) -> bool:
    return len(sizes) == 1 or sizes[0] >= 3 or sizes[1] >= 3


def _is_sum(run: str) -> bool:
    """Whether a number is written in groups of three, as sums are, or two such with a dash between."""
    return bool(_SUMS.fullmatch(run)) and not _digits(run).startswith("0")


def _is_money(run: str, around: str) -> bool:
    """Whether a sum as long as an IIN is round, or has a currency beside it."""
    return run.endswith("000") or bool(_SUM_OF_MONEY.search(around))


def _is_year(group: str) -> bool:
    return bool(re.fullmatch(_YEAR, group))


def _digits(run: str) -> str:
    return "".join(_GROUP.findall(run))


def _without_dates(text: str) -> str:
    for pattern in (_ADDRESS, _HASH, _DATE):
        text = pattern.sub(lambda match: "·" * len(match[0]), text)
    return text


def _in_plain_digits(text: str) -> str:
    if text.isascii():
        return text
    return re.sub(r"\d", lambda match: str(unicodedata.digit(match[0])), text)


def masked(seen: str) -> str:
    """Enough of it to be found in the file; a report may be read by more people than the file."""
    return f"{seen[:2]}…{seen[-2:]}"
