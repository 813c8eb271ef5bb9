"""The single edits that a tired hand makes to a file: each takes a text and chance, and gives a text.

An edit that finds nothing to do gives the text back as it was; bytes are written as they are, and
None means that the file is gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from tests.programs import ROOT

Edited = str | bytes | None
Edit = Callable[[str, Random], Edited]

YAML, ARTICLE = ".yml", ".md"

_KEY = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>[a-z_]+):(?P<value>.*)")
_VALUE = re.compile(r"(?<=: )[^\s|>&*].*$", re.M)
_NUMBER = re.compile(r"(?<=: )[-+]?\d+(\.\d+)?$", re.M)
_DATE = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")
_NAME = re.compile(r"(?:(?<=: )|(?<=- ))[a-z0-9]+(?:[-/][a-z0-9]+)*$", re.M)
_LANGUAGE = re.compile(r"^ *(?:kk|ky|ru|en): .*\n", re.M)
_HEAD = re.compile(r"^[A-Z][a-z]+: .*\n", re.M)
_LINK = re.compile(r"\[[^]\n]*\]\([^)\n]*\)")

STRAY = (
    "\t",
    "\u00a0",
    "\u200b",
    "\u202e",
    '"',
    "'",
    ":",
    ": ",
    "#",
    " #",
    "-",
    "[",
    "]",
    "{",
    "}",
    "%",
    "&",
    "*",
)
STRAY += ("!", "|", ">", "<b>", "?", "@", "`", ",", "\\", "\0", "\n", "---\n", "ѳ", "е", "e\u0301", "🙂")
LOOK_ALIKES = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
LOOK_ALIKES |= {cyrillic: latin for latin, cyrillic in LOOK_ALIKES.items()} | {"ө": "ѳ", "і": "i"}
OTHER_TYPES = ("true", "no", "~", "0", "-7", "1.5", ".nan", "12:30", "2019-03-25", "word", '"85"', "[]", "{}")
OTHER_TYPES += ("[a, b]", "{ru: да}", "- a", "|", "1e400", "0x1F", "!!int 3", "&a b", "*a", "<<", "''", "?")
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "utf-32")

KINDS: dict[str, tuple[tuple[str, ...], Edit]] = {}
"""Each kind of edit in words: the endings of the files it is for, and how it is made."""


def kind(words: str, *endings: str) -> Callable[[Edit], Edit]:
    def registered(edit: Edit) -> Edit:
        KINDS[words] = (endings or (YAML, ARTICLE), edit)
        return edit

    return registered


def _at_one(pattern: re.Pattern, text: str, chance: Random, by: Callable[[str], str]) -> str:
    """The text with one match, chosen by chance, replaced."""
    matches = list(pattern.finditer(text))
    if not matches:
        return text
    match = chance.choice(matches)
    return text[: match.start()] + by(match[0]) + text[match.end() :]


def _other(known: Iterable[str], seen: str, chance: Random) -> str:
    return chance.choice([one for one in known if one != seen] or [seen])


def _other_digit(text: str, chance: Random) -> str:
    return _at_one(re.compile(r"\d"), text, chance, lambda digit: _other("0123456789", digit, chance))


# --- lines, in every file ---


def _on_lines(change: Callable[[list[str], int, Random], None]) -> Edit:
    """An edit of one line, chosen by chance, in place."""

    def edit(text: str, chance: Random) -> str:
        lines = text.split("\n")
        change(lines, chance.randrange(max(len(lines) - 1, 1)), chance)
        return "\n".join(lines)

    return edit


@kind("duplicate a line")
@_on_lines
def _duplicate(lines: list[str], at: int, chance: Random) -> None:
    lines.insert(at, lines[at])


@kind("delete a line")
@_on_lines
def _delete(lines: list[str], at: int, chance: Random) -> None:
    del lines[at]


@kind("indent by one")
@_on_lines
def _indent(lines: list[str], at: int, chance: Random) -> None:
    out = lines[at].startswith(" ") and chance.random() < 0.5
    lines[at] = lines[at][1:] if out else " " + lines[at]


@kind("swap two lines")
@_on_lines
def _swap(lines: list[str], at: int, chance: Random) -> None:
    other = min(at + chance.choice((1, 1, 2, 5, 20)), len(lines) - 1)
    lines[at], lines[other] = lines[other], lines[at]


@kind("join two lines")
@_on_lines
def _join(lines: list[str], at: int, chance: Random) -> None:
    if at + 1 < len(lines):
        lines[at : at + 2] = [lines[at] + chance.choice((" ", "")) + lines[at + 1].lstrip()]


@kind("break a line")
@_on_lines
def _break(lines: list[str], at: int, chance: Random) -> None:
    position = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:position], lines[at][position:]]


# --- signs and bytes, in every file ---


@kind("insert a stray sign")
def _stray(text: str, chance: Random) -> str:
    position = chance.randint(0, len(text))
    return text[:position] + chance.choice(STRAY) + text[position:]


@kind("delete a sign")
def _drop(text: str, chance: Random) -> str:
    return _at_one(re.compile("."), text, chance, lambda sign: "")


@kind("a look-alike letter")
def _look_alike(text: str, chance: Random) -> str:
    letters = re.compile(f"[{''.join(LOOK_ALIKES)}]")
    return _at_one(letters, text, chance, LOOK_ALIKES.__getitem__)


@kind("change any digit")
def _any_digit(text: str, chance: Random) -> str:
    return _other_digit(text, chance)


@kind("change a date's digit")
def _date_digit(text: str, chance: Random) -> str:
    return _at_one(_DATE, text, chance, lambda date: _other_digit(date, chance))


@kind("truncate the file")
def _truncate(text: str, chance: Random) -> bytes:
    raw = text.encode()
    return raw[: chance.randrange(len(raw))]


@kind("empty the file")
def _empty(text: str, chance: Random) -> str:
    return chance.choice(("", "\n", "# nothing\n", "---\n", "[]\n", "null\n"))


@kind("delete the file")
def _gone(text: str, chance: Random) -> None:
    return None


@kind("another encoding")
def _encode(text: str, chance: Random) -> bytes:
    encoded = text.encode(chance.choice(ENCODINGS), "replace")
    return text.replace("\n", "\r\n").encode() if chance.random() < 0.1 else encoded


# --- keys and values of YAML ---


def _block(lines: list[str], at: int, depth: int) -> int:
    """Where the lines end that belong to a line because they stand deeper than `depth`."""
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > depth):
        end += 1
    return end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@kind("delete a key", YAML)
def _delete_key(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.choice([i for i, line in enumerate(lines) if _KEY.fullmatch(line)] or [0])
    match = _KEY.fullmatch(lines[at])
    if not match:
        return text
    depth = len(match["indent"]) + len(match["dash"] or "")
    end = _block(lines, at, depth)
    if match["dash"] and end < len(lines) and _depth(lines[end]) == depth:
        lines[end] = match["indent"] + "- " + lines[end].lstrip()
    return "\n".join(lines[:at] + lines[end:])


@kind("misspell a key", YAML)
def _misspell_key(text: str, chance: Random) -> str:
    keys = re.compile(r"(?:(?<=\n)|(?<= ))[a-z_]{2,}(?=:(?: |\n))")
    return _at_one(keys, text, chance, lambda key: _misspelt(key, chance))


def _misspelt(word: str, chance: Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(("", word[at] * 2, word[at].upper(), "_", "ı")) + word[at + 1 :]


@kind("swap a value's type", YAML)
def _swap_type(text: str, chance: Random) -> str:
    return _at_one(_VALUE, text, chance, lambda value: _other(OTHER_TYPES, value, chance))


@kind("empty a value", YAML)
def _empty_value(text: str, chance: Random) -> str:
    return _at_one(_VALUE, text, chance, lambda value: "")


@kind("change a number's digit", YAML)
def _number_digit(text: str, chance: Random) -> str:
    return _at_one(_NUMBER, text, chance, lambda number: _other_digit(number, chance))


@kind("write a number otherwise", YAML)
def _other_number(text: str, chance: Random) -> str:
    ways = (
        "{},0",
        "{}.0",
        "{}%",
        "0{}",
        "-{}",
        "+{}",
        "{}_0",
        "{} 000",
        "{}000",
        "{}e1",
        '"{}"',
        "~{}",
        "{}.",
        "٣{}",
    )
    return _at_one(_NUMBER, text, chance, chance.choice(ways).format)


@kind("break a name", YAML)
def _break_name(text: str, chance: Random) -> str:
    def broken(name: str) -> str:
        ways = (
            _misspelt(name, chance),
            name + "-x",
            name + "/",
            f"../{name}",
            name.replace("-", "_"),
            name[:-1],
        )
        return chance.choice(ways)

    return _at_one(_NAME, text, chance, broken)


@kind("put another name", YAML)
def _other_name(text: str, chance: Random) -> str:
    """A name of the same file, most often one that exists, in the wrong place."""
    names = sorted(set(_NAME.findall(text)))
    return _at_one(_NAME, text, chance, lambda name: _other(names, name, chance))


@kind("flip a choice", YAML)
def _flip(text: str, chance: Random) -> str:
    groups = _choices()
    return _at_one(
        re.compile(rf"(?:(?<=: )|(?<=- ))(?:{'|'.join(groups)})$", re.M),
        text,
        chance,
        lambda word: _other(groups[word], word, chance),
    )


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    """Each word that a field chooses from a list, with the list, as the schemas tell it."""
    groups = {"true": ("true", "false"), "false": ("true", "false")}
    for path in sorted((ROOT / "schemas").glob("*.json")):
        for known in _enums(json.loads(path.read_text(encoding="utf-8"))):
            groups |= dict.fromkeys(known, known)
    return groups


def _enums(schema: object) -> Iterable[tuple[str, ...]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield tuple(word for word in schema["enum"] if isinstance(word, str))
        schema = list(schema.values())
    if isinstance(schema, list):
        for inside in schema:
            yield from _enums(inside)


@kind("drop a language", YAML)
def _drop_language(text: str, chance: Random) -> str:
    return _at_one(_LANGUAGE, text, chance, lambda line: "")


def _record(lines: list[str], chance: Random) -> tuple[int, int]:
    """Where a list's entry begins and ends, chosen by chance among those of all depths."""
    starts = [i for i, line in enumerate(lines) if line.lstrip().startswith("- ")]
    if not starts:
        return 0, 0
    at = chance.choice(starts)
    return at, _block(lines, at, _depth(lines[at]))


