"""`ashyq new`: one more record, asked for or given by flags, in the right file and in the one form."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ..checking import Checked, load_site
from ..loading.problems import Refused, did_you_mean
from ..writing.disk import put as put_in_place
from ..writing.disk import try_out
from ..writing.drafts import Draft, Impossible, draft_of, known_of_article
from ..writing.fields import path_of, put, value_of
from ..writing.kinds import KINDS, Kind, Need
from .options import root_option, today_option

FEW = 12
"""So many names of records are listed beside a question."""

_TEXT_FLAG = re.compile(r"--(?P<field>[a-z-]+?)-(?P<lang>[a-z]{2,3})(?:=(?P<words>.*))?", re.S)


class Kinds(click.Group):
    """A command for each kind of record, with a flag for each field of its model."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(KINDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _command_for(KINDS[name]) if name in KINDS else None


class KindCommand(click.Command):
    """Takes `--title-ky …` for every field that is a text by language."""

    kind: Kind

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        return super().parse_args(context, list(_with_texts(self.kind, arguments)))


@click.command(cls=Kinds)
def command() -> None:
    """Write a new record into its file, asking for what it needs; refused if the check would refuse it."""


def _command_for(kind: Kind) -> click.Command:
    options = [_option(kind, name) for name in kind.form.model_fields if not _is_made_of_parts(kind, name)]
    text = click.Option(
        ["--text", "texts"],
        multiple=True,
        metavar="FIELD.LANG=WORDS",
        help=f"The words of a text in one language; also as {', '.join(kind.text_flags())} WORDS.",
    )
    setting = click.Option(
        ["--set", "settings"],
        multiple=True,
        metavar="FIELD=VALUE",
        help="Any other field, such as door.room=3 or contacts.0.kind=phone; lists with commas.",
    )

    @root_option
    @today_option
    def run(root: Path, today: date | None, texts: tuple, settings: tuple, **fields: str | None) -> None:
        _write(kind, _given(kind, fields, texts, settings), root, today)

    shared = run.__click_params__
    made = KindCommand(kind.name, params=[*options, text, setting, *reversed(shared)], callback=run)
    made.help, made.kind = f"{kind.sentence} All fields: docs/fields.md.", kind
    return made


def _option(kind: Kind, name: str) -> click.Option:
    description, example = kind.words((name,))
    words = f"{description} For example: {example}" if example else description
    # One name for the value whatever the flag: fields are called as Python's own words now and then.
    return click.Option([kind.flag((name,)), f"field_{name}"], metavar="WORDS", help=words)


def _is_made_of_parts(kind: Kind, name: str) -> bool:
    return kind.is_text((name,)) or kind.is_nested((name,))


# --- flags ---


def _with_texts(kind: Kind, arguments: Iterable[str]) -> Iterable[str]:
    """`--title-ky WORDS` as `--text title.ky=WORDS`, where `title` is a text."""
    waiting = iter(arguments)
    for argument in waiting:
        match = _TEXT_FLAG.fullmatch(argument)
        field = match["field"].replace("-", "_") if match else ""
        if not match or not kind.is_text((field,)):
            yield argument
            continue
        words = next(waiting, None) if match["words"] is None else match["words"]
        if words is None:
            raise click.UsageError(f"{argument} needs words after it")
        yield from ("--text", f"{field}.{match['lang']}={words}")


def _given(kind: Kind, fields: dict, texts: tuple, settings: tuple) -> dict:
    values: dict = {}
    named = {name.removeprefix("field_"): words for name, words in fields.items() if words is not None}
    pairs = [*named.items(), *map(_pair, settings), *map(_pair, texts)]
    for name, words in pairs:
        _put(kind, values, path_of(name), words)
    return values


def _pair(argument: str) -> tuple[str, str]:
    name, equals, words = argument.partition("=")
    if not equals:
        raise click.UsageError(f"{argument!r} has no '='; write FIELD=VALUE")
    return name, words


