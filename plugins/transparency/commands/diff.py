"""`ashyq diff`: what an edit changes in public, a sentence for each change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ..changes import Change, Speaker, changes_between
from ..checking import Checked, load_site
from ..languages import Language, load_languages
from ..languages.catalogues import load_catalogue
from ..loading.files import Found
from ..model.site import Site
from ..pages.wording import (
    CONTACT_WORDS,
    KIND_WORDS,
    MISSING_WORDS,
    OBSERVATION_STATUS_WORDS,
    STATUS_WORDS,
)
from ..progress.state import State
from ..revisions import Base, NoRevision, base_of
from .options import PRODUCT, root_option, today_option

TRANSLATIONS = PRODUCT / "themes/transparency/translations"
WORDS = {
    "status": STATUS_WORDS,
    "saying": KIND_WORDS,
    "missing": MISSING_WORDS,
    "certainty": OBSERVATION_STATUS_WORDS,
    "contact": CONTACT_WORDS,
}

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


@click.command()
@click.argument("revision", metavar="[REV]", required=False)
@root_option
@today_option
@click.option(
    "--lang",
    type=click.Choice(["en", "kk", "ky", "ru"]),
    default="en",
    show_default=True,
    help="The language of the sentences.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Lines, a comment for a pull request, or records for a program.",
)
def command(revision: str | None, root: Path, today: date | None, lang: str, form: str) -> None:
    """Say what the edits since REV change in public.

    Without REV: since the merge base with main; on main since the last commit, or, where there are no
    edits, what the last commit changed.
    """
    checked = load_site(root, today)
    try:
        base = base_of(root, checked, revision)
    except NoRevision as why:
        raise click.ClickException(str(why)) from why
    changes = changes_between(State(base.site.data, checked.today), State(checked.data, checked.today))
    speaker = Speaker(_language(checked.data.site, lang), WORDS)
    click.echo(_FORMS[form](changes, speaker, base, checked))
    if form != "markdown":
        click.echo(base.reservation or f"compared with {base.revision}", err=True)


def _as_text(changes: tuple[Change, ...], speaker: Speaker, _: Base, __: Checked) -> str:
    return "\n".join(_sentences(changes, speaker))


def _as_markdown(changes: tuple[Change, ...], speaker: Speaker, base: Base, _: Checked) -> str:
    say = speaker.language.say
    lines = ["### " + say("What changes in public"), ""]
    lines += [f"- {_escaped(sentence)}" for sentence in _sentences(changes, speaker)]
    lines += ["", say("Compared with: %(revision)s", revision=f"`{base.revision.commit[:12]}`")]
    if base.site.left_out:
        count = len(base.site.left_out)
        lines += ["", say("Not compared, because of faults under today's rules: %(count)s", count=count)]
    return "\n".join(lines)


def _as_json(changes: tuple[Change, ...], speaker: Speaker, base: Base, checked: Checked) -> str:
    places = _Places((*base.site.found, *checked.found))
    rows = [_row(change, speaker, *places.of(change)) for change in changes]
    return json.dumps(rows, ensure_ascii=False, indent=2)


_FORMS = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}


def _sentences(changes: Iterable[Change], speaker: Speaker) -> list[str]:
    sentences = [speaker.sentence(change.words) for change in changes]
    return sentences or [speaker.language.say("nothing changes in public")]


def _row(change: Change, speaker: Speaker, path: str, line: int) -> dict[str, str | int | None]:
    return {
        "kind": change.kind,
        "region": change.region,
        "record": change.name,
        "before": change.before,
        "after": change.after,
        "sentence": speaker.sentence(change.words),
        "path": path,
        "line": line,
    }


class _Places:
    """Where each record was written, of what is gone: where it stood."""

    def __init__(self, found: Iterable[Found]):
        self._origins = {id(item.record): item.origin for item in found}

    def of(self, change: Change) -> tuple[str, int]:
        origin = self._origins.get(id(change.record))
        if origin is None:
            return change.record.path, 1
        return origin.path, origin.document.place_of((*origin.at, *change.inside))[0]


def _escaped(sentence: str) -> str:
    """Words of the data as words: nothing in them is markup."""
    marked = _MARKDOWN.sub(r"\\\1", sentence)
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _language(site: Site, code: str) -> Language:
    """A language of the site, else one that says our words and shows the site's texts as they are."""
    for language in load_languages(site, TRANSLATIONS):
        if language.code == code:
            return language
    others = tuple(spoken.code for spoken in site.languages)
    return Language(code, code, others, load_catalogue(TRANSLATIONS, code))
