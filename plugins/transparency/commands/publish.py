"""`ashyq publish`: checked, built, verified, compressed, signed, and switched by one rename."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import click

from incremental import MARK, OutputRefused
from release import tree
from release.archive import unpacked
from release.faults import Altered
from release.manifest import Manifest, sha256_of
from release.publishing import Plan, Published, publish
from release.signing import Signer
from release.store import Store
from release.taking_down import archives_holding, refuse_words, words_in

from ..adapter import settings_of
from ..building import build_site
from ..checking import DATA, Checked, load_leniently, load_site
from ..checking.against import check_against
from ..checking.passages import records_in
from ..delivery import delivery_of, take_over
from ..loading.problems import Refused
from ..loading.today import now_of
from ..model.people import ContactDetail
from ..publication import IDENTITY, Settings, WrongSetting, operated_by
from ..revisions import commit_of
from ..telling import UNCHANGED, Teller, editors_language, told
from ..verifying import Excuse, Expected, Finding, Size, Unfit, verify
from ..writing.register import put_as_shown
from .check import CONTENT_REFUSED, hold_against_base
from .options import PRODUCT, root_option, today_option
from .progress import Reporter

ONLY_THIS = 1
"""Releases that are kept when something is taken down: the earlier ones hold it."""

CONFIGURATION = PRODUCT / "publishconf.py"


_against = click.option(
    "--against",
    metavar="REV",
    help="The git revision whose figures change only by a correction."
    "  [default: the data of the public release]",
)
_output = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="Where to build; no other build may go there meanwhile.  [default: build/site/ in the site folder]",
)
_clean = click.option(
    "--clean", is_flag=True, help="Make every page anew, whatever is remembered of earlier builds."
)
_prebuilt = click.option(
    "--built",
    "prebuilt",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    help="Publish this tree, built elsewhere with publishconf.py, and build nothing here.",
)
_first = click.option(
    "--first", is_flag=True, help="Nothing lies at the target yet: this is the first release."
)

_take_down = click.option(
    "--take-down",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with words, a line each, that are to be public nowhere any more: every earlier release"
    " and each archive that holds one is removed, here and at the target.",
)
_withdraw = click.option(
    "--withdraw",
    metavar="PATH",
    multiple=True,
    help="An archive of data that must be taken down, as data/archive/data-….tar.gz; may be given again.",
)


@click.command()
@root_option
@today_option
@_output
@_against
@_clean
@_withdraw
@_prebuilt
@_first
@_take_down
def command(root: Path, first: bool, take_down: Path | None, **choices: Any) -> int:
    """Publish the site: check, build, verify, compress, sign, and switch to it by one rename.

    Whatever fails, and wherever it is interrupted, what was public stays public and whole.
    """
    settings = Settings.of(settings_of(CONFIGURATION), root)
    store, delivery = Store(settings.store), delivery_of(settings)
    try:
        with store.changing(), delivery.changing():
            signer = signer_of(settings)
            take_over(store, delivery, signer.allowed_signers(), first)
            way = _Way(delivery.encodings, words_in(take_down) if take_down else ())
            done = _published(root, settings, store, signer, way, **choices)
            click.echo(_summary(done, store))
            for line in delivery.deliver(store, done.release, ONLY_THIS if take_down else settings.keep):
                click.echo(line)
    except Unfit as unfit:
        return _refuse(unfit)
    return 0


def _refuse(unfit: Unfit) -> int:
    teller = Teller(editors_language())
    click.echo(teller.findings(unfit.findings), err=True)
    click.echo(teller.say(UNCHANGED), err=True)
    return CONTENT_REFUSED


@dataclass(frozen=True)
class _Way:
    """How a plan differs from the usual one: the compressed forms, and words to be taken down."""

    encodings: tuple[str, ...]
    words: tuple[bytes, ...]

    def of(self, plan: Plan, store: Store) -> Plan:
        plan = replace(plan, encodings=self.encodings)
        if not self.words:
            return plan
        withdrawn = plan.withdrawn | self._archives(plan, store)
        return replace(plan, keep=ONLY_THIS, verify=self._clean(plan), withdrawn=withdrawn)

    def _clean(self, plan: Plan) -> Callable[[Path, Manifest | None], None]:
        def verify(folder: Path, last: Manifest | None) -> None:
            refuse_words(folder, self.words)
            refuse_words(plan.archive, self.words)
            plan.verify(folder, last)

        return verify

    def _archives(self, plan: Plan, store: Store) -> frozenset[str]:
        last = store.latest()
        if last is None:
            return frozenset()
        return archives_holding(store.tree(last), store.manifest(last), plan.archives, self.words)


def _published(
    root: Path,
    settings: Settings,
    store: Store,
    signer: Signer,
    way: _Way,
    *,
    today: date | None,
    output: Path | None,
    against: str | None,
    clean: bool,
    prebuilt: Path | None,
    withdraw: tuple[str, ...],
) -> Published:
    checked = _checked(root, today, settings, store, against)
    folder = prebuilt or output or root / "build" / "site"
    paths = _taken(folder) if prebuilt else _built(root, checked.today, folder, clean)
    job = _Job(settings, checked, paths, frozenset(withdraw))
    with _public_data(root, checked) as data:
        return publish(store, way.of(job.plan(root, folder, data, signer), store), _say)


def _say(step: str) -> None:
    click.echo(step, err=True)


def _summary(done: Published, store: Store) -> str:
    files = len(done.manifest.files)
    return (
        f"release {done.release}: {files} files, {done.copied} new, {done.linked} as before,"
        f" {done.compressed} compressed; public in {store.folder / 'current'}"
    )


# --- before the build ---


def signer_of(settings: Settings) -> Signer:
    """The key, tried before any work. Raises WrongSetting, and ReleaseFault where it cannot be read."""
    if settings.key is None:
        raise WrongSetting("RELEASE_KEY names no signing key; make one with: ssh-keygen -t ed25519 -f KEY")
    trusted = settings.signers.read_text("utf-8") if settings.signers else ""
    signer = Signer(settings.key, IDENTITY, trusted)
    signer.public_key()
    return signer


def _checked(
    root: Path, today: date | None, settings: Settings, store: Store, against: str | None
) -> Checked:
    """The checked site, warnings refused as errors are, held against what is public."""
    checked = load_site(root, today)
    site = operated_by(checked.data.site, settings.operator)
    checked = replace(checked, data=replace(checked.data, site=site))
    unnamed = list(_unnamed(settings, checked))
    if unnamed:
        raise Unfit(unnamed)
    public = store.current() or store.latest()
    if against or public is None:
        hold_against_base(root, checked, against)
    else:
        _hold_against_release(store.tree(public), store.manifest(public), checked)
    if checked.warnings:
        click.echo(told(checked.warnings, "text", Teller(editors_language())), err=True)
        raise Refused(())
    return checked


def _unnamed(settings: Settings, checked: Checked) -> Iterator[Finding]:
    site = checked.data.site
    if not settings.address_of(site):
        yield Finding.at("data/site.yml", "no-address")
    if not site.operator:
        yield Finding.at("data/site.yml", "no-operator")


def _hold_against_release(folder: Path, manifest: Manifest, checked: Checked) -> None:
    """Refuse what takes back or overwrites what the public release says."""
    archive = tree.read(folder / manifest.archive)
    if sha256_of(archive) != manifest.entries[manifest.archive].sha256:
        raise Altered(f"{manifest.archive} of release {manifest.release} was altered; restore the backup")
    with TemporaryDirectory(prefix="ashyq-") as before:
        unpacked(archive, Path(before))
        base = load_leniently(Path(before), checked)
    problems = check_against(base.data, checked.data, checked.found, base.found)
    click.echo(f"compared with release {manifest.release}", err=True)
    if problems:
        raise Refused([*problems, *checked.warnings, *checked.notices])


# --- the publication ---


@contextmanager
def _public_data(root: Path, checked: Checked) -> Iterator[Path]:
    """The data as they may be archived for good: the register as it is shown."""
    with TemporaryDirectory(prefix="ashyq-") as folder:
        data = Path(folder).resolve() / DATA
        shutil.copytree(root / DATA, data)
        put_as_shown(data, checked)
        yield data


def _built(root: Path, today: date, folder: Path, clean: bool) -> frozenset[str]:
    """Build the site; the paths of its files."""
    with Reporter() as report:
        return build_site(CONFIGURATION, root, today, folder, report, clean).paths


def _taken(folder: Path) -> frozenset[str]:
    """The paths of a tree that another machine built; what it should hold is what it holds."""
    if not (folder / MARK).is_file():
        raise OutputRefused(f"{folder} was not built by this program")
    return frozenset(tree.files_of(folder)) - {MARK}


@dataclass(frozen=True)
class _Job:
    """One publication: what it is held against, and how it is made."""

    settings: Settings
    checked: Checked
    declared: frozenset[str]
    withdrawn: frozenset[str]

    def plan(self, root: Path, folder: Path, data: Path, signer: Signer) -> Plan:
        return Plan(
            tree=folder,
            signer=signer,
            made=now_of(),
            commit=commit_of(root),
            verify=self.verify,
            leave_out=(MARK,),
            archive=data,
            keep=self.settings.keep,
            withdrawn=self.withdrawn,
        )

    def verify(self, folder: Path, last: Manifest | None) -> None:
        """Raises Unfit with all findings."""
        findings = verify(folder, self._expected(last))
        if findings:
            raise Unfit(findings)

    def _expected(self, last: Manifest | None) -> Expected:
        return Expected(
            address=self.settings.address_of(self.checked.data.site),
            contacts=tuple(_contacts(self.checked)),
            declared=self.declared,
            before=Size.of((file.path, file.size) for file in last.files) if last else None,
            share=self.settings.shrink,
            excuse=self._excuse(last),
        )

    def _excuse(self, last: Manifest | None) -> Excuse | None:
        site = self.checked.data.site
        if last is None or site.shrunk is None:
            return None
        since = last.made.astimezone(ZoneInfo(site.timezone)).date()
        return Excuse(site.shrunk.date.last_by(self.checked.today), since, self.checked.today)


def _contacts(checked: Checked) -> Iterator[str]:
    """Every telephone and address that an office publishes."""
    site = checked.data.site
    for record in (site, *(item.record for item in checked.found)):
        yield from (contact.value for _, contact in records_in(record, ContactDetail))
    mailboxes = (checked.data.operators_mailbox(), *(group.mailbox for group in site.editors))
    yield from filter(None, mailboxes)