def _put(kind: Kind, values: dict, path: tuple, words: str) -> None:
    try:
        words.encode()
    except UnicodeEncodeError:
        raise click.UsageError(f"the words for {'.'.join(map(str, path))} are not UTF-8") from None
    put(values, path, value_of(kind.form, path, words))


# --- questions ---


def _answered(kind: Kind, values: dict, checked: Checked) -> dict:
    """The values with all that is needed: asked for on a terminal, demanded elsewhere."""
    if not sys.stdin.isatty():
        missing = [kind.flags(need) for need in _open(kind, values, checked) if not need.optional]
        if missing:
            raise click.UsageError(f"{kind.name}: give {'; '.join(missing)}")
        return values
    for need in kind.needs:
        if need in _open(kind, values, checked):
            _ask(kind, need, values, checked)
    return values


def _open(kind: Kind, values: dict, checked: Checked) -> list[Need]:
    known = known_of_article(values, checked) if kind.name == "article" else {}
    return [need for need in kind.needs if not need.is_met(known | values)]


def _ask(kind: Kind, need: Need, values: dict, checked: Checked) -> None:
    description, example = kind.words(need.path)
    click.echo(f"\n{need.field}: {description}" + (f" For example: {example}" if example else ""))
    if kind.is_text(need.path):
        return _ask_in_languages(kind, need, values, checked)
    words = _answer(kind, need, checked)
    if words:
        _put(kind, values, need.path, words)
    elif need.field in _UNANSWERED:
        for other in _UNANSWERED[need.field]:
            _ask(kind, other, values, checked)
    elif not need.optional:
        put(values, need.path, None)
    return None


def _answer(kind: Kind, need: Need, checked: Checked) -> str:
    """What was typed; asked again while it names something that is not there."""
    known = kind.choices(need.path) or kind.known(need.path, checked.data)
    if known is not None and len(known) <= FEW:
        click.echo(f"one of: {', '.join(known)}")
    if not need.optional and not kind.may_be_nothing(need.path):
        return click.prompt(need.field, value_proc=lambda answer: _one_of(answer, known))
    return click.prompt(
        need.field,
        default="",
        show_default=False,
        value_proc=lambda answer: answer and _one_of(answer, known),
    )


_UNANSWERED = {
    "value": (Need("missing"),),
    "id": (Need("region"), Need("indicator"), Need("date"), Need("source", optional=True)),
}
"""What is asked instead, where a figure has no number, or the one to be put right has no name."""


def _one_of(answer: str, known: Iterable[str] | None) -> str:
    if known is not None and answer not in known:
        raise click.UsageError(f"there is no {answer}{did_you_mean(answer, known)}")
    return answer


def _ask_in_languages(kind: Kind, need: Need, values: dict, checked: Checked) -> None:
    """In every language of the site; at least one answer is needed."""
    while not need.is_met(values):
        for language in checked.data.site.languages:
            words = click.prompt(f"{need.field} · {language.name}", default="", show_default=False)
            if words:
                _put(kind, values, (*need.path, language.code), words)


# --- writing ---


def _write(kind: Kind, values: dict, root: Path, today: date | None) -> None:
    checked = load_site(root, today)
    try:
        draft = draft_of(kind, _answered(kind, values, checked), root, checked)
    except Impossible as why:
        raise click.ClickException(str(why)) from why
    _try(draft, root, today)
    put_in_place(root, draft.files)
    for name, line in draft.lines.items():
        click.echo(f"written: {name}:{line}")
    click.echo(_NEXT_OF_ARTICLE if kind.name == "article" else _NEXT)


_NEXT = "next: add what else is known (docs/fields.md), then `ashyq diff` says what it changes in public"
_NEXT_OF_ARTICLE = "next: write the article below its head, then look at it with `ashyq serve`"


def _try(draft: Draft, root: Path, today: date | None) -> None:
    try:
        try_out(root, draft.files, today)
    except Refused:
        click.echo("This would have been written, and does not pass the check:\n", err=True)
        click.echo(draft.text, err=True)
        raise