@kind("delete a record", YAML)
def _delete_record(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at, end = _record(lines, chance)
    return "\n".join(lines[:at] + lines[end:])


@kind("repeat a record", YAML)
def _repeat_record(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at, end = _record(lines, chance)
    return "\n".join(lines[:end] + lines[at:end] + lines[end:])


# --- articles ---


@kind("break an article's head", ARTICLE)
def _break_head(text: str, chance: Random) -> str:
    def broken(line: str) -> str:
        name, _, rest = line.partition(": ")
        ways = (
            "",
            "\n" + line,
            line + line,
            f"{name} {rest}",
            f"{_misspelt(name, chance)}: {rest}",
            f"{name}:\n",
        )
        return chance.choice(ways)

    return _at_one(_HEAD, text, chance, broken)


@kind("break an article's link", ARTICLE)
def _break_link(text: str, chance: Random) -> str:
    def broken(link: str) -> str:
        words, _, target = link[1:-1].partition("](")
        scheme, _, key = target.partition(":")
        targets = (
            target[:-1],
            f"{scheme}:{key}x",
            f"regoin:{key}",
            f"javascript:{key}",
            "",
            f" {target}",
            f"//{key}",
        )
        ways = [f"[{words}]({one})" for one in targets]
        return chance.choice([*ways, link[:-1], f"[{words}] ({target})", f"[{words}][{key}]", f"<{target}>"])

    return _at_one(_LINK, text, chance, broken)
